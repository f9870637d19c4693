import { asciiToBytes } from "../../sdk/ascii.js";
import { roleSet } from "../../sdk/vocabulary.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import type { Checkpoint } from "../model/checkpoint.js";
import type { ConsignmentDetails } from "../model/goods.js";
import type { Operation } from "../model/operation.js";
import { bytes2, bytes5 } from "../model/places.js";
import type { Proof } from "../model/proof.js";
import { pack } from "../model/word.js";

export const LEDGER = IWaymark__factory.createInterface();

/** The bytes with which an operation is called. */
export function encodeOperation(operation: Operation): string {
  switch (operation.name) {
    case "setGrant":
      return LEDGER.encodeFunctionData("setGrant", [
        operation.party,
        bytes5(operation.scope),
        roleSet(operation.roles),
      ]);
    case "suspendParty":
      return LEDGER.encodeFunctionData("suspendParty", [operation.party]);
    case "reinstateParty":
      return LEDGER.encodeFunctionData("reinstateParty", [operation.party]);
    case "setTerritory":
      return LEDGER.encodeFunctionData("setTerritory", [bytes2(operation.country), bytes2(operation.territory)]);
    case "setCustomsLive":
      return LEDGER.encodeFunctionData("setCustomsLive", [bytes2(operation.territory), operation.live]);
    case "appointSuccessor":
      return LEDGER.encodeFunctionData("appointSuccessor", [operation.authority, operation.successor]);
    case "revokeSigner":
      return LEDGER.encodeFunctionData("revokeSigner", [operation.party, operation.key, 0]);
    case "setMandate":
      return LEDGER.encodeFunctionData("setMandate", [operation.principal, operation.agent, roleSet(operation.roles)]);
    case "registerProduct": {
      const { gtin, prefixLength, scope, hs6 } = operation.details;
      const dataHash = `0x${"00".repeat(32)}`;
      return LEDGER.encodeFunctionData("registerProduct", [
        operation.party,
        gtin,
        prefixLength,
        bytes5(scope),
        hs6,
        dataHash,
      ]);
    }
    case "appoint":
      return LEDGER.encodeFunctionData("appoint", [operation.product, operation.agent, operation.tasks]);
    case "registerBatch":
      return LEDGER.encodeFunctionData("registerBatch", [operation.party, batch(operation.details)]);
    case "registerBatchFrom":
      return LEDGER.encodeFunctionData("registerBatchFrom", [
        operation.party,
        batch(operation.details),
        [...operation.inputs],
      ]);
    case "voidBatch":
      return LEDGER.encodeFunctionData("voidBatch", [operation.party, operation.batch]);
    case "createConsignment":
      return LEDGER.encodeFunctionData("createConsignment", [
        operation.party,
        details(operation.details),
        [...operation.lines],
      ]);
    case "createContainer": {
      const { key, place, dataHash } = operation.details;
      return LEDGER.encodeFunctionData("createContainer", [operation.party, key, bytes5(place), dataHash]);
    }
    case "record":
      return LEDGER.encodeFunctionData("record", [checkpoint(operation.c)]);
    case "recordByLines":
      return LEDGER.encodeFunctionData("recordByLines", [checkpoint(operation.c), mutable(operation.particulars)]);
    case "pack":
      return LEDGER.encodeFunctionData("pack", [checkpoint(operation.c), [...operation.children]]);
    case "unpack":
      return LEDGER.encodeFunctionData("unpack", [checkpoint(operation.c), [...operation.children]]);
    case "split":
      return LEDGER.encodeFunctionData("split", [checkpoint(operation.c), mutable(operation.part)]);
    case "recordProved":
      return LEDGER.encodeFunctionData("recordProved", [checkpoint(operation.c), proofOf(operation.proof)]);
    case "returnReleased":
      return LEDGER.encodeFunctionData("returnReleased", [
        operation.party,
        details(operation.details),
        operation.from,
        proofOf(operation.proof),
        [...operation.lines],
      ]);
    case "placeRecall": {
      const { kind, subject, country } = operation.recall;
      const dataHash = subject;
      return LEDGER.encodeFunctionData("placeRecall", [
        operation.party,
        kind,
        subject,
        bytes2(country),
        [...operation.lines],
        dataHash,
      ]);
    }
    case "liftRecall": {
      const { kind, subject, country } = operation.recall;
      return LEDGER.encodeFunctionData("liftRecall", [operation.party, kind, subject, bytes2(country)]);
    }
    case "labelItems": {
      const { batch: id, root, quantity, place } = operation.labelling;
      return LEDGER.encodeFunctionData("labelItems", [operation.party, id, root, quantity, bytes5(place)]);
    }
    case "activateItem": {
      const { item, signature } = operation;
      const proofs = { proof: [...item.proof], labelProof: [...item.labelProof] };
      return LEDGER.encodeFunctionData("activateItem", [
        { ...item, ...proofs, unit: asciiToBytes(item.unit, 3) },
        signature,
      ]);
    }
  }
}

/** A checkpoint as the contract takes it. */
export function checkpoint(c: Checkpoint) {
  return { ...c, place: bytes5(c.place), scope: bytes5(c.scope) };
}

function batch({ unit, origin, ...rest }: Extract<Operation, { name: "registerBatch" }>["details"]) {
  return { ...rest, unit: asciiToBytes(unit, 3), origin: bytes2(origin) };
}

function details({ place, destination, ...rest }: ConsignmentDetails) {
  return { ...rest, place: bytes5(place), destination: bytes2(destination) };
}

function mutable<Value extends { readonly contents: readonly unknown[]; readonly leaving: readonly unknown[] }>(
  value: Value,
) {
  type Lines = { contents: Value["contents"][number][]; leaving: Value["leaving"][number][] };
  const lines: Lines = { contents: [...value.contents], leaving: [...value.leaving] };
  return { ...value, ...lines };
}

function proofOf({ past, headBefore, later, particulars }: Proof) {
  const { c, signer, now, before } = past;
  return {
    past: { ...c, place: bytes5(c.place), signer, recordedAt: now, before: pack(before) },
    headBefore,
    later: [...later],
    particulars: particulars.map(mutable),
  };
}
