import { id as hashOf, isHexString } from "ethers";

import { batchStatement } from "../hashing/batchStatement.js";
import { contentsOf } from "../hashing/contentsOf.js";
import { checkpointStep } from "../hashing/checkpointStep.js";
import { creationStep } from "../hashing/creationStep.js";
import { foldHead } from "../hashing/foldHead.js";
import { genesisHead } from "../hashing/genesis.js";
import { hashLines } from "../hashing/hashLines.js";
import { hashParticulars } from "../hashing/hashParticulars.js";
import { batchId, consignmentId, splitProductId } from "../ids.js";
import type { Line } from "../line.js";
import { basisOf } from "../trace/basisOf.js";
import { detailName } from "../trace/detailName.js";
import { remainingLines } from "../trace/remainingLines.js";
import type { KindName, Trace, TraceRecord } from "../trace/trace.js";
import { Kind, Role } from "../vocabulary.js";
import type { LedgerState } from "./ledgerState.js";

/** Something in a trace that the ledger did not say. */
export interface HeadProblem {
  /** The step it is about; undefined when it is about the trace as a whole. */
  readonly sequence: number | undefined;
  /** One plain sentence. */
  readonly sentence: string;
}

/** What a trace folds to, and what is wrong with it. */
export interface HistoryCheck {
  /** The head that the trace's own data give; undefined when they have none, as with values that cannot be hashed. */
  readonly head: string | undefined;
  readonly problems: readonly HeadProblem[];
}

/** Kinds that may come with particulars, and those that must. */
const TAKE_LINES: readonly KindName[] = ["ImportCleared", "Adjusted"];
const NEED_LINES: readonly KindName[] = ["Adjusted"];

/**
 * Holds a trace against what the chain says, without reading anything. A trace may come from anywhere: a value that the ledger
 * cannot have recorded is one more problem, not an error.
 *
 * @example checkHistory(trace, await readLedgerState(waymark, trace, block)).problems
 */
export function checkHistory(trace: Trace, state: LedgerState): HistoryCheck {
  const problems = new Problems();
  if (trace.chainId !== state.chainId || trace.ledger.toLowerCase() !== state.ledger.toLowerCase()) {
    problems.add(
      undefined,
      `The trace is of the ledger ${trace.ledger} on chain ${trace.chainId}, which is another one.`,
    );
  }
  if (state.word === 0n) {
    problems.add(undefined, `The ledger has no such consignment at block ${state.block}.`);
    return { head: undefined, problems: problems.found };
  }
  checkCreation(trace, problems);
  checkOrder(trace, state, problems);
  trace.records.forEach((record) => {
    checkWords(record, problems);
  });
  checkLines(trace, state, problems);
  checkGoods(trace, state, problems);
  checkParties(trace, state, problems);

  const head = headOf(trace, state, problems);
  if (head !== undefined && head !== state.head) {
    problems.add(
      undefined,
      `The records do not give the head that the chain has at block ${state.block}: at least one was altered, left out, added or moved.`,
    );
  }
  return { head, problems: problems.found };
}

/** What was found so far. */
class Problems {
  readonly found: HeadProblem[] = [];

  add(sequence: number | undefined, sentence: string): void {
    this.found.push({ sequence, sentence });
  }

  /** The result of a computation; a problem when a value cannot be what it should be. */
  compute<Result>(sequence: number | undefined, what: string, computation: () => Result): Result | undefined {
    try {
      return computation();
    } catch {
      this.add(sequence, `${what} holds a value that the ledger cannot have recorded.`);
      return undefined;
    }
  }
}

/* RECORDS */

function checkCreation({ consignment, creation }: Trace, problems: Problems): void {
  const sequence: number = creation.sequence;
  if (sequence !== 1) problems.add(sequence, `The creation is step 1, not ${sequence}.`);
  const id = problems.compute(1, "The creation", () => consignmentId(creation.creator, creation.key));
  if (id !== undefined && id !== consignment) {
    problems.add(1, "The consignment's number is not that of its creator and key.");
  }
}

function checkOrder({ records }: Trace, state: LedgerState, problems: Problems): void {
  records.forEach(({ sequence, before }, index) => {
    const expected = index + 2;
    if (sequence !== expected) {
      problems.add(sequence, `Record ${sequence} stands where record ${expected} belongs.`);
    }
    const follows = Number(BigInt.asUintN(24, before));
    if (follows !== expected - 1) {
      problems.add(sequence, `Record ${sequence} was written after step ${follows}, not after step ${expected - 1}.`);
    }
  });
  const steps = records.length + 1;
  const recorded = Number(BigInt.asUintN(24, state.word));
  if (steps !== recorded) {
    problems.add(
      undefined,
      `The chain has ${recorded} steps of this consignment at block ${state.block}, and the trace tells ${steps}.`,
    );
  }
}

/** What a record says in words must be what its numbers say, for the words are what people read. */
function checkWords(record: TraceRecord, problems: Problems): void {
  const { sequence, kind, role, detail } = record;
  if (record.basis !== basisOf(kind, role)) {
    problems.add(sequence, `Record ${sequence} is not ${record.basis}: it is a record of kind ${kind} by a ${role}.`);
  }
  const name = detailName(kind, detail);
  if (record.detailName !== name) {
    problems.add(sequence, `Record ${sequence} says "${record.detailName}" where its detail is "${name}".`);
  }
}

function headOf(trace: Trace, state: LedgerState, problems: Problems): string | undefined {
  const { consignment, creation } = trace;
  // The ledger that is asked, not the one that the trace names.
  let head = problems.compute(undefined, "The trace", () => genesisHead(state.chainId, state.ledger, consignment));
  const fold = (sequence: number, what: string, step: () => string): void => {
    const hash = problems.compute(sequence, what, step);
    head = head === undefined || hash === undefined ? undefined : foldHead(head, hash);
  };
  fold(1, "The creation", () => creationStep({ ...creation, consignment, contents: hashLines(creation.lines) }));
  for (const record of trace.records) {
    const { sequence, kind, role } = record;
    fold(sequence, `Record ${sequence}`, () =>
      checkpointStep({ ...record, consignment, kind: Kind[kind], role: Role[role] }),
    );
  }
  return head;
}

/* LINES */

function checkLines({ creation, records }: Trace, state: LedgerState, problems: Problems): void {
  const replay = remainingLines(creation.lines, records);
  for (const sequence of replay.impossible) {
    problems.add(sequence, `Record ${sequence} takes out goods that were not there.`);
  }
  records.forEach((record, index) => {
    checkParticulars(record, replay.before[index] ?? [], problems);
  });
  const contents = problems.compute(undefined, "A line", () => contentsOf(replay.after));
  if (contents !== undefined && contents !== state.contents) {
    problems.add(undefined, `What the records leave in the consignment is not what the chain has in it.`);
  }
}

function checkParticulars(record: TraceRecord, contents: readonly Line[], problems: Problems): void {
  const { sequence, kind, particulars, basedOn } = record;
  if (particulars === undefined) {
    if (NEED_LINES.includes(kind)) problems.add(sequence, `Record ${sequence} lacks its lines.`);
    return;
  }
  if (!TAKE_LINES.includes(kind)) {
    problems.add(sequence, `Record ${sequence} has lines, which a record of kind ${kind} cannot have.`);
    return;
  }
  const { lines: leaving, document, items } = particulars;
  const hash = problems.compute(sequence, `Record ${sequence}`, () =>
    hashParticulars({ contents, leaving, document, items }),
  );
  if (hash !== undefined && hash !== basedOn) {
    problems.add(sequence, `The lines or the document of record ${sequence} are not those it was written with.`);
  }
}

/* WHAT IT IS ABOUT */

function checkGoods(trace: Trace, state: LedgerState, problems: Problems): void {
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
    // The ledger keeps the first 16 bytes.
    const told = { ...product, data: product.dataHash.slice(0, 34) };
    const isWhole = isHexString(product.dataHash, 32);
    if (
      split?.gtin !== product.gtin ||
      product.confirmed !== confirmed ||
      !isWhole ||
      !agrees(told, state.products.get(id))
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

function checkParties(trace: Trace, state: LedgerState, problems: Problems): void {
  for (const { sequence, party } of trace.records) {
    if (!trace.parties.has(party)) problems.add(sequence, `The trace does not say who party ${party} is.`);
  }
  for (const [id, { uri, controller }] of trace.parties) {
    const kept = state.parties.get(uri);
    if (kept?.id !== id) problems.add(undefined, `Party ${id} was not admitted as ${uri}.`);
    else if (kept.controllerHash !== hashOf(controller)) {
      problems.add(undefined, `Party ${id} was not admitted with ${controller} as its controller.`);
    }
  }
}
