import type { CrossReference } from "../crossReference/crossReference.js";
import type { Disclosure } from "../disclosure/disclosure.js";
import { requireBounded, type DocumentBounds } from "../documents/bounds.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import type { AskedItem } from "../goods/itemState.js";
import type { StateProof } from "../proof/stateProof.js";
import type { Standings } from "../standing/standings.js";
import type { Trace } from "../trace/trace.js";
import type { Verdict } from "../verify/verification.js";
import { fromPlain, toPlain } from "./plain.js";

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

/** A dossier as text: one JSON document. */
export function formatDossier(dossier: Dossier): string {
  return JSON.stringify(toPlain(dossier), undefined, 1);
}

/** A story of some ten thousand steps, with the proof of what it names. */
const BOUNDS: DocumentBounds = { values: 1_000_000, characters: 64_000_000 };

/**
 * Reads a dossier. What is in it may be anything: only verifying tells what it is worth.
 *
 * @throws InvalidValueError when the text is no dossier of a version that this release knows.
 * @throws DocumentRefused when it is bigger than any story: more than a million values or 64 million characters.
 */
export function parseDossier(text: string): Dossier {
  const document = parseJson(text);
  requireBounded("dossier", document, BOUNDS);
  const value = fromPlain(document);
  if (isDossier(value)) return value;
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

/** Whether it has the parts of a dossier; their own contents are for the checks that read them. */
function isDossier(value: unknown): value is Dossier {
  if (typeof value !== "object" || value === null) return false;
  const parts: Partial<Record<keyof Dossier, unknown>> = value;
  const { trace, proof } = parts;
  const isObject = (part: unknown): part is object => typeof part === "object" && part !== null;
  return (
    parts.type === "WaymarkEvidence" &&
    parts.version === 1 &&
    isObject(trace) &&
    "consignment" in trace &&
    ["steps", "records", "inside", "parts", "recalls"].every(
      (name) => name in trace && Array.isArray(trace[name as never]),
    ) &&
    ["batches", "products", "parties"].every(
      (name) => name in trace && (trace[name as never] as unknown) instanceof Map,
    ) &&
    isObject(proof) &&
    Array.isArray(parts.disclosures) &&
    parts.standings instanceof Map
  );
}
