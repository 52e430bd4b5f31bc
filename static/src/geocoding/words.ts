// The words for what the geocoder answers: how exact, from where, what is missing, which one is meant. Shared by the
// screens that show its answers; a language that lacks one does not compile.
import { i18n, type Language } from '../i18n/index.svelte';

export interface GeocodingWords {
  /** By level, with `outlet` and `manual` of our own. */
  level: Record<string, string>;
  /** The one question, by what it is about. */
  which: Record<string, string>;
  source: Record<string, string>;
  outside: (name: string) => string;
  dataOf: (date: string) => string;
  within: (metres: string) => string;
  confidence: (percent: string) => string;
  between: string;
  /** Coarser than asked: only the street, only the town is known. */
  onlyStreet: string;
  onlyTown: string;
  missing: Record<string, (text: string) => string>;
}

const pl: GeocodingWords = {
  level: {
    outlet: 'placówka', manual: 'wskazane ręcznie', entrance: 'wejście', building: 'adres', interpolated: 'adres (między numerami)',
    poi: 'obiekt', street: 'ulica', postcode: 'kod pocztowy', district: 'dzielnica', settlement: 'miejscowość',
    commune: 'gmina', county: 'powiat', region: 'województwo', country: 'kraj',
  },
  which: {
    country: 'W którym kraju?', region: 'W którym województwie lub regionie?', county: 'W którym powiecie?', commune: 'W której gminie?',
    city: 'W której miejscowości?', district: 'W której dzielnicy?', postcode: 'Pod którym kodem pocztowym?',
  },
  source: { outlet: 'nasze placówki', postcode_table: 'kody pocztowe' },
  outside: (name) => `spoza Blisko: ${name}`,
  dataOf: (date) => `dane z ${date}`,
  within: (metres) => `z dokładnością do ${metres}`,
  confidence: (percent) => `pewność ${percent}`,
  between: 'Położenie tego numeru oszacowano między sąsiednimi domami.',
  onlyStreet: 'Tego numeru nie ma w danych: to środek ulicy.',
  onlyTown: 'Tej ulicy nie ma w danych: to środek miejscowości.',
  missing: {
    settlement: (text) => `Nie rozpoznaję miejscowości w: „${text}”.`,
    street: (text) => `Nie ma w danych ulicy: ${text}.`,
    house_number: (text) => `Nie ma w danych numeru: ${text}.`,
    everything: () => 'Nie znam takiego miejsca.',
  },
};

const cs: GeocodingWords = {
  level: {
    outlet: 'pobočka', manual: 'umístěno ručně', entrance: 'vchod', building: 'adresa', interpolated: 'adresa (mezi čísly)',
    poi: 'objekt', street: 'ulice', postcode: 'PSČ', district: 'čtvrť', settlement: 'obec',
    commune: 'obec', county: 'okres', region: 'kraj', country: 'země',
  },
  which: {
    country: 'Ve které zemi?', region: 'Ve kterém kraji?', county: 'Ve kterém okrese?', commune: 'Ve které obci?',
    city: 'Ve kterém městě?', district: 'Ve které čtvrti?', postcode: 'S jakým PSČ?',
  },
  source: { outlet: 'naše pobočky', postcode_table: 'PSČ' },
  outside: (name) => `mimo Blisko: ${name}`,
  dataOf: (date) => `data z ${date}`,
  within: (metres) => `s přesností ${metres}`,
  confidence: (percent) => `jistota ${percent}`,
  between: 'Poloha tohoto čísla je odhadnuta mezi sousedními domy.',
  onlyStreet: 'Toto číslo v datech není: je to střed ulice.',
  onlyTown: 'Tato ulice v datech není: je to střed obce.',
  missing: {
    settlement: (text) => `Nepoznávám obec v: „${text}“.`,
    street: (text) => `V datech není ulice: ${text}.`,
    house_number: (text) => `V datech není číslo: ${text}.`,
    everything: () => 'Takové místo neznám.',
  },
};

const en: GeocodingWords = {
  level: {
    outlet: 'outlet', manual: 'put by hand', entrance: 'entrance', building: 'address', interpolated: 'address (between numbers)',
    poi: 'place', street: 'street', postcode: 'postcode', district: 'district', settlement: 'town',
    commune: 'commune', county: 'county', region: 'region', country: 'country',
  },
  which: {
    country: 'In which country?', region: 'In which region?', county: 'In which county?', commune: 'In which commune?',
    city: 'In which town?', district: 'In which district?', postcode: 'With which postcode?',
  },
  source: { outlet: 'our outlets', postcode_table: 'postcodes' },
  outside: (name) => `from outside of Blisko: ${name}`,
  dataOf: (date) => `data of ${date}`,
  within: (metres) => `to within ${metres}`,
  confidence: (percent) => `confidence ${percent}`,
  between: 'Where this number lies was estimated between its neighbours.',
  onlyStreet: 'This number is not in the data: this is the middle of the street.',
  onlyTown: 'This street is not in the data: this is the middle of the town.',
  missing: {
    settlement: (text) => `No town that I know in “${text}”.`,
    street: (text) => `No such street in the data: ${text}.`,
    house_number: (text) => `No such number in the data: ${text}.`,
    everything: () => 'I do not know such a place.',
  },
};

const WORDS: Record<Language, GeocodingWords> = { pl, cs, en };

/** Names that are the same in every language. */
const SOURCES: Record<string, string> = {
  prg: 'PRG, GUGiK', ruian: 'RÚIAN, ČÚZK', openstreetmap: '© OpenStreetMap', geonames: 'GeoNames',
};

/** The words of the language in use; reactive. */
export function g(): GeocodingWords {
  return WORDS[i18n.language];
}

export function sourceName(source: string): string {
  const outside = /^outside:(.+)$/.exec(source)?.[1];
  return outside ? g().outside(outside) : (SOURCES[source] ?? g().source[source] ?? source);
}

/** A reply as people say it: countries come as codes, and the word for what is asked about stands in the question. */
export function choiceName(about: string, label: string): string {
  const isCountry = about === 'country' && /^[A-Z]{2}$/.test(label);
  const country = isCountry && new Intl.DisplayNames(i18n.language, { type: 'region' }).of(label);
  return country || label.replace(/^(województwo|powiat|gmina|okres) /, '');
}
