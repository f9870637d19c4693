import type { Journey, TraceStep } from "../../../sdk/trace/journey.js";
import type { Trace } from "../../../sdk/trace/trace.js";

/**
 * What a trace says, as one text: two that say the same have the same text, whatever the order of what has none. Left out
 * is what the ledger does not keep, as `verifyHead` tells: where a log was found, how far was read, what a recall says, and
 * which other consignments came back from a release.
 *
 * @param existing The consignments of the ledger.
 */
export function meaningOf(trace: Trace, existing: ReadonlySet<string>): string {
  const { chainId, ledger, inside, parts, batches, products, recalls, parties } = trace;
  const split = new Set(trace.records.map(({ part }) => part?.consignment));
  return textOf({
    ...journeyIn(trace),
    chainId,
    ledger: ledger.toLowerCase(),
    inside: unordered(inside.map(journeyIn)),
    parts: unordered(parts.filter((id, at) => split.has(id) || !existing.has(id) || parts.indexOf(id) !== at)),
    batches: unordered([...batches]),
    products: unordered([...products]),
    parties: unordered([...parties]),
    recalls: unordered(recalls.map(({ kind, subject, placer, country }) => ({ kind, subject, placer, country }))),
  });
}

function journeyIn({ consignment, steps, creation, records }: Journey): object {
  return { consignment, steps: steps.map(bound), creation: bound(creation), records: records.map(bound) };
}

function bound(step: TraceStep): object {
  return { ...step, log: undefined };
}

function unordered(list: readonly unknown[]): string[] {
  return list.map(textOf).sort();
}

function textOf(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
