// The sentences of the pages about outlets.
import { i18n, type Language } from '../../i18n/index.svelte';
import { cs } from './words.cs';
import { en } from './words.en';
import { pl } from './words.pl';

export interface Words {
  lead: string;
  add: string;
  search: string;
  anyKind: string;
  anyStatus: string;
  unreadable: string;
  none: string;
  columns: Record<'name' | 'kind' | 'status' | 'address' | 'hours', string>;
  noHours: string;
  status: Record<string, string>;
  tradeClass: Record<string, string>;
  back: string;
  newTitle: string;
  absent: string;
  booking: Record<'title' | 'lead' | 'atOnce' | 'atOnceHint' | 'slotMinutes' | 'fewer' | 'fewerHint' | 'save', string>;
  sections: Record<'facts' | 'place' | 'contact' | 'services' | 'hours', string>;
  field: Record<string, string>;
  codeHint: string;
  tradeHint: string;
  areaHint: string;
  regionHint: string;
  productsHint: string;
  find: string;
  finding: string;
  nothingFound: string;
  found: (n: number) => string;
  within: (distance: string) => string;
  pin: (name: string) => string;
  pinHint: string;
  mapFailed: string;
  moved: string;
  unsaved: string;
  discard: string;
  saved: (name: string) => string;
  history: string;
  page: string;
  mend: string;
  problem: Record<string, string>;
}

const WORDS: Record<Language, Words> = { pl, cs, en };

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
