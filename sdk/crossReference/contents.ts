import type { StepRef } from "../facts.js";
import type { TraceRecord } from "../trace/journey.js";
import { journeyIn } from "../trace/journeys.js";
import type { Matter } from "./matter.js";

/**
 * Which contents a step's word about an amount is about: those that its consignment had then. Of another consignment, such as
 * the container around, it is another amount; so it is after units were taken out.
 *
 * @param changes Whether a record leaves other contents behind.
 */
export function contentsAt(
  matter: Matter,
  { consignment, sequence }: StepRef,
  changes: (record: TraceRecord) => boolean,
): string {
  const earlier = recordsOf(matter, consignment).filter((record) => record.sequence <= sequence);
  return `${consignment} ${String(earlier.filter(changes).length)}`;
}

/** Whether a step takes units out or puts them back: what it tells of an amount is of those. */
export function isOfUnits(matter: Matter, { consignment, sequence }: StepRef): boolean {
  const record = recordsOf(matter, consignment).find((one) => one.sequence === sequence);
  return record !== undefined && changesContents(record);
}

/** Whether a record takes units out, notes some beyond, or puts them back. */
export function changesContents({ particulars, part, undoes }: TraceRecord): boolean {
  return particulars !== undefined || part !== undefined || (undoes !== undefined && undoes.lines.length > 0);
}

function recordsOf({ trace }: Matter, consignment: string): readonly TraceRecord[] {
  return journeyIn(trace, consignment)?.records ?? [];
}
