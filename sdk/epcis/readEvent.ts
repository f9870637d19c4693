import type { DocumentProblem } from "../documents/problem.js";
import type { EventFrame } from "./eventParts.js";
import { EventReader } from "./eventReader.js";
import { EVENT_SHAPES } from "./incoming.js";
import type { Lookup } from "./lookup.js";
import { matchRow, type EventMeaning } from "./matchRow.js";
import type { EpcisNote, LedgerOperation } from "./operations.js";
import { readBatch, readCreation } from "./readGoods.js";
import { correction, readRecords } from "./readRecords.js";

/**
 * Reads one event.
 *
 * @param path Where the document has it.
 * @param problems Taken from the event are added; then what is returned is of no use.
 * @param notes What is to be told of the event is added.
 * @returns An operation for each consignment that it is about.
 */
export function readEvent(
  event: object,
  path: readonly PropertyKey[],
  lookup: Lookup,
  problems: DocumentProblem[],
  notes: EpcisNote[],
): LedgerOperation[] {
  const reader = new EventReader(event, path, problems);
  const meaning = matchRow(reader);
  const eventTime = reader.required("eventTime", EVENT_SHAPES.eventTime);
  const eventTimeZoneOffset = reader.required("eventTimeZoneOffset", EVENT_SHAPES.eventTimeZoneOffset);
  const recordTime = reader.optional("recordTime", EVENT_SHAPES.recordTime);
  const eventId = reader.optional("eventID", EVENT_SHAPES.eventID);
  if (meaning === undefined || eventTime === undefined || eventTimeZoneOffset === undefined) return [];
  const source = { path: reader.path, eventId, eventTime, eventTimeZoneOffset, recordTime };
  const frame = { reader, lookup, source, meaning, notes };
  const operations = operationsOf(frame);
  reader.finish(nameOf(meaning));
  return operations;
}

function operationsOf(frame: EventFrame): LedgerOperation[] {
  const { act } = frame.meaning.row;
  if (act === "Batch") return readBatch(frame);
  if (act === "Creation") return readCreation(frame);
  if (act === "Derivation") return [];
  const records = readRecords(frame, act);
  if (!frame.reader.has("errorDeclaration")) return records;
  return records.flatMap((mistaken) => correction(frame, mistaken) ?? []);
}

function nameOf({ row: { act, detail } }: EventMeaning): string {
  return detail === undefined ? act : `${act} ${detail}`;
}
