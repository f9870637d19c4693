import { ZeroHash } from "ethers";

import type { ConsignmentId } from "../ids.js";
import type { Absorbed, Journey, LogPosition, TraceUnpacking } from "./journey.js";
import type { Find } from "./reach.js";

/**
 * The containers around the one that goods came out of, innermost first, with their heads at the time.
 *
 * @returns The container whose journey must be read to tell, when it was not found.
 */
export function outerOf({ around, container, log }: TraceUnpacking, find: Find): Absorbed[] | ConsignmentId {
  const outer: Absorbed[] = [];
  if (around === ZeroHash) return outer;
  for (let inner = container; ;) {
    const found = find(inner);
    if (found === undefined) return inner;
    const next = containerAt(found.journey, log);
    if (next === undefined) return outer;
    const other = find(next);
    if (other === undefined) return next;
    const head = other.heads[other.journey.steps.filter((step) => isBefore(step.log, log)).length - 1];
    if (head === undefined) return outer;
    outer.push({ consignment: next, head });
    inner = next;
  }
}

/** The container in which goods were at a time; undefined when they were in none. */
function containerAt({ steps }: Journey, time: LogPosition): ConsignmentId | undefined {
  const last = steps.findLast(({ type, log }) => (type === "Packing" || type === "Unpacking") && isBefore(log, time));
  return last?.type === "Packing" ? last.container : undefined;
}

function isBefore(log: LogPosition, other: LogPosition): boolean {
  return log.block < other.block || (log.block === other.block && log.index < other.index);
}
