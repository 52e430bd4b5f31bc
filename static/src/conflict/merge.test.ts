import { expect, test } from 'vitest';
import { merge, same } from './merge';

const base = { name: 'Anna', phone: '1', tags: ['a'] };

test('what only one of them changed is kept without asking', () => {
  const { record, clashes, theirs } = merge(base, { ...base, name: 'Ania' }, { ...base, phone: '2' });
  expect(record).toEqual({ name: 'Ania', phone: '2', tags: ['a'] });
  expect([clashes, theirs]).toEqual([[], ['phone']]);
});

test('what both changed is asked about, unless they agree', () => {
  const { clashes } = merge(base, { ...base, name: 'Ania', phone: '2' }, { ...base, name: 'Hanna', phone: '2' });
  expect(clashes).toEqual(['name']);
});

test('a list is one field', () => {
  expect(merge(base, { ...base, tags: ['a', 'b'] }, { ...base, tags: [] }).clashes).toEqual(['tags']);
});

test('the order of keys and absent parts make no difference', () => {
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
});
