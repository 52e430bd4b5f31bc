// What the search box offers for what is typed: a point, else towns and outlets.
import { request } from '../api/client';
import type { OutletPage } from '../api/types.gen';
import type { Messages } from '../i18n/messages';
import { parseCoordinates } from '../places/coordinates';
import { findPlaces, loadPlaces } from '../places/places';
import { regionName } from '../places/regions';
import type { Where } from './question';

export interface Suggestion {
  kind: 'point' | 'outlet' | 'town';
  label: string;
  detail: string;
  where: Where;
}

const TOWNS_MAX = 7;
const OUTLETS_MAX = 4;
/** One letter fits half the country. */
export const TYPED_MIN = 2;

export async function suggest(typed: string, messages: Messages): Promise<Suggestion[]> {
  const point = parseCoordinates(typed);
  if (point) return [{ kind: 'point', label: typed, detail: messages.ask.point, where: { ...point, label: typed } }];
  if (typed.length < TYPED_MIN) return [];
  return (await Promise.all([towns(typed), outlets(typed)])).flat();
}

/** None when the list cannot be loaded: the outlets are still offered. */
async function towns(typed: string): Promise<Suggestion[]> {
  const places = await loadPlaces().catch(() => []);
  return findPlaces(places, typed, TOWNS_MAX).map((place) => ({
    kind: 'town',
    label: place.name,
    detail: [regionName(place.country, place.region), place.country].filter(Boolean).join(', '),
    where: { lat: place.lat, lon: place.lon, label: place.name },
  }));
}

/** None when the server does not answer: the towns are still offered. */
async function outlets(typed: string): Promise<Suggestion[]> {
  const query = new URLSearchParams({ q: typed, limit: String(OUTLETS_MAX) });
  const page = await request<OutletPage>('/api/v1/outlets', { query }).catch((): OutletPage => ({ items: [] }));
  return page.items.map((outlet) => ({
    kind: 'outlet',
    label: outlet.name,
    detail: [outlet.code, outlet.address.street].filter(Boolean).join(', '),
    where: { lat: outlet.lat, lon: outlet.lon, label: outlet.name },
  }));
}
