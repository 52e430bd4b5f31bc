import type { Words } from './words';

export const cs: Words = {
  title: 'Pult',
  call: {
    none: 'Nikdo nevolá', noneText: 'Karta se objeví, jakmile zazvoní telefon.', ring: 'Ať mi zazvoní telefon',
    state: { ringing: 'Zvoní', answered: 'Hovor probíhá', held: 'Přidržený', transferred: 'Přepojený', ended: 'Ukončeno, zapište výsledek', missed: 'Zmeškaný' },
    withheld: 'Skryté číslo', on: (line) => `na ${line}`, popped: (who) => `Volá ${who}`, show: 'Zobrazit',
    many: 'Kdo volá? Toto číslo má více lidí',
    newTitle: 'Nový zákazník', newName: 'Jméno a příjmení nebo firma', newSave: 'Založit kartu', country: 'Země',
    withheldText: 'Zeptejte se, s kým mluvíte, a najděte kartu (Ctrl K).',
  },
  queue: {
    title: 'Fronta', order: 'Termín, potom hodnota', empty: 'Nikdo nečeká.', takenBy: (who) => `u: ${who}`, back: 'Vrátit', unknown: 'Neznámý zákazník',
    kind: { complaint: 'Reklamace', request: 'Požadavek', missed_call: 'Zmeškaný hovor', call_back: 'Zavolat zpět', message: 'Zpráva' },
  },
  card: {
    empty: 'Žádná karta není otevřená', emptyText: 'Vezměte prvního z fronty, nebo najděte zákazníka.', number: (number) => `Zákazník ${number}`,
    tier: { standard: 'Hodnota standard', silver: 'Stříbrná hodnota', gold: 'Zlatá hodnota', platinum: 'Platinová hodnota' },
    speaks: { pl: 'mluví polsky', cs: 'mluví česky', en: 'mluví anglicky', de: 'mluví německy', sk: 'mluví slovensky' },
    noAddress: 'Adresa neznámá', within: (metres) => `±${metres}`,
    consents: (channels) => `Souhlasy: ${channels}`, noConsent: 'Bez souhlasu s marketingem: nenabízejte akce', refused: (channel, when) => `${channel}: odvolán ${when}`,
    channel: { phone: 'telefon', sms: 'SMS', email: 'e-mail', mail: 'pošta', letter: 'pošta', fax: 'fax', chat: 'chat' },
    actions: 'Akce', outcome: 'Výsledek', task: 'Zavolat zpět', complaint: 'Reklamace', send: 'Poslat pobočku', wrong: 'Chyba v datech',
  },
  tabs: { timeline: 'Časová osa', cases: 'Případy', orders: 'Objednávky', facts: 'Údaje' },
  tabList: 'Karta zákazníka',
  timeline: {
    today: 'Dnes', earlier: 'Dříve', live: 'probíhá', empty: 'Zatím se nic nestalo.',
    channel: { phone: 'Hovor', fax: 'Fax', email: 'E-mail', letter: 'Dopis', in_person: 'Osobně', web_form: 'Formulář', chat: 'Chat', sms: 'SMS', video: 'Video' },
    direction: { inbound: 'od zákazníka', outbound: 'zákazníkovi', internal: 'interní' },
  },
  cases: {
    due: (date) => `odpověď do ${date}`, days: (n) => `${n} dní`, late: 'po termínu', rule: (id, version) => `pravidlo ${id}, verze ${version}`,
    state: { open: 'otevřená', waiting: 'čeká na zákazníka', resolved: 'vyřešená', withdrawn: 'vzatá zpět' }, empty: 'Žádné otevřené případy.',
  },
  orders: { empty: 'Žádné otevřené objednávky.', state: { new: 'nová', confirmed: 'potvrzená', open: 'vyřizuje se', shipped: 'na cestě', ready: 'k vyzvednutí', delivered: 'doručená', cancelled: 'zrušená', returned: 'vrácená' } },
  facts: { phone: 'Telefon', email: 'E-mail', fax: 'Fax', addresses: 'Adresy', fields: 'Vlastní pole', segment: 'Segment', none: 'Nic dalšího nevíme.' },
  note: { label: 'Poznámka', placeholder: 'O co šlo? Co jsme slíbili?', save: 'Uložit a další', draft: 'Koncept zůstává, dokud neuložíte', outcome: 'Výsledek', saved: 'Uloženo.', wrappedUp: 'Hovor je zapsaný.' },
  outcomes: [['info', 'Informace'], ['returns', 'Vrácení'], ['sold', 'Prodej'], ['service', 'Servis'], ['complaint', 'Reklamace'], ['call_back', 'Zavolat zpět'], ['wrong_number', 'Omyl']],
  near: {
    title: 'Nejbližší pobočky', onArrival: 'Otevřeno při příjezdu', service: 'Služba', when: 'Kdy', place: 'Odkud', empty: 'Jakmile známe adresu, budou tu tři nejbližší pobočky.',
    home: 'Adresa zákazníka', kept: 'Nový dotaz se nezdařil. Toto je předchozí odpověď.', mapFailed: 'Mapa není dostupná, seznam funguje.', map: 'Mapa: zákazník a pobočky', me: 'Zákazník',
    whyNot: 'Blíž, ale vynechané', none: 'Dotazu neodpovídá žádná pobočka.', promotions: (titles) => `Akce: ${titles}`,
  },
  when: { now: 'Teď', tomorrow: 'Zítra', saturday: 'V sobotu', sunday: 'V neděli', nextSunday: 'O neděli později', other: 'Jiný den' },
  send: { title: 'Poslat pobočku', sms: 'SMS', email: 'E-mail', chat: 'Chat', sent: (to) => `Odesláno: ${to}`, noOutlet: 'Nejdřív vyberte pobočku (Alt 1 až 3).', copied: 'Odkaz je zkopírovaný do chatu.' },
  task: { title: 'Zavolat zpět', hour: 'Za hodinu', today: 'Dnes v 16:00', tomorrow: 'Zítra v 9:00', monday: 'V pondělí v 9:00', done: (when) => `Slíben hovor: ${when}` },
  complaint: { title: 'Reklamace', subject: 'Čeho se týká', save: 'Přijmout reklamaci', opened: (number, due) => `Přijato ${number}, odpověď do ${due}` },
  wrong: { sent: 'Nahlášeno správci dat.', closed: 'Zákazník říká, že pobočka byla zavřená' },
  palette: { title: 'Najít', placeholder: 'Zákazník, číslo, objednávka, místo nebo akce', people: 'Zákazníci', places: 'Místa', actions: 'Akce', empty: 'Nic takového tu není. Zkontrolujte pravopis, nebo zadejte číslo.', slow: 'Hledám jen podle jmen a čísel, zbytek se načítá.' },
  degraded: { lost: 'Spojení se serverem je přerušené. Karta i poznámka zůstávají, připojuji se znovu.', near: 'Hledání poboček neodpovídá. Karta a časová osa fungují.' },
  cancel: 'Zrušit',
  keys: [
    ['Ctrl K', 'Najít zákazníka, místo nebo akci'], ['J  K', 'Fronta: dolů, nahoru'], ['Enter', 'Vzít z fronty'], ['N', 'Poznámka'], ['L', 'Výsledek hovoru'], ['Ctrl Enter', 'Uložit a vzít dalšího'],
    ['S', 'Poslat pobočku'], ['T', 'Slíbit hovor'], ['X', 'Přijmout reklamaci'], ['F', 'Služba'], ['W', 'Kdy'], ['P', 'Odkud'], ['B', 'Nahlásit chybu v údajích pobočky'],
    ['Alt 1  9', 'Vybrat pobočku'], ['1  4', 'Záložky'], ['Alt P', 'Zobrazit nový hovor'], ['Esc', 'Zpět, koncept zůstává'], ['?', 'Tento přehled'],
  ],
};
