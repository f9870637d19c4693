import { dataSlice, ZeroHash } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import { requireBytes32 } from "../bytes32.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject, requireText } from "../given.js";
import type { CreatedConsignment } from "../nouns/consignments.js";
import type { RegisteredBatch } from "../nouns/batches.js";
import { detailInWords } from "../operations/detailKeys.js";
import type { NewCheckpoint, Said } from "../operations/newCheckpoint.js";
import type { Operation } from "../operations/operation.js";
import type { Recorded } from "../operations/recorded.js";
import { namedNumber, uncapitalized, wholeNumber } from "../operations/words.js";
import { asPublished } from "../places/namedPlace.js";
import { CorrectionReason, Kind } from "../vocabulary.js";
import type { Waymark } from "../waymark.js";
import type { Correct, LedgerOperation, LedgerRecord } from "./operations.js";

/** What an event leaves to its writer. */
export interface CaptureTerms {
  /**
   * Root of what the event says beside the ledger's own fields: `fieldTree(operation.fields, secret).dataHash`. It must be said
   * when there is any; zeros leave it out.
   */
  readonly dataHash?: string;
  /** Sequence of the earlier record that it is about, for a RecordAbout and a Correct: the event names that by its eventID alone. */
  readonly about?: number;
}

/** What the operation of an event did: a batch was registered, a consignment created, or a record taken. */
export type CapturedEvent = RegisteredBatch | CreatedConsignment | Recorded;

/** See {@link Waymark.capture}. */
export function capture(waymark: Waymark, event: LedgerOperation, terms: CaptureTerms): Operation<CapturedEvent> {
  requireEvent(event);
  requireObject("set of terms of capture", terms);
  const written = { party: event.party, ...dataHashIn(event, terms) };
  switch (event.type) {
    case "RegisterBatch": {
      const { product, lot, salt, quantity, unit, origin } = event;
      const expiry = wholeNumber("day of the calendar", event.expiry, 32);
      return waymark.batches.register({
        ...{ ...written, product, lot, quantity, unit, origin },
        ...(expiry === 0 ? {} : { expiry: dayOf(expiry) }),
        ...(salt === undefined ? {} : { salt }),
      });
    }
    case "CreateConsignment":
    case "CreateContainer": {
      const { sscc, salt, place, destination, lines } = event;
      const named = { ...written, sscc, place: asPublished(place), ...(salt === undefined ? {} : { salt }) };
      return event.type === "CreateContainer"
        ? waymark.consignments.createContainer(named)
        : waymark.consignments.create({ ...named, destination, lines });
    }
    case "Correct": {
      const { mistaken, declaredAt, reason } = event;
      requireObject("record that is corrected", mistaken);
      namedNumber("reason of a correction", CorrectionReason, reason);
      return waymark.checkpoints.record({
        ...{ ...written, ...saidIn({ ...mistaken, occurredAt: declaredAt, next: 0n }) },
        kind: "Correction",
        reason: uncapitalized(reason),
        about: aboutIn(event, terms),
      });
    }
    case "Record":
    case "RecordByLines":
    case "RecordAbout":
    case "Pack":
    case "Unpack":
    case "Split":
      return waymark.checkpoints.record(checkpointIn(event, { ...written, ...saidIn(event) }, terms));
    default:
      throw unknownType((event as LedgerOperation).type);
  }
}

/** Refuses what `readEpcis` never gives, as a caller without a compiler may. */
function requireEvent(event: LedgerOperation): void {
  requireObject("operation of an event", event);
  requireObject("source of an event", event.source);
  requireText("path of an event", event.source.path);
  requireList("set of fields", event.fields);
}

function unknownType(type: unknown): InvalidValueError {
  return new InvalidValueError(
    `${shown(type)} is no type of operation of an event.`,
    "Give an operation as readEpcis gave it.",
    type,
  );
}

/** A record as the SDK takes it. */
function checkpointIn(record: LedgerRecord, said: Said, terms: CaptureTerms): NewCheckpoint {
  const { kind, detail } = record;
  const basedOn = requireBytes32("basis", record.basedOn);
  namedNumber("kind of record", Kind, kind);
  // The table of events has seen to it that a kind comes with what belongs to it, and with nothing else.
  return {
    ...said,
    kind,
    ...detailInWords(kind, detail),
    ...(kind === "Diverted" || kind === "Returned"
      ? { destination: asciiFromBytes(dataSlice(basedOn, 0, 2)) }
      : basedOn === ZeroHash
        ? {}
        : { document: basedOn }),
    ...("leaving" in record ? { units: record.leaving } : {}),
    ...("children" in record ? { children: record.children } : {}),
    ...("sscc" in record ? { sscc: record.sscc, ...(record.salt === undefined ? {} : { salt: record.salt }) } : {}),
    ...(record.type === "RecordAbout" ? { about: aboutIn(record, terms) } : {}),
  } as NewCheckpoint;
}

function saidIn({ consignment, role, place, occurredAt, next, principal }: LedgerRecord): Said {
  return {
    ...{ consignment, role, place: asPublished(place), at: occurredAt },
    ...(next === 0n ? {} : { next }),
    ...(principal === 0n ? {} : { principal }),
  };
}

function dataHashIn({ fields, source }: LedgerOperation, { dataHash }: CaptureTerms): Pick<CaptureTerms, "dataHash"> {
  if (dataHash !== undefined) return { dataHash };
  if (fields.length === 0) return {};
  throw new InvalidValueError(
    `${source.path} says more than the ledger keeps (${fields.map(({ path }) => path).join(", ")}), and no root of that is given.`,
    "Give dataHash: that of fieldTree(fields, secret), with a secret that is kept to show them later; or 32 zero bytes to leave them out.",
    dataHash,
  );
}

function aboutIn(
  { source, about: eventId }: Correct | (LedgerRecord & { about: string }),
  { about }: CaptureTerms,
): number {
  if (about !== undefined) return about;
  throw new InvalidValueError(
    `${source.path} is about the record of event ${shown(eventId)}, and it is not said which record that is.`,
    "Give about: its sequence, which the receipt of that event's operation told.",
    eventId,
  );
}

/** YYYYMMDD as operations take days. */
function dayOf(day: number): string {
  return day.toString().replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
