// How well a chosen place is known: shown beside the results, and kept in the address bar so that whoever gets the
// link is told the same.
import type { CandidateView } from '../api/types.gen';

export interface Found {
  level: string;
  isCoarser: boolean;
  radiusMeters: number;
  source: string;
  /** `YYYY-MM-DD`; empty where unknown. */
  date: string;
}

export function foundOf(candidate: CandidateView): Found {
  const { level, source } = candidate;
  return {
    level: source === 'outlet' ? 'outlet' : level,
    isCoarser: candidate.coarser_than_asked,
    radiusMeters: Math.round(candidate.radius_m),
    source,
    date: candidate.data_date,
  };
}

/** `street,coarser,120,openstreetmap,2016-02-10`. */
export function writeFound({ level, isCoarser, radiusMeters, source, date }: Found): string {
  return [level, isCoarser ? 'coarser' : 'as-asked', radiusMeters, source, date].join(',');
}

/** Reads what `writeFound` wrote; nothing else. */
export function readFound(text: string | null): Found | undefined {
  const parts = /^([a-z]+),(coarser|as-asked),(\d{1,7}),([a-z_:]+),(\d{4}-\d\d-\d\d)?$/.exec(text ?? '');
  if (!parts) return undefined;
  const [, level = '', exactness, radius, source = '', date = ''] = parts;
  return { level, isCoarser: exactness === 'coarser', radiusMeters: Number(radius), source, date };
}
