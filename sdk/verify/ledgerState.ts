import { isHexString, ZeroHash } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import type { WaymarkClient } from "../client.js";
import { decodeError } from "../errors.js";
import type { BatchId, PartyId, ProductId } from "../ids.js";
import type { Trace, TraceBatch, TraceProduct } from "../trace/trace.js";

/** What the chain itself says at one block: what a trace is held against. */
export interface LedgerState {
  readonly chainId: bigint;
  /** Address of the ledger. */
  readonly ledger: string;
  readonly block: number;
  /** The consignment's word; 0 when there is no such consignment. */
  readonly word: bigint;
  readonly head: string;
  /** The first 28 bytes of the hash of its lines. */
  readonly contents: string;
  /** What the ledger keeps of each batch in the trace. */
  readonly batches: ReadonlyMap<
    BatchId,
    Pick<TraceBatch, "product" | "maker" | "quantity" | "origin"> & { readonly statement: string }
  >;
  /** What the ledger keeps of each product in the trace. */
  readonly products: ReadonlyMap<
    ProductId,
    Pick<TraceProduct, "registrant" | "hs6" | "endorsedBy"> & { readonly data: string }
  >;
  /** What the ledger keeps of each party in the trace, found by the URI that the trace gives it. */
  readonly parties: ReadonlyMap<string, { readonly id: PartyId; readonly controllerHash: string }>;
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
  try {
    const possible = isHexString(trace.consignment, 32);
    const word = possible ? await ledger.wordOf(trace.consignment, at) : 0n;
    const head = possible ? await ledger.headOf(trace.consignment, at) : ZeroHash;
    const contents = word === 0n ? "0x" : (await ledger.consignmentOf(trace.consignment, at)).contents;

    const batches = [...trace.batches.keys()]
      .filter((id) => isHexString(id, 32))
      .map(async (id) => {
        const { product, maker, quantity, origin, statement } = await ledger.batchOf(id, at);
        return [id, { product, maker, quantity, origin: asciiFromBytes(origin), statement }] as const;
      });
    const products = [...trace.products.keys()]
      .filter((id) => BigInt.asUintN(96, id) === id)
      .map(async (id) => {
        const { registrant, hs6, endorsedBy, data } = await ledger.productOf(id, at);
        return [id, { registrant, hs6: Number(hs6), endorsedBy, data }] as const;
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
      word,
      head,
      contents,
      batches: new Map(await Promise.all(batches)),
      products: new Map(await Promise.all(products)),
      parties: new Map(await Promise.all(parties)),
    };
  } catch (caught) {
    throw decodeError(caught, ledger.interface);
  }
}
