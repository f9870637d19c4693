/**
 * Where the ledger keeps things: the slots of the struct `Ledger` (`contracts/storage/Ledger.sol`), which is frozen with it. A
 * test compares every one with what the ledger answers.
 */
import { concat, id as hashOf, keccak256, toBeHex } from "ethers";

import { asciiToBytes } from "../ascii.js";
import { hashEncoded } from "../hashing/encode.js";
import type { BatchId, ConsignmentId, PartyId, ProductId, SignerId } from "../ids.js";
import { toBytes5, type Scope } from "../places/scope.js";
import { topicOf } from "../trace/readGoods.js";
import { RECALL_SUBJECTS } from "../trace/readRecalls.js";
import type { RecallSubject, TraceRecall } from "../trace/trace.js";

/** A slot: 32 bytes as 0x and 64 hexadecimal digits. */
export type Slot = string;

/** Members of the struct that can be asked for, in its order. */
const MEMBERS = {
  parties: 1,
  partyByUri: 2,
  signers: 3,
  grants: 4,
  mandates: 5,
  products: 10,
  batches: 12,
  consignments: 14,
  labellings: 20,
  activations: 21,
  recalls: 22,
  openRecalls: 23,
  cameBack: 24,
} as const;

/** Where a mapping keeps the value of a key (Solidity documentation, "Layout of State Variables in Storage"). */
function valueSlot(base: number | Slot, key: bigint | string): Slot {
  return keccak256(concat([toBeHex(key, 32), toBeHex(base, 32)]));
}

/** The slots of a value that takes several, in their order. */
function several(first: Slot, count: number): Slot[] {
  return Array.from({ length: count }, (_, index) => toBeHex(BigInt.asUintN(256, BigInt(first) + BigInt(index)), 32));
}

/** Three: word, head, and creator with contents. */
export function consignmentSlots(id: ConsignmentId): Slot[] {
  return several(valueSlot(MEMBERS.consignments, id), 3);
}

/** Two: product, maker, quantities and origin; and the statement. */
export function batchSlots(id: BatchId): Slot[] {
  return several(valueSlot(MEMBERS.batches, id), 2);
}

export function productSlot(id: ProductId): Slot {
  return valueSlot(MEMBERS.products, id);
}

/** Two: manager and times; and the hash of the controller's name. */
export function partySlots(id: PartyId): Slot[] {
  return several(valueSlot(MEMBERS.parties, id), 2);
}

export function uriSlot(uri: string): Slot {
  return valueSlot(MEMBERS.partyByUri, hashOf(uri));
}

export function openRecallsSlot(kind: RecallSubject, subject: string): Slot {
  return valueSlot(MEMBERS.openRecalls, hashEncoded(["uint8", "bytes32"], [RECALL_SUBJECTS[kind], subject]));
}

export function recallSlot({ kind, subject, placer, country }: TraceRecall): Slot {
  const key = [RECALL_SUBJECTS[kind], subject, placer, asciiToBytes(country, 2)];
  return valueSlot(MEMBERS.recalls, hashEncoded(["uint8", "bytes32", "uint32", "bytes2"], key));
}

export function activationSlot(batch: BatchId, serialHash: string): Slot {
  return valueSlot(MEMBERS.activations, hashEncoded(["bytes32", "bytes32"], [batch, serialHash]));
}

/** Labeller, place, quantity and time. */
export function labellingSlot(batch: BatchId, root: string): Slot {
  return valueSlot(valueSlot(MEMBERS.labellings, batch), root);
}

/** Units of a released line that came back, by the hash of the release. */
export function cameBackSlot(step: string, batch: BatchId, items: string): Slot {
  return valueSlot(MEMBERS.cameBack, hashEncoded(["bytes32", "bytes32", "bytes32"], [step, batch, items]));
}

export function grantSlot(party: PartyId, scope: Scope): Slot {
  return valueSlot(MEMBERS.grants, (party << 40n) | BigInt(toBytes5(scope)));
}

export function signerSlot(party: PartyId, signer: SignerId): Slot {
  return valueSlot(MEMBERS.signers, (party << 224n) | BigInt.asUintN(224, BigInt(signer)));
}

export function mandateSlot(principal: PartyId, agent: PartyId): Slot {
  return valueSlot(valueSlot(MEMBERS.mandates, topicOf(principal)), agent);
}
