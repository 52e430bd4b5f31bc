import { describe, expect, test } from 'vitest';
import { parseCoordinates } from './coordinates';

const WRITTEN: [string, number, number][] = [
  ['50.0614, 19.9366', 50.0614, 19.9366],
  ['50,0614 19,9366', 50.0614, 19.9366],
  ['50,0614, 19,9366', 50.0614, 19.9366],
  ['50.0614 19.9366', 50.0614, 19.9366],
  ['50.0614;19.9366', 50.0614, 19.9366],
  ['50.0614°N 19.9366°E', 50.0614, 19.9366],
  ['50.0614° N, 19.9366° E', 50.0614, 19.9366],
  ['-33.86 151.21', -33.86, 151.21],
  ['33.86 S 151.21 E', -33.86, 151.21],
  ['38.72 N 9.14 W', 38.72, -9.14],
  ['38,72 N 9,14 Z', 38.72, -9.14],
  ['49,75 N 18,63 V', 49.75, 18.63],
];

describe('coordinates', () => {
  test.each(WRITTEN)('%s is read with latitude first', (text, lat, lon) => {
    expect(parseCoordinates(text)).toEqual({ lat, lon });
  });

  test('degrees, minutes and seconds are read', () => {
    const point = parseCoordinates('50°03′41″N 19°56′12″E');
    expect(point?.lat).toBeCloseTo(50.06139, 5);
    expect(point?.lon).toBeCloseTo(19.93667, 5);
  });

  test.each(['Kraków', '', '12 34', '00-184', 'Długa 12/4', '91.0, 20.0', '50.0, 190.0', '50.06'])(
    '%s is not a pair of coordinates',
    (text) => {
      expect(parseCoordinates(text)).toBeUndefined();
    },
  );
});
