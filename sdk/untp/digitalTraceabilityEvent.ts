import { shownIn, type Shown } from "../disclosure/shownIn.js";
import { CUSTOMS_CLEARING, CUSTOMS_DECLARING } from "../epcis/eventTable.js";
import { eventIdOf, rowOf } from "../epcis/eventOf.js";
import { consignmentUri, ssccUri } from "../epcis/uris.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireMap } from "../given.js";
import type { Sscc } from "../gs1/sscc.js";
import type { ConsignmentId } from "../ids.js";
import type { Line } from "../line.js";
import type { Scope } from "../places/scope.js";
import type { KindName } from "../trace/journey.js";
import { remainingLines } from "../trace/remainingLines.js";
import { storyOf, type StoryStep } from "../trace/story.js";
import type { Trace } from "../trace/trace.js";
import { credential, instant, type CredentialOptions } from "./credential.js";
import { facility, productionPlace, requireProductNames, untpProduct, type ProductNames } from "./product.js";
import { stands } from "./stands.js";
import {
  type Classification,
  type DigitalTraceabilityEvent,
  type EventProduct,
  type TraceabilityEvent,
} from "./types.js";

/** Kinds of records that are told; those that UNTP has no event for are packing, custody alone and what is said of records. */
const TOLD_KINDS: readonly KindName[] = [
  ...(["Origin", "Departed", "Forwarded"] as const),
  // These are ModifyEvents: what was found, done or decided.
  ...(["ExportCleared", "ImportDeclared", "Inspected", "Held", "HoldLifted", "ImportCleared", "Refused"] as const),
  ...(["Adjusted", "Incident", "Received", "Delivered"] as const),
];

/** What a credential of events is made with. */
export interface TraceabilityOptions extends CredentialOptions, ProductNames {
  readonly ssccs?: ReadonlyMap<ConsignmentId, Sscc>;
}

/**
 * A Digital Traceability Event credential (UNTP) of a trace: a MakeEvent for its origin where it is disclosed where the
 * goods were made, a MoveEvent for each leg that ended, ModifyEvents for what was found, done or decided. Left out are records
 * that their author corrected or customs contradicted, what is told of no goods, the end of goods, and what is told of the road,
 * for every event of UNTP has a facility. It is not signed: see `credential`.
 *
 * @param trace Verify it first.
 * @throws InvalidValueError when an argument or option is none, nothing is left to tell, the options do not name a product of
 * it, or what they say of the credential is no URI, no moment or no version of UNTP that this release writes.
 */
export function digitalTraceabilityEvent(trace: Trace, options: TraceabilityOptions): DigitalTraceabilityEvent {
  requireProductNames(options);
  if (options.ssccs !== undefined) requireMap("map of SSCCs", options.ssccs);
  const story = storyOf(trace).filter((step) => stands(trace, step));
  const told = { trace, options, shown: shownIn(trace, options.disclosures ?? []) };
  const events = story.flatMap((step, index) => eventFor(told, step, story.slice(index + 1)) ?? []);
  if (events.length === 0) {
    throw new InvalidValueError(
      `Of consignment ${trace.consignment} there is no event of goods that UNTP has a word for.`,
      "Give the trace of goods that were recorded somewhere, not that of a container.",
      trace.consignment,
    );
  }
  return credential("DigitalTraceabilityEvent", `Journey of ${trace.consignment}`, events, options);
}

/** What is told. */
interface Told {
  readonly trace: Trace;
  readonly options: TraceabilityOptions;
  readonly shown: Shown;
}

function eventFor(told: Told, step: StoryStep, later: readonly StoryStep[]): TraceabilityEvent | undefined {
  const { consignment, record } = step;
  if (!TOLD_KINDS.includes(record.kind) || record.place === "") return undefined;
  const common = {
    id: eventIdOf(consignment, record),
    eventDate: instant(record.occurredAt * 1_000),
    activityType: activity(rowOf(record).bizStep),
  };
  const products = productsAt(told, step);
  // A container has no lines of its own, and after their end there are no goods.
  if (products.length === 0) return undefined;
  const made = record.kind === "Origin" ? madeAt(told, step) : undefined;
  if (made !== undefined) {
    return {
      type: ["MakeEvent", "LifecycleEvent"],
      name: "Origin",
      ...common,
      inputProduct: [],
      outputProduct: products,
      madeAtFacility: facility(made),
    };
  }
  if (record.kind === "Departed" || record.kind === "Forwarded") {
    const arrival = later.find((one) => ["Transshipped", "Arrived", "Received", "Delivered"].includes(one.record.kind));
    if (arrival === undefined) return undefined;
    const { place } = arrival.record;
    return {
      type: ["MoveEvent", "LifecycleEvent"],
      name: `${record.detailName ?? record.kind} leg ${record.place}-${place}`,
      ...common,
      movedProduct: products,
      fromFacility: facility(record.place),
      toFacility: facility(place),
      consignmentId: nameOf(consignment, told.options),
    };
  }
  const name = record.detailName === undefined ? record.kind : `${record.kind}: ${record.detailName}`;
  return {
    type: ["ModifyEvent", "LifecycleEvent"],
    name: record.basis === "reported" ? `${name}, reported by a broker` : name,
    ...common,
    modifiedProduct: products,
    modifiedAtFacility: facility(record.place),
  };
}

/** Where all goods that a record tells of were made; undefined when that is not disclosed, or they are of several places. */
function madeAt({ trace, shown }: Told, step: StoryStep): Scope | undefined {
  const [place, ...others] = new Set(linesAt(trace, step).map(({ batch }) => productionPlace(trace, batch, shown)));
  return others.length === 0 ? place : undefined;
}

/** The goods of the trace as they were at a step. */
function productsAt({ trace, options, shown }: Told, step: StoryStep): EventProduct[] {
  // Whether they are on the road; what happened to them is the activity.
  const disposition = rowOf(step.record).disposition === "in_transit" ? "inTransit" : "active";
  return linesAt(trace, step).map(({ batch, quantity }) => ({
    type: ["EventProduct"],
    product: untpProduct(trace, batch, options, shown),
    quantity: { value: Number(quantity), unit: trace.batches.get(batch)?.unit ?? "H87" },
    disposition,
  }));
}

/** What a step names, or what the goods held before it. */
function linesAt(trace: Trace, { consignment, record }: StoryStep): readonly Line[] {
  return record.particulars?.lines ?? contentsBefore(trace, consignment, record.sequence, record.recordedAt);
}

/** What the goods held before a record of theirs, or when a record of a container was made. */
function contentsBefore(
  trace: Trace,
  consignment: ConsignmentId,
  sequence: number,
  recordedAt: number,
): readonly Line[] {
  const own = consignment === trace.consignment;
  const before = trace.records.filter((one) => (own ? one.sequence < sequence : one.recordedAt < recordedAt));
  return remainingLines(trace.creation.lines, before).after;
}

function activity(bizStep: string): Classification {
  const ours = bizStep === CUSTOMS_CLEARING || bizStep === CUSTOMS_DECLARING;
  const code = ours ? bizStep.slice(bizStep.indexOf("-") + 1) : bizStep;
  const words = code.replaceAll("_", " ");
  return {
    type: ["Classification"],
    code,
    name: words.charAt(0).toUpperCase() + words.slice(1),
    schemeId: ours ? "urn:waymark:cbv:bizstep" : "https://ref.gs1.org/cbv/BizStep",
    schemeName: ours ? "Waymark Business Step" : "GS1 CBV Business Step",
  };
}

function nameOf(consignment: ConsignmentId, { ssccs }: TraceabilityOptions): string {
  const sscc = ssccs?.get(consignment);
  return sscc === undefined ? consignmentUri(consignment) : ssccUri(sscc);
}
