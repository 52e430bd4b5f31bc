// The answer to whoever sent a report: a letter in their language, ready to be sent by the steward's own mail program.
import { cs } from '../i18n/cs';
import { en } from '../i18n/en';
import type { Messages } from '../i18n/messages';
import { pl } from '../i18n/pl';

const LANGUAGES: Record<string, Messages> = { pl, cs, en };

export interface Ended {
  number: number;
  language: string;
  outlet: string;
  outcome: string;
  note: string;
}

/** A mailto: address with subject and text. */
export function answerDraft(email: string, { number, language, outlet, outcome, note }: Ended): string {
  const words = (LANGUAGES[language] ?? en).reports.letter;
  const body = (outcome === 'rejected' ? words.rejected : words.fixed)(outlet, note.trim());
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(words.subject(number, outlet))}&body=${encodeURIComponent(body)}`;
}
