import { expect, test } from 'vitest';
import { differences } from './diff';

test('only what differs is told, in the order of the record', () => {
  const before = { name: 'A', phone: '1', services: ['returns'] };
  expect(differences(before, { ...before, phone: '2', services: ['returns', 'parking'] })).toEqual([
    { field: 'phone', before: '1', after: '2' },
    { field: 'services', before: 'returns', after: 'returns, parking' },
  ]);
});

test('parts are told by their own fields', () => {
  expect(differences({ address: { city: 'Brno', street: 'x' } }, { address: { city: 'Praha', street: 'x' } })).toEqual([
    { field: 'address.city', before: 'Brno', after: 'Praha' },
  ]);
});

test('a record that was made has nothing before', () => {
  expect(differences(null, { name: 'A', note: null })).toEqual([{ field: 'name', before: '', after: 'A' }]);
  expect(differences({ name: 'A' }, undefined)).toEqual([{ field: 'name', before: 'A', after: '' }]);
});
