import type { StepRef } from "../facts.js";
import type { BatchId, ProductId } from "../ids.js";
import { journeyIn } from "../trace/journeys.js";
import { requireTrace } from "../trace/requireTrace.js";
import type { Trace } from "../trace/trace.js";
import { sameData } from "../verify/sameData.js";
import type { Disclosure, DisclosureSubject } from "./disclosure.js";
import type { JsonValue } from "./jsonValue.js";
import { requireDisclosures } from "./requireDisclosures.js";
import { ShownFields } from "./shownFields.js";
import { en, zh, type Text } from "../text.js";
import { verifyDisclosure } from "./verifyDisclosure.js";

/** Something that disclosures say wrongly. */
export interface DisclosureProblem {
  readonly about: DisclosureSubject;
  /** One plain sentence. */
  readonly sentence: Text;
}

/** What disclosures show of a trace. */
export interface Shown {
  /** Fields of a step; none when nothing was shown of it. */
  ofStep(step: StepRef): ShownFields;
  ofBatch(batch: BatchId): ShownFields;
  ofProduct(product: ProductId): ShownFields;
  readonly problems: readonly DisclosureProblem[];
}

/**
 * Takes what disclosures show of a trace's steps, batches and products: what is proved by the `dataHash` that the trace has
 * there. Several may tell of one step. Two different values of one field, both proved, are a contradiction of the author,
 * who wrote both into one record to show one to each reader: then neither counts, and the problem says so.
 *
 * @param trace Verify it first: its `dataHash`es are what all rests on.
 * @param disclosures From anywhere: read them with `parseDisclosure`.
 * @throws InvalidValueError when they are none.
 * @example
 * const shown = shownIn(trace, disclosures);
 * const imo = shown.ofStep({ consignment: trace.consignment, sequence: 6 }).get("transport.vesselImo");
 */
export function shownIn(trace: Trace, disclosures: readonly Disclosure[]): Shown {
  requireTrace(trace);
  requireDisclosures(disclosures);
  const found = new Map<string, Gathered>();
  const problems: DisclosureProblem[] = [];
  for (const disclosure of disclosures) {
    const { about } = disclosure;
    const dataHash = dataHashIn(trace, about);
    if (dataHash === undefined) {
      problems.push({
        about,
        sentence: {
          en: "The trace has no such step, batch or product.",
          zh: "追溯数据中没有所披露的步骤、批次或产品。",
        },
      });
      continue;
    }
    const verdict = verifyDisclosure(disclosure, dataHash);
    const gathered = found.get(keyOf(about)) ?? { values: new Map(), whole: false, contradicted: new Set() };
    found.set(keyOf(about), gathered);
    const contradictions = add(gathered, verdict.shown);
    gathered.whole ||= verdict.whole;
    for (const sentence of [...verdict.problems, ...contradictions]) problems.push({ about, sentence });
  }
  const of = (subject: Subject): ShownFields => {
    const { values, whole } = found.get(keyOf(subject)) ?? {};
    return new ShownFields(values, whole);
  };
  return {
    ofStep: of,
    ofBatch: (batch) => of({ batch }),
    ofProduct: (product) => of({ product: product.toString() }),
    problems,
  };
}

interface Gathered {
  readonly values: Map<string, JsonValue>;
  whole: boolean;
  readonly contradicted: Set<string>;
}

/** Adds what is shown; says where it is another value than was shown before. */
function add({ values, contradicted }: Gathered, shown: ReadonlyMap<string, JsonValue>): Text[] {
  const sentences: Text[] = [];
  for (const [path, value] of shown) {
    if (contradicted.has(path)) continue;
    if (!values.has(path) || sameData(values.get(path), value)) values.set(path, value);
    else {
      values.delete(path);
      contradicted.add(path);
      sentences.push({
        en: en`The author committed to two values of "${path}", and shows one here and the other there.`,
        zh: zh`记录者对字段“${path}”承诺了两个值，一处出示其一，另一处出示其二。`,
      });
    }
  }
  return sentences;
}

type Subject = StepRef | { readonly batch: BatchId } | { readonly product: string };

function keyOf(subject: Subject): string {
  if ("batch" in subject) return `batch ${subject.batch.toLowerCase()}`;
  if ("product" in subject) return `product ${subject.product}`;
  return `step ${subject.consignment.toLowerCase()} ${subject.sequence}`;
}

/** Whether a trace has the step, batch or product that something is disclosed of. */
export function isIn(trace: Trace, about: DisclosureSubject): boolean {
  return dataHashIn(trace, about) !== undefined;
}

function dataHashIn(trace: Trace, about: DisclosureSubject): string | undefined {
  const { chainId, ledger } = trace;
  if (about.chainId !== chainId.toString() || about.ledger.toLowerCase() !== ledger.toLowerCase()) return undefined;
  if ("batch" in about) return trace.batches.get(about.batch)?.dataHash;
  if ("product" in about) return trace.products.get(BigInt(about.product))?.dataHash;
  const journey = journeyIn(trace, about.consignment);
  const step = journey?.steps.find(({ sequence }) => sequence === about.sequence);
  // Steps into and out of containers say nothing of their own.
  return step !== undefined && "dataHash" in step ? step.dataHash : undefined;
}
