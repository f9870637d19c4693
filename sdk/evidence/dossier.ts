import * as z from "zod/mini";

import type { CrossReference } from "../crossReference/crossReference.js";
import type { Disclosure } from "../disclosure/disclosure.js";
import { requireBounded } from "../documents/bounds.js";
import { fromPlain, toPlain } from "../documents/plain.js";
import { parseDocument } from "../documents/problem.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireObject, requireText } from "../given.js";
import type { AskedItem } from "../goods/itemState.js";
import type { StateProof } from "../proof/stateProof.js";
import type { Standings } from "../standing/standings.js";
import type { Trace } from "../trace/trace.js";
import { TRACE_SCHEMA } from "../trace/traceSchema.js";
import { STORY_BOUNDS } from "../trace/traceText.js";
import type { Verdict } from "../verify/verification.js";

/**
 * Everything that somebody needs to verify a story without a node, and without whoever made it: the trace, what was disclosed,
 * who was entitled, and the proof of the ledger's state at one block. Only the hash of that block must be known from elsewhere.
 */
export interface Dossier {
  readonly type: "WaymarkEvidence";
  readonly version: 1;
  readonly trace: Trace;
  readonly disclosures: readonly Disclosure[];
  readonly standings: Standings;
  /** The item that it is about, if one; what the ledger knows of it is proved with the rest. */
  readonly item: AskedItem | undefined;
  readonly proof: StateProof;
  /** What was found when it was made: for people. `verifyDossier` finds it again and does not read it. */
  readonly found: { readonly verdict: Verdict; readonly crossReference: CrossReference | undefined };
}

/**
 * A dossier as text: one JSON document.
 *
 * @throws InvalidValueError when it is none.
 */
export function formatDossier(dossier: Dossier): string {
  requireObject("dossier", dossier);
  requireObject("trace of a dossier", dossier.trace);
  return JSON.stringify(toPlain(dossier), undefined, 1);
}

/** What of it is a trace, in the form that traces have by themselves. */
const DOSSIER = z.object({ trace: TRACE_SCHEMA });

/**
 * Reads a dossier. What is in it may be anything: only verifying tells what it is worth.
 *
 * @throws InvalidValueError when the text is no dossier of a version that this release knows.
 * @throws DocumentRefused with every place in its trace that has another form, or when it is bigger than any story: more than
 * a million values or 64 million characters.
 */
export function parseDossier(text: string): Dossier {
  requireText("dossier", text);
  const document = parseJson(text);
  requireBounded("dossier", document, STORY_BOUNDS);
  // The trace, most of it, is read by its own schema alone.
  const { trace, ...plain }: { readonly trace?: unknown } = isObject(document) ? document : {};
  const others = fromPlain(plain);
  if (isObject(trace) && hasParts(others))
    return { ...others, trace: parseDocument("dossier", DOSSIER, { trace }).trace };
  throw new InvalidValueError(
    "The text is no dossier of evidence: it lacks its type, its version 1, or one of its parts.",
    'Give the JSON file that evidence was written to; it begins with "type": "WaymarkEvidence".',
    text.slice(0, 200),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether it has the parts of a dossier beside the trace; their own contents are for the checks that read them. */
function hasParts(value: unknown): value is Omit<Dossier, "trace"> {
  if (!isObject(value)) return false;
  const parts: Partial<Record<keyof Dossier, unknown>> = value;
  return (
    parts.type === "WaymarkEvidence" &&
    parts.version === 1 &&
    isObject(parts.proof) &&
    Array.isArray(parts.disclosures) &&
    parts.standings instanceof Map
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
