import type { WaymarkClient } from "../client.js";
import { decodeError } from "../errors.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject } from "../given.js";
import type { BatchId, ConsignmentId } from "../ids.js";
import type { Line } from "../line.js";
import { serialHashOf } from "../manifest/itemProof.js";
import type { Trace } from "../trace/trace.js";
import { blockRange, type TraceOptions } from "../trace/blockRange.js";
import { traceConsignment } from "../trace/traceConsignment.js";
import type { TraceSource } from "../trace/traceServer.js";
import { askedAccount } from "./account.js";
import { findBatches, findConsignments, findUnit } from "./findGoods.js";
import { handedOver } from "./handedOver.js";
import { exactItemsIn, proofsOf, type AskedItem, type ItemEvidence } from "./itemState.js";
import { linesOf } from "./linesOf.js";
import { parseSubject, type Subject } from "./subject.js";

/** The story of what somebody asked about. */
export interface GoodsTrace {
  readonly subject: Subject;
  /** The lot's batch; undefined when a consignment was asked about. */
  readonly batch: BatchId | undefined;
  /** Where else the same lot is registered, by sellers that claim the product. */
  readonly alsoRegistered: readonly BatchId[];
  /** The consignments that have, or had, units of the batch; the one that was asked about. */
  readonly consignments: readonly Trace[];
  /** How many there are, told or not: the goods are in one of so many. */
  readonly of: number;
  /**
   * Whether the goods are in no other than the first of them, by what the node says: that it told of all, the ledger's counts
   * must show. `verify` holds both against the chain.
   */
  readonly exact: boolean;
  /** What else was told of the lot: consignments that an item is proved not to be in, and parts that have none of it. */
  readonly others: readonly Trace[];
  /** Undefined when no single item was asked about. What the ledger knows of it, verifying reads. */
  readonly item: AskedItem | undefined;
}

/** Which blocks to read, how much to tell, from whom, and what the label says of the item. */
export interface GoodsOptions extends TraceOptions {
  /**
   * Who tells the consignments' stories instead of the node's logs, such as a `traceServer`. It is told up to the block that it
   * has read. Which consignments the goods are in, and which were made from each, is asked of the chain all the same, so that
   * nobody shows better ones.
   */
  readonly from?: TraceSource;
  /**
   * Consignments of a lot to tell at most, with those made from them; the last ones; 32 unless said. A lot that has more is told
   * as not whole, by `exact` and by `verify` with a warning, until this is raised.
   */
  readonly limit?: number;
  readonly item?: ItemEvidence;
}

const LIMIT = 32;

/**
 * Tells the story of goods from raw RPC alone, or with `from` as somebody else tells it: from the code on the pack to its
 * batch, the consignments that its units travelled in, through packing and splitting, to every record. Neither is trusted:
 * whether it is the whole and unaltered story is for `verify` to find out, against the chain.
 *
 * @param subject A GS1 Digital Link, an element string, or a consignment's id: see `parseSubject`.
 * @throws InvalidValueError when the subject is none, or an option.
 * @throws FatalError "BatchNotFound", "UnitNotFound" or "ConsignmentNotFound" when the ledger knows nothing of it,
 * "OtherGoods" when `from` hands over the trace of another consignment, "OtherParts" when it names other consignments as made
 * from it than the chain does.
 * @throws RetryableError when the chain is not reached.
 * @throws whatever `from` throws; see `traceServer`.
 * @example
 * const goods = await trace(waymark, "https://trace.example/01/09520123456788/10/LOT7/21/12345");
 * console.log((await verify(waymark, goods)).sentence.en);
 */
export async function trace(client: WaymarkClient, subject: string, options: GoodsOptions = {}): Promise<GoodsTrace> {
  const asked = parseSubject(subject);
  const { from, limit = LIMIT } = options;
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new InvalidValueError(
      `${shown(limit)} is no number of consignments to tell.`,
      "Give a whole number from 1 on, or leave it out.",
      limit,
    );
  }
  if (from !== undefined && typeof from !== "function") {
    throw new InvalidValueError(
      `${shown(from)} hands over no traces.`,
      "Give a function from a consignment's id to its trace, such as traceServer(address).",
      from,
    );
  }
  const { proofs = [] } = evidenceOf(options);
  const range = await blockRange(client, options);
  const tell = async (id: ConsignmentId): Promise<Trace> =>
    from === undefined
      ? await traceConsignment(client, id, { fromBlock: range.from, toBlock: range.to })
      : await handedOver(client, id, await from(id), range);
  const alone = {
    subject: asked,
    batch: undefined,
    alsoRegistered: [],
    of: 1,
    exact: true,
    others: [],
    item: undefined,
  };
  try {
    if (asked.type === "consignment") return { ...alone, consignments: [await tell(asked.consignment)] };
    if (asked.type === "unit") {
      return { ...alone, consignments: [await tell(await findUnit(client, asked.sscc, asked.salt, range))] };
    }
    const [{ batch }, ...others] = await findBatches(client, asked.item, asked.salt, range);
    const ids = await findConsignments(client, batch, range);
    const { told, untold } = await tellWithParts(ids, limit, tell);
    const { serial } = asked.item;
    const item = serial === undefined ? undefined : { batch, serialHash: serialHashOf(serial), proofs };
    const holding = item === undefined ? undefined : holdingOf(told, item);
    const ofLot = told.filter((one) => ids.includes(one.consignment) || !isOfOthers(one, batch));
    const consignments = holding ?? ofLot;
    const of = holding?.length ?? ofLot.length + untold;
    const isOne = of === 1 && consignments.length === 1;
    return {
      subject: asked,
      batch,
      alsoRegistered: others.map((other) => other.batch),
      consignments,
      of,
      exact: isOne && (await askedAccount(client, batch, told, range.to)).whole,
      others: told.filter((one) => !consignments.includes(one)),
      item,
    };
  } catch (caught) {
    throw decodeError(caught, client.ledger.interface);
  }
}

/** The last of the consignments with those made from them, as many as are told at most, and how many are not. */
async function tellWithParts(
  ids: readonly ConsignmentId[],
  limit: number,
  tell: (id: ConsignmentId) => Promise<Trace>,
): Promise<{ readonly told: Trace[]; readonly untold: number }> {
  const known = new Set(ids);
  const waiting = ids.slice(-limit);
  const told: Trace[] = [];
  while (told.length < limit) {
    const id = waiting.shift();
    if (id === undefined) break;
    const whole = await tell(id);
    told.push(whole);
    const parts = whole.parts.filter((part) => !known.has(part));
    for (const part of parts) known.add(part);
    waiting.unshift(...parts);
  }
  return { told, untold: known.size - told.length };
}

/**
 * Whether a part has nothing but units of other batches. One that does not show that, such as with no lines at all, counts as
 * of the lot, so that it is verified.
 */
function isOfOthers({ creation }: Trace, batch: BatchId): boolean {
  return creation.lines.length > 0 && linesOf(batch, creation.lines).length === 0;
}

/** @throws InvalidValueError when it is not of the form that evidence has; of what form the proofs are does not matter. */
function evidenceOf({ item = {} }: GoodsOptions): ItemEvidence {
  requireObject("evidence of an item", item);
  if (item.proofs !== undefined) requireList("list of proofs", item.proofs);
  return item;
}

/**
 * The consignments that may hold an item: those with a line of exact items that it is proved to be among, unless all of the line
 * went on in consignments made from them; undefined when it is proved of none.
 */
function holdingOf(consignments: readonly Trace[], item: AskedItem): Trace[] | undefined {
  const roots = new Set(proofsOf(item).map(({ root }) => root));
  const holding = consignments.filter((one) =>
    exactItemsIn(one, item.batch).some((root) => roots.has(root) && !wentOn(one, item.batch, root)),
  );
  return holding.length === 0 ? undefined : holding;
}

/** Whether all units with which a line was loaded were split off. */
function wentOn({ creation, records }: Trace, batch: BatchId, items: string): boolean {
  const unitsIn = (lines: readonly Line[]): bigint =>
    linesOf(batch, lines)
      .filter((line) => line.items.toLowerCase() === items)
      .reduce((sum, { quantity }) => sum + quantity, 0n);
  return unitsIn(creation.lines) === unitsIn(records.flatMap(({ part }) => part?.lines ?? []));
}
