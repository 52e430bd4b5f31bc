// Hours as rows: one week for the whole year, weeks for seasons, and what holds on public holidays.
// Read from OSM syntax and written back to it. Whatever rows cannot say gives `undefined`: it stays a text, untouched.

/** Minutes after the midnight of the day; a night ends beyond 1440. */
export type Span = [from: number, until: number];

/** Monday first; a day without spans is closed. */
export type Days = Span[][];

export interface Season {
  /** First and last day of each year: month from 1, day of the month. */
  from: [month: number, day: number];
  until: [month: number, day: number];
  days: Days;
}

export interface Rows {
  days: Days;
  seasons: Season[];
  /** `undefined`: like any other day. */
  holidays: Span[] | undefined;
}

export const DAY_MINUTES = 1440;
const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** The last days of months; a season that ends with February takes the leap day along. */
const LAST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function closedWeek(): Days {
  return WEEKDAYS.map(() => []);
}

/** One rule: where it holds, and the spans. */
interface Rule {
  season: Pick<Season, 'from' | 'until'> | undefined;
  /** `undefined`: every day. */
  weekdays: number[] | undefined;
  holidays: boolean;
  spans: Span[];
  /** A rule after a comma adds to what stands before it. */
  adds: boolean;
}

const [DAY, DATE, TIMES] = ['(?:Mo|Tu|We|Th|Fr|Sa|Su)', '[A-Z][a-z]{2}(?: \\d{1,2})?', '\\d\\d:\\d\\d-\\d\\d:\\d\\d'];
const SOME_DAYS = `(?:PH|${DAY}(?:-${DAY})?)`;
/** `Jul 01-Aug 31 Mo-Fr,PH 08:00-12:00,13:00-16:00`, of which any part may be missing. */
const RULE = new RegExp(
  `^(?<season>${DATE}(?:-(?:${DATE}|\\d{1,2}))?(?=[ :]|$))?:? ?` +
    `(?<days>${SOME_DAYS}(?:, ?${SOME_DAYS})*(?= |$))? ?` +
    `(?<times>24/7|off|closed|${TIMES}(?:, ?${TIMES})*)?`,
);

/** The rows that an OSM text says, if rows can say it. */
export function readRows(osm: string): Rows | undefined {
  const rules = readRules(osm.trim());
  if (!rules?.length) return undefined;
  const rows: Rows = { days: closedWeek(), seasons: [], holidays: undefined };
  for (const rule of rules) apply(rows, rule);
  return rows;
}

function readRules(text: string): Rule[] | undefined {
  const rules: Rule[] = [];
  let rest = text;
  let adds = false;
  while (rest) {
    const { season, days, times } = RULE.exec(rest)?.groups ?? {};
    const whole = RULE.exec(rest)?.[0] ?? '';
    const spans = readSpans(times ?? '');
    const within = season ? readSeason(season) : undefined;
    if (!whole || !spans || (season && !within)) return undefined;
    rules.push({ season: within, ...readDays(days), spans, adds });
    rest = rest.slice(whole.length).trimStart();
    if (!rest) break;
    if (!/^[;,]/.test(rest)) return undefined;
    adds = rest.startsWith(',');
    rest = rest.slice(1).trimStart();
  }
  return rules;
}

function readSpans(times: string): Span[] | undefined {
  if (!times) return undefined;
  if (times === 'off' || times === 'closed') return [];
  if (times === '24/7') return [[0, DAY_MINUTES]];
  const spans = times.split(',').map((each) => each.trim().split('-').map(minutes)) as Span[];
  return spans.every(([from, until]) => from < DAY_MINUTES && until <= 2 * DAY_MINUTES)
    ? spans.map(([from, until]) => [from, until <= from ? until + DAY_MINUTES : until])
    : undefined;
}

function minutes(clock: string): number {
  const [hours = 0, minute = 0] = clock.split(':').map(Number);
  return hours * 60 + minute;
}

function readDays(days: string | undefined): Pick<Rule, 'weekdays' | 'holidays'> {
  if (!days) return { weekdays: undefined, holidays: false };
  const parts = days.split(',').map((part) => part.trim());
  const weekdays = parts.filter((part) => part !== 'PH').flatMap((part) => {
    const [first, last] = part.split('-').map((name) => WEEKDAYS.indexOf(name)) as [number, number | undefined];
    return range(first, last ?? first);
  });
  return { weekdays, holidays: parts.includes('PH') };
}

/** Days from the first to the last, over Sunday if need be. */
function range(first: number, last: number): number[] {
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7);
}

function readSeason(text: string): Pick<Season, 'from' | 'until'> | undefined {
  const [first = '', last = first] = text.split('-');
  const from = readDate(first, 1);
  if (!from) return undefined;
  const until = /^\d+$/.test(last) ? ([from[0], Number(last)] as Season['until']) : readDate(last, undefined);
  return until && { from, until };
}

function readDate(text: string, missing: number | undefined): Season['from'] | undefined {
  const [name = '', day] = text.split(' ');
  const month = MONTHS.indexOf(name);
  if (month < 0) return undefined;
  return [month + 1, day ? Number(day) : (missing ?? LAST_DAYS[month] ?? 31)];
}

function apply(rows: Rows, rule: Rule): void {
  if (rule.holidays) rows.holidays = rule.adds ? [...(rows.holidays ?? []), ...rule.spans] : rule.spans;
  if (rule.holidays && !rule.weekdays?.length) return;
  const days = rule.season ? seasonOf(rows, rule.season).days : rows.days;
  for (const day of rule.weekdays ?? range(0, 6)) days[day] = rule.adds ? [...(days[day] ?? []), ...rule.spans] : rule.spans;
}

/** The season with these dates; a new one begins like the rest of the year. */
function seasonOf(rows: Rows, { from, until }: Pick<Season, 'from' | 'until'>): Season {
  const known = rows.seasons.find((each) => String(each.from) === String(from) && String(each.until) === String(until));
  if (known) return known;
  const season = { from, until, days: rows.days.map((spans) => [...spans]) };
  rows.seasons.push(season);
  return season;
}

/** The rows in OSM syntax. */
export function writeRows({ days, seasons, holidays }: Rows): string {
  const groups = grouped(days).filter(({ spans }) => spans.length);
  const isAlways = groups.length === 1 && groups[0]?.days.length === 7 && said(groups[0].spans) === '00:00-24:00';
  // After a semicolon the rule wipes its day clean, and with it the small hours of the night before.
  const joint = days.flat().some(([, until]) => until > DAY_MINUTES) ? ', ' : '; ';
  const base = isAlways ? '24/7' : groups.map(({ days: some, spans }) => `${named(some)} ${said(spans)}`).join(joint);
  const rules = [base || (seasons.length ? '' : 'Mo-Su off')];
  for (const season of seasons) {
    const when = `${date(season.from)}-${date(season.until)}`;
    rules.push(...grouped(season.days).map(({ days: some, spans }) => `${when} ${named(some)} ${said(spans)}`));
  }
  if (holidays) rules.push(`PH ${said(holidays)}`);
  return rules.filter(Boolean).join('; ');
}

/** Days with equal spans together, by their first day. */
function grouped(days: Days): { days: number[]; spans: Span[] }[] {
  const groups: { days: number[]; spans: Span[] }[] = [];
  days.forEach((spans, day) => {
    const same = groups.find((group) => said(group.spans) === said(spans));
    if (same) same.days.push(day);
    else groups.push({ days: [day], spans });
  });
  return groups;
}

/** `Mo-We,Fr` of days in order. */
function named(days: number[]): string {
  const runs: [number, number][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([first, last]) => (first === last ? WEEKDAYS[first] : `${WEEKDAYS[first]}-${WEEKDAYS[last]}`)).join(',');
}

function said(spans: Span[]): string {
  if (!spans.length) return 'off';
  return [...spans].sort(([one], [other]) => one - other).map(([from, until]) => `${clock(from)}-${clock(until > DAY_MINUTES ? until - DAY_MINUTES : until)}`).join(',');
}

/** `08:00`; the end of a day is `24:00`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function date([month, day]: [number, number]): string {
  return `${MONTHS[month - 1]} ${String(day).padStart(2, '0')}`;
}
