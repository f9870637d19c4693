import { InvalidValueError } from "../../sdk/errors.js";

/** A day, or a moment with its offset from UTC (ISO 8601). */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * A moment as it is given on the command line: "2026-11-20" (its first second in UTC), or "2026-11-20T08:00Z".
 *
 * @throws InvalidValueError when it is none, or does not say its offset from UTC.
 */
export function momentTerm(text: string): Date {
  const moment = new Date(text);
  // A day that the calendar does not have would become one of the next month.
  const isDay = moment.getTime() > 0 && new Date(text.slice(0, 10)).toISOString().startsWith(text.slice(0, 10));
  if (MOMENT.test(text) && isDay) return moment;
  throw new InvalidValueError(
    `"${text}" is no moment.`,
    'Write a day, as in "2026-11-20", or a moment with its offset from UTC, as in "2026-11-20T08:00Z".',
    text,
  );
}

/** A moment of the chain in words: "2026-11-20 08:00:00 UTC". */
export function momentWords(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace("T", " ").replace(".000Z", " UTC");
}
