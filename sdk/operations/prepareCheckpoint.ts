import { toBeHex } from "ethers";

import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { WaymarkClient } from "../client.js";
import { hashChildren } from "../hashing/hashChildren.js";
import { hashParticulars } from "../hashing/hashParticulars.js";
import { hashPart } from "../hashing/hashPart.js";
import { consignmentKey, type ConsignmentId } from "../ids.js";
import { parseSscc } from "../gs1/sscc.js";
import type { KindName } from "../trace/journey.js";
import type { Call } from "./call.js";
import { structOf, type Settled } from "./checkpointStruct.js";
import { scopeFinder, type ScopeFinder } from "./scopeFinder.js";
import { contentsNow, linesOf, type NewLine } from "./lines.js";
import type { NewCheckpoint, PlainCheckpoint } from "./newCheckpoint.js";
import { writerOf, type OperationClient } from "./operationClient.js";
import { proveRecord } from "./proveRecord.js";
import { hashOrNone } from "./words.js";

/** Kinds that always come with more than their checkpoint. */
const PARTICULAR_KINDS: readonly KindName[] = [
  ...(["Adjusted", "Voided", "Confirmed", "Contradicted", "Correction", "Packed", "Unpacked", "Split"] as const),
];

/** Whether a record is its checkpoint and nothing besides. */
export function isPlain(record: NewCheckpoint): record is PlainCheckpoint {
  if (record.kind === "ImportCleared") return record.units === undefined;
  if (record.kind === "Disputed" || record.kind === "TakenBack") return record.about === undefined;
  return !PARTICULAR_KINDS.includes(record.kind);
}

/** The checkpoint of a plain record, with what the chain tells: the scope of the grant, the hold that is open. */
export async function prepareStruct(
  client: OperationClient,
  record: PlainCheckpoint,
  scopeOf: ScopeFinder,
): Promise<CheckpointStruct> {
  const settled = await settle(client, record, scopeOf);
  if (record.kind !== "HoldLifted" || record.hold !== undefined) return structOf(record, settled);
  const { sequence } = await client.ledger.holdOf(record.consignment, record.principal ?? settled.party);
  return structOf(record, settled, toBeHex(sequence, 32));
}

/** The call that writes a record of any kind, with all that it needs from the chain. */
export async function prepareCheckpoint(client: OperationClient, record: NewCheckpoint): Promise<Call> {
  const { interface: abi } = client.ledger;
  const scopeOf = scopeFinder(client);
  if (isPlain(record)) {
    const c = await prepareStruct(client, record, scopeOf);
    return callOf(client, c, abi.encodeFunctionData("record", [c]), false);
  }
  const settled = await settle(client, record, scopeOf);
  const withParticulars = (basedOn: string, encode: (c: CheckpointStruct) => string): Call => {
    const c = structOf(record, settled, basedOn);
    return callOf(client, c, encode(c), true);
  };

  switch (record.kind) {
    case "Packed":
    case "Unpacked": {
      // The ledger takes them in the order of their ids.
      const children = record.children.map((child) => hashOrNone("consignment", child).toLowerCase()).sort();
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

async function settle(client: OperationClient, record: NewCheckpoint, scopeOf: ScopeFinder): Promise<Settled> {
  const party = writerOf(client, record);
  const scope = record.scope ?? (await scopeOf(party, record.role, record.place));
  return { party, scope };
}

async function contentsOf(
  client: WaymarkClient,
  { consignment, contents }: { readonly consignment: ConsignmentId; readonly contents?: readonly NewLine[] },
) {
  return contents === undefined ? await contentsNow(client, consignment) : linesOf(contents);
}
