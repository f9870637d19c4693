import { isHexString } from "ethers";

import { InvalidValueError } from "../../sdk/errors.js";
import { findBatches } from "../../sdk/goods/findGoods.js";
import type { BatchId } from "../../sdk/ids.js";
import { latestBlock } from "../../sdk/latestBlock.js";
import type { Waymark } from "../../sdk/waymark.js";
import { UsageError } from "../usageError.js";
import { subjectOf, subjectTerm } from "./subject.js";

/** How batches are named on the command line. */
export const BATCHES =
  "a batch's id, a code such as (01)09520123456788(10)LOT7, or a Digital Link with its lot and salt";

/**
 * A batch as it is given on the command line: its id, or a code on the pack with GTIN and lot, and the salt where it has one.
 *
 * @throws InvalidValueError when it is none of these.
 */
export function batchTerm(text: string): string {
  if (isHexString(text, 32)) return text.toLowerCase();
  const term = subjectTerm(text);
  if (subjectOf(term).type === "goods") return term;
  throw new InvalidValueError(`"${text}" names no batch.`, `Give ${BATCHES}.`, text);
}

/**
 * The id of a batch. The lot of a GTIN that several parties registered is not guessed.
 *
 * @throws FatalError "BatchNotFound" when the ledger knows no such lot.
 * @throws UsageError "BatchUnclear" when several products of the GTIN have it.
 */
export async function batchOf(waymark: Waymark, term: string): Promise<BatchId> {
  if (isHexString(term, 32)) return term;
  const subject = subjectOf(term);
  if (subject.type !== "goods") throw new Error("A batch term names goods.");
  const range = { from: waymark.deploymentBlock ?? 0, to: await latestBlock(waymark) };
  const found = await findBatches(waymark, subject.item, subject.salt, range);
  if (found.length === 1) return found[0].batch;
  throw new UsageError(
    "BatchUnclear",
    `${found.length} products of GTIN ${subject.item.gtin} have this lot: batches ${found.map(({ batch }) => batch).join(", ")}.`,
    "Give the id of the one that is meant.",
    { values: { batches: found.map(({ batch }) => batch) } },
  );
}
