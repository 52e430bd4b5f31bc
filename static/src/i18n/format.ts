// Numbers, distances and times as people of each language write them.

const NBSP = '\u00a0';

/** `320 m` below a kilometre (to 10 m above 100), `1,2 km` below 100 km, `312 km` beyond. */
export function distance(metres: number, language: string): string {
  const rounded = metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10;
  if (rounded < 1000) return `${number(rounded, language)}${NBSP}m`;
  const km = metres / 1000;
  return `${number(km, language, km < 99.95 ? 1 : 0)}${NBSP}km`;
}

/** Whole minutes, up; `1 h 05` from an hour on. */
export function duration(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes < 60) return `${minutes}${NBSP}min`;
  return `${Math.floor(minutes / 60)}${NBSP}h${NBSP}${String(minutes % 60).padStart(2, '0')}`;
}

export function number(value: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** `17:40` of an RFC 3339 time, as the clock on the wall there shows it. */
export function clock(rfc3339: string): string {
  return rfc3339.slice(11, 16);
}

/** The day of an RFC 3339 time on the calendar there: `2026-11-28`. */
export function day(rfc3339: string): string {
  return rfc3339.slice(0, 10);
}

/** The moment `utc` on the wall clock of the place that `sample` was written at: `2026-11-28T17:40:00`. */
export function inZoneOf(sample: string, utc: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(sample) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  return new Date(Date.parse(utc) + offset * 60_000).toISOString().slice(0, 19);
}

/** Days on the calendar from one moment to another, both written in one zone. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${day(to)}T00:00:00Z`) - Date.parse(`${day(from)}T00:00:00Z`)) / 86_400_000);
}

/** `9 gru`, `9 pro`, `9 Dec`; with the year where it is not that of `now`. */
export function date(isoDate: string, language: string, now = ''): string {
  const sameYear = !now || now.slice(0, 4) === isoDate.slice(0, 4);
  const year = sameYear ? undefined : 'numeric';
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    year,
    timeZone: 'UTC',
  }).format(new Date(`${day(isoDate)}T00:00:00Z`));
}

/** `pon.`, `po`, `Mon`. */
export function weekday(isoDate: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${day(isoDate)}T00:00:00Z`),
  );
}
