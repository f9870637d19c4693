import { isHexString } from "ethers";

import { asciiFromBytes, asciiToBytes } from "../ascii.js";
import type { WaymarkClient } from "../client.js";
import { decodeError } from "../errors.js";
import type { BatchId, ConsignmentId, PartyId, ProductId } from "../ids.js";
import { journeysOf } from "../trace/journeys.js";
import { RECALL_SUBJECTS, subjectsOf } from "../trace/readRecalls.js";
import type { RecallSubject, Trace, TraceBatch, TraceProduct, TraceRecall } from "../trace/trace.js";

/** What the ledger keeps of a consignment. */
export interface ConsignmentState {
  /** 0 when there is no such consignment. */
  readonly word: bigint;
  readonly head: string;
  /** The first 28 bytes of the hash of its lines; of a container its number and what is inside. */
  readonly contents: string;
}

/** What the chain itself says at one block: what a trace is held against. */
export interface LedgerState {
  readonly chainId: bigint;
  /** Address of the ledger. */
  readonly ledger: string;
  readonly block: number;
  /** What the ledger keeps of each consignment whose journey is in the trace. */
  readonly consignments: ReadonlyMap<ConsignmentId, ConsignmentState>;
  /** Which of the parts in the trace there are. */
  readonly existing: ReadonlySet<ConsignmentId>;
  /** What the ledger keeps of each batch in the trace. */
  readonly batches: ReadonlyMap<
    BatchId,
    Pick<TraceBatch, "product" | "maker" | "quantity" | "origin"> & { readonly statement: string }
  >;
  /** What the ledger keeps of each product in the trace; `data` is the first 16 bytes of the hash of its data hash. */
  readonly products: ReadonlyMap<
    ProductId,
    Pick<TraceProduct, "registrant" | "hs6" | "endorsedBy"> & { readonly data: string }
  >;
  /** How many recalls are open of each consignment, batch and product in the trace, by `subjectKey`. */
  readonly openRecalls: ReadonlyMap<string, bigint>;
  /** When each recall in the trace was placed, by `recallKey`; 0 = none is open. */
  readonly placedAt: ReadonlyMap<string, bigint>;
  /** What the ledger keeps of each party in the trace, found by the URI that the trace gives it. */
  readonly parties: ReadonlyMap<string, { readonly id: PartyId; readonly controllerHash: string }>;
}

/** Names a subject of recalls. The kind stays as it is written: one that there is not must not share a key with one that there is. */
export function subjectKey(kind: RecallSubject, subject: string): string {
  return `${kind} ${subject}`;
}

/** Names a recall: a party has one open of a subject in a country. */
export function recallKey({ kind, subject, placer, country }: TraceRecall): string {
  return `${subjectKey(kind, subject)} ${placer} ${country}`;
}

/**
 * Reads from the chain what a trace is held against. A trace may come from anywhere: of what cannot be an id the ledger
 * keeps nothing, and is not asked.
 *
 * @param block At which block.
 * @throws WaymarkError when the chain cannot be read.
 */
export async function readLedgerState(client: WaymarkClient, trace: Trace, block: number): Promise<LedgerState> {
  const { ledger, chainId, address } = client;
  const at = { blockTag: block };
  const isId = (id: string): boolean => isHexString(id, 32);
  try {
    const consignments = journeysOf(trace)
      .map(({ consignment }) => consignment)
      .filter(isId)
      .map(async (id) => {
        const [word, head] = await Promise.all([ledger.wordOf(id, at), ledger.headOf(id, at)]);
        const contents = word === 0n ? "0x" : (await ledger.consignmentOf(id, at)).contents;
        return [id, { word, head, contents }] as const;
      });
    const existing = trace.parts.filter(isId).map(async (id) => ((await ledger.wordOf(id, at)) === 0n ? [] : [id]));
    const batches = [...trace.batches.keys()].filter(isId).map(async (id) => {
      const { product, maker, quantity, origin, statement } = await ledger.batchOf(id, at);
      return [id, { product, maker, quantity, origin: asciiFromBytes(origin), statement }] as const;
    });
    const products = [...trace.products.keys()].filter(isProduct).map(async (id) => {
      const { registrant, hs6, endorsedBy, data } = await ledger.productOf(id, at);
      return [id, { registrant, hs6: Number(hs6), endorsedBy, data }] as const;
    });
    const openRecalls = subjectsOf({
      products: [...trace.products.keys()].filter(isProduct),
      batches: [...trace.batches.keys()].filter(isId),
      consignments: journeysOf(trace)
        .map(({ consignment }) => consignment)
        .filter(isId),
    }).flatMap(([kind, subjects]) =>
      subjects.map(
        async (subject) =>
          [subjectKey(kind, subject), await ledger.openRecalls(RECALL_SUBJECTS[kind], subject, at)] as const,
      ),
    );
    const placedAt = trace.recalls.filter(isRecall).map(async (recall) => {
      const { kind, subject, placer, country } = recall;
      const placed = await ledger.recallOf(RECALL_SUBJECTS[kind], subject, placer, asciiToBytes(country, 2), at);
      return [recallKey(recall), placed] as const;
    });
    const parties = [...trace.parties.values()].map(async ({ uri }) => {
      const id = await ledger.partyByUri(uri, at);
      const { controllerHash } = await ledger.partyOf(id, at);
      return [uri, { id, controllerHash }] as const;
    });
    return {
      chainId,
      ledger: address,
      block,
      consignments: new Map(await Promise.all(consignments)),
      existing: new Set((await Promise.all(existing)).flat()),
      batches: new Map(await Promise.all(batches)),
      products: new Map(await Promise.all(products)),
      openRecalls: new Map(await Promise.all(openRecalls)),
      placedAt: new Map(await Promise.all(placedAt)),
      parties: new Map(await Promise.all(parties)),
    };
  } catch (caught) {
    throw decodeError(caught, ledger.interface);
  }
}

/** Whether a number can be a product id. */
export function isProduct(id: ProductId): boolean {
  return BigInt.asUintN(96, id) === id;
}

/** Whether a recall is such as there can be. */
export function isRecall({ kind, subject, placer, country }: TraceRecall): boolean {
  const known =
    Object.hasOwn(RECALL_SUBJECTS, kind) && isHexString(subject, 32) && BigInt.asUintN(32, placer) === placer;
  return known && /^([A-Z]{2})?$/.test(country);
}
