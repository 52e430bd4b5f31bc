// Two people changed one record: what each of them changed since the version that both had read.

export interface Merged<T> {
  /** Theirs, with everything that only I changed. Where both changed a field, mine: until somebody chooses. */
  record: T;
  /** Fields that both changed, to something else each. */
  clashes: (keyof T & string)[];
  /** Fields that only they changed. */
  theirs: (keyof T & string)[];
}

/** A three-way merge, field by field; a list or a part is one field. */
export function merge<T extends object>(base: T, mine: T, theirs: T): Merged<T> {
  const record = { ...theirs };
  const merged: Merged<T> = { record, clashes: [], theirs: [] };
  for (const field of Object.keys(mine) as (keyof T & string)[]) {
    const [iChanged, theyChanged] = [!same(base[field], mine[field]), !same(base[field], theirs[field])];
    if (iChanged) record[field] = mine[field];
    if (iChanged && theyChanged && !same(mine[field], theirs[field])) merged.clashes.push(field);
    else if (theyChanged && !iChanged) merged.theirs.push(field);
  }
  return merged;
}

/** Whether two values say the same; an absent field is as good as an empty one. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).filter(([, each]) => each !== undefined && each !== null).sort())
      : part,
  );
}
