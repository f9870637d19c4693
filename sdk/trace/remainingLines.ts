import type { Line } from "../line.js";
import { Adjustment } from "../vocabulary.js";
import type { TraceRecord } from "./journey.js";

/** The contents before a record, and the ones after the last. */
export interface Replay {
  /** What the consignment held before each record, by its place in the list. */
  readonly before: readonly (readonly Line[])[];
  readonly after: readonly Line[];
  /** Sequences of the records that take out what was not there. */
  readonly impossible: readonly number[];
}

/**
 * What a consignment holds, replayed from what was loaded and what its records took out or put back, as the ledger does it.
 *
 * @param loaded The lines of the first step.
 * @example remainingLines(trace.creation.lines, trace.records).after
 */
export function remainingLines(loaded: readonly Line[], records: readonly TraceRecord[]): Replay {
  const before: (readonly Line[])[] = [];
  const impossible: number[] = [];
  let contents = loaded;
  for (const record of records) {
    before.push(contents);
    const { about, undoes } = record;
    if (undoes !== undefined && undoes.lines.length > 0) {
      // Nothing changed the contents since, or the record would have been corrected without effect.
      const restored = before[records.findIndex(({ sequence }) => sequence === about)];
      if (restored === undefined) impossible.push(record.sequence);
      else contents = restored;
    }
    const leaving = leavingWith(record);
    if (leaving === undefined) continue;
    const rest = without(contents, leaving);
    if (rest === undefined) impossible.push(record.sequence);
    else contents = rest;
  }
  return { before, after: contents, impossible };
}

/** What a record takes out of the contents; undefined when nothing. */
function leavingWith({ kind, detail, particulars, part }: TraceRecord): readonly Line[] | undefined {
  // An overage is noted and changes nothing: no unit comes from nowhere.
  if (kind === "Adjusted" && detail === Adjustment.Overage) return undefined;
  return particulars?.lines ?? part?.lines;
}

/** The contents without what leaves; undefined when that is not in them. */
function without(contents: readonly Line[], leaving: readonly Line[]): readonly Line[] | undefined {
  const rest = contents.map((line) => ({ ...line }));
  for (const { batch, quantity, items } of leaving) {
    // The ledger takes the first line of the same batch and items that is not used up.
    const line = rest.find((held) => held.batch === batch && held.items === items && held.quantity !== 0n);
    if (line === undefined || line.quantity < quantity) return undefined;
    line.quantity -= quantity;
  }
  return rest.filter((line) => line.quantity !== 0n);
}
