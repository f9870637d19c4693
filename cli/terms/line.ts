import { InvalidValueError } from "../../sdk/errors.js";
import type { NewLine } from "../../sdk/operations/lines.js";
import { unitsOf } from "../../sdk/operations/words.js";
import type { Waymark } from "../../sdk/waymark.js";
import { batchOf, batchTerm, BATCHES } from "./batch.js";

/** Units of a batch as they are given on the command line. */
export interface LineTerm {
  readonly batch: string;
  readonly quantity: bigint;
  /** Merkle root of the exact items. */
  readonly items?: string;
}

/** How units are written. */
export const LINES = "BATCH=UNITS, or BATCH=UNITS:ROOT with the Merkle root of the exact items";

/** The quantity stands behind the last "=", for codes and links may have others. */
const LINE = /^(.+)=([0-9]{1,20})(?::(0x[0-9a-fA-F]{64}))?$/;

/**
 * Units of a batch: "(01)09520123456788(10)LOT7=480".
 *
 * @throws InvalidValueError when it is not written so, or the batch or the quantity is none.
 */
export function lineTerm(text: string): LineTerm {
  const [, batch, quantity, items] = LINE.exec(text) ?? [];
  if (batch === undefined || quantity === undefined) {
    throw new InvalidValueError(`"${text}" names no units.`, `Write ${LINES}; a batch is ${BATCHES}.`, text);
  }
  const line = { batch: batchTerm(batch), quantity: unitsOf(BigInt(quantity)) };
  return items === undefined ? line : { ...line, items: items.toLowerCase() };
}

/** The units, with the ids of their batches. */
export async function linesFrom(waymark: Waymark, terms: readonly LineTerm[]): Promise<NewLine[]> {
  return await Promise.all(terms.map(async (term) => ({ ...term, batch: await batchOf(waymark, term.batch) })));
}
