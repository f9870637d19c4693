import { dataSlice, id as hashOf, isHexString, keccak256 } from "ethers";

import { batchStatement } from "../hashing/batchStatement.js";
import { batchId, splitProductId } from "../ids.js";
import { en, zh, type Text } from "../text.js";
import { journeysOf } from "../trace/journeys.js";
import { partiesIn } from "../trace/partiesIn.js";
import type { RecallSubject, Trace } from "../trace/trace.js";
import { SUBJECT_WORDS } from "../vocabularyWords.js";
import { recallKey, subjectKey, type LedgerState } from "./ledgerState.js";
import type { Problems } from "./problems.js";

/** Checks what is said of the batches and the products. */
export function checkGoods(trace: Trace, state: LedgerState, problems: Problems): void {
  const loaded = new Set(trace.creation.lines.map(({ batch }) => batch));
  for (const id of loaded) {
    if (!trace.batches.has(id))
      problems.add(1, en`The trace does not say what batch ${id} is.`, zh`追溯数据未说明批次${id}。`);
  }
  const made = new Set([...trace.batches.values()].map(({ product }) => product));
  for (const id of made) {
    if (!trace.products.has(id)) {
      problems.add(undefined, en`The trace does not say what product ${id} is.`, zh`追溯数据未说明产品${id}。`);
    }
  }
  for (const [id, batch] of trace.batches) {
    const name = { en: en`Batch ${id}`, zh: zh`批次${id}` };
    if (!loaded.has(id)) problems.add(undefined, en`${name} is not in the consignment.`, zh`${name}不在这票货物中。`);
    const own = problems.compute(undefined, name, () => batchId(batch.product, batch.lotKey));
    const statement = problems.compute(undefined, name, () => batchStatement(batch));
    if (own !== id || !agrees({ ...batch, statement }, state.batches.get(id))) {
      problems.add(undefined, ...asRegistered(name));
    }
  }
  for (const [id, product] of trace.products) {
    const name = { en: en`Product ${id}`, zh: zh`产品${id}` };
    if (!made.has(id)) problems.add(undefined, en`${name} is none of the batches'.`, zh`${name}不属于其中任何批次。`);
    const split = problems.compute(undefined, name, () => splitProductId(id));
    const confirmed = split?.registrant === 0n || product.endorsedBy !== 0n;
    // The ledger keeps the first 16 bytes of a hash of the hash.
    const data = problems.compute(undefined, name, () => productData(product.dataHash));
    if (
      split?.gtin !== product.gtin ||
      product.confirmed !== confirmed ||
      !agrees({ ...product, data }, state.products.get(id))
    ) {
      problems.add(undefined, ...asRegistered(name));
    }
  }
}

function asRegistered(name: Text): [english: string, chinese: string] {
  return [en`${name} is not described as it was registered.`, zh`对${name}的描述与其登记的不符。`];
}

/** Whether everything the ledger keeps is what the trace says. */
function agrees<Kept extends object>(told: { [Name in keyof Kept]: unknown }, kept: Kept | undefined): boolean {
  if (kept === undefined) return false;
  for (const name in kept) if (told[name] !== kept[name]) return false;
  return true;
}

/** Checks who the parties are said to be. */
export function checkParties(trace: Trace, state: LedgerState, problems: Problems): void {
  const journeys = journeysOf(trace);
  const told = (party: bigint): boolean => trace.parties.has(party);
  for (const { consignment, records } of journeys) {
    for (const { sequence, party } of records) {
      if (!told(party)) problems.of(consignment).add(sequence, ...unnamed(party));
    }
  }
  const wanted = partiesIn(journeys, trace.batches, trace.products, trace.recalls);
  for (const party of wanted) {
    if (!told(party)) problems.add(undefined, ...unnamed(party));
  }
  for (const [id, { uri, controller }] of trace.parties) {
    const name = { en: en`Party ${id}`, zh: zh`参与方${id}` };
    if (!wanted.has(id)) {
      problems.add(undefined, en`${name} is none that is named in the trace.`, zh`追溯数据中并未提及${name}。`);
    }
    const kept = state.parties.get(uri);
    if (kept?.id !== id) {
      problems.add(undefined, en`${name} was not admitted as ${uri}.`, zh`${name}并非以${uri}之名获准加入。`);
    } else if (kept.controllerHash !== hashOf(controller)) {
      problems.add(
        undefined,
        en`${name} was not admitted with ${controller} as its controller.`,
        zh`${name}获准加入时的控制方并非${controller}。`,
      );
    }
  }
}

function unnamed(party: bigint): [english: string, chinese: string] {
  return [en`The trace does not say who party ${party} is.`, zh`追溯数据未说明参与方${party}是谁。`];
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
      const what = subjectText(subjectKey(kind, subject));
      problems.add(
        undefined,
        en`Party ${placer} has no such recall open of ${what}.`,
        zh`参与方${placer}并无这样一项对${what}的未解除的召回。`,
      );
    }
    keys.add(key);
  }
  for (const [subject, open] of state.openRecalls) {
    const count = told.get(subject) ?? 0;
    if (BigInt(count) !== open) {
      const what = subjectText(subject);
      problems.add(
        undefined,
        en`Of ${what} ${open} ${open === 1n ? "recall is" : "recalls are"} open at block ${state.block}, and the trace tells ${count}.`,
        zh`截至区块${state.block}，对${what}有${open}项未解除的召回，而追溯数据列出${count}项。`,
      );
    }
    told.delete(subject);
  }
  for (const subject of told.keys()) {
    const what = subjectText(subject);
    problems.add(undefined, en`A recall of ${what} does not concern the goods.`, zh`对${what}的召回与这票货物无关。`);
  }
}

/** What is recalled, from its `subjectKey`. */
function subjectText(key: string): Text {
  const [kind = "", id = ""] = key.split(/ (.*)/su);
  // A trace comes from anywhere: what is no kind of subject is told as it stands there.
  if (!isSubject(kind)) return { en: key, zh: key };
  return { en: en`${kind.toLowerCase()} ${id}`, zh: zh`${SUBJECT_WORDS[kind]}${id}` };
}

function isSubject(name: string): name is RecallSubject {
  return Object.hasOwn(SUBJECT_WORDS, name);
}

/** What the ledger keeps of the hash of a product's data. */
function productData(dataHash: string): string {
  if (!isHexString(dataHash, 32)) throw new TypeError("A product's data has a hash of 32 bytes.");
  return dataSlice(keccak256(dataHash), 0, 16);
}
