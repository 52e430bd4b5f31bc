import { describe, expect, test } from 'vitest';
import { fold } from './fold.js';
import { findPlaces, readPlaces } from './places';

// Largest first, as the list comes.
const places = readPlaces([
  ['Kraków', 'PL', '12', 50.06, 19.94, 816614, 'cracow|krakau'],
  ['Łódź', 'PL', '10', 51.77, 19.47, 639890, ''],
  ['Cieszyn', 'PL', '24', 49.75, 18.63, 35586, 'teschen|tesin'],
  ['Český Těšín', 'CZ', '80', 49.746, 18.626, 25750, 'czeski cieszyn|tesin'],
  ['Nowa Wieś Wielka', 'PL', '04', 53, 18, 4000, ''],
  ['Nowa Wieś', 'PL', '02', 51, 17, 1200, ''],
  ['Nowa Wieś', 'PL', '14', 52, 20, 900, ''],
]);

const found = (typed: string) => findPlaces(places, typed, 5).map((place) => place.name);

describe('finding a town', () => {
  test('needs no diacritics', () => {
    expect(found('lodz')).toEqual(['Łódź']);
    expect(found('cesky tesin')).toEqual(['Český Těšín']);
  });

  test('offers both sides of the border for a name that both have', () => {
    expect(found('tesin')).toEqual(['Cieszyn', 'Český Těšín']);
  });

  test('finds by the name in another language', () => {
    expect(found('krakau')).toEqual(['Kraków']);
  });

  test('puts whole names before longer ones, and larger places first', () => {
    const hits = findPlaces(places, 'nowa wies', 5).map((place) => [place.name, place.region]);
    expect(hits).toEqual([['Nowa Wieś', '02'], ['Nowa Wieś', '14'], ['Nowa Wieś Wielka', '04']]);
  });

  test('finds by a later word of the name', () => {
    expect(found('wielka')).toEqual(['Nowa Wieś Wielka']);
  });

  test('finds nothing for nothing', () => {
    expect(found('  -  ')).toEqual([]);
  });
});

test('folding is the same however a name is typed', () => {
  expect(fold('Český Těšín')).toBe(fold('CESKY-TESIN'));
  expect(fold('Großräschen')).toBe('grossraschen');
});
