import * as z from "zod";

import { requireBounded } from "../documents/bounds.js";
import { DocumentRefused, jsonPath, parseDocument, type DocumentProblem } from "../documents/problem.js";
import { hashChildren } from "../hashing/hashChildren.js";
import type { ConsignmentId } from "../ids.js";
import { headsOf } from "../trace/stepHash.js";
import type { TraceStep } from "../trace/journey.js";
import { sameData } from "../verify/sameData.js";
import { eventIdOf, findRow, instant, type ToldStep } from "./eventOf.js";
import { LEDGER_STEP, type LedgerStep } from "./stepJson.js";
import { EPCIS_BOUNDS, MAX_EVENTS } from "./limits.js";

/** The head of one consignment as a document tells its history. */
export interface DocumentHead {
  readonly chainId: bigint;
  /** Address of the ledger. */
  readonly ledger: string;
  readonly consignment: ConsignmentId;
  /** After each of its steps; the last is to be compared with `headOf` of the ledger. */
  readonly heads: readonly string[];
}

const TOLD = z.looseObject({ "waymark:kind": z.string(), "waymark:steps": z.array(LEDGER_STEP).min(1).max(1_024) });
/** Of a document that we wrote, or somebody in our words: only what is looked at here. */
const DOCUMENT = z.looseObject({
  epcisBody: z.looseObject({
    eventList: z
      .array(TOLD.extend({ eventID: z.string(), errorDeclaration: z.optional(TOLD) }))
      .min(1)
      .max(MAX_EVENTS),
  }),
});

type Told = z.output<typeof TOLD>;

/**
 * Recomputes the heads of all consignments in an EPCIS document that `epcisDocumentOf` wrote, from the document alone. When
 * each equals what the ledger answers to `headOf` (for a container that the goods left: what their own steps say), then no
 * step in it was altered, left out, added or moved. Of the words of EPCIS those that the table of events fixes are compared
 * with the steps too: type, action, business step, disposition, times and event id.
 *
 * @param document What `JSON.parse` gave.
 * @throws DocumentRefused when a step is not as the ledger has them, is missing, or is told in two ways, or an event does not
 * say what its step says.
 * @example
 * for (const { consignment, heads } of headsOfDocument(document)) {
 *   console.log(heads.at(-1) === (await waymark.ledger.headOf(consignment)));
 * }
 */
export function headsOfDocument(document: unknown): DocumentHead[] {
  requireBounded("EPCIS document", document, EPCIS_BOUNDS);
  const { eventList } = parseDocument("EPCIS document", DOCUMENT, document).epcisBody;
  const problems: DocumentProblem[] = [];
  const histories = new Map<string, History>();
  for (const [index, event] of eventList.entries()) {
    const path = ["epcisBody", "eventList", index];
    checkWords(event, path, problems);
    take(event, path, histories, problems);
    if (event.errorDeclaration !== undefined) {
      take(event.errorDeclaration, [...path, "errorDeclaration"], histories, problems);
    }
  }
  const heads = [...histories.values()].flatMap((history) => headsIn(history, problems));
  if (problems.length > 0) throw new DocumentRefused("EPCIS document", problems);
  return heads;
}

/** The steps of one consignment that were found, by their sequence. */
interface History extends Omit<LedgerStep, "step"> {
  readonly steps: Map<number, TraceStep>;
}

/** Takes the steps that an event tells. One that is told twice, with its event and with a declaration of error, is the same. */
function take(
  { "waymark:kind": kind, "waymark:steps": steps }: Told,
  path: readonly PropertyKey[],
  histories: Map<string, History>,
  problems: DocumentProblem[],
): void {
  for (const [index, { step, ...whose }] of steps.entries()) {
    const at = [...path, "waymark:steps", index];
    const name = step.type === "Record" ? step.kind : step.type;
    if (index === 0 && name !== kind) {
      problems.push({ path: jsonPath([...path, "waymark:kind"]), reason: `is ${kind}, and the step is ${name}` });
    }
    const key = [whose.chainId, whose.ledger, whose.consignment].join(" ");
    const history = histories.get(key) ?? { ...whose, steps: new Map<number, TraceStep>() };
    histories.set(key, history);
    const known = history.steps.get(step.sequence);
    if (!namesItsChildren(step)) {
      problems.push({ path: jsonPath([...at, "step", "children"]), reason: "are not those that the record names" });
    }
    if (known === undefined) history.steps.set(step.sequence, step);
    else if (!sameData(known, step)) problems.push({ path: jsonPath(at), reason: "is told otherwise before" });
  }
}

/** Whether the consignments that a record put in or took out are those whose hash it has: its step has their heads alone. */
function namesItsChildren(step: TraceStep): boolean {
  if (step.type !== "Record" || step.children === undefined) return true;
  return hashChildren(step.children.map(({ consignment }) => consignment)) === step.basedOn;
}

/** Checks that the event says in words of EPCIS what its own step says. */
function checkWords(
  event: z.output<typeof DOCUMENT>["epcisBody"]["eventList"][number],
  path: readonly PropertyKey[],
  problems: DocumentProblem[],
): void {
  const [told] = event["waymark:steps"];
  const row = told !== undefined && isTold(told.step) ? findRow(told.step) : undefined;
  if (told === undefined || !isTold(told.step) || row === undefined) {
    problems.push({ path: jsonPath([...path, "waymark:steps", 0]), reason: "is no step that has an event" });
    return;
  }
  const { consignment, step } = told;
  const { type, action, bizStep, disposition } = row;
  const eventTime = instant(step.type === "Record" ? step.occurredAt : step.recordedAt);
  const said = { type, action, bizStep, disposition, eventTime, eventID: eventIdOf(consignment, step) };
  for (const [name, value] of Object.entries(said)) {
    if (event[name] === value) continue;
    problems.push({ path: jsonPath([...path, name]), reason: `is not ${value ?? "absent"}, which its step says` });
  }
}

function isTold(step: TraceStep): step is ToldStep {
  return step.type === "Record" || step.type === "Creation" || step.type === "Derivation";
}

function headsIn({ steps, chainId, ledger, consignment }: History, problems: DocumentProblem[]): DocumentHead[] {
  const inOrder = [...steps.values()].sort((a, b) => a.sequence - b.sequence);
  const missing = inOrder.findIndex(({ sequence }, index) => sequence !== index + 1);
  if (missing >= 0) {
    problems.push({ path: "$.epcisBody.eventList", reason: `lacks step ${missing + 1} of ${consignment}` });
    return [];
  }
  return [
    { chainId, ledger, consignment, heads: headsOf({ chainId, address: ledger }, { consignment, steps: inOrder }) },
  ];
}
