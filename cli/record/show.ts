import type { Recorded, RecordedMany } from "../../sdk/operations/recorded.js";

/** What one record did, in one sentence. */
export function recordedWords({ kind, sequence, consignment, head }: Recorded): string {
  const of = `${kind} is step ${sequence} of ${consignment}`;
  return head === undefined ? `${of}.` : `${of}, whose head is now ${head}.`;
}

/** What several records did, in one sentence. */
export function recordedManyWords({ records }: RecordedMany): string {
  const steps = records.map(({ kind, sequence, consignment }) => `${kind} is step ${sequence} of ${consignment}`);
  return steps.length === 0 ? "It is done; it was no record of goods." : `${steps.join("; ")}.`;
}
