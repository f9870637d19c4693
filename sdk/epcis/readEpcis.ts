import * as z from "zod/mini";

import { requireBounded } from "../documents/bounds.js";
import { DocumentRefused, jsonPath, problemsOf, type DocumentProblem } from "../documents/problem.js";
import { safeParse } from "../documents/schema.js";
import { printable } from "../errors/printable.js";
import { checkedDirectory } from "./checkedDirectory.js";
import type { EpcisDirectory } from "./directory.js";
import { OFF_CHAIN_STEPS } from "./eventTable.js";
import { ANY_EVENT } from "./incoming.js";
import { isKnownContext } from "./knownContext.js";
import { Lookup } from "./lookup.js";
import type { EpcisNote, EpcisReading, LedgerOperation, OffChainEvent } from "./operations.js";
import { EPCIS_BOUNDS, MAX_EVENTS } from "./limits.js";
import { readEvent } from "./readEvent.js";

/** Other contexts could give our words another meaning. */
const context = z
  .unknown()
  .check(
    z.refine(
      isKnownContext,
      'Must be GS1\'s EPCIS context, with nothing beside it but "waymark" and "cbvmda" as they are',
    ),
  );
const ENVELOPE = z.strictObject({
  "@context": context,
  type: z.literal("EPCISDocument"),
  schemaVersion: z.literal("2.0"),
  creationDate: z.iso.datetime({ offset: true }),
  id: z.optional(z.string().check(z.maxLength(512))),
  epcisBody: z.strictObject({ eventList: z.array(z.looseObject({})).check(z.minLength(1), z.maxLength(MAX_EVENTS)) }),
});

/** An event with an id, whatever else it says. */
const NAMED_EVENT = z.looseObject({
  eventID: z.string(),
  errorDeclaration: z.optional(z.looseObject({ declarationTime: z.string() })),
});

/**
 * Reads an EPCIS 2.0 document as what it asks of the ledger: events of our profile (docs/epcis.md) become operations with
 * all their arguments in the ledger's words, in the document's order; events of business steps that the ledger has no record
 * for are given back as they came. Nothing is sent, and nothing of an event is passed over: what has no meaning on the ledger
 * is refused, and so is an event, a batch, a consignment or a part that is there twice, and one that `epcisDocumentOf` wrote of
 * what the ledger has already: `headsOfDocument` reads those. A place is taken as UN/LOCODE has it,
 * and `notes` tell of codes that are often written for another, and of those that this release does not know.
 *
 * @param document What `JSON.parse` gave; at most 1,000 events.
 * @param directory Asked while the document is read, so it has its answers at hand: a promise is none.
 * @throws DocumentRefused with everything that is wrong, each with its JSONPath; then nothing of the document is taken.
 * @throws InvalidValueError when the directory is none, or its writer is no party with a role.
 * @example
 * const { operations, offChain, notes } = readEpcis(JSON.parse(text), directory);
 */
export function readEpcis(document: unknown, directory: EpcisDirectory): EpcisReading {
  requireBounded("EPCIS document", document, EPCIS_BOUNDS);
  const hidden = protoMembers(document);
  if (hidden.length > 0) throw new DocumentRefused("EPCIS document", hidden);
  const envelope = safeParse(ENVELOPE, document);
  const problems: DocumentProblem[] = envelope.success ? [] : problemsOf(envelope.error);
  const operations: LedgerOperation[] = [];
  const offChain: OffChainEvent[] = [];
  const notes: EpcisNote[] = [];
  const lookup = new Lookup(checkedDirectory(directory));
  const seen = new Map<string, string>();
  for (const [index, event] of (envelope.data?.epcisBody.eventList ?? []).entries()) {
    const path = ["epcisBody", "eventList", index];
    const { bizStep } = event;
    problems.push(...repeated(event, path, seen));
    if (Object.hasOwn(event, "waymark:steps")) {
      problems.push({
        path: jsonPath([...path, "waymark:steps"]),
        reason: "tells what a ledger has already, so there is nothing to write: headsOfDocument checks it",
      });
    } else if (typeof bizStep === "string" && OFF_CHAIN_STEPS.includes(bizStep)) {
      const checked = safeParse(ANY_EVENT, event);
      if (!checked.success) problems.push(...problemsOf(checked.error, path));
      offChain.push({ path: jsonPath(path), bizStep, event });
    } else {
      operations.push(...readEvent(event, path, lookup, problems, notes));
    }
  }
  if (problems.length > 0) throw new DocumentRefused("EPCIS document", problems);
  return { operations, offChain, notes };
}

/**
 * An eventID is of one event; who declares that erroneous repeats it (EPCIS 2.0, sections 7.4.1.2 and 7.4.1.4), and may do so
 * again at another time.
 *
 * @param seen Where the document has which event and which declaration; this one is added.
 */
function repeated(event: object, path: readonly PropertyKey[], seen: Map<string, string>): DocumentProblem[] {
  const { data } = safeParse(NAMED_EVENT, event);
  if (data === undefined) return [];
  const { eventID, errorDeclaration } = data;
  const key = JSON.stringify([eventID, errorDeclaration?.declarationTime]);
  const before = seen.get(key);
  if (before === undefined) {
    seen.set(key, jsonPath(path));
    return [];
  }
  const at = [...path, errorDeclaration === undefined ? "eventID" : "errorDeclaration"];
  return [{ path: jsonPath(at), reason: `is that of ${before} too: ${printable(eventID, 100)}` }];
}

/** Members that copies of an object leave out, so that nobody would read them. */
function protoMembers(value: unknown, path: readonly PropertyKey[] = []): DocumentProblem[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    return name === "__proto__" ? [{ path: jsonPath(at), reason: "is not known here" }] : protoMembers(inner, at);
  });
}
