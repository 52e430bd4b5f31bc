import { expect, test } from 'vitest';
import { doorClock, readClock } from './clock';

test.each([['8', 480], ['8:30', 510], ['08.30', 510], ['0830', 510], ['830', 510], ['24:00', 1440], ['0', 0], [' 17:05 ', 1025]])('%s is minute %d', (typed, minute) => {
  expect(readClock(typed)).toBe(minute);
});

test.each(['', '25', '24:01', '8:60', '8:3', 'noon', '-8', '12345'])('%j is no time', (typed) => {
  expect(readClock(typed)).toBeUndefined();
});

test('times are told as on doors', () => {
  expect([0, 480, 1440, 1560].map(doorClock)).toEqual(['0:00', '8:00', '24:00', '2:00']);
});
