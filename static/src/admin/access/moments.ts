// Moments as people say them: date and clock, and how long ago.
import { i18n } from '../../i18n/index.svelte';

/** `22 lis 2026, 18:44` by the reader's clock. */
export function moment(rfc3339: string): string {
  const language = i18n.language === 'en' ? 'en-GB' : i18n.language;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(rfc3339));
}
