import * as z from "zod/mini";

import { requireBounded } from "../documents/bounds.js";
import { DocumentRefused, jsonPath, parseDocument, type DocumentProblem } from "../documents/problem.js";
import type { ConsignmentId } from "../ids.js";
import { headsOf } from "../trace/stepHash.js";
import type { TraceRecord, TraceStep } from "../trace/journey.js";
import { journeyOf } from "../trace/readJourney.js";
import { checkJourney, checkWordsInARow, readable } from "../verify/checkJourney.js";
import { checkParticulars } from "../verify/checkLines.js";
import { Problems } from "../verify/problems.js";
import { sameData } from "../verify/sameData.js";
import { WordCheck, type KnownParties } from "./checkWords.js";
import { EPCIS_CONTEXT } from "./document.js";
import { declaredErroneous, eventOf, findRow, type ToldStep } from "./eventOf.js";
import { NAMELESS } from "./naming.js";
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

/** What a reader of a document knows beside it. */
export interface HeadsOfDocumentOptions {
  /**
   * Who the parties are, by their numbers, such as the `parties` of a trace: their URIs in the document are compared with
   * these. How it calls others is its writer's word.
   */
  readonly parties?: KnownParties;
}

const TOLD = z.looseObject({ "waymark:steps": z.array(LEDGER_STEP).check(z.minLength(1), z.maxLength(1_024)) });
const context = z
  .unknown()
  .check(
    z.refine((value) => value === undefined || sameData(value, EPCIS_CONTEXT), "Must be that of exported documents"),
  );
/** Of a document that we wrote, or somebody in our words. */
const DOCUMENT = z.strictObject({
  "@context": z.optional(context),
  type: z.optional(z.literal("EPCISDocument")),
  schemaVersion: z.optional(z.literal("2.0")),
  creationDate: z.optional(z.iso.datetime({ offset: true })),
  epcisBody: z.strictObject({
    eventList: z
      .array(z.extend(TOLD, { errorDeclaration: z.optional(TOLD) }))
      .check(z.minLength(1), z.maxLength(MAX_EVENTS)),
  }),
});

type Told = z.output<typeof TOLD>;
type Event = z.output<typeof DOCUMENT>["epcisBody"]["eventList"][number];

/**
 * Recomputes the heads of all consignments in an EPCIS document that `epcisDocumentOf` wrote, from the document alone. When
 * each equals what the ledger answers to `headOf` (for a container that the goods left: what their own steps say), then no
 * step in it was altered, left out, added or moved.
 *
 * Each event is then written anew from its own step, as `epcisDocumentOf` writes it, and compared member by member, the
 * declarations of error included: an event has every word that follows from its step, and no other. Every record, creation and
 * derivation has exactly one event, and one more for each time that it was declared erroneous.
 *
 * The rest is the word of the document's writer, and proves nothing:
 * - how consignments (SSCC), lots of products (GTIN and lot) and sites (GLN) are called, and parties that `options` do not name.
 *   A name is of its kind, and nothing has two, save that a place has many sites; UN/LOCODE and the URNs of Waymark say what
 *   the ledger says and are compared;
 * - `uom`, the unit that a quantity is counted in: batches register it, steps do not say it;
 * - `correctiveEventIDs` of a declaration of error;
 * - `creationDate` of the document.
 *
 * @param document What `JSON.parse` gave.
 * @throws DocumentRefused when a step is not as the ledger has them, is missing, or is told in two ways, or an event says what
 * its step does not say, or not what it says.
 * @example
 * for (const { consignment, heads } of headsOfDocument(document)) {
 *   console.log(heads.at(-1) === (await waymark.ledger.headOf(consignment)));
 * }
 */
export function headsOfDocument(
  document: unknown,
  { parties = new Map() }: HeadsOfDocumentOptions = {},
): DocumentHead[] {
  requireBounded("EPCIS document", document, EPCIS_BOUNDS);
  const { eventList } = parseDocument("EPCIS document", DOCUMENT, document).epcisBody;
  const reading = new Reading(parties);
  // First all steps: a declaration of error is about one that another event tells.
  const paths = eventList.map((_, index) => ["epcisBody", "eventList", index]);
  for (const [index, event] of eventList.entries()) reading.take(event, paths[index] ?? []);
  for (const [index, event] of eventList.entries()) reading.check(event, paths[index] ?? []);
  const heads = reading.heads();
  if (reading.problems.length > 0) throw new DocumentRefused("EPCIS document", reading.problems);
  return heads;
}

/** The steps of one consignment that were found, by their sequence. */
interface History extends Omit<LedgerStep, "step"> {
  readonly steps: Map<number, TraceStep>;
}

class Reading {
  readonly problems: DocumentProblem[] = [];
  readonly #histories = new Map<string, History>();
  readonly #words: WordCheck;
  /** Where the step is told that an event, or its declaration of error, is of. */
  readonly #toldAt = new Map<string, string>();

  constructor(parties: KnownParties) {
    this.#words = new WordCheck(parties, this.problems);
  }

  /** Takes the steps that an event tells. */
  take(event: Event, path: readonly PropertyKey[]): void {
    this.#take(event, path);
    if (event.errorDeclaration !== undefined) this.#take(event.errorDeclaration, [...path, "errorDeclaration"]);
  }

  /** Those that travel with an event have none of their own. What is told again in a declaration of error is the same. */
  #take({ "waymark:steps": steps }: Told, path: readonly PropertyKey[]): void {
    for (const [index, { step, ...whose }] of steps.entries()) {
      const at = [...path, "waymark:steps", index];
      if (index > 0 && isTold(step)) this.#refuse(at, "is a step that has an event of its own");
      const history = this.#histories.get(nameOf(whose)) ?? { ...whose, steps: new Map<number, TraceStep>() };
      this.#histories.set(nameOf(whose), history);
      const known = history.steps.get(step.sequence);
      if (known === undefined) history.steps.set(step.sequence, step);
      else if (!sameData(known, step)) this.#refuse(at, "is told otherwise before");
    }
  }

  /** Checks that an event says in words of EPCIS what its own steps say. */
  check(event: Event, path: readonly PropertyKey[]): void {
    const [own] = event["waymark:steps"];
    if (own === undefined || !isTold(own.step) || findRow(own.step) === undefined) {
      this.#refuse([...path, "waymark:steps", 0], "is no step that has an event");
      return;
    }
    const said = eventOf(own.consignment, own.step, NAMELESS);
    const [declared] = event.errorDeclaration?.["waymark:steps"] ?? [];
    if (declared === undefined) {
      this.#once(own, path);
      this.#words.check(said, event, path);
      return;
    }
    const { step: correction } = declared;
    if (
      !isCorrection(correction) ||
      this.#subjectOf(declared) !== own.step.sequence ||
      nameOf(declared) !== nameOf(own)
    ) {
      this.#refuse([...path, "errorDeclaration", "waymark:steps", 0], "is no Correction of what the event tells");
      return;
    }
    if (!this.#toldAt.has(stepName(own))) this.#refuse(path, "is declared erroneous, and no event before tells it");
    this.#once(declared, path);
    this.#words.check(declaredErroneous(said, correction), event, path);
  }

  /** The record that a Correction is about in the end: it may be about another one. */
  #subjectOf({ step, ...whose }: LedgerStep): number | undefined {
    let about: TraceStep | undefined = step;
    while (about !== undefined && isCorrection(about)) {
      const { about: earlier = 0, sequence }: TraceRecord = about;
      about = earlier < sequence ? this.#histories.get(nameOf(whose))?.steps.get(earlier) : undefined;
    }
    return about?.sequence;
  }

  #once(step: LedgerStep, path: readonly PropertyKey[]): void {
    const before = this.#toldAt.get(stepName(step));
    if (before === undefined) this.#toldAt.set(stepName(step), jsonPath(path));
    else this.#refuse(path, `tells what ${before} tells`);
  }

  heads(): DocumentHead[] {
    return [...this.#histories.values()].flatMap((history) => this.#headsIn(history));
  }

  #headsIn({ steps, chainId, ledger, consignment }: History): DocumentHead[] {
    const inOrder = [...steps.values()].sort((a, b) => a.sequence - b.sequence);
    const missing = inOrder.findIndex(({ sequence }, index) => sequence !== index + 1);
    if (missing >= 0) {
      this.#refuse(["epcisBody", "eventList"], `lacks step ${missing + 1} of ${consignment}`);
      return [];
    }
    // What a step's hash has as a hash of its own, such as its lines and the record that it is about.
    const found = new Problems(consignment);
    const journey = readable(journeyOf(consignment, inOrder), found);
    if (journey !== undefined) {
      checkJourney(journey, found);
      checkWordsInARow(journey, undefined, found);
      checkParticulars(journey, found);
    }
    for (const { sentence } of found.found) {
      const wrong = sentence.en.replace(/\.$/, "");
      this.#refuse(["epcisBody", "eventList"], `tells ${consignment} as the ledger did not: ${wrong}`);
    }
    const heads = headsOf({ chainId, address: ledger }, { consignment, steps: inOrder });
    return [{ chainId, ledger, consignment, heads }];
  }

  #refuse(path: readonly PropertyKey[], reason: string): void {
    this.problems.push({ path: jsonPath(path), reason });
  }
}

function isTold(step: TraceStep): step is ToldStep {
  return step.type === "Record" || step.type === "Creation" || step.type === "Derivation";
}

function isCorrection(step: TraceStep): step is TraceRecord {
  return step.type === "Record" && step.kind === "Correction";
}

function nameOf({ chainId, ledger, consignment }: Omit<LedgerStep, "step">): string {
  return [chainId, ledger, consignment].join(" ");
}

function stepName({ step, ...whose }: LedgerStep): string {
  return `${nameOf(whose)} ${step.sequence}`;
}
