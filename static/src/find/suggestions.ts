// What the search box offers for what is typed: a point, else whatever the geocoder makes of it.
import { request } from '../api/client';
import type { CandidateView, GeocodeAnswer } from '../api/types.gen';
import type { IconName } from '../components/icons';
import type { Messages } from '../i18n/messages';
import { parseCoordinates } from '../places/coordinates';
import { findPlaces, loadPlaces } from '../places/places';
import { regionName } from '../places/regions';
import type { Where } from './question';

export interface Suggestion {
  icon: IconName;
  label: string;
  /** Start and end of what was typed in the label. */
  marks: [number, number][];
  detail: string;
  where: Where;
}

const SUGGESTIONS_MAX = 8;
/** One letter fits half the country. */
export const TYPED_MIN = 2;

export async function suggest(typed: string, messages: Messages, signal?: AbortSignal): Promise<Suggestion[]> {
  const point = parseCoordinates(typed);
  if (point) return [{ icon: 'locate', label: typed, marks: [], detail: messages.ask.point, where: { ...point, label: typed } }];
  if (typed.length < TYPED_MIN) return [];
  const query = new URLSearchParams({ q: typed, limit: String(SUGGESTIONS_MAX) });
  const options = signal ? { query, signal } : { query };
  const answer = await request<GeocodeAnswer>('/api/v1/autocomplete', options).catch(() => undefined);
  if (!answer?.candidates.length) return towns(typed);
  return answer.candidates.map((candidate) => suggestion(candidate, messages));
}

function suggestion(candidate: CandidateView, messages: Messages): Suggestion {
  const { label, level, source, components, lon, lat } = candidate;
  const kind = source === 'outlet' ? 'outlet' : level;
  return {
    icon: source === 'outlet' ? 'store' : 'mapPin',
    label,
    marks: candidate.highlights as [number, number][],
    detail: [messages.ask.level[kind] ?? kind, components.country].filter(Boolean).join(', '),
    where: { lat, lon, label },
  };
}

/** The towns that the page brings along, for a server that has no index yet. */
async function towns(typed: string): Promise<Suggestion[]> {
  const places = await loadPlaces().catch(() => []);
  return findPlaces(places, typed, SUGGESTIONS_MAX).map((place) => ({
    icon: 'mapPin',
    label: place.name,
    marks: [],
    detail: [regionName(place.country, place.region), place.country].filter(Boolean).join(', '),
    where: { lat: place.lat, lon: place.lon, label: place.name },
  }));
}
