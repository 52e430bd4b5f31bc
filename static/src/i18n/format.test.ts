import { describe, expect, test } from 'vitest';
import { cs } from './cs';
import { en } from './en';
import * as format from './format';
import { pl } from './pl';

/** No-break spaces are what is wanted; plain ones are easier to read in a table. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('distances', () => {
  test.each([
    [57, '57 m'],
    [712, '710 m'],
    [996, '1,0 km'],
    [1234.5, '1,2 km'],
    [25_676, '25,7 km'],
    [312_400, '312 km'],
  ])('%d m is written as %s', (metres, written) => {
    expect(plain(format.distance(metres, 'pl'))).toBe(written);
  });

  test('take the decimal mark of the language', () => {
    expect(plain(format.distance(1234.5, 'en'))).toBe('1.2 km');
  });

  test('never break between number and unit', () => {
    expect(format.distance(1234.5, 'cs')).not.toContain(' ');
  });
});

test('durations are whole minutes, rounded up, with hours from sixty on', () => {
  expect([20, 480, 481, 3600, 5400].map(format.duration).map(plain)).toEqual(['1 min', '8 min', '9 min', '1 h 00', '1 h 30']);
});

test('dates say the year only when it is another one', () => {
  expect(format.date('2026-12-09', 'pl', '2026-11-30')).toBe('9 gru');
  expect(format.date('2027-01-04', 'pl', '2026-11-30')).toBe('4 sty 2027');
  expect(format.date('2026-12-09', 'cs', '2026-11-30')).toBe('9. 12.');
});

test('a UTC moment is told on the clock of another place', () => {
  expect(format.inZoneOf('2026-11-30T09:00:00+01:00', '2026-11-28T23:30:00Z')).toBe('2026-11-29T00:30:00');
  expect(format.inZoneOf('2026-11-30T09:00:00-05:00', '2026-11-28T03:30:00Z')).toBe('2026-11-27T22:30:00');
});

describe('plurals', () => {
  test.each([
    [1, '1 placówka', '1 pobočka', '1 outlet'],
    [3, '3 placówki', '3 pobočky', '3 outlets'],
    [5, '5 placówek', '5 poboček', '5 outlets'],
    [22, '22 placówki', '22 poboček', '22 outlets'],
    [0, '0 placówek', '0 poboček', '0 outlets'],
  ])('of %d', (n, polish, czech, english) => {
    expect([pl, cs, en].map((messages) => messages.results.title(n))).toEqual([polish, czech, english]);
  });
});

test('the languages have the same shortcuts in the same order', () => {
  const keys = [pl, cs, en].map((messages) => messages.shortcuts.rows.map(([key]) => key));
  expect(keys[1]).toEqual(keys[0]);
  expect(keys[2]).toEqual(keys[0]);
});
