import { toBeHex } from "ethers";

import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import { requireList, requireObject } from "../given.js";
import { parseSscc } from "../gs1/sscc.js";
import { hashChildren } from "../hashing/hashChildren.js";
import { hashParticulars } from "../hashing/hashParticulars.js";
import { hashPart } from "../hashing/hashPart.js";
import { consignmentKey, type ConsignmentId } from "../ids.js";
import { fromBytes5 } from "../places/scope.js";
import type { Call } from "./call.js";
import { basisOf, isPlain, requirePlain, saidOf, type SaidStruct } from "./checkpointStruct.js";
import { encoderOf } from "./encoder.js";
import { contentsNow, linesOf, type NewLine } from "./lines.js";
import type { NewCheckpoint, PlainCheckpoint } from "./newCheckpoint.js";
import { writerOf, type OperationClient } from "./operationClient.js";
import { proveRecord } from "./proveRecord.js";
import { scopeFinder, type ScopeFinder } from "./scopeFinder.js";
import { hashOrNone, scopeBytes } from "./words.js";

/** The checkpoint of a plain record, with what the chain tells: the scope of the grant, the hold that is open. */
export async function prepareStruct(
  client: OperationClient,
  record: PlainCheckpoint,
  scopeOf: ScopeFinder,
): Promise<CheckpointStruct> {
  requirePlain(record);
  const said = saidBy(client, record);
  // All that the record says is looked at before the chain is asked anything.
  const named = record.kind === "HoldLifted" && record.hold === undefined ? undefined : basisOf(record);
  const scope = await scopeIn(record, said, scopeOf);
  return { ...said, scope, basedOn: named ?? (await openHold(client, said)) };
}

/** The hold that its party, or the one whose mandate the record relies on, has open. */
async function openHold({ ledger }: WaymarkClient, { consignment, party, principal }: SaidStruct): Promise<string> {
  const { sequence } = await ledger.holdOf(consignment, principal === 0n ? party : principal);
  return toBeHex(sequence, 32);
}

/** The call that writes a record of any kind, with all that it needs from the chain. */
export async function prepareCheckpoint(client: OperationClient, record: NewCheckpoint): Promise<Call> {
  requireObject("record", record);
  const abi = encoderOf(client.ledger.interface);
  const scopeOf = scopeFinder(client);
  if (isPlain(record)) {
    const c = await prepareStruct(client, record, scopeOf);
    return callOf(client, c, abi.encodeFunctionData("record", [c]), false);
  }
  const said = saidBy(client, record);
  const scope = await scopeIn(record, said, scopeOf);
  const withParticulars = (basedOn: string, encode: (c: CheckpointStruct) => string): Call => {
    const c = { ...said, scope, basedOn };
    return callOf(client, c, encode(c), true);
  };

  switch (record.kind) {
    case "Packed":
    case "Unpacked": {
      // The ledger takes them in the order of their ids.
      requireList("children of a container", record.children);
      const children = record.children.map((child) => requireBytes32("consignment", child).toLowerCase()).sort();
      return withParticulars(hashChildren(children), (c) =>
        record.kind === "Packed"
          ? abi.encodeFunctionData("pack", [c, children])
          : abi.encodeFunctionData("unpack", [c, children]),
      );
    }
    case "Split": {
      const part = {
        key: consignmentKey(parseSscc(record.sscc), record.salt),
        contents: await contentsOf(client, record),
        leaving: linesOf(record.units),
        dataHash: hashOrNone("root of the part's data", record.partDataHash),
      };
      return withParticulars(hashPart(part), (c) => abi.encodeFunctionData("split", [c, part]));
    }
    case "ImportCleared":
    case "Adjusted":
    case "Voided": {
      const contents = await contentsOf(client, record);
      const particulars = {
        contents,
        leaving: record.units === undefined ? contents : linesOf(record.units),
        document: hashOrNone("hash of the document", record.document),
        items: hashOrNone("root of the items", record.items),
      };
      return withParticulars(hashParticulars(particulars), (c) =>
        abi.encodeFunctionData("recordByLines", [c, particulars]),
      );
    }
    case "Confirmed":
    case "Contradicted":
    case "Correction":
    case "Disputed":
    case "TakenBack": {
      const { proof, basedOn } = await proveRecord(client, record.consignment, record.about);
      return withParticulars(basedOn, (c) => abi.encodeFunctionData("recordProved", [c, proof]));
    }
  }
}

function callOf({ address }: WaymarkClient, c: CheckpointStruct, data: string, particulars: boolean): Call {
  return { to: address, data, party: BigInt(c.party), records: [c], particulars };
}

function saidBy(client: OperationClient, record: NewCheckpoint): SaidStruct {
  requireObject("record", record);
  return saidOf(record, writerOf(client, record));
}

/** The scope of the grant, which the chain tells where the record does not. */
async function scopeIn(
  { scope, role }: NewCheckpoint,
  { party, place }: SaidStruct,
  scopeOf: ScopeFinder,
): Promise<string> {
  return scopeBytes(scope ?? (await scopeOf(party, role, fromBytes5(place))));
}

async function contentsOf(
  client: WaymarkClient,
  { consignment, contents }: { readonly consignment: ConsignmentId; readonly contents?: readonly NewLine[] },
) {
  return contents === undefined ? await contentsNow(client, consignment) : linesOf(contents);
}
