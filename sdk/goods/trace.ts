import type { WaymarkClient } from "../client.js";
import type { ItemState } from "../crossReference/matter.js";
import { decodeError } from "../errors.js";
import type { BatchId, ConsignmentId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import { isOnManifest, serialHashOf } from "../manifest/itemProof.js";
import type { Trace } from "../trace/trace.js";
import { traceConsignment, type TraceOptions } from "../trace/traceConsignment.js";
import { findBatches, findConsignments, findUnit } from "./findGoods.js";
import { readItemState, type ItemEvidence } from "./itemState.js";
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
  /** How many there are, when more than were told. */
  readonly of: number;
  /** Whether the item is proved to be in the first of them: otherwise the goods are in one of them. */
  readonly exact: boolean;
  /** Undefined when no single item was asked about. */
  readonly item: ItemState | undefined;
}

/** Which blocks to read, how much to tell, and what the label says of the item. */
export interface GoodsOptions extends TraceOptions {
  /** Consignments of a lot to tell at most, the last ones; 32 unless said. */
  readonly limit?: number;
  readonly item?: ItemEvidence;
}

const LIMIT = 32;

/**
 * Tells the story of goods from raw RPC alone: from the code on the pack to its batch, the consignments that its units
 * travelled in, through packing and splitting, to every record. Whether the node gave all logs is for `verify` to find out.
 *
 * @param subject A GS1 Digital Link, an element string, or a consignment's id: see `parseSubject`.
 * @throws InvalidValueError when the subject is none.
 * @throws FatalError "BatchNotFound", "UnitNotFound" or "ConsignmentNotFound" when the ledger knows nothing of it.
 * @throws RetryableError when the chain is not reached.
 * @example
 * const goods = await trace(waymark, "https://trace.example/01/09520123456788/10/LOT7/21/12345");
 * console.log((await verify(waymark, goods)).sentence.en);
 */
export async function trace(client: WaymarkClient, subject: string, options: GoodsOptions = {}): Promise<GoodsTrace> {
  const asked = parseSubject(subject);
  const to = options.toBlock ?? (await latestBlock(client));
  const range = { from: options.fromBlock ?? client.deploymentBlock ?? 0, to };
  const tell = async (id: ConsignmentId): Promise<Trace> =>
    await traceConsignment(client, id, { fromBlock: range.from, toBlock: to });
  const alone = { subject: asked, batch: undefined, alsoRegistered: [], of: 1, exact: true, item: undefined };
  try {
    if (asked.type === "consignment") return { ...alone, consignments: [await tell(asked.consignment)] };
    if (asked.type === "unit") {
      return { ...alone, consignments: [await tell(await findUnit(client, asked.sscc, asked.salt, range))] };
    }
    const [{ batch }, ...others] = await findBatches(client, asked.item, asked.salt, range);
    const ids = await findConsignments(client, batch, range);
    const consignments: Trace[] = [];
    for (const id of ids.slice(-(options.limit ?? LIMIT)))
      consignments.push(...(await withParts(await tell(id), tell)));
    const holding = withItem(consignments, batch, asked.item.serial, options.item);
    const { serial } = asked.item;
    const root = consignments[0]?.batches.get(batch)?.itemsRoot ?? "";
    return {
      subject: asked,
      batch,
      alsoRegistered: others.map((other) => other.batch),
      consignments: holding ?? consignments,
      of: holding === undefined ? Math.max(ids.length, consignments.length) : 1,
      exact: holding !== undefined || consignments.length === 1,
      item:
        serial === undefined
          ? undefined
          : await readItemState(client, batch, root, serial, options.item ?? { hasKey: false }, to),
    };
  } catch (caught) {
    throw decodeError(caught, client.ledger.interface);
  }
}

/** The consignment, and those that were split off from it. */
async function withParts(whole: Trace, tell: (id: ConsignmentId) => Promise<Trace>): Promise<Trace[]> {
  const parts: Trace[] = [];
  for (const id of whole.parts) parts.push(...(await withParts(await tell(id), tell)));
  return [whole, ...parts];
}

/** The consignments that say which items they hold, and hold this one; undefined when that is not proved of any. */
function withItem(
  consignments: readonly Trace[],
  batch: BatchId,
  serial: string | undefined,
  evidence: ItemEvidence | undefined,
): Trace[] | undefined {
  if (serial === undefined) return undefined;
  const proofs = (evidence?.proofs ?? []).filter(
    (proof) => proof.serialHash === serialHashOf(serial) && isOnManifest(proof.root, batch, proof),
  );
  const roots = new Set(proofs.map(({ root }) => root));
  const holding = consignments.filter(({ creation }) =>
    creation.lines.some((line) => line.batch === batch && roots.has(line.items)),
  );
  return holding.length === 0 ? undefined : holding;
}
