import * as z from "zod/mini";

import { requireBounded, type DocumentBounds } from "../documents/bounds.js";
import { toPlain } from "../documents/plain.js";
import { DocumentRefused, parseDocument } from "../documents/problem.js";
import type { Trace } from "./trace.js";
import { requireTrace } from "./requireTrace.js";
import { TRACE_SCHEMA } from "./traceSchema.js";

/** A story of some ten thousand steps, with the proof of what it names. */
export const STORY_BOUNDS: DocumentBounds = { values: 1_000_000, characters: 64_000_000 };

const DOCUMENT = z.strictObject({
  type: z.literal("WaymarkTrace"),
  version: z.literal(1),
  trace: TRACE_SCHEMA,
});

/**
 * A trace as text, to keep it or to hand it over: one JSON document, whose form docs/sdk/traces.md tells. `parseTrace` reads
 * the same trace from it.
 *
 * @throws InvalidValueError when it is no trace.
 * @example await writeFile("trace.json", formatTrace(await traceConsignment(waymark, consignment)));
 */
export function formatTrace(trace: Trace): string {
  requireTrace(trace);
  return JSON.stringify(toPlain({ type: "WaymarkTrace", version: 1, trace }), undefined, 1);
}

/**
 * Reads a trace that came from elsewhere. That it has the form of one says nothing of whether it is what the ledger recorded:
 * give it to `verifyTrace`.
 *
 * @throws DocumentRefused with the places in it that have another form, of a list the first, or when it is bigger than any story: more than a
 * million values or 64 million characters.
 * @example await verifyTrace(waymark, parseTrace(await readFile("trace.json", "utf8")))
 */
export function parseTrace(text: string): Trace {
  const document = parseJson(text);
  requireBounded("trace", document, STORY_BOUNDS);
  return parseDocument("trace", DOCUMENT, document).trace;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DocumentRefused("trace", [{ path: "$", reason: "is no JSON, or not all of it" }]);
  }
}
