// The sentences of the hours editor.
import { i18n, type Language } from '../../i18n/index.svelte';

export interface Words {
  weekTitle: string;
  from: string;
  until: string;
  nextDay: string;
  closed: string;
  addSpan: (day: string) => string;
  removeSpan: (day: string) => string;
  asAbove: (day: string) => string;
  asAboveShort: string;
  addShort: string;
  notATime: string;
  holidays: string;
  holidayLike: Record<'same' | 'closed' | 'own', string>;
  season: string;
  seasonFrom: string;
  seasonUntil: string;
  addSeason: string;
  removeSeason: string;
  day: string;
  month: string;
  text: string;
  textHint: string;
  asText: string;
  asRows: string;
  noRows: string;
  unreadable: string;
  written: string;
  exceptions: string;
  exceptionsHint: string;
  addException: string;
  removeException: string;
  firstDay: string;
  lastDay: string;
  hours: string;
  hoursPlaceholder: string;
  reason: string;
  reasonPlaceholder: string;
  noExceptions: string;
  preview: string;
  previewFailed: string;
  unknown: string;
  allDay: string;
  tradingSunday: string;
  nonTradingSunday: string;
  exception: string;
}

const WORDS: Record<Language, Words> = {
  pl: {
    weekTitle: 'Zwykły tydzień',
    from: 'od',
    until: 'do',
    nextDay: 'następnego dnia',
    closed: 'Zamknięte',
    addSpan: (day) => `Godziny: ${day}, dodaj`,
    removeSpan: (day) => `${day}: usuń te godziny`,
    asAbove: (day) => `Jak wyżej: ${day}`,
    asAboveShort: 'Jak wyżej',
    addShort: 'Godziny',
    notATime: 'Wpisz godzinę, na przykład 8:30',
    holidays: 'Święta',
    holidayLike: { same: 'jak w każdy inny dzień', closed: 'zamknięte', own: 'własne godziny' },
    season: 'Sezon',
    seasonFrom: 'Od',
    seasonUntil: 'Do',
    addSeason: 'Dodaj sezon',
    removeSeason: 'Usuń sezon',
    day: 'Dzień',
    month: 'Miesiąc',
    text: 'Godziny jako tekst',
    textHint: 'Tak, jak się je pisze: „pn-pt 8-16, sob 9-13”, albo w zapisie OSM.',
    asText: 'Edytuj jako tekst',
    asRows: 'Edytuj w wierszach',
    noRows: 'Tego tekstu nie da się pokazać w wierszach bez zmiany znaczenia, więc zostaje tekstem.',
    unreadable: 'Nikt nie zrozumie tych godzin: klienci przeczytają „zadzwoń”. Wpisz na przykład „Mo-Fr 08:00-16:00; Sa 09:00-13:00”.',
    written: 'Zapisze się',
    exceptions: 'Wyjątki w konkretne dni',
    exceptionsHint: 'Remanent, remont, dłuższe godziny przed świętami. Wyjątek wygrywa ze zwykłym tygodniem, ale nie z zakazem handlu.',
    addException: 'Dodaj wyjątek',
    removeException: 'Usuń wyjątek',
    firstDay: 'Pierwszy dzień',
    lastDay: 'Ostatni dzień',
    hours: 'Godziny',
    hoursPlaceholder: 'puste: zamknięte',
    reason: 'Powód, klient go przeczyta',
    reasonPlaceholder: 'inwentaryzacja',
    noExceptions: 'Nie ma wyjątków.',
    preview: 'Najbliższe 60 dni',
    previewFailed: 'Podgląd jest niedostępny. Godziny można zapisać i bez niego.',
    unknown: 'nie wiadomo',
    allDay: 'całą dobę',
    tradingSunday: 'niedziela handlowa',
    nonTradingSunday: 'niedziela niehandlowa',
    exception: 'wyjątek',
  },
  cs: {
    weekTitle: 'Běžný týden',
    from: 'od',
    until: 'do',
    nextDay: 'dalšího dne',
    closed: 'Zavřeno',
    addSpan: (day) => `Hodiny: ${day}, přidat`,
    removeSpan: (day) => `${day}: odebrat tyto hodiny`,
    asAbove: (day) => `Jako výš: ${day}`,
    asAboveShort: 'Jako výš',
    addShort: 'Hodiny',
    notATime: 'Napište čas, například 8:30',
    holidays: 'Svátky',
    holidayLike: { same: 'jako kterýkoli jiný den', closed: 'zavřeno', own: 'vlastní hodiny' },
    season: 'Sezona',
    seasonFrom: 'Od',
    seasonUntil: 'Do',
    addSeason: 'Přidat sezonu',
    removeSeason: 'Odebrat sezonu',
    day: 'Den',
    month: 'Měsíc',
    text: 'Hodiny jako text',
    textHint: 'Jak se píšou: „po-pá 8-16, so 9-13“, nebo v zápisu OSM.',
    asText: 'Upravit jako text',
    asRows: 'Upravit v řádcích',
    noRows: 'Tento text nejde ukázat v řádcích, aniž by se změnil jeho význam, a tak zůstává textem.',
    unreadable: 'Těmto hodinám nikdo nerozumí: zákazníci se dočtou „zavolejte“. Napište třeba „Mo-Fr 08:00-16:00; Sa 09:00-13:00“.',
    written: 'Uloží se',
    exceptions: 'Výjimky v určité dny',
    exceptionsHint: 'Inventura, rekonstrukce, delší hodiny před svátky. Výjimka přebije běžný týden, ale ne zákaz prodeje.',
    addException: 'Přidat výjimku',
    removeException: 'Odebrat výjimku',
    firstDay: 'První den',
    lastDay: 'Poslední den',
    hours: 'Hodiny',
    hoursPlaceholder: 'prázdné: zavřeno',
    reason: 'Důvod, zákazník ho uvidí',
    reasonPlaceholder: 'inventura',
    noExceptions: 'Výjimky tu nejsou.',
    preview: 'Příštích 60 dní',
    previewFailed: 'Náhled není dostupný. Hodiny lze uložit i bez něj.',
    unknown: 'neví se',
    allDay: 'nepřetržitě',
    tradingSunday: 'obchodní neděle (PL)',
    nonTradingSunday: 'neděle bez prodeje (PL)',
    exception: 'výjimka',
  },
  en: {
    weekTitle: 'Ordinary week',
    from: 'from',
    until: 'until',
    nextDay: 'on the next day',
    closed: 'Closed',
    addSpan: (day) => `Hours: ${day}, add`,
    removeSpan: (day) => `${day}: remove these hours`,
    asAbove: (day) => `As above: ${day}`,
    asAboveShort: 'As above',
    addShort: 'Hours',
    notATime: 'Type a time, for example 8:30',
    holidays: 'Public holidays',
    holidayLike: { same: 'like any other day', closed: 'closed', own: 'own hours' },
    season: 'Season',
    seasonFrom: 'From',
    seasonUntil: 'Until',
    addSeason: 'Add a season',
    removeSeason: 'Remove the season',
    day: 'Day',
    month: 'Month',
    text: 'Hours as text',
    textHint: 'As people write them: “Mon-Fri 8am-4pm; Sat 9am-1pm”, or in OSM notation.',
    asText: 'Edit as text',
    asRows: 'Edit in rows',
    noRows: 'Rows cannot show this text without changing what it means, so it stays a text.',
    unreadable: 'Nobody can read these hours: customers are told to call. Write for example “Mo-Fr 08:00-16:00; Sa 09:00-13:00”.',
    written: 'Is saved as',
    exceptions: 'Exceptions on certain days',
    exceptionsHint: 'Stock-taking, building works, longer hours before holidays. An exception wins over the ordinary week, but not over a ban on trade.',
    addException: 'Add an exception',
    removeException: 'Remove the exception',
    firstDay: 'First day',
    lastDay: 'Last day',
    hours: 'Hours',
    hoursPlaceholder: 'empty: closed',
    reason: 'Reason, customers read it',
    reasonPlaceholder: 'stock-taking',
    noExceptions: 'There are no exceptions.',
    preview: 'The coming 60 days',
    previewFailed: 'The preview is not available. The hours can be saved without it.',
    unknown: 'nobody knows',
    allDay: 'all day',
    tradingSunday: 'trading Sunday',
    nonTradingSunday: 'non-trading Sunday',
    exception: 'exception',
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}

/** `poniedziałek` of 0. */
export function weekdayName(day: number, form: 'long' | 'short' = 'long'): string {
  // 5 January 2026 was a Monday.
  return new Intl.DateTimeFormat(i18n.language, { weekday: form, timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + day));
}

export function monthName(month: number): string {
  return new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 1));
}
