// Picks the form of a noun by the plural rules of a language (CLDR, as the browser knows them).

export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** `plural('pl')(3, { one, few, other })` gives `few`. Languages without a form fall back to `other`. */
export function plural(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
