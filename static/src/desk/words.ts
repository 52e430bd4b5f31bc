// The sentences of the desk, typed: a language that lacks one does not compile.
import { i18n, type Language } from '../i18n/index.svelte';
import { cs } from './words.cs';
import { en } from './words.en';
import { pl } from './words.pl';

export interface Words {
  title: string;
  call: {
    none: string; noneText: string; ring: string; state: Record<string, string>; withheld: string; on: (line: string) => string;
    popped: (who: string) => string; show: string; many: string;
    newTitle: string; newName: string; newSave: string; country: string; withheldText: string;
  };
  queue: { title: string; order: string; empty: string; takenBy: (who: string) => string; back: string; unknown: string; kind: Record<string, string> };
  card: {
    empty: string; emptyText: string; number: (number: string) => string; tier: Record<string, string>; speaks: Record<string, string>;
    noAddress: string; within: (metres: string) => string;
    consents: (channels: string) => string; consent: (channel: string, when: string, source: string) => string; noConsent: string; refused: (channel: string, when: string) => string; channel: Record<string, string>;
    actions: string; outcome: string; task: string; complaint: string; send: string; offer: string; book: string; wrong: string;
  };
  tabs: Record<'timeline' | 'cases' | 'orders' | 'facts', string>;
  tabList: string;
  timeline: { today: string; earlier: string; live: string; empty: string; channel: Record<string, string>; direction: Record<string, string> };
  cases: { due: (date: string) => string; days: (n: number) => string; late: string; rule: (id: string, version: number) => string; state: Record<string, string>; empty: string };
  orders: { empty: string; state: Record<string, string> };
  facts: { phone: string; email: string; fax: string; addresses: string; fields: string; segment: string; none: string };
  note: { label: string; placeholder: string; save: string; draft: string; outcome: string; saved: string; wrappedUp: string };
  outcomes: [code: string, words: string][];
  near: {
    title: string; onArrival: string; service: string; when: string; way: string; place: string; empty: string; home: string; kept: string;
    mapFailed: string; map: string; me: string; whyNot: string; none: string; promotions: (titles: string) => string;
    customers: string; customersShown: string;
  };
  book: { title: (outlet: string) => string; none: (outlet: string) => string; done: (outlet: string, when: string) => string; taken: string; busy: string };
  /** Marketing: only where the customer has allowed it. */
  offer: {
    title: string; given: (when: string, source: string) => string; never: string; refused: (when: string) => string; noPoint: string; noOutlet: string;
    whyNot: string; sent: (to: string) => string; text: (outlet: string, promotions: string) => string;
  };
  way: { car: string; foot: string; bike: string; said: (minutes: number) => string };
  when: { now: string; tomorrow: string; saturday: string; sunday: string; nextSunday: string; other: string };
  send: { title: string; sms: string; email: string; chat: string; sent: (to: string) => string; noOutlet: string; copied: string };
  task: { title: string; hour: string; today: string; tomorrow: string; monday: string; done: (when: string) => string };
  complaint: { title: string; subject: string; save: string; opened: (number: string, due: string) => string };
  wrong: { sent: string; closed: string };
  palette: { title: string; placeholder: string; people: string; places: string; actions: string; empty: string; slow: string };
  pane: Record<'call' | 'customer' | 'near', string>;
  panes: string;
  here: (names: string, n: number) => string;
  edit: { button: string; title: string; saved: string; add: string; remove: string; field: Record<string, string> };
  degraded: { lost: string; near: string };
  cancel: string;
  keys: [string, string][];
}

const WORDS: Record<Language, Words> = { pl, cs, en };

/** The words of another language: for what is said to a customer. */
export function wordsOf(language: Language): Words {
  return WORDS[language] ?? WORDS.en;
}

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
