import { toBeHex, zeroPadBytes } from "ethers";

import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { requireBytes32 } from "../bytes32.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireObject } from "../given.js";
import { partyNumber, type PartyId } from "../ids.js";
import { TransportMode } from "../places/transportMode.js";
import type { KindName } from "../trace/journey.js";
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
import {
  countryBytes,
  hashOrNone,
  namedNumber,
  numberOf,
  wholeNumber,
  placeBytes,
  presentSeconds,
  scopeBytes,
  secondsOf,
} from "./words.js";

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
  requirePlain(record);
  if (record.kind === "HoldLifted" && record.hold === undefined) {
    throw new InvalidValueError(
      "The hold to lift is not named.",
      "Give the sequence of its Held, or let a connected client find it.",
      record.hold,
    );
  }
  return { ...saidOf(record, record.party), basedOn: basisOf(record), scope: scopeBytes(record.scope) };
}

/** Kinds that always come with more than their checkpoint. */
const PARTICULAR_KINDS: readonly KindName[] = [
  "Adjusted",
  "Voided",
  "Confirmed",
  "Contradicted",
  "Correction",
  "Packed",
  "Unpacked",
  "Split",
];

/** Whether a record is its checkpoint and nothing besides. */
export function isPlain(record: NewCheckpoint): record is PlainCheckpoint {
  if (record.kind === "ImportCleared") return record.units === undefined;
  if (record.kind === "Disputed" || record.kind === "TakenBack") return record.about === undefined;
  return !PARTICULAR_KINDS.includes(record.kind);
}

/**
 * Refuses what would lose the rest of what it says where only its checkpoint is written.
 *
 * @throws InvalidValueError when a record comes with more than its checkpoint.
 */
export function requirePlain(record: NewCheckpoint): void {
  requireObject("record", record);
  if (isPlain(record)) return;
  throw new InvalidValueError(
    `${shown(record.kind)} comes with more than its checkpoint here: units, children, or the record that it is about.`,
    "Write it with record(), several in many().",
    record,
  );
}

/** A checkpoint without what the chain may have to tell. */
export type SaidStruct = Omit<CheckpointStruct, "party" | "place" | "scope" | "basedOn"> & {
  readonly party: PartyId;
  readonly place: string;
};

/**
 * What a record of any kind says by itself.
 *
 * @throws InvalidValueError when a word of it is none.
 */
export function saidOf(record: NewCheckpoint, party: PartyId): SaidStruct {
  return {
    kind: namedNumber("kind of record", Kind, record.kind),
    role: namedNumber("role", Role, record.role),
    consignment: requireBytes32("consignment", record.consignment),
    party: partyNumber(party),
    place: placeBytes(record.place, modeIn(record)),
    occurredAt: record.at === undefined ? presentSeconds() : secondsOf(record.at),
    detail: detailIn(record),
    dataHash: hashOrNone("root of the record's fields", record.dataHash),
    next: partyNumber(record.next ?? 0n),
    principal: partyNumber(record.principal ?? 0n),
    expectedMove: wholeNumber("sequence of the expected move", record.expectedMove ?? 0, 24),
  };
}

/**
 * What a plain record rests on, where that is a word of it: the country that the goods go to, a hold, a document.
 *
 * @throws InvalidValueError when it is none.
 */
export function basisOf(record: PlainCheckpoint): string {
  if ("destination" in record) return zeroPadBytes(countryBytes(record.destination), 32);
  if ("hold" in record) return toBeHex(wholeNumber("sequence of a hold", record.hold, 24), 32);
  return hashOrNone("hash of the document", "document" in record ? record.document : undefined);
}

/** How the goods leave the place of a record, where it says. */
function modeIn(record: NewCheckpoint): number | undefined {
  return "mode" in record ? numberOf("mode of transport", TransportMode, record.mode) : undefined;
}

function detailIn(record: NewCheckpoint): number {
  const mode = modeIn(record);
  if (mode !== undefined) return mode;
  if ("seen" in record) return numberOf("sighting", Sighting, record.seen);
  if ("regime" in record) return numberOf("customs procedure", Regime, record.regime);
  if ("result" in record) return numberOf("result of an inspection", InspectionResult, record.result);
  if ("mishap" in record) return numberOf("mishap", Mishap, record.mishap);
  if ("cause" in record) return numberOf("cause of an adjustment", Adjustment, record.cause);
  if ("reason" in record) return numberOf("reason of a correction", CorrectionReason, record.reason);
  return record.kind === "ImportCleared" && record.units !== undefined ? Extent.ByLines : 0;
}
