// The language in use. Chosen by the person, else by the account, else by the browser, else Polish.
import { cs } from './cs';
import { en } from './en';
import type { Messages } from './messages';
import { pl } from './pl';

export const LANGUAGES = ['pl', 'cs', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const ALL: Record<Language, Messages> = { pl, cs, en };
const STORED_UNDER = 'blisko.language';

export function isLanguage(code: string | null | undefined): code is Language {
  return LANGUAGES.some((language) => language === code);
}

function stored(): Language | undefined {
  try {
    const code = localStorage.getItem(STORED_UNDER);
    return isLanguage(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

function browsers(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'pl';
}

class I18n {
  language = $state<Language>(stored() ?? browsers());

  constructor() {
    document.documentElement.lang = this.language;
  }

  get messages(): Messages {
    return ALL[this.language];
  }

  /** The person's own choice; remembered in this browser. */
  choose(language: Language): void {
    this.use(language);
    try {
      localStorage.setItem(STORED_UNDER, language);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  /** The account's language, where the person has not chosen one in this browser. */
  prefer(language: string | undefined): void {
    if (!stored() && isLanguage(language)) this.use(language);
  }

  private use(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
  }
}

export const i18n = new I18n();

/** The messages of the language in use; reactive. */
export function t(): Messages {
  return i18n.messages;
}
