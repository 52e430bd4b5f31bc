// The question on the screen, and its twin in the address bar: what is shown can be sent to a colleague.
import { readFound, writeFound, type Found } from '../geocoding/found';
import type { Point } from '../places/coordinates';

export type Open = 'any' | 'now' | 'on_arrival';
export type By = 'car' | 'foot' | 'bike';

export interface Where extends Point {
  /** What the person chose or typed, shown in the box. */
  label: string;
  /** How well it is known; absent for a point that was given as such. */
  found?: Found;
}

export interface Question {
  where: Where | undefined;
  /** How the customer goes. */
  by: By;
  open: Open;
  services: string[];
  kinds: string[];
  /** `YYYY-MM-DDTHH:MM` on this computer's clock; empty for now. */
  at: string;
  stayMinutes: number;
  /** How long the customer says that the way takes; 0 where nobody said, then the way is looked up. */
  travelMinutes: number;
  k: number;
}

export const WAYS: By[] = ['car', 'foot', 'bike'];
export const STAYS = [0, 5, 10, 15, 30, 60];
/** Few enough that the reasons below the list are seen without scrolling; many on demand. */
export const K = { few: 5, many: 25 };

export function emptyQuestion(): Question {
  return { where: undefined, by: 'car', open: 'on_arrival', services: [], kinds: [], at: '', stayMinutes: 0, travelMinutes: 0, k: K.few };
}

/** The part of the address after `?`, in a fixed order, without what is default. */
export function toSearch(question: Question, selected?: string): string {
  const { where, by, open, services, kinds, at, stayMinutes, k } = question;
  const search = new URLSearchParams();
  if (where) {
    search.set('q', where.label);
    search.set('lat', shorten(where.lat));
    search.set('lon', shorten(where.lon));
    if (where.found) search.set('found', writeFound(where.found));
  }
  if (by !== 'car') search.set('by', by);
  if (open !== 'on_arrival') search.set('open', open);
  if (services.length) search.set('services', services.join(','));
  if (kinds.length) search.set('kinds', kinds.join(','));
  if (at) search.set('at', at);
  if (stayMinutes) search.set('stay', String(stayMinutes));
  if (k !== K.few) search.set('k', String(k));
  if (selected) search.set('sel', selected);
  return search.toString();
}

/** Reads what `toSearch` wrote; what cannot be read is left at its default. */
export function fromSearch(text: string): { question: Question; selected: string | undefined } {
  const search = new URLSearchParams(text);
  const question = emptyQuestion();
  const [lat, lon] = [coordinate(search.get('lat'), 90), coordinate(search.get('lon'), 180)];
  if (lat !== undefined && lon !== undefined) {
    const found = readFound(search.get('found'));
    question.where = { lat, lon, label: search.get('q') ?? `${lat}, ${lon}`, ...(found && { found }) };
  }
  question.by = WAYS.find((way) => way === search.get('by')) ?? 'car';
  const open = search.get('open');
  if (open === 'any' || open === 'now') question.open = open;
  question.services = codes(search.get('services'));
  question.kinds = codes(search.get('kinds'));
  question.at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.exec(search.get('at') ?? '')?.[0] ?? '';
  question.stayMinutes = STAYS.find((stay) => String(stay) === search.get('stay')) ?? 0;
  if (search.get('k') === String(K.many)) question.k = K.many;
  return { question, selected: search.get('sel') ?? undefined };
}

/** The query of `GET /api/v1/outlets/nearest`. */
export function toQuery(question: Question): URLSearchParams {
  const { where, by, open, services, kinds, at, stayMinutes, travelMinutes, k } = question;
  const query = new URLSearchParams({ k: String(k), open });
  if (travelMinutes) query.set('travel_s', String(travelMinutes * 60));
  else query.set('mode', by);
  if (where) {
    query.set('lon', shorten(where.lon));
    query.set('lat', shorten(where.lat));
  }
  if (services.length) query.set('services', services.join(','));
  if (kinds.length) query.set('kinds', kinds.join(','));
  if (at) query.set('at', new Date(at).toISOString());
  if (stayMinutes) query.set('stay_minutes', String(stayMinutes));
  return query;
}

export function filterCount(question: Question): number {
  return question.services.length + question.kinds.length + (question.at ? 1 : 0) + (question.stayMinutes ? 1 : 0);
}

/** About 10 cm: finer than any outlet is known. */
function shorten(degrees: number): string {
  return String(Math.round(degrees * 1e6) / 1e6);
}

function coordinate(text: string | null, most: number): number | undefined {
  const value = text === null || text === '' ? NaN : Number(text);
  return Math.abs(value) <= most ? value : undefined;
}

function codes(text: string | null): string[] {
  return (text ?? '').split(',').filter((code) => /^[a-z0-9_]+$/.test(code));
}
