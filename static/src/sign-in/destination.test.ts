import { expect, test } from 'vitest';
import { destination } from './destination';

test('one comes back to the page that one came from', () => {
  expect(destination('?next=%2Ffind%3Fq%3DCieszyn')).toBe('/find?q=Cieszyn');
});

test.each(['', '?next=', '?next=https://evil.example', '?next=//evil.example', '?next=/%5Cevil.example', '?next=javascript:1'])(
  '%s leads to our own first page',
  (search) => {
    expect(destination(search)).toBe('/find');
  },
);
