import { dataSlice, id as hashOf, isHexString, keccak256 } from "ethers";

import { batchStatement } from "../hashing/batchStatement.js";
import { batchId, splitProductId } from "../ids.js";
import { partiesIn } from "../trace/partiesIn.js";
import type { Trace } from "../trace/trace.js";
import { recallKey, subjectKey, type LedgerState } from "./ledgerState.js";
import type { Problems } from "./problems.js";

/** Checks what is said of the batches and the products. */
export function checkGoods(trace: Trace, state: LedgerState, problems: Problems): void {
  const loaded = new Set(trace.creation.lines.map(({ batch }) => batch));
  for (const id of loaded) {
    if (!trace.batches.has(id)) problems.add(1, `The trace does not say what batch ${id} is.`);
  }
  const made = new Set([...trace.batches.values()].map(({ product }) => product));
  for (const id of made) {
    if (!trace.products.has(id)) problems.add(undefined, `The trace does not say what product ${id} is.`);
  }
  for (const [id, batch] of trace.batches) {
    if (!loaded.has(id)) problems.add(undefined, `Batch ${id} is not in the consignment.`);
    const own = problems.compute(undefined, `Batch ${id}`, () => batchId(batch.product, batch.lotKey));
    const statement = problems.compute(undefined, `Batch ${id}`, () => batchStatement(batch));
    if (own !== id || !agrees({ ...batch, statement }, state.batches.get(id))) {
      problems.add(undefined, `Batch ${id} is not described as it was registered.`);
    }
  }
  for (const [id, product] of trace.products) {
    if (!made.has(id)) problems.add(undefined, `Product ${id} is none of the batches'.`);
    const split = problems.compute(undefined, `Product ${id}`, () => splitProductId(id));
    const confirmed = split?.registrant === 0n || product.endorsedBy !== 0n;
    // The ledger keeps the first 16 bytes of a hash of the hash.
    const data = problems.compute(undefined, `Product ${id}`, () => productData(product.dataHash));
    if (
      split?.gtin !== product.gtin ||
      product.confirmed !== confirmed ||
      !agrees({ ...product, data }, state.products.get(id))
    ) {
      problems.add(undefined, `Product ${id} is not described as it was registered.`);
    }
  }
}

/** Whether everything the ledger keeps is what the trace says. */
function agrees<Kept extends object>(told: { [Name in keyof Kept]: unknown }, kept: Kept | undefined): boolean {
  if (kept === undefined) return false;
  for (const name in kept) if (told[name] !== kept[name]) return false;
  return true;
}

/** Checks who the parties are said to be. */
export function checkParties(trace: Trace, state: LedgerState, problems: Problems): void {
  const journeys = [trace, ...trace.inside];
  const told = (party: bigint): boolean => trace.parties.has(party);
  for (const { consignment, records } of journeys) {
    for (const { sequence, party } of records) {
      if (!told(party)) problems.of(consignment).add(sequence, `The trace does not say who party ${party} is.`);
    }
  }
  const wanted = partiesIn(journeys, trace.batches, trace.products, trace.recalls);
  for (const party of wanted) {
    if (!told(party)) problems.add(undefined, `The trace does not say who party ${party} is.`);
  }
  for (const [id, { uri, controller }] of trace.parties) {
    if (!wanted.has(id)) problems.add(undefined, `Party ${id} is none that is named in the trace.`);
    const kept = state.parties.get(uri);
    if (kept?.id !== id) problems.add(undefined, `Party ${id} was not admitted as ${uri}.`);
    else if (kept.controllerHash !== hashOf(controller)) {
      problems.add(undefined, `Party ${id} was not admitted with ${controller} as its controller.`);
    }
  }
}

/** Checks that the open recalls are all told, and no other. */
export function checkRecalls(trace: Trace, state: LedgerState, problems: Problems): void {
  const told = new Map<string, number>();
  const keys = new Set<string>();
  for (const recall of trace.recalls) {
    const { kind, subject, placer } = recall;
    told.set(subjectKey(kind, subject), (told.get(subjectKey(kind, subject)) ?? 0) + 1);
    const key = recallKey(recall);
    if (keys.has(key) || state.placedAt.get(key) === undefined || state.placedAt.get(key) === 0n) {
      problems.add(undefined, `Party ${placer} has no such recall open of ${kind.toLowerCase()} ${subject}.`);
    }
    keys.add(key);
  }
  for (const [subject, open] of state.openRecalls) {
    const count = told.get(subject) ?? 0;
    if (BigInt(count) !== open) {
      problems.add(
        undefined,
        `Of ${subject} ${open} ${open === 1n ? "recall is" : "recalls are"} open at block ${state.block}, and the trace tells ${count}.`,
      );
    }
    told.delete(subject);
  }
  for (const subject of told.keys()) problems.add(undefined, `A recall of ${subject} does not concern the goods.`);
}

/** What the ledger keeps of the hash of a product's data. */
function productData(dataHash: string): string {
  if (!isHexString(dataHash, 32)) throw new TypeError("A product's data has a hash of 32 bytes.");
  return dataSlice(keccak256(dataHash), 0, 16);
}
