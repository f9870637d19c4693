import type { Field } from "../disclosure/fieldTree.js";
import type { KindName } from "../trace/journey.js";
import {
  basedOnIn,
  consignmentsIn,
  destinationsIn,
  linesIn,
  parentOf,
  partyAt,
  placeIn,
  secondsOf,
  type EventFrame,
} from "./eventParts.js";
import type { EventReader } from "./eventReader.js";
import { EVENT_SHAPES } from "./incoming.js";
import type { Correct, LedgerRecord, RecordTerms } from "./operations.js";
import { statedFields } from "./statedFields.js";

/** Kinds that are always about an earlier record. */
const ABOUT: readonly KindName[] = ["Confirmed", "Contradicted"];
/** Kinds that may be. */
const MAYBE_ABOUT: readonly KindName[] = ["Disputed", "TakenBack"];

/** The records of an event; none, with problems, when something of it cannot be. */
export function readRecords(frame: EventFrame, kind: KindName): LedgerRecord[] {
  const { reader, meaning, lookup } = frame;
  const site = placeIn(frame, kind);
  const destination = destinationsIn(frame);
  const role = reader.optional("waymark:role", EVENT_SHAPES.role) ?? lookup.directory.writer.role;
  const principal = partyAt(frame, "waymark:principal");
  const basedOn = basedOnIn(reader, kind);
  const fields = statedFields(reader, [...site.fields, ...destination.fields]);
  const terms: Omit<RecordTerms, "consignment"> = {
    source: frame.source,
    party: lookup.directory.writer.party,
    kind,
    role,
    place: site.place,
    occurredAt: secondsOf(frame.source.eventTime),
    detail: meaning.detail,
    basedOn,
    next: destination.next,
    principal,
    fields,
  };
  switch (meaning.row.what) {
    case "consignments":
      return consignmentsIn(reader, lookup, "epcList").map((consignment) => about(reader, { ...terms, consignment }));
    case "children": {
      const children = consignmentsIn(reader, lookup, "childEPCs");
      const type = kind === "Packed" ? "Pack" : "Unpack";
      return parentOf(frame, "parentID").map((consignment) => ({ ...terms, type, consignment, children }));
    }
    case "lines": {
      const leaving = linesIn(frame, "childQuantityList");
      const [consignment] = parentOf(frame, "parentID");
      if (consignment === undefined) return [];
      if (kind !== "Split") return [{ ...terms, type: "RecordByLines", consignment, leaving }];
      const part = reader.required("waymark:part", EVENT_SHAPES.uri);
      if (part === undefined) return [];
      // What a declaration of error repeats was made by the event that it is about.
      const named = reader.convert(["waymark:part"], () =>
        reader.has("errorDeclaration") ? lookup.named(part) : lookup.split(part, reader.pathTo(["waymark:part"])),
      );
      if (named === undefined) return [];
      return [{ ...terms, type: "Split", consignment, ...named, leaving }];
    }
    case "inputs": {
      const leaving = linesIn(frame, "inputQuantityList");
      // Names the transformation for its outputs, which the ledger does not link.
      const transformation = reader.required("transformationID", EVENT_SHAPES.uri);
      const named: Field[] =
        transformation === undefined ? [] : [{ path: "epcis.transformationId", value: transformation }];
      return parentOf(frame, "waymark:consignment").map((consignment) => ({
        ...terms,
        fields: [...fields, ...named],
        type: "RecordByLines",
        consignment,
        leaving,
      }));
    }
    case "batch":
      return [];
  }
}

/** A record, which is about an earlier one where the kind is and the event names that. */
function about(reader: EventReader, terms: RecordTerms): LedgerRecord {
  const { kind } = terms;
  if (ABOUT.includes(kind)) {
    const earlier = reader.required("waymark:about", EVENT_SHAPES.uri) ?? "";
    return { ...terms, type: "RecordAbout", about: earlier };
  }
  if (!MAYBE_ABOUT.includes(kind) || !reader.has("waymark:about")) return { ...terms, type: "Record" };
  const earlier = reader.optional("waymark:about", EVENT_SHAPES.uri) ?? "";
  return { ...terms, type: "RecordAbout", about: earlier };
}

/**
 * An event that was declared erroneous: it repeats the event, with its id. What it repeats was written with that event, and is
 * no statement of the correction; which events tell it right is.
 */
export function correction({ reader, source }: EventFrame, mistaken: LedgerRecord): Correct | undefined {
  const declared = reader.required("errorDeclaration", EVENT_SHAPES.errorDeclaration);
  if (source.eventId === undefined) reader.refuse(["eventID"], "is missing: it names the event that was wrong");
  if (declared === undefined || source.eventId === undefined) return undefined;
  const corrective = declared.correctiveEventIDs ?? [];
  return {
    type: "Correct",
    source,
    party: mistaken.party,
    fields: corrective.map((value, index) => ({ path: `epcis.correctiveEventId[${index}]`, value })),
    about: source.eventId,
    reason: declared.reason === "did_not_occur" ? "DidNotOccur" : "IncorrectData",
    declaredAt: secondsOf(declared.declarationTime),
    correctiveEventIds: corrective,
    mistaken,
  };
}
