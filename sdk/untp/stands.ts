import type { ConsignmentId } from "../ids.js";
import type { KindName, TraceRecord } from "../trace/journey.js";
import { journeyIn } from "../trace/journeys.js";
import type { Trace } from "../trace/trace.js";

/** Kinds of records by which those entitled to it say that another one is wrong. */
const AGAINST: readonly KindName[] = ["Correction", "Contradicted"];

/** Whether nobody entitled to it said that a record is wrong, be it taken back by that or not. */
export function stands(trace: Trace, consignment: ConsignmentId, record: TraceRecord): boolean {
  const journey = journeyIn(trace, consignment);
  const opposed = journey?.records.some(({ kind, about }) => AGAINST.includes(kind) && about === record.sequence);
  return record.undoneBy === undefined && opposed !== true;
}
