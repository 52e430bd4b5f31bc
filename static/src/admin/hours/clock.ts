// Clock times as people type them.
import { clock, DAY_MINUTES } from './week';

/** Minutes of `8`, `8:30`, `8.30`, `0830` or `24:00`; `undefined` for anything else. */
export function readClock(typed: string): number | undefined {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?:[:.]?(\d\d))?$/.exec(typed.trim()) ?? [];
  if (hours === undefined) return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= DAY_MINUTES ? minute : undefined;
}

/** `8:00`, as it stands on doors; after midnight by the next day's clock. */
export function doorClock(minute: number): string {
  return clock(minute > DAY_MINUTES ? minute - DAY_MINUTES : minute).replace(/^0(?=\d:)/, '');
}
