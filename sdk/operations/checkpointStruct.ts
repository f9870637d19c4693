import { toBeHex, zeroPadBytes } from "ethers";

import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import type { PartyId } from "../ids.js";
import { TransportMode } from "../places/transportMode.js";
import {
  Adjustment,
  CorrectionReason,
  Extent,
  InspectionResult,
  Kind,
  Mishap,
  Regime,
  Role,
  Sighting,
} from "../vocabulary.js";
import type { NewCheckpoint, PlainCheckpoint } from "./newCheckpoint.js";
import { countryBytes, hashOrNone, numberOf, placeBytes, presentSeconds, scopeBytes, secondsOf } from "./words.js";

/** What a checkpoint needs that may be left out where a connection can tell. */
export interface Settled {
  readonly party: PartyId;
  readonly scope: string;
}

/**
 * A record in words as the ledger takes it, for signing without a connection.
 *
 * @param record A plain record that names its party and the scope of its grant; a HoldLifted also its hold.
 * @throws InvalidValueError when a word is none, or the record comes with more than its checkpoint.
 * @example
 * const checkpoint = toCheckpoint({
 *   kind: "Inspected", result: "pass", consignment, party, role: "Inspector", place: "CNSHG", scope: "CN",
 * });
 * const signature = await signWithAccount(officer, checkpointsTypedData(ledger, [checkpoint], terms));
 */
export function toCheckpoint(record: PlainCheckpoint & Settled): CheckpointStruct {
  if (record.kind === "HoldLifted" && record.hold === undefined) {
    throw new InvalidValueError(
      "The hold to lift is not named.",
      "Give the sequence of its Held, or let a connected client find it.",
      record.hold,
    );
  }
  return structOf(record, record);
}

/**
 * The fields of any record.
 *
 * @param basedOn What it rests on where that is no word of the record: particulars, an earlier record, an open hold.
 */
export function structOf(
  record: NewCheckpoint,
  { party, scope }: Settled,
  basedOn = basisIn(record),
): CheckpointStruct {
  return {
    consignment: hashOrNone("consignment", record.consignment),
    party,
    kind: Kind[record.kind],
    role: Role[record.role],
    place: placeBytes(record.place),
    occurredAt: record.at === undefined ? presentSeconds() : secondsOf(record.at),
    basedOn,
    detail: detailIn(record),
    dataHash: hashOrNone("root of the record's fields", record.dataHash),
    next: record.next ?? 0n,
    principal: record.principal ?? 0n,
    scope: scopeBytes(scope),
    expectedMove: record.expectedMove ?? 0,
  };
}

function basisIn(record: NewCheckpoint): string {
  if ("destination" in record) return zeroPadBytes(countryBytes(record.destination), 32);
  if ("hold" in record) return toBeHex(record.hold, 32);
  return hashOrNone("hash of the document", "document" in record ? record.document : undefined);
}

function detailIn(record: NewCheckpoint): number {
  if ("mode" in record) return numberOf("mode of transport", TransportMode, record.mode);
  if ("seen" in record) return numberOf("sighting", Sighting, record.seen);
  if ("regime" in record) return numberOf("customs procedure", Regime, record.regime);
  if ("result" in record) return numberOf("result of an inspection", InspectionResult, record.result);
  if ("mishap" in record) return numberOf("mishap", Mishap, record.mishap);
  if ("cause" in record) return numberOf("cause of an adjustment", Adjustment, record.cause);
  if ("reason" in record) return numberOf("reason of a correction", CorrectionReason, record.reason);
  return record.kind === "ImportCleared" && record.units !== undefined ? Extent.ByLines : 0;
}
