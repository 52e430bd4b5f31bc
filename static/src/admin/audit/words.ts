// The sentences of the history of changes.
import { i18n, type Language } from '../../i18n/index.svelte';

export interface Words {
  lead: string;
  who: string;
  anybody: string;
  what: string;
  anything: string;
  action: string;
  anyAction: string;
  from: string;
  until: string;
  none: string;
  system: string;
  onlyThem: (name: string) => string;
  onlyThis: string;
  clear: string;
  open: string;
  before: string;
  after: string;
  noDiff: string;
  request: (id: string) => string;
  entity: Record<string, string>;
  actions: Record<string, string>;
}

const WORDS: Record<Language, Words> = {
  pl: {
    lead: 'Kto, co i kiedy zmienił, z tym, jak było przedtem i potem.',
    who: 'Kto',
    anybody: 'Każdy',
    what: 'Co',
    anything: 'Wszystko',
    action: 'Działanie',
    anyAction: 'Każde',
    from: 'Od dnia',
    until: 'Do dnia',
    none: 'Nic tu nie pasuje do filtrów.',
    system: 'Blisko samo',
    onlyThem: (name) => `Tylko zmiany: ${name}`,
    onlyThis: 'Tylko ta karta',
    clear: 'Wyczyść filtry',
    open: 'Otwórz kartę',
    before: 'Przedtem',
    after: 'Potem',
    noDiff: 'Nie zapisano, co się zmieniło w polach.',
    request: (id) => `Żądanie ${id}`,
    entity: {
      outlet: 'Placówka', service: 'Usługa', user: 'Użytkownik', api_key: 'Klucz API', import: 'Import', outlet_report: 'Zgłoszenie', outlet_geocode: 'Położenie placówki',
      customer: 'Klient', contact: 'Osoba kontaktowa', consent: 'Zgoda', interaction: 'Kontakt', case: 'Sprawa', order: 'Zamówienie', price_list: 'Cennik',
      price_promotion: 'Promocja', policy: 'Regulamin', appointment: 'Termin', booking_rule: 'Zasady wizyt', customer_field: 'Własne pole', road_condition: 'Zmiana na drodze', queue_item: 'Kolejka', merge: 'Połączenie klientów',
    },
    actions: {
      create: 'utworzenie', update: 'zmiana', delete: 'usunięcie', import: 'import', revoke: 'unieważnienie', set_password: 'nowe hasło', sign_in: 'logowanie',
      sign_in_blocked: 'wstrzymane logowanie', sign_in_refused: 'odmowa logowania', link_identity: 'powiązanie z kontem dostawcy', take: 'wzięcie', return: 'oddanie', hand_over: 'przekazanie', done: 'załatwienie', end_sessions: 'wylogowanie wszędzie', resolve: 'zakończenie', merge: 'połączenie', undo: 'cofnięcie', geocode: 'wyszukanie położenia',
    },
  },
  cs: {
    lead: 'Kdo, co a kdy změnil, i s tím, jak to bylo předtím a potom.',
    who: 'Kdo',
    anybody: 'Kdokoli',
    what: 'Co',
    anything: 'Všechno',
    action: 'Co se stalo',
    anyAction: 'Cokoli',
    from: 'Ode dne',
    until: 'Do dne',
    none: 'Filtrům tu nic neodpovídá.',
    system: 'Blisko samo',
    onlyThem: (name) => `Jen změny: ${name}`,
    onlyThis: 'Jen tato karta',
    clear: 'Vymazat filtry',
    open: 'Otevřít kartu',
    before: 'Předtím',
    after: 'Potom',
    noDiff: 'Co se v polích změnilo, se neukládalo.',
    request: (id) => `Požadavek ${id}`,
    entity: {
      outlet: 'Pobočka', service: 'Služba', user: 'Uživatel', api_key: 'Klíč API', import: 'Import', outlet_report: 'Hlášení', outlet_geocode: 'Poloha pobočky',
      customer: 'Zákazník', contact: 'Kontaktní osoba', consent: 'Souhlas', interaction: 'Kontakt', case: 'Případ', order: 'Objednávka', price_list: 'Ceník',
      price_promotion: 'Akce', policy: 'Podmínky', appointment: 'Termín', booking_rule: 'Pravidla návštěv', customer_field: 'Vlastní pole', road_condition: 'Změna na silnici', queue_item: 'Fronta', merge: 'Sloučení zákazníků',
    },
    actions: {
      create: 'vytvoření', update: 'změna', delete: 'smazání', import: 'import', revoke: 'zrušení', set_password: 'nové heslo', sign_in: 'přihlášení',
      sign_in_blocked: 'pozastavené přihlášení', sign_in_refused: 'odmítnuté přihlášení', link_identity: 'spojení s účtem poskytovatele', take: 'převzetí', return: 'vrácení do fronty', hand_over: 'předání', done: 'vyřízení', end_sessions: 'odhlášení všude', resolve: 'uzavření', merge: 'sloučení', undo: 'vrácení', geocode: 'hledání polohy',
    },
  },
  en: {
    lead: 'Who changed what and when, with what it was before and after.',
    who: 'Who',
    anybody: 'Anybody',
    what: 'What',
    anything: 'Everything',
    action: 'Action',
    anyAction: 'Any',
    from: 'From',
    until: 'Until',
    none: 'Nothing here matches the filters.',
    system: 'Blisko itself',
    onlyThem: (name) => `Only changes by ${name}`,
    onlyThis: 'Only this record',
    clear: 'Clear filters',
    open: 'Open the record',
    before: 'Before',
    after: 'After',
    noDiff: 'What changed in the fields was not kept.',
    request: (id) => `Request ${id}`,
    entity: {
      outlet: 'Outlet', service: 'Service', user: 'User', api_key: 'API key', import: 'Import', outlet_report: 'Report', outlet_geocode: 'Place of an outlet',
      customer: 'Customer', contact: 'Contact', consent: 'Consent', interaction: 'Interaction', case: 'Case', order: 'Order', price_list: 'Price list',
      price_promotion: 'Promotion', policy: 'Policy', appointment: 'Appointment', booking_rule: 'Rules of visits', customer_field: 'Own field', road_condition: 'Road condition', queue_item: 'Queue', merge: 'Merge of customers',
    },
    actions: {
      create: 'created', update: 'changed', delete: 'deleted', import: 'imported', revoke: 'revoked', set_password: 'new password', sign_in: 'signed in',
      sign_in_blocked: 'sign-in held up', sign_in_refused: 'sign-in refused', link_identity: 'tied to an account at the provider', take: 'taken', return: 'given back', hand_over: 'handed over', done: 'done', end_sessions: 'signed out everywhere', resolve: 'ended', merge: 'merged', undo: 'undone', geocode: 'looked for the place',
    },
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
