// What the server refuses, said beside the field that it is about.
import { Problem } from '../../api/client';
import { w } from '../words';

/** Sentences by JSON pointer, or by the name of the parameter. */
export type FieldProblems = Record<string, string>;

/** The fields to mend; empty when the refusal is about none of them. */
export function fieldProblems(error: unknown): FieldProblems {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(error.errors.map(({ pointer, parameter, code, message }) => [pointer ?? parameter ?? '', w().problem[code] ?? message]));
}

/** One sentence about what went wrong as a whole. `known` says it better for some codes. */
export function sentence(error: unknown, known: Record<string, string> = {}): string {
  if (!(error instanceof Problem)) throw error;
  if (error.unreachable || error.status >= 500) return w().failed;
  return known[error.code] ?? error.message;
}
