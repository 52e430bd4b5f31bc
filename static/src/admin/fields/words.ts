// The sentences of the page about the company's own fields of customers.
import { i18n, type Language } from '../../i18n/index.svelte';

export type Kind = 'text' | 'number' | 'date' | 'choice' | 'yes_no';

export interface Words {
  lead: string;
  add: string;
  none: string;
  columns: Record<'label' | 'kind' | 'required' | 'seen' | 'order', string>;
  kind: Record<Kind, string>;
  everybody: string;
  required: string;
  optional: string;
  up: (label: string) => string;
  down: (label: string) => string;
  key: string;
  keyHint: string;
  label: Record<'pl' | 'cs' | 'en', string>;
  labelHint: string;
  kindLabel: string;
  kindHint: string;
  choices: string;
  choicesHint: string;
  requiredLabel: string;
  seenBy: string;
  seenHint: string;
  seenAll: string;
  seenSome: string;
  seenAdmin: string;
  create: string;
  created: (label: string) => string;
  changed: (label: string) => string;
  edit: (label: string) => string;
  remove: string;
  removeTitle: (label: string) => string;
  removeText: string;
  removed: (label: string) => string;
  problem: Record<string, string>;
}

const WORDS: Record<Language, Words> = {
  pl: {
    lead: 'Co firma chce wiedzieć o klientach ponad to, co jest zawsze. Od pierwszego pola klient ma tylko te pola i notatkę.',
    add: 'Nowe pole',
    none: 'Nie ma własnych pól: do klienta można zapisać dowolne.',
    columns: { label: 'Pole', kind: 'Co zawiera', required: 'Wymagane', seen: 'Kto widzi', order: 'Kolejność' },
    kind: { text: 'tekst', number: 'liczba', date: 'data', choice: 'wybór z listy', yes_no: 'tak albo nie' },
    everybody: 'wszyscy', required: 'wymagane', optional: 'nie',
    up: (label) => `Wyżej: ${label}`, down: (label) => `Niżej: ${label}`,
    key: 'Nazwa w API i plikach', keyHint: 'Małe litery, cyfry i _, na przykład vat_id. Nie da się jej potem zmienić.',
    label: { pl: 'Nazwa po polsku', cs: 'Nazwa po czesku', en: 'Nazwa po angielsku' }, labelHint: 'Puste: jak po polsku.',
    kindLabel: 'Co zawiera', kindHint: 'Zmiana nie poprawia tego, co już zapisano.',
    choices: 'Lista do wyboru', choicesHint: 'Jedna pozycja w wierszu, najwyżej 100.',
    requiredLabel: 'Bez tego pola nie da się zapisać klienta',
    seenBy: 'Kto widzi', seenHint: 'Kto nie widzi pola, nie widzi go nigdzie i nie może go zmienić. Administratorzy widzą wszystko, klucze API tylko pola dla wszystkich.',
    seenAll: 'Wszyscy, którzy widzą klienta', seenSome: 'Tylko wybrane role', seenAdmin: 'Zaznacz przynajmniej jedną rolę.',
    create: 'Dodaj pole', created: (label) => `Pole dodane: ${label}`, changed: (label) => `Pole zmienione: ${label}`, edit: (label) => `Pole „${label}”`,
    remove: 'Usuń pole', removeTitle: (label) => `Usunąć pole „${label}”?`,
    removeText: 'Znika tylko opis pola. To, co zapisano u klientów, zostaje przy nich i widzą to wszyscy, którzy widzą klienta.',
    removed: (label) => `Pole usunięte: ${label}`,
    problem: {
      customer_field_exists: 'Pole o tej nazwie już jest.', customer_field_not_found: 'Tego pola już nie ma.', too_many_customer_fields: 'Pól jest już tyle, ile może być. Najpierw któreś usuń.',
      customer_field_hidden: 'Tego pola nie widzą wszystkie role. Bez opisu zobaczyłyby to, co zapisano u klientów. Najpierw pokaż pole wszystkim.',
      version_conflict: 'Ktoś zmienił to pole przed Tobą. Zamknij okno i otwórz je ponownie.',
    },
  },
  cs: {
    lead: 'Co chce firma o zákaznících vědět navíc. Od prvního pole má zákazník jen tato pole a poznámku.',
    add: 'Nové pole',
    none: 'Vlastní pole tu nejsou: k zákazníkovi lze zapsat cokoli.',
    columns: { label: 'Pole', kind: 'Co obsahuje', required: 'Povinné', seen: 'Kdo vidí', order: 'Pořadí' },
    kind: { text: 'text', number: 'číslo', date: 'datum', choice: 'výběr ze seznamu', yes_no: 'ano, nebo ne' },
    everybody: 'všichni', required: 'povinné', optional: 'ne',
    up: (label) => `Výš: ${label}`, down: (label) => `Níž: ${label}`,
    key: 'Název v API a souborech', keyHint: 'Malá písmena, číslice a _, například vat_id. Později ho nelze změnit.',
    label: { pl: 'Název polsky', cs: 'Název česky', en: 'Název anglicky' }, labelHint: 'Prázdné: jako polsky.',
    kindLabel: 'Co obsahuje', kindHint: 'Změna neopraví, co je už zapsané.',
    choices: 'Seznam k výběru', choicesHint: 'Jedna položka na řádek, nejvýš 100.',
    requiredLabel: 'Bez tohoto pole zákazníka nelze uložit',
    seenBy: 'Kdo vidí', seenHint: 'Kdo pole nevidí, nevidí ho nikde a nemůže ho změnit. Správci vidí vše, klíče API jen pole pro všechny.',
    seenAll: 'Všichni, kdo vidí zákazníka', seenSome: 'Jen vybrané role', seenAdmin: 'Vyberte aspoň jednu roli.',
    create: 'Přidat pole', created: (label) => `Pole přidáno: ${label}`, changed: (label) => `Pole změněno: ${label}`, edit: (label) => `Pole „${label}“`,
    remove: 'Smazat pole', removeTitle: (label) => `Smazat pole „${label}“?`,
    removeText: 'Zmizí jen popis pole. Co je u zákazníků zapsané, zůstane u nich a uvidí to všichni, kdo vidí zákazníka.',
    removed: (label) => `Pole smazáno: ${label}`,
    problem: {
      customer_field_exists: 'Pole s tímto názvem už je.', customer_field_not_found: 'Toto pole už není.', too_many_customer_fields: 'Polí je už tolik, kolik jich může být. Nejdřív některé smažte.',
      customer_field_hidden: 'Toto pole nevidí všechny role. Bez popisu by uviděly, co je u zákazníků zapsané. Nejdřív pole ukažte všem.',
      version_conflict: 'Někdo toto pole změnil před vámi. Zavřete okno a otevřete ho znovu.',
    },
  },
  en: {
    lead: 'What the company wants to know of customers beyond what is always there. From the first field on, a customer has only these and a note.',
    add: 'New field',
    none: 'There are no own fields: anything may be written to a customer.',
    columns: { label: 'Field', kind: 'What it holds', required: 'Required', seen: 'Who sees it', order: 'Order' },
    kind: { text: 'text', number: 'number', date: 'date', choice: 'one of a list', yes_no: 'yes or no' },
    everybody: 'everybody', required: 'required', optional: 'no',
    up: (label) => `Up: ${label}`, down: (label) => `Down: ${label}`,
    key: 'Name in the API and in files', keyHint: 'Lower-case letters, digits and _, for example vat_id. It never changes.',
    label: { pl: 'Name in Polish', cs: 'Name in Czech', en: 'Name in English' }, labelHint: 'Empty: as in Polish.',
    kindLabel: 'What it holds', kindHint: 'A change does not mend what has been written already.',
    choices: 'List to choose from', choicesHint: 'One a line, at most 100.',
    requiredLabel: 'No customer is saved without it',
    seenBy: 'Who sees it', seenHint: 'Who does not see a field sees it nowhere and cannot change it. Admins see everything, API keys only fields for everybody.',
    seenAll: 'Everybody who sees the customer', seenSome: 'Only some roles', seenAdmin: 'Choose at least one role.',
    create: 'Add the field', created: (label) => `Field added: ${label}`, changed: (label) => `Field changed: ${label}`, edit: (label) => `Field “${label}”`,
    remove: 'Delete the field', removeTitle: (label) => `Delete the field “${label}”?`,
    removeText: 'Only the definition goes. What customers have of it stays with them, and everybody who sees the customer sees it.',
    removed: (label) => `Field deleted: ${label}`,
    problem: {
      customer_field_exists: 'There is a field of this name already.', customer_field_not_found: 'This field is there no longer.', too_many_customer_fields: 'There are as many fields as there may be. Delete one first.',
      customer_field_hidden: 'Some roles do not see this field. Without the definition they would see what customers have of it. Show the field to everybody first.',
      version_conflict: 'Somebody has changed this field before you. Close the window and open it again.',
    },
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
