import { ZeroHash, zeroPadBytes } from "ethers";

import { asciiToBytes } from "../ascii.js";
import type { Field } from "../disclosure/fieldTree.js";
import type { ConsignmentId, PartyId } from "../ids.js";
import type { Line } from "../line.js";
import { habitOf, habitWords } from "../places/habit.js";
import { isPlace, unknownWords, type Unlocode } from "../places/place.js";
import { parseScope, type Scope } from "../places/scope.js";
import type { KindName } from "../trace/journey.js";
import type { EventReader } from "./eventReader.js";
import { EVENT_SHAPES } from "./incoming.js";
import type { Lookup } from "./lookup.js";
import type { EventMeaning } from "./matchRow.js";
import type { EpcisNote, OperationSource } from "./operations.js";

/** What of an event is common to all. */
export interface EventFrame {
  readonly reader: EventReader;
  readonly lookup: Lookup;
  readonly source: OperationSource;
  readonly meaning: EventMeaning;
  /** What is to be told of it is added. */
  readonly notes: EpcisNote[];
}

/* WHERE, AND FOR WHOM */

/** Where it happened. The ledger has one place, so where the goods are afterwards is the same. */
export function placeIn(
  { reader, lookup, meaning, notes }: EventFrame,
  act: string,
): { place: Scope; fields: Field[] } {
  const readPoint = reader.optional("readPoint", EVENT_SHAPES.location);
  const bizLocation = reader.optional("bizLocation", EVENT_SHAPES.location);
  const name = readPoint === undefined ? "bizLocation" : "readPoint";
  const nowhere = { place: parseScope(""), fields: [] };
  const location = readPoint ?? bizLocation;
  if (location === undefined) {
    if (!ON_THE_ROAD.includes(act) && !reader.has(name)) reader.refuse(["readPoint"], "is missing");
    return nowhere;
  }
  const found = reader.convert([name, "id"], () => lookup.place(location.id));
  if (bizLocation !== undefined && bizLocation.id !== location.id) {
    const after = reader.convert(["bizLocation", "id"], () => lookup.place(bizLocation.id));
    if (found !== undefined && after !== undefined && (after.place !== found.place || after.gln !== found.gln)) {
      reader.refuse(["bizLocation", "id"], "is not the readPoint: a record has one place");
    }
  }
  if (found === undefined) return nowhere;
  const doubt = doubtOf(found.place, act === "Departed" || act === "Forwarded" ? meaning.detail : undefined);
  if (doubt !== undefined) {
    notes.push({ path: reader.pathTo([name, "id"]), code: found.place, meaning: doubt });
  }
  const fields = found.gln === undefined ? [] : [{ path: "place.gln", value: found.gln }];
  return { place: found.place, fields };
}

/** Why a place may be meant otherwise than it is written. */
function doubtOf(place: Unlocode, mode: number | undefined): string | undefined {
  if (!isPlace(place)) return unknownWords(place);
  const habit = habitOf(place, mode);
  return habit === undefined ? undefined : habitWords(habit);
}

/** Kinds that may be recorded while the goods are nowhere. */
const ON_THE_ROAD: readonly string[] = ["Adjusted", "Incident", "Destroyed", "Diverted"];

/** Who takes over next, and whose the goods are to be. */
export function destinationsIn({ reader, lookup }: EventFrame): { next: PartyId; fields: Field[] } {
  let next = 0n;
  const fields: Field[] = [];
  const seen = new Set<string>();
  const list = reader.optional("destinationList", EVENT_SHAPES.destinations) ?? [];
  for (const [index, { type, destination }] of list.entries()) {
    if (seen.has(type)) reader.refuse(["destinationList", index], `is a second ${type}`);
    seen.add(type);
    if (type === "owning_party") fields.push({ path: "party.consignee", value: destination });
    else next = reader.convert(["destinationList", index, "destination"], () => lookup.party(destination)) ?? 0n;
  }
  return { next, fields };
}

/** The party that a member names; 0 = none. */
export function partyAt({ reader, lookup }: EventFrame, name: string): PartyId {
  const uri = reader.optional(name, EVENT_SHAPES.uri);
  return uri === undefined ? 0n : (reader.convert([name], () => lookup.party(uri)) ?? 0n);
}

/** Kinds that rest on an earlier record, or on what comes beside them: the ledger has no room for a document there. */
const WITHOUT_DOCUMENT: readonly KindName[] = [
  "HoldLifted",
  "Confirmed",
  "Contradicted",
  "Packed",
  "Unpacked",
  "Split",
];

/** What a record rests on: a document, or the country that the goods go to. */
export function basedOnIn(reader: EventReader, kind: KindName): string {
  if (WITHOUT_DOCUMENT.includes(kind) || reader.has("waymark:about")) return ZeroHash;
  if (kind !== "Diverted" && kind !== "Returned")
    return reader.optional("waymark:document", EVENT_SHAPES.hash) ?? ZeroHash;
  const country = reader.required("waymark:destination", EVENT_SHAPES.country);
  return country === undefined ? ZeroHash : zeroPadBytes(asciiToBytes(country, 2), 32);
}

/* WHAT */

/** Consignments, each once. */
export function consignmentsIn(reader: EventReader, lookup: Lookup, name: string): ConsignmentId[] {
  const uris = reader.required(name, EVENT_SHAPES.epcs) ?? [];
  const ids = uris.map((uri, index) => reader.convert([name, index], () => lookup.consignment(uri)));
  for (const [index, id] of ids.entries()) {
    if (id !== undefined && ids.indexOf(id) < index) reader.refuse([name, index], "is there twice");
  }
  return ids.filter((id) => id !== undefined);
}

/** The consignment that lines or children belong to; none when there is a problem. */
export function parentOf({ reader, lookup }: EventFrame, name: string): ConsignmentId[] {
  const uri = reader.required(name, EVENT_SHAPES.uri);
  const id = uri === undefined ? undefined : reader.convert([name], () => lookup.consignment(uri));
  return id === undefined ? [] : [id];
}

/** Units of batches. Which exact items they are an event does not say. */
export function linesIn({ reader, lookup }: Pick<EventFrame, "reader" | "lookup">, name: string): Line[] {
  const list = reader.required(name, EVENT_SHAPES.quantities) ?? [];
  return list.flatMap(({ epcClass, quantity }, index) => {
    const named = reader.convert([name, index, "epcClass"], () => lookup.batch(epcClass));
    return named === undefined ? [] : [{ batch: named.batch, quantity: BigInt(quantity), items: ZeroHash }];
  });
}

/** Seconds since 1970 of a time that is a whole second. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1_000;
}
