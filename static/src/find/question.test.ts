import { describe, expect, test } from 'vitest';
import { emptyQuestion, fromSearch, K, toQuery, toSearch, type Question } from './question';

const full: Question = {
  where: { label: 'Český Těšín', lat: 49.7475, lon: 18.623, found: { level: 'settlement', isCoarser: true, radiusMeters: 1300, source: 'geonames', date: '' } },
  by: 'bike',
  open: 'now',
  services: ['returns', 'parking'],
  kinds: ['store'],
  at: '2026-10-28T11:00',
  stayMinutes: 10,
  travelMinutes: 0,
  k: K.many,
};

describe('the address bar', () => {
  test('gives back the question that was written into it', () => {
    expect(fromSearch(toSearch(full, 'MT-CTE-01'))).toEqual({ question: full, selected: 'MT-CTE-01' });
  });

  test('is empty for the question at the start', () => {
    expect(toSearch(emptyQuestion())).toBe('');
  });

  test.each([
    'lat=91&lon=18',
    'lat=abc&lon=18',
    'lat=&lon=',
    'open=sometimes',
    'by=horse',
    'at=tomorrow',
    'stay=-5',
    'k=100000',
    'services=%3Cscript%3E',
    'found=street,coarser,1,openstreetmap,',
  ])('ignores %s', (search) => {
    expect(fromSearch(search).question).toEqual(emptyQuestion());
  });
});

test.each(['street', 'street,exact,1,geonames,', 'street,coarser,-1,geonames,', '<b>,coarser,1,geonames,', 'street,coarser,1,geonames,today'])(
  'how a place was found is not believed from %s',
  (found) => {
    const search = new URLSearchParams({ lat: '49', lon: '18', found });
    expect(fromSearch(search.toString()).question.where?.found).toBeUndefined();
  },
);

describe('the query', () => {
  test('has lon and lat, and nothing that the server does not know', () => {
    const names = [...toQuery(full).keys()].sort();
    expect(names).toEqual(['at', 'k', 'kinds', 'lat', 'lon', 'mode', 'open', 'services', 'stay_minutes']);
  });

  test('says the time with its zone', () => {
    expect(toQuery(full).get('at')).toBe(new Date('2026-10-28T11:00').toISOString());
  });

  test('leaves the time to the server when it is now', () => {
    expect(toQuery({ ...full, at: '' }).has('at')).toBe(false);
  });
});
