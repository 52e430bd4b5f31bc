// The towns of the search box: a list made from GeoNames at build time, fetched when somebody starts to type.
// It finds by the start of any word of any name, without diacritics. A geocoder will take its place.
import { fold } from './fold.js';
import listUrl from './places.json?url';

export interface Place {
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The second part of the ISO 3166-2 code. */
  region: string;
  lat: number;
  lon: number;
  population: number;
  /** All names, folded, each after a `|`; other names follow the first. */
  folded: string;
}

type Row = [string, string, string, number, number, number, string];

let list: Promise<Place[]> | undefined;

/** Loads the list once; a failure is forgotten, so the next key press tries again. */
export function loadPlaces(): Promise<Place[]> {
  list ??= fetch(listUrl)
    .then((response) => response.json())
    .then(readPlaces)
    .catch((error: unknown) => {
      list = undefined;
      throw error;
    });
  return list;
}

export function readPlaces(rows: Row[]): Place[] {
  return rows.map(([name, country, region, lat, lon, population, others]) => ({
    name,
    country,
    region,
    lat,
    lon,
    population,
    folded: `|${fold(name)}|${others}`,
  }));
}

/** At most `limit` places: whole names first, then starts of names, then starts of words; larger first in each. */
export function findPlaces(places: Place[], typed: string, limit: number): Place[] {
  const wanted = fold(typed);
  if (!wanted) return [];
  const ranks: Place[][] = [[], [], []];
  for (const place of places) {
    const rank = rankOf(place.folded, wanted);
    if (rank !== undefined) ranks[rank]?.push(place);
  }
  return ranks.flat().slice(0, limit);
}

function rankOf(names: string, wanted: string): 0 | 1 | 2 | undefined {
  if (`${names}|`.includes(`|${wanted}|`)) return 0;
  if (names.includes(`|${wanted}`)) return 1;
  return names.includes(` ${wanted}`) ? 2 : undefined;
}
