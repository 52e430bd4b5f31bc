import type { Words } from './words';

export const pl: Words = {
  title: 'Pulpit',
  call: {
    none: 'Nikt nie dzwoni', noneText: 'Karta pokaże się, gdy tylko zadzwoni telefon.', ring: 'Niech mój telefon zadzwoni',
    state: { ringing: 'Dzwoni', answered: 'Rozmowa trwa', held: 'Zawieszona', transferred: 'Przekazana', ended: 'Rozłączono, zapisz wynik', missed: 'Nieodebrana' },
    withheld: 'Numer zastrzeżony', on: (line) => `na ${line}`, popped: (who) => `Dzwoni ${who}`, show: 'Pokaż',
    many: 'Kto dzwoni? Ten numer ma kilka osób',
    newTitle: 'Nowy klient', newName: 'Imię i nazwisko albo firma', newSave: 'Załóż kartę', country: 'Kraj',
    withheldText: 'Zapytaj, z kim rozmawiasz, i znajdź kartę (Ctrl K).',
  },
  queue: {
    title: 'Kolejka', order: 'Termin, potem wartość', empty: 'Nikt nie czeka.', takenBy: (who) => `u: ${who}`, back: 'Oddaj', unknown: 'Nieznany klient',
    kind: { complaint: 'Reklamacja', request: 'Sprawa', missed_call: 'Nieodebrane połączenie', call_back: 'Oddzwonić', message: 'Wiadomość' },
  },
  card: {
    empty: 'Nie ma otwartej karty', emptyText: 'Weź pierwszą osobę z kolejki albo znajdź klienta.', number: (number) => `Klient ${number}`,
    tier: { standard: 'Wartość standard', silver: 'Wartość srebrna', gold: 'Wartość złota', platinum: 'Wartość platynowa' },
    speaks: { pl: 'mówi po polsku', cs: 'mówi po czesku', en: 'mówi po angielsku', de: 'mówi po niemiecku', sk: 'mówi po słowacku' },
    noAddress: 'Adres nieznany', within: (metres) => `±${metres}`,
    consents: (channels) => `Zgody: ${channels}`, noConsent: 'Bez zgody na marketing: nie proponuj ofert', refused: (channel, when) => `${channel}: wycofana ${when}`,
    channel: { phone: 'telefon', sms: 'SMS', email: 'e-mail', mail: 'poczta', letter: 'poczta', fax: 'faks', chat: 'czat' },
    actions: 'Działania', outcome: 'Wynik', task: 'Oddzwonić', complaint: 'Reklamacja', send: 'Wyślij placówkę', wrong: 'Błąd w danych',
  },
  tabs: { timeline: 'Oś czasu', cases: 'Sprawy', orders: 'Zamówienia', facts: 'Fakty' },
  tabList: 'Karta klienta',
  timeline: {
    today: 'Dziś', earlier: 'Wcześniej', live: 'trwa', empty: 'Jeszcze nic się nie wydarzyło.',
    channel: { phone: 'Rozmowa', fax: 'Faks', email: 'E-mail', letter: 'List', in_person: 'Na miejscu', web_form: 'Formularz', chat: 'Czat', sms: 'SMS', video: 'Wideo' },
    direction: { inbound: 'od klienta', outbound: 'do klienta', internal: 'wewnętrzne' },
  },
  cases: {
    due: (date) => `odpowiedź do ${date}`, days: (n) => `${n} dni`, late: 'po terminie', rule: (id, version) => `reguła ${id}, wersja ${version}`,
    state: { open: 'otwarta', waiting: 'czeka na klienta', resolved: 'rozwiązana', withdrawn: 'wycofana' }, empty: 'Nie ma otwartych spraw.',
  },
  orders: { empty: 'Nie ma otwartych zamówień.', state: { new: 'nowe', confirmed: 'potwierdzone', open: 'w realizacji', shipped: 'w drodze', ready: 'do odbioru', delivered: 'dostarczone', cancelled: 'anulowane', returned: 'zwrócone' } },
  facts: { phone: 'Telefon', email: 'E-mail', fax: 'Faks', addresses: 'Adresy', fields: 'Własne pola', segment: 'Segment', none: 'Nic więcej nie wiadomo.' },
  note: { label: 'Notatka', placeholder: 'O co chodziło? Co obiecano?', save: 'Zapisz i następny', draft: 'Szkic zostaje, dopóki nie zapiszesz', outcome: 'Wynik', saved: 'Zapisano.', wrappedUp: 'Rozmowa zapisana.' },
  outcomes: [['info', 'Informacja'], ['returns', 'Zwrot'], ['sold', 'Sprzedaż'], ['service', 'Serwis'], ['complaint', 'Reklamacja'], ['call_back', 'Oddzwonić'], ['wrong_number', 'Pomyłka']],
  near: {
    title: 'Najbliższe placówki', onArrival: 'Otwarte po dojeździe', service: 'Usługa', when: 'Kiedy', place: 'Skąd', empty: 'Gdy znany jest adres, tu staną trzy najbliższe placówki.',
    home: 'Adres klienta', kept: 'Nie udało się zapytać ponownie. To poprzednia odpowiedź.', mapFailed: 'Mapa niedostępna, lista działa.', map: 'Mapa: klient i placówki', me: 'Klient',
    whyNot: 'Bliżej, ale pominięte', none: 'Żadna placówka nie pasuje do pytania.', promotions: (titles) => `Promocja: ${titles}`,
  },
  when: { now: 'Teraz', tomorrow: 'Jutro', saturday: 'W sobotę', sunday: 'W niedzielę', nextSunday: 'Niedzielę później', other: 'Inny dzień' },
  send: { title: 'Wyślij placówkę', sms: 'SMS', email: 'E-mail', chat: 'Czat', sent: (to) => `Wysłano: ${to}`, noOutlet: 'Najpierw wybierz placówkę (Alt 1 do 3).', copied: 'Odnośnik skopiowany do czatu.' },
  task: { title: 'Oddzwonić', hour: 'Za godzinę', today: 'Dziś o 16:00', tomorrow: 'Jutro o 9:00', monday: 'W poniedziałek o 9:00', done: (when) => `Obiecano telefon: ${when}` },
  complaint: { title: 'Reklamacja', subject: 'Czego dotyczy', save: 'Przyjmij reklamację', opened: (number, due) => `Przyjęto ${number}, odpowiedź do ${due}` },
  wrong: { sent: 'Zgłoszono opiekunowi danych.', closed: 'Klient mówi, że placówka była zamknięta' },
  palette: { title: 'Znajdź', placeholder: 'Klient, numer, zamówienie, miejsce albo działanie', people: 'Klienci', places: 'Miejsca', actions: 'Działania', empty: 'Nic takiego nie ma. Sprawdź pisownię albo podaj numer.', slow: 'Szukam tylko po nazwach i numerach, reszta się wczytuje.' },
  degraded: { lost: 'Brak połączenia z serwerem. Karta i notatka zostają, łączę ponownie.', near: 'Wyszukiwanie placówek nie odpowiada. Karta i oś czasu działają.' },
  cancel: 'Anuluj',
  keys: [
    ['Ctrl K', 'Znajdź klienta, miejsce albo działanie'], ['J  K', 'Kolejka: w dół, w górę'], ['Enter', 'Weź z kolejki'], ['N', 'Notatka'], ['L', 'Wynik rozmowy'], ['Ctrl Enter', 'Zapisz i weź następny'],
    ['S', 'Wyślij placówkę'], ['T', 'Obiecaj telefon'], ['X', 'Przyjmij reklamację'], ['F', 'Usługa'], ['W', 'Kiedy'], ['P', 'Skąd'], ['B', 'Zgłoś błąd w danych placówki'],
    ['Alt 1  9', 'Wybierz placówkę'], ['1  4', 'Zakładki'], ['Alt P', 'Pokaż nową rozmowę'], ['Esc', 'Wstecz, szkic zostaje'], ['?', 'Ten spis'],
  ],
};
