// The company's own fields of a customer: what they are called and how their values are said. Read once; where that
// fails, the card shows them by their keys.
import { request } from '../api/client';
import type { CustomerFieldList, CustomerFieldView } from '../api/types.gen';
import { i18n, type Language } from '../i18n/index.svelte';

const NOTE: Record<Language, string> = { pl: 'Notatka', cs: 'Poznámka', en: 'Note' };
const YES_NO: Record<Language, [string, string]> = { pl: ['tak', 'nie'], cs: ['ano', 'ne'], en: ['yes', 'no'] };

class OwnFields {
  #known = $state.raw<CustomerFieldView[]>([]);
  #asked = false;

  /** Label and value of each field, in the order of the definitions; what is not defined comes last. */
  rows(fields: Record<string, unknown>): [string, string][] {
    const places = new Map(this.#known.map((field, place) => [field.key, place]));
    const last = this.#known.length;
    const sorted = Object.entries(fields).sort(([a], [b]) => (places.get(a) ?? last) - (places.get(b) ?? last));
    return sorted.map(([key, value]) => [this.#label(key), this.#said(key, value)]);
  }

  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    this.#known = await request<CustomerFieldList>('/api/v1/customer-fields').then(({ items }) => items, () => []);
  }

  #label(key: string): string {
    const label = this.#known.find((field) => field.key === key)?.label;
    if (label) return label[i18n.language] || label.pl;
    return key === 'note' ? NOTE[i18n.language] : key;
  }

  #said(key: string, value: unknown): string {
    const { language } = i18n;
    if (typeof value === 'boolean') return YES_NO[language][value ? 0 : 1];
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    const isDate = this.#known.some((field) => field.key === key && field.kind === 'date');
    return isDate ? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(String(value))) : String(value);
  }
}

export const ownFields = new OwnFields();
