// What is said when two people changed one record.
import { i18n, type Language } from '../i18n/index.svelte';

export interface Words {
  title: string;
  lead: string;
  mine: string;
  theirs: string;
  empty: string;
  apply: string;
  taken: (fields: string) => string;
}

const WORDS: Record<Language, Words> = {
  pl: {
    title: 'Ktoś zapisał to przed Tobą',
    lead: 'Wybierz, co ma zostać w każdym polu.',
    mine: 'Twoje',
    theirs: 'Zapisane',
    empty: 'puste',
    apply: 'Zapisz wybrane',
    taken: (fields) => `Pozostałe zmiany drugiej osoby zostają: ${fields}.`,
  },
  cs: {
    title: 'Někdo to uložil před vámi',
    lead: 'Vyberte, co má v každém poli zůstat.',
    mine: 'Vaše',
    theirs: 'Uložené',
    empty: 'prázdné',
    apply: 'Uložit vybrané',
    taken: (fields) => `Ostatní změny druhého člověka zůstávají: ${fields}.`,
  },
  en: {
    title: 'Somebody saved this before you',
    lead: 'Choose what stays in each field.',
    mine: 'Yours',
    theirs: 'Saved',
    empty: 'empty',
    apply: 'Save the chosen',
    taken: (fields) => `The other person’s other changes stay: ${fields}.`,
  },
};

/** The words of the language in use; reactive. */
export function w(): Words {
  return WORDS[i18n.language];
}
