// Asks the geocoder about a text that somebody is still typing.
import { request } from '../api/client';
import type { GeocodeAnswer } from '../api/types.gen';

/** One letter fits half the country. */
export const TYPED_MIN = 2;

export interface Asking {
  limit: number;
  /** The choice by which somebody replied to the question of the answer before. */
  reply?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Rejects with a `Problem`, or with the `AbortError` of the signal. */
export function complete(typed: string, { limit, reply, signal }: Asking): Promise<GeocodeAnswer> {
  const query = new URLSearchParams({ q: typed, limit: String(limit) });
  if (reply) query.set('reply', reply);
  return request<GeocodeAnswer>('/api/v1/autocomplete', signal ? { query, signal } : { query });
}
