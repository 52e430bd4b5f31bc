// What differs between a record before and after, field by field.

export interface Difference {
  /** The field; parts of a part are joined by a dot: `address.city`. */
  field: string;
  before: string;
  after: string;
}

/** Fields that differ, in the order of the record. A record that was made or deleted shows all that it had. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [old, young] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? '', after: young.get(field) ?? '' }))
    .filter((each) => each.before !== each.after);
}

function flat(value: unknown, prefix = ''): Map<string, string> {
  if (!isRecord(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, part]) =>
      isRecord(part) ? [...flat(part, `${prefix}${key}.`)] : [[`${prefix}${key}`, said(part)] as const],
    ),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function said(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => (isRecord(each) ? JSON.stringify(each) : said(each))).join(', ');
  return String(value);
}
