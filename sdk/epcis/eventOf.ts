import { dataSlice } from "ethers";

import { asciiFromBytes } from "../ascii.js";
import { FatalError } from "../errors/waymarkError.js";
import { stepHash } from "../trace/stepHash.js";
import type { ConsignmentId, PartyId } from "../ids.js";
import type { Line } from "../line.js";
import type { Scope } from "../places/scope.js";
import type { TraceCreation, TraceDerivation, TraceRecord } from "../trace/journey.js";
import { CorrectionReason } from "../vocabulary.js";
import { decodeWord } from "../word.js";
import type { BareEvent, ErrorDeclaration } from "./document.js";
import { rowFor, type EventRow } from "./eventTable.js";
import type { Naming } from "./naming.js";

/** A step that has an event of its own. */
export type ToldStep = TraceCreation | TraceDerivation | TraceRecord;

/** The event id of a step, which is the same for whoever exports it: made of its hash. */
export function eventIdOf(consignment: ConsignmentId, step: ToldStep): string {
  return `urn:waymark:step:${stepHash(consignment, step).slice(2)}`;
}

/** What a step says in the words of EPCIS. */
export function eventOf(consignment: ConsignmentId, step: ToldStep, naming: Naming): BareEvent {
  const row = rowOf(step);
  const { party, place, occurredAt } = standpointOf(step);
  const id = naming.place(party, place);
  const at = id === undefined ? {} : { readPoint: { id } };
  // Where the goods are afterwards: not on the road, and not when they are no more.
  const stay = id !== undefined && row.disposition !== "in_transit" && row.action !== "DELETE";
  const eventID = eventIdOf(consignment, step);
  return {
    type: row.type,
    eventID,
    eventTime: instant(occurredAt),
    // The ledger keeps instants, and no local time.
    eventTimeZoneOffset: "+00:00",
    recordTime: instant(step.recordedAt),
    ...whatOf(consignment, step, row, eventID, naming),
    ...(row.action === undefined ? {} : { action: row.action }),
    bizStep: row.bizStep,
    disposition: row.disposition,
    ...at,
    ...(stay ? { bizLocation: { id } } : {}),
    ...(step.type === "Record" ? recordExtras(step, naming) : { "waymark:kind": step.type }),
    ...destinationOf(step),
    "waymark:party": naming.party(party),
  };
}

/**
 * What a Correction says: the event of the record that it is about once more, with that event's id, declared erroneous (EPCIS
 * 2.0, section 7.4.1.4).
 */
export function declaredErroneous<Event extends BareEvent>(
  event: Event,
  { kind, detail, recordedAt }: TraceRecord,
): Event & { readonly errorDeclaration: BareDeclaration } {
  const declared = instant(recordedAt);
  return {
    ...event,
    recordTime: declared,
    errorDeclaration: {
      declarationTime: declared,
      reason: detail === CorrectionReason.IncorrectData ? "incorrect_data" : "did_not_occur",
      "waymark:kind": kind,
    },
  };
}

/** A declaration of error without the steps that it tells, and what else only its author can say. */
export type BareDeclaration = Pick<ErrorDeclaration, "declarationTime" | "reason" | "waymark:kind">;

/**
 * The row of the table by which a step is told.
 *
 * @throws FatalError "StepUntold" when the table has none: for a Correction, and what the ledger cannot have recorded.
 */
export function rowOf(step: ToldStep): EventRow {
  const row = findRow(step);
  if (row !== undefined) return row;
  const what = step.type === "Record" ? `${step.kind} with the detail ${step.detail}` : step.type;
  throw new FatalError({
    name: "StepUntold",
    message: `No event of EPCIS tells ${what}.`,
    toDo: "Verify the trace first: it holds what the ledger cannot have recorded, or a correction of a record that it lacks.",
    values: { sequence: step.sequence },
  });
}

/** The row, if there is one. */
export function findRow(step: ToldStep): EventRow | undefined {
  if (step.type === "Record") return rowFor(step.kind, step.detailName);
  if (step.type === "Derivation") return rowFor("Derivation", undefined);
  return rowFor("Creation", undefined, step.container === undefined ? "lines" : "consignments");
}

/** Seconds since 1970 as EPCIS has times. */
export function instant(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

function standpointOf(step: ToldStep): { party: PartyId; place: Scope; occurredAt: number } {
  switch (step.type) {
    case "Record":
      return step;
    case "Creation":
      return { party: step.creator, place: step.place, occurredAt: step.recordedAt };
    case "Derivation":
      return { party: step.party, place: decodeWord(step.word).place, occurredAt: step.recordedAt };
  }
}

function whatOf(
  consignment: ConsignmentId,
  step: ToldStep,
  { what }: EventRow,
  eventID: string,
  naming: Naming,
): Partial<BareEvent> {
  const id = naming.consignment(consignment);
  switch (what) {
    case "consignments":
      return { epcList: [id] };
    case "lines":
      return { parentID: id, childQuantityList: naming.quantities(linesOf(step)) };
    case "children": {
      const children = step.type === "Record" ? (step.children ?? []) : [];
      return { parentID: id, childEPCs: children.map((child) => naming.consignment(child.consignment)) };
    }
    case "inputs":
      return {
        inputQuantityList: naming.quantities(linesOf(step)),
        // What was made of them is told by the registration of its batch, which the ledger does not link to this.
        transformationID: eventID,
        "waymark:consignment": id,
      };
    case "batch":
      throw new Error("The registration of a batch is no step of a consignment.");
  }
}

function linesOf(step: ToldStep): readonly Line[] {
  if (step.type !== "Record") return step.lines;
  return step.particulars?.lines ?? step.part?.lines ?? [];
}

function recordExtras(
  { kind, detailName, role, basis, next, principal, part }: TraceRecord,
  naming: Naming,
): Pick<BareEvent, "waymark:kind" | "destinationList"> & Partial<BareEvent> {
  return {
    ...(next === 0n ? {} : { destinationList: [{ type: "possessing_party", destination: naming.party(next) }] }),
    "waymark:kind": kind,
    ...(detailName === undefined ? {} : { "waymark:detail": detailName }),
    "waymark:role": role,
    "waymark:basis": basis,
    ...(principal === 0n ? {} : { "waymark:principal": naming.party(principal) }),
    ...(part === undefined ? {} : { "waymark:part": naming.consignment(part.consignment) }),
  };
}

/** The country that the goods are to go to, where the step names one. */
function destinationOf(step: ToldStep): Partial<BareEvent> {
  if (step.type === "Creation") return step.destination === "" ? {} : { "waymark:destination": step.destination };
  if (step.type !== "Record" || (step.kind !== "Diverted" && step.kind !== "Returned")) return {};
  return { "waymark:destination": asciiFromBytes(dataSlice(step.basedOn, 0, 2)) };
}
