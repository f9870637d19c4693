import type { Disclosure } from "../disclosure/disclosure.js";
import type { ShownFields } from "../disclosure/shownFields.js";
import { shownIn, type Shown } from "../disclosure/shownIn.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireFunction, requireMap, requireObject } from "../given.js";
import type { ConsignmentId } from "../ids.js";
import type { Journey, TraceRecord, TraceStep } from "../trace/journey.js";
import { requireTrace } from "../trace/requireTrace.js";
import type { Trace } from "../trace/trace.js";
import { EPCIS_CONTEXT, type EpcisDocument, type EpcisEvent, type ErrorDeclaration } from "./document.js";
import { declaredErroneous, eventIdOf, eventOf, type ToldStep } from "./eventOf.js";
import { Naming, type EpcisNames } from "./naming.js";
import { stepToJson, type LedgerStepJson } from "./stepJson.js";

/** How a document is written. */
export interface EpcisDocumentOptions extends EpcisNames {
  /** When it is written; unless said, now. */
  readonly createdAt?: Date;
  /**
   * What the parties disclose of their records, read with `parseDisclosure`: of it the `correctiveEventIDs` are taken. What a
   * record's `dataHash` does not prove counts for nothing.
   */
  readonly disclosures?: readonly Disclosure[];
}

/**
 * A trace as an EPCIS 2.0 document in JSON-LD: an event a step, in the order of the chain, of the goods and of all journeys
 * that theirs rests on. What the ledger has beside the words of EPCIS is in `waymark:` extensions, so that the heads can be
 * recomputed from the document alone: see `headsOfDocument`.
 *
 * @param trace Verify it first.
 * @throws InvalidValueError when it is no trace, or an option is none.
 * @throws FatalError "StepUntold" when it holds a record that the ledger cannot have recorded.
 * @example
 * const trace = await traceConsignment(waymark, consignment);
 * JSON.stringify(epcisDocumentOf(trace, { ssccs: new Map([[consignment, sscc]]) }));
 */
export function epcisDocumentOf(trace: Trace, options: EpcisDocumentOptions = {}): EpcisDocument {
  requireTrace(trace);
  requireOptions(options);
  const { createdAt = new Date(), disclosures = [], ...names } = options;
  const writer = new EventWriter(trace, new Naming(trace, names), shownIn(trace, disclosures));
  return {
    "@context": EPCIS_CONTEXT,
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: createdAt.toISOString(),
    epcisBody: { eventList: writer.events() },
  };
}

/** @throws InvalidValueError naming the option that is none, before anything is looked up in it. */
function requireOptions(options: EpcisDocumentOptions): void {
  requireObject("set of options of a document", options);
  const { createdAt, ssccs, lots, siteOf } = options;
  if (ssccs !== undefined) requireMap("map of SSCCs", ssccs);
  if (lots !== undefined) requireMap("map of lots", lots);
  if (siteOf !== undefined) requireFunction("way to name sites", siteOf);
  if (createdAt === undefined || (createdAt instanceof Date && !Number.isNaN(createdAt.getTime()))) return;
  throw new InvalidValueError(
    `${shown(createdAt)} is no moment at which a document was written.`,
    "Give a Date that is one, or leave it out for now.",
    createdAt,
  );
}

/** A step, and whose it is. */
interface Placed<Step extends TraceStep> {
  readonly journey: Journey;
  readonly step: Step;
}

class EventWriter {
  readonly #trace: Trace;
  readonly #naming: Naming;
  readonly #shown: Shown;
  /** Steps that have no event of their own, with the step whose event they travel in. */
  readonly #carried = new Map<TraceStep, Placed<TraceStep>[]>();

  constructor(trace: Trace, naming: Naming, shown: Shown) {
    this.#trace = trace;
    this.#naming = naming;
    this.#shown = shown;
  }

  events(): EpcisEvent[] {
    const placed = [this.#trace, ...this.#trace.inside].flatMap((journey) =>
      journey.steps.map((step): Placed<TraceStep> => ({ journey, step })),
    );
    placed.sort(({ step: { log: a } }, { step: { log: b } }) => a.block - b.block || a.index - b.index);
    const told = placed.filter(isTold);
    for (const one of placed) if (!isTold(one)) this.#carry(one, told);
    return told.map((one) => this.#eventFor(one));
  }

  /**
   * Goods go into a container, out of it or are lost by it with a record of the container or of the goods, whose event tells
   * that; where the trace does not have that record, the step travels with the one before it.
   */
  #carry(one: Placed<TraceStep>, told: readonly Placed<ToldStep>[]): void {
    const { journey, step } = one;
    const { transaction } = step.log;
    const about = step.type === "Removal" ? step.consignment : journey.consignment;
    const record = told.find(
      ({ journey: { consignment }, step: other }) =>
        other.log.transaction === transaction &&
        other.type === "Record" &&
        (consignment === about || other.children?.some((child) => child.consignment === about) === true),
    );
    const before = told.findLast((other) => other.journey === journey && other.step.sequence < step.sequence);
    const carrier = (record ?? before)?.step;
    if (carrier === undefined) throw new Error("A journey begins with a creation or a derivation.");
    this.#carried.set(carrier, [...(this.#carried.get(carrier) ?? []), one]);
  }

  #eventFor({ journey, step }: Placed<ToldStep>): EpcisEvent {
    const corrected = step.type === "Record" && step.kind === "Correction" ? subjectOf(journey, step) : undefined;
    if (step.type !== "Record" || corrected === undefined) {
      return {
        ...eventOf(journey.consignment, step, this.#naming),
        "waymark:steps": this.#stepsTold({ journey, step }),
      };
    }
    const { errorDeclaration, ...repeated } = declaredErroneous(this.#eventFor({ journey, step: corrected }), step);
    return {
      ...repeated,
      errorDeclaration: {
        ...errorDeclaration,
        ...this.#correctivesOf(journey, step),
        "waymark:steps": this.#stepsTold({ journey, step }),
      },
    };
  }

  /** The events that the author of a Correction says tell it right; nothing else on the ledger says which they are. */
  #correctivesOf(journey: Journey, correction: TraceRecord): Pick<ErrorDeclaration, "correctiveEventIDs"> {
    const stated = this.#shownOf(journey, correction).all("epcis.correctiveEventId");
    if (stated.length === 0) return {};
    return { correctiveEventIDs: stated.flatMap((id) => this.#eventsNamed(id, journey, correction)) };
  }

  /** By the ids of this document where it tells that author's events of these goods; else by the author's own. */
  #eventsNamed(id: string, journey: Journey, { party }: TraceRecord): string[] {
    const named = journey.records.filter(
      (record) => record.party === party && this.#shownOf(journey, record).get("epcis.eventId") === id,
    );
    return named.length === 0 ? [id] : named.map((record) => eventIdOf(journey.consignment, record));
  }

  #shownOf({ consignment }: Journey, { sequence }: TraceRecord): ShownFields {
    return this.#shown.ofStep({ consignment, sequence });
  }

  /** A step and those that travel with it. */
  #stepsTold(own: Placed<ToldStep>): LedgerStepJson[] {
    return [own, ...(this.#carried.get(own.step) ?? [])].map(({ journey: { consignment }, step }) =>
      this.#json(consignment, step),
    );
  }

  #json(consignment: ConsignmentId, step: TraceStep): LedgerStepJson {
    const { chainId, ledger } = this.#trace;
    return stepToJson({ chainId, ledger, consignment, step });
  }
}

function isTold(one: Placed<TraceStep>): one is Placed<ToldStep> {
  return one.step.type === "Creation" || one.step.type === "Derivation" || one.step.type === "Record";
}

/** The record that a correction is about. */
function subjectOf({ records }: Journey, { about }: TraceRecord): TraceRecord | undefined {
  return records.find(({ sequence }) => sequence === about);
}
