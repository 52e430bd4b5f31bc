import { expect, test } from 'vitest';
import { closedWeek, readRows, writeRows, type Rows, type Span } from './week';

/** Texts that come back as they were. */
test.each([
  'Mo-Fr 08:00-16:00',
  'Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-13:00',
  'Mo-We,Fr 08:00-16:00; Th 10:00-18:00; PH off',
  '24/7',
  '24/7; PH off',
  'Fr-Sa 18:00-02:00, Su 12:00-20:00',
  'Mo-Su off',
  'Mo-Fr 08:00-16:00; PH 10:00-14:00',
])('%s', (text) => {
  const rows = readRows(text);
  expect(rows && writeRows(rows)).toBe(text);
});

test.each([
  ['Mo,Tu,We,Th,Fr 08:00-16:00', 'Mo-Fr 08:00-16:00'],
  ['08:00-20:00', 'Mo-Su 08:00-20:00'],
  ['Mo-Fr 08:00-16:00; Sa off', 'Mo-Fr 08:00-16:00'],
  ['Sa-Mo 10:00-14:00', 'Mo,Sa-Su 10:00-14:00'],
  ['Mo-Fr 08:00-16:00; PH closed', 'Mo-Fr 08:00-16:00; PH off'],
  ['Mo-Fr 08:00-16:00, Mo 18:00-20:00', 'Mo 08:00-16:00,18:00-20:00; Tu-Fr 08:00-16:00'],
  ['Mo-Fr 08:00-16:00; Jul-Aug off', 'Mo-Fr 08:00-16:00; Jul 01-Aug 31 Mo-Su off'],
  ['Mo-Fr 08:00-16:00; Dec 15-Jan 06 Mo-Fr 10:00-14:00', 'Mo-Fr 08:00-16:00; Dec 15-Jan 06 Mo-Fr 10:00-14:00; Dec 15-Jan 06 Sa-Su off'],
  ['Mo-Sa 09:00-20:00; PH,Su 10:00-16:00', 'Mo-Sa 09:00-20:00; Su 10:00-16:00; PH 10:00-16:00'],
])('%s is written as %s', (text, written) => {
  const rows = readRows(text);
  expect(rows && writeRows(rows)).toBe(written);
});

/** What rows cannot say stays a text. */
test.each([
  '', 'call us', 'Mo-Fr 17:00+', 'Mo-Fr sunrise-sunset', 'SH off', 'Mo-Fr 08:00-16:00 "ask"', 'Su 10:00-16:00 open "trading Sundays"',
  'week 1-20 Mo 08:00-16:00', '2026 Mo-Fr 08:00-16:00', 'Su[1] 10:00-14:00', 'Mo-Fr 08:00-16:00 || "ask"', 'Mo-Fr', 'easter off',
])('%j is no rows', (text) => {
  expect(readRows(text)).toBeUndefined();
});

test('a night ends on the day after', () => {
  expect(readRows('Fr 22:00-04:00')?.days[4]).toEqual([[1320, 1680]]);
});

test('rows that were read and written say the same when read again', () => {
  // Every subset of three days with one of three kinds of hours.
  const kinds: Span[][] = [[[480, 960]], [[480, 720], [780, 1020]], [[1080, 1560]]];
  for (let subset = 0; subset < 128; subset += 1) {
    for (const kind of kinds) {
      const days = closedWeek().map((_, day) => (subset & (1 << day) ? kind : []));
      const rows: Rows = { days, seasons: [], holidays: subset % 2 ? [] : undefined };
      expect(readRows(writeRows(rows))).toEqual(rows);
    }
  }
});
