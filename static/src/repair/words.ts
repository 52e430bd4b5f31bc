// The sentences of this screen, typed: a language that lacks one does not compile.
import { i18n, type Language } from '../i18n/index.svelte';
import { plural } from '../i18n/plural';

type Count = ReturnType<typeof plural>;

export interface Words {
  title: string;
  lead: string;
  all: string;
  cause: Record<string, string>;
  none: string;
  noneText: string;
  failed: string;
  retryLoad: string;
  loading: string;
  count: (n: number) => string;
  chosen: (n: number) => string;
  chooseAll: string;
  choose: (name: string) => string;
  accept: string;
  acceptHint: string;
  retry: string;
  dismiss: string;
  dismissHeld: string;
  more: string;
  back: string;
  held: string;
  address: string;
  street: string;
  postcode: string;
  city: string;
  lookAgain: string;
  found: string;
  nothing: string;
  attempts: (n: number) => string;
  row: (n: number) => string;
  putPin: string;
  dragHint: string;
  pin: (name: string) => string;
  lat: string;
  lon: string;
  mapFailed: string;
  done: (n: number) => string;
  stillOpen: (n: number) => string;
  nothingToAccept: (n: number) => string;
  gone: string;
}

const [pl, cs, en] = (['pl', 'cs', 'en'] as const).map(plural) as [Count, Count, Count];

const WORDS: Record<Language, Words> = {
  pl: {
    title: 'Do naprawy',
    lead: 'Placówki, których adresu nie udało się pewnie znaleźć. Żadna nie trafia sama w przybliżone miejsce.',
    all: 'Wszystkie',
    cause: {
      nothing_found: 'Nic nie znaleziono', town_not_found: 'Nieznana miejscowość', street_not_found: 'Nieznana ulica',
      house_not_found: 'Nieznany numer domu', ambiguous: 'Kilka takich miejsc', coarse: 'Adres niepełny',
      unsure: 'Wynik niepewny', code_taken: 'Kod jest już zajęty',
    },
    none: 'Nie ma nic do naprawy',
    noneText: 'Każda placówka ma swoje miejsce.',
    failed: 'Nie udało się. Nic nie przepadło.',
    retryLoad: 'Spróbuj ponownie',
    loading: 'Wczytuję',
    count: (n) => pl(n, { one: `${n} placówka czeka`, few: `${n} placówki czekają`, other: `${n} placówek czeka` }),
    chosen: (n) => pl(n, { one: `Zaznaczono ${n}`, other: `Zaznaczono ${n}` }),
    chooseAll: 'Zaznacz wszystkie',
    choose: (name) => `Zaznacz: ${name}`,
    accept: 'Przyjmij',
    acceptHint: 'Przyjmij znalezione miejsce',
    retry: 'Szukaj ponownie',
    dismiss: 'Zostaw, jak jest',
    dismissHeld: 'Usuń z kolejki',
    more: 'Pokaż następne',
    back: 'Do listy',
    held: 'Czeka na miejsce, klienci jeszcze jej nie widzą',
    address: 'Adres',
    street: 'Ulica i numer',
    postcode: 'Kod pocztowy',
    city: 'Miejscowość',
    lookAgain: 'Popraw i szukaj',
    found: 'Znaleziono',
    nothing: 'Nic nie znaleziono',
    attempts: (n) => pl(n, { one: `szukano ${n} raz`, other: `szukano ${n} razy` }),
    row: (n) => `wiersz ${n} pliku`,
    putPin: 'Tu jest placówka',
    dragHint: 'Przeciągnij pinezkę, kliknij mapę, użyj strzałek na pinezce albo wpisz współrzędne.',
    pin: (name) => `${name}: pinezka, strzałki przesuwają`,
    lat: 'Szerokość',
    lon: 'Długość',
    mapFailed: 'Mapa niedostępna. Wpisz współrzędne.',
    done: (n) => pl(n, { one: `Gotowe: ${n} placówka`, few: `Gotowe: ${n} placówki`, other: `Gotowe: ${n} placówek` }),
    stillOpen: (n) => `nadal do sprawdzenia: ${n}`,
    nothingToAccept: (n) => `bez znalezionego miejsca: ${n}`,
    gone: 'Ktoś już to naprawił.',
  },
  cs: {
    title: 'K opravě',
    lead: 'Pobočky, jejichž adresu se nepodařilo s jistotou najít. Žádná se sama neocitne na přibližném místě.',
    all: 'Všechny',
    cause: {
      nothing_found: 'Nic nenalezeno', town_not_found: 'Neznámá obec', street_not_found: 'Neznámá ulice',
      house_not_found: 'Neznámé číslo domu', ambiguous: 'Více takových míst', coarse: 'Neúplná adresa',
      unsure: 'Nejistý výsledek', code_taken: 'Kód je už obsazen',
    },
    none: 'Není co opravovat',
    noneText: 'Každá pobočka má své místo.',
    failed: 'Nepodařilo se. Nic se neztratilo.',
    retryLoad: 'Zkusit znovu',
    loading: 'Načítám',
    count: (n) => cs(n, { one: `${n} pobočka čeká`, few: `${n} pobočky čekají`, other: `${n} poboček čeká` }),
    chosen: (n) => `Vybráno ${n}`,
    chooseAll: 'Vybrat všechny',
    choose: (name) => `Vybrat: ${name}`,
    accept: 'Přijmout',
    acceptHint: 'Přijmout nalezené místo',
    retry: 'Hledat znovu',
    dismiss: 'Nechat, jak je',
    dismissHeld: 'Odebrat z fronty',
    more: 'Zobrazit další',
    back: 'Na seznam',
    held: 'Čeká na místo, zákazníci ji zatím nevidí',
    address: 'Adresa',
    street: 'Ulice a číslo',
    postcode: 'PSČ',
    city: 'Obec',
    lookAgain: 'Opravit a hledat',
    found: 'Nalezeno',
    nothing: 'Nic nenalezeno',
    attempts: (n) => `hledáno ${n}×`,
    row: (n) => `řádek ${n} souboru`,
    putPin: 'Tady je pobočka',
    dragHint: 'Přetáhněte špendlík, klikněte do mapy, použijte šipky na špendlíku nebo zadejte souřadnice.',
    pin: (name) => `${name}: špendlík, šipky posouvají`,
    lat: 'Šířka',
    lon: 'Délka',
    mapFailed: 'Mapa není dostupná. Zadejte souřadnice.',
    done: (n) => cs(n, { one: `Hotovo: ${n} pobočka`, few: `Hotovo: ${n} pobočky`, other: `Hotovo: ${n} poboček` }),
    stillOpen: (n) => `stále ke kontrole: ${n}`,
    nothingToAccept: (n) => `bez nalezeného místa: ${n}`,
    gone: 'Někdo to už opravil.',
  },
  en: {
    title: 'To repair',
    lead: 'Outlets whose address could not be found for sure. None of them goes to a rough place by itself.',
    all: 'All',
    cause: {
      nothing_found: 'Nothing found', town_not_found: 'Town not known', street_not_found: 'Street not known',
      house_not_found: 'House number not known', ambiguous: 'Several such places', coarse: 'Address incomplete',
      unsure: 'Not sure', code_taken: 'Code is taken',
    },
    none: 'Nothing to repair',
    noneText: 'Every outlet has its place.',
    failed: 'That did not work. Nothing is lost.',
    retryLoad: 'Try again',
    loading: 'Loading',
    count: (n) => en(n, { one: `${n} outlet waits`, other: `${n} outlets wait` }),
    chosen: (n) => `${n} chosen`,
    chooseAll: 'Choose all',
    choose: (name) => `Choose: ${name}`,
    accept: 'Accept',
    acceptHint: 'Accept the place that was found',
    retry: 'Look again',
    dismiss: 'Leave as it is',
    dismissHeld: 'Take out',
    more: 'Show more',
    back: 'To the list',
    held: 'Waits for its place; customers do not see it yet',
    address: 'Address',
    street: 'Street and number',
    postcode: 'Postcode',
    city: 'Town',
    lookAgain: 'Mend and look',
    found: 'Found',
    nothing: 'Nothing was found',
    attempts: (n) => en(n, { one: 'looked for once', other: `looked for ${n} times` }),
    row: (n) => `row ${n} of the file`,
    putPin: 'The outlet is here',
    dragHint: 'Drag the pin, press on the map, use the arrows on the pin, or type coordinates.',
    pin: (name) => `${name}: pin, arrows move it`,
    lat: 'Latitude',
    lon: 'Longitude',
    mapFailed: 'The map is not available. Type coordinates.',
    done: (n) => en(n, { one: `Done: ${n} outlet`, other: `Done: ${n} outlets` }),
    stillOpen: (n) => `still to check: ${n}`,
    nothingToAccept: (n) => `without a place that was found: ${n}`,
    gone: 'Somebody has repaired it already.',
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
