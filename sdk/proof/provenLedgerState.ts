import { isHexString, toBeHex } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import type { PartyId, ProductId } from "../ids.js";
import { journeysOf } from "../trace/journeys.js";
import { subjectsOf } from "../trace/readRecalls.js";
import type { Trace } from "../trace/trace.js";
import { isProduct, isRecall, recallKey, subjectKey, type LedgerState } from "../verify/ledgerState.js";
import { bitsOf } from "./bits.js";
import {
  batchSlots,
  consignmentSlots,
  openRecallsSlot,
  partySlots,
  productSlot,
  recallSlot,
  uriSlot,
  type Slot,
} from "./slots.js";
import type { ProvenState } from "./stateProof.js";

type Read = ProvenState["read"];

/**
 * Reads what a trace is held against from slots that are proved: what `readLedgerState` asks a node for, without trusting one.
 *
 * @param read Gives the value of a slot.
 * @param block The block that they are of.
 */
export function provenLedgerState(trace: Trace, read: Read, block: number): LedgerState {
  const isId = (id: string): boolean => isHexString(id, 32);
  const journeys = journeysOf(trace)
    .map(({ consignment }) => consignment)
    .filter(isId);
  const products = [...trace.products.keys()].filter(isProduct);
  const batches = [...trace.batches.keys()].filter(isId);
  const subjects = subjectsOf({ products, batches, consignments: journeys });
  return {
    chainId: trace.chainId,
    ledger: trace.ledger,
    block,
    consignments: new Map(journeys.map((id) => [id, consignmentIn(id, read)])),
    existing: new Set(trace.parts.filter((id) => isId(id) && consignmentIn(id, read).word !== 0n)),
    batches: new Map(batches.map((id) => [id, batchIn(id, read)])),
    products: new Map(products.map((id) => [id, productIn(id, read)])),
    openRecalls: new Map(
      subjects.flatMap(([kind, ids]) =>
        ids.map((subject) => [subjectKey(kind, subject), bitsOf(read(openRecallsSlot(kind, subject)), 0, 32)] as const),
      ),
    ),
    placedAt: new Map(
      trace.recalls.filter(isRecall).map((recall) => [recallKey(recall), bitsOf(read(recallSlot(recall)), 0, 40)]),
    ),
    parties: new Map([...trace.parties].map(([id, { uri }]) => [uri, partyIn(id, uri, read)])),
  };
}

/** The slots that `provenLedgerState` reads of a trace. */
export function ledgerSlotsOf(trace: Trace): Slot[] {
  const slots: Slot[] = [];
  provenLedgerState(trace, (slot) => (slots.push(slot), 0n), 0);
  // A party is read under the number that its URI leads to; of one told rightly that is its own.
  return [...slots, ...[...trace.parties.keys()].flatMap(partySlots)];
}

function consignmentIn(
  id: string,
  read: Read,
): { readonly word: bigint; readonly head: string; readonly contents: string } {
  const [word = 0n, head = 0n, rest = 0n] = consignmentSlots(id).map(read);
  return { word, head: toBeHex(head, 32), contents: word === 0n ? "0x" : toBeHex(bitsOf(rest, 0, 224), 28) };
}

function batchIn(
  id: string,
  read: Read,
): LedgerState["batches"] extends ReadonlyMap<string, infer Batch> ? Batch : never {
  const [packed = 0n, statement = 0n] = batchSlots(id).map(read);
  return {
    // Stored without the bits that no GTIN uses: the registrant above 48 bits.
    product: (bitsOf(packed, 48, 32) << 64n) | bitsOf(packed, 0, 48),
    maker: bitsOf(packed, 80, 32),
    quantity: bitsOf(packed, 112, 64),
    origin: asciiFromBytes(toBeHex(bitsOf(packed, 240, 16), 2)),
    statement: toBeHex(statement, 32),
  };
}

function productIn(
  id: ProductId,
  read: Read,
): LedgerState["products"] extends ReadonlyMap<bigint, infer Product> ? Product : never {
  const packed = read(productSlot(id));
  return {
    registrant: bitsOf(packed, 0, 32),
    hs6: Number(bitsOf(packed, 32, 24)),
    data: toBeHex(bitsOf(packed, 96, 128), 16),
    endorsedBy: bitsOf(packed, 224, 32),
  };
}

function partyIn(id: PartyId, uri: string, read: Read): { readonly id: PartyId; readonly controllerHash: string } {
  const found = bitsOf(read(uriSlot(uri)), 0, 32);
  // A party told under another's URI is a fault that verifying finds by the number alone.
  const [, controllerHash = 0n] = found === id ? partySlots(id).map(read) : [];
  return { id: found, controllerHash: toBeHex(controllerHash, 32) };
}
