// The sentences of the overview.
import { i18n, type Language } from '../../i18n/index.svelte';
import { plural } from '../../i18n/plural';

type Count = ReturnType<typeof plural>;

export interface Words {
  lead: string;
  attention: string;
  nothing: string;
  many: (n: number) => string;
  reports: (n: number) => string;
  repairs: (n: number) => string;
  unreadable: (n: number) => string;
  importState: Record<string, string>;
  importBy: (who: string, when: string) => string;
  refused: (name: string) => string;
  behind: (n: number) => string;
  someFailed: string;
  service: string;
  outlets: (n: number) => string;
  version: (version: string) => string;
  maps: string;
  noMaps: string;
  serving: string;
  refusing: string;
  kept: string;
  recent: string;
  all: string;
}

const [pl, cs, en] = (['pl', 'cs', 'en'] as const).map(plural) as [Count, Count, Count];

const WORDS: Record<Language, Words> = {
  pl: {
    lead: 'Co czeka na człowieka i czy wszystko działa.',
    attention: 'Czeka na Ciebie',
    nothing: 'Nic nie czeka. Dane są w porządku.',
    many: (n) => `${n} i więcej`,
    reports: (n) => pl(n, { one: `${n} otwarte zgłoszenie klienta`, few: `${n} otwarte zgłoszenia klientów`, other: `${n} otwartych zgłoszeń klientów` }),
    repairs: (n) => pl(n, { one: `${n} placówka bez pewnego miejsca`, few: `${n} placówki bez pewnego miejsca`, other: `${n} placówek bez pewnego miejsca` }),
    unreadable: (n) => pl(n, { one: `${n} placówka z nieczytelnymi godzinami`, few: `${n} placówki z nieczytelnymi godzinami`, other: `${n} placówek z nieczytelnymi godzinami` }),
    importState: { uploaded: 'Import czeka na sprawdzenie', checking: 'Import jest sprawdzany', checked: 'Import sprawdzony, czeka na wprowadzenie', applying: 'Import jest wprowadzany', undoing: 'Import jest cofany', failed: 'Import się nie udał' },
    importBy: (who, when) => `${who}, ${when}`,
    refused: (name) => `Mapa „${name}”: nowego pliku nie da się użyć`,
    behind: (n) => pl(n, { one: `Pamięć jest ${n} zmianę za bazą`, few: `Pamięć jest ${n} zmiany za bazą`, other: `Pamięć jest ${n} zmian za bazą` }),
    someFailed: 'Części danych nie udało się wczytać.',
    service: 'Usługa',
    outlets: (n) => pl(n, { one: `${n} placówka w wyszukiwaniu`, few: `${n} placówki w wyszukiwaniu`, other: `${n} placówek w wyszukiwaniu` }),
    version: (version) => `Blisko ${version}`,
    maps: 'Mapy',
    noMaps: 'Nie ma pliku mapy: widać same placówki.',
    serving: 'działa',
    refusing: 'odrzucona',
    kept: 'działa poprzedni plik',
    recent: 'Ostatnie zmiany',
    all: 'Cała historia',
  },
  cs: {
    lead: 'Co čeká na člověka a zda všechno běží.',
    attention: 'Čeká na vás',
    nothing: 'Nic nečeká. Data jsou v pořádku.',
    many: (n) => `${n} a víc`,
    reports: (n) => cs(n, { one: `${n} otevřené hlášení zákazníka`, few: `${n} otevřená hlášení zákazníků`, other: `${n} otevřených hlášení zákazníků` }),
    repairs: (n) => cs(n, { one: `${n} pobočka bez jistého místa`, few: `${n} pobočky bez jistého místa`, other: `${n} poboček bez jistého místa` }),
    unreadable: (n) => cs(n, { one: `${n} pobočka s nečitelnými hodinami`, few: `${n} pobočky s nečitelnými hodinami`, other: `${n} poboček s nečitelnými hodinami` }),
    importState: { uploaded: 'Import čeká na kontrolu', checking: 'Import se kontroluje', checked: 'Import je zkontrolovaný, čeká na zapsání', applying: 'Import se zapisuje', undoing: 'Import se vrací', failed: 'Import se nepovedl' },
    importBy: (who, when) => `${who}, ${when}`,
    refused: (name) => `Mapa „${name}“: nový soubor nejde použít`,
    behind: (n) => cs(n, { one: `Paměť je o ${n} změnu za databází`, few: `Paměť je o ${n} změny za databází`, other: `Paměť je o ${n} změn za databází` }),
    someFailed: 'Část údajů se nepodařilo načíst.',
    service: 'Služba',
    outlets: (n) => cs(n, { one: `${n} pobočka ve vyhledávání`, few: `${n} pobočky ve vyhledávání`, other: `${n} poboček ve vyhledávání` }),
    version: (version) => `Blisko ${version}`,
    maps: 'Mapy',
    noMaps: 'Soubor s mapou chybí: vidět jsou jen pobočky.',
    serving: 'v provozu',
    refusing: 'odmítnutá',
    kept: 'v provozu je předchozí soubor',
    recent: 'Poslední změny',
    all: 'Celá historie',
  },
  en: {
    lead: 'What waits for a person, and whether everything runs.',
    attention: 'Waits for you',
    nothing: 'Nothing waits. The data is in order.',
    many: (n) => `${n} and more`,
    reports: (n) => en(n, { one: `${n} open report of a customer`, other: `${n} open reports of customers` }),
    repairs: (n) => en(n, { one: `${n} outlet without a sure place`, other: `${n} outlets without a sure place` }),
    unreadable: (n) => en(n, { one: `${n} outlet with unreadable hours`, other: `${n} outlets with unreadable hours` }),
    importState: { uploaded: 'An import waits to be checked', checking: 'An import is being checked', checked: 'An import is checked and waits to be applied', applying: 'An import is being applied', undoing: 'An import is being undone', failed: 'An import failed' },
    importBy: (who, when) => `${who}, ${when}`,
    refused: (name) => `Map “${name}”: the new file cannot be used`,
    behind: (n) => en(n, { one: `Memory is ${n} change behind the database`, other: `Memory is ${n} changes behind the database` }),
    someFailed: 'Some of this could not be loaded.',
    service: 'Service',
    outlets: (n) => en(n, { one: `${n} outlet in the search`, other: `${n} outlets in the search` }),
    version: (version) => `Blisko ${version}`,
    maps: 'Maps',
    noMaps: 'There is no file of a map: only the outlets show.',
    serving: 'serving',
    refusing: 'refused',
    kept: 'the file before it still serves',
    recent: 'Latest changes',
    all: 'The whole history',
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
