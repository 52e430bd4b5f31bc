// What the search box offers for what is typed: a point, else what the geocoder finds, and its question where several
// places have the name.
import type { CandidateView, GeocodeAnswer } from '../api/types.gen';
import type { IconName } from '../components/icons';
import { complete, TYPED_MIN } from '../geocoding/complete';
import { foundOf } from '../geocoding/found';
import { choiceName, g, sourceName } from '../geocoding/words';
import type { Messages } from '../i18n/messages';
import { parseCoordinates } from '../places/coordinates';
import type { Where } from './question';

export interface Suggestion {
  icon: IconName;
  label: string;
  /** Start and end of what was typed in the label. */
  marks: number[][];
  detail: string;
  where: Where;
}

/** A reply to the question. */
export interface Choice {
  id: string;
  label: string;
}

export interface Offered {
  suggestions: Suggestion[];
  question: { title: string; choices: Choice[] } | undefined;
  /** What to say where there is nothing to choose. */
  missing: string;
}

const SUGGESTIONS_MAX = 8;
/** More are read by typing on. */
const CHOICES_MAX = 6;
const NOTHING: Offered = { suggestions: [], question: undefined, missing: '' };

/** `reply` is the choice that was taken. Rejects as `complete` does. */
export async function suggest(typed: string, messages: Messages, reply?: string): Promise<Offered> {
  const point = parseCoordinates(typed);
  if (point) return { ...NOTHING, suggestions: [pointed(typed, point, messages)] };
  if (typed.length < TYPED_MIN) return NOTHING;
  const answer = await complete(typed, { limit: SUGGESTIONS_MAX, reply });
  if (answer.point) return { ...NOTHING, suggestions: [pointed(typed, answer.point, messages)] };
  return { suggestions: answer.candidates.map(suggestion), question: questionOf(answer), missing: missingOf(answer, messages) };
}

function pointed(typed: string, point: { lat: number; lon: number }, messages: Messages): Suggestion {
  return { icon: 'locate', label: typed, marks: [], detail: messages.ask.point, where: { ...point, label: typed } };
}

function suggestion(candidate: CandidateView): Suggestion {
  const { label, level, source, components, lon, lat } = candidate;
  const found = foundOf(candidate);
  const doubt = candidate.coarser_than_asked ? (level === 'street' ? g().onlyStreet : g().onlyTown) : '';
  return {
    icon: source === 'outlet' ? 'store' : 'mapPin',
    label,
    marks: candidate.highlights,
    detail: doubt || [g().level[found.level] ?? level, components.country, sourceName(source)].filter(Boolean).join(' · '),
    where: { lat, lon, label, found },
  };
}

function questionOf({ question }: GeocodeAnswer): Offered['question'] {
  if (!question) return undefined;
  const choices = question.choices.slice(0, CHOICES_MAX).map(({ id, label }) => ({ id, label: choiceName(question.about, label) }));
  return { title: g().which[question.about] ?? '', choices };
}

function missingOf({ candidates, missing }: GeocodeAnswer, messages: Messages): string {
  if (candidates.length) return '';
  const said = missing ? g().missing[missing.what]?.(missing.text) : undefined;
  return [said ?? g().missing['everything']?.(''), messages.ask.nothingFound].join(' ');
}
