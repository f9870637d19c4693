import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

/** A date as GS1 codes carry it: a day, or a whole month. */
export interface Gs1Date {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. Where the code names no day, the last of the month. */
  readonly day: number;
  /** Whether the code names the month alone (day 00). */
  readonly wholeMonth: boolean;
}

/**
 * Reads a date of six digits, YYMMDD (GS1 General Specifications, sections 3.4.2 to 3.4.7). The century is the one that puts
 * the year at most 49 years before and 50 years after this one (section 7.12); day 00 means the last of the month.
 *
 * @param thisYear The year from which the century is told; that of the clock (UTC) unless said.
 * @throws InvalidValueError when it is no date of the calendar.
 * @example parseGs1Date("271200") // { year: 2027, month: 12, day: 31, wholeMonth: true }
 */
export function parseGs1Date(text: string, thisYear: number = new Date().getUTCFullYear()): Gs1Date {
  requireText("date", text);
  const [, yy, mm, dd] = /^([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(text) ?? [];
  const year = yearOf(Number(yy), thisYear);
  const month = Number(mm);
  const wholeMonth = dd === "00";
  const day = wholeMonth ? daysIn(year, month) : Number(dd);
  // NaN, of text that is no six digits, is in no range.
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) {
    throw new InvalidValueError(
      `"${text}" is no date: a GS1 date has year, month and day, two digits each, of the calendar.`,
      "Write 31 December 2027 as 271231, and December 2027 as 271200.",
      text,
    );
  }
  return { year, month, day, wholeMonth };
}

/**
 * Writes a date as six digits.
 *
 * @param thisYear The year from which readers will tell the century; that of the clock (UTC) unless said.
 * @throws InvalidValueError when it is no date, or its two digits of the year would be read as another year.
 * @example formatGs1Date({ year: 2027, month: 12, day: 31, wholeMonth: false }) // "271231"
 */
export function formatGs1Date(date: Gs1Date, thisYear: number = new Date().getUTCFullYear()): string {
  const digits = [date.year % 100, date.month, date.wholeMonth ? 0 : date.day];
  const text = digits.map((number) => `${number}`.padStart(2, "0")).join("");
  const read = parseGs1Date(text, thisYear);
  if (read.year !== date.year || read.day !== date.day) {
    throw new InvalidValueError(
      `Written as ${text}, ${date.year}-${date.month}-${date.day} would be read as ${read.year}-${read.month}-${read.day}.`,
      "Give a year at most 49 before and 50 after the present one, and for a whole month its last day.",
      date,
    );
  }
  return text;
}

function yearOf(twoDigits: number, thisYear: number): number {
  const difference = twoDigits - (thisYear % 100);
  const century = thisYear - (thisYear % 100);
  if (difference >= 51) return century - 100 + twoDigits;
  if (difference <= -50) return century + 100 + twoDigits;
  return century + twoDigits;
}

function daysIn(year: number, month: number): number {
  // Day 0 of the next month; months count from 0 here.
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
