import type { ConsignmentId } from "../ids.js";
import type { Journey } from "./journey.js";
import type { Trace } from "./trace.js";

/** All journeys that a trace tells: the goods' own, then those that it is incomplete without. */
export function journeysOf(trace: Trace): readonly [Journey, ...Journey[]] {
  return [trace, ...trace.inside];
}

/** The journey of a consignment, as a step or a disclosure names it; undefined when the trace does not tell it. */
export function journeyIn(trace: Trace, consignment: ConsignmentId): Journey | undefined {
  return journeysOf(trace).find((journey) => journey.consignment === consignment);
}
