import type { KIND_DETAILS } from "../kindDetails.js";
import type { KindName } from "../trace/journey.js";

/** What an event tells of: a record of a kind, or a step of the ledger that is no record; Batch is a batch's registration. */
export type EventAct = KindName | "Creation" | "Derivation" | "Batch";

/** The words of a kind's detail. */
export type DetailWord = {
  [Kind in keyof typeof KIND_DETAILS]: keyof (typeof KIND_DETAILS)[Kind];
}[keyof typeof KIND_DETAILS];

/** Types of EPCIS 2.0 events that are used. */
export type EventType = "ObjectEvent" | "AggregationEvent" | "TransformationEvent";

/** How an event says what it is about. */
export type What =
  /** `epcList`: consignments. */
  | "consignments"
  /** `parentID` a consignment, `childQuantityList` units of batches that go in or come out. */
  | "lines"
  /** `parentID` a container, `childEPCs` consignments that go in or come out. */
  | "children"
  /** `inputQuantityList`: units of batches that are consumed in making others. */
  | "inputs"
  /** `quantityList` of one batch, with `ilmd`: what its maker says of it. */
  | "batch";

/** A row: what the ledger calls so is told by such events, and the other way round. */
export interface EventRow {
  readonly act: EventAct;
  /** The detail that the row is for; absent = any that the kind has. */
  readonly detail?: DetailWord;
  readonly type: EventType;
  readonly what: What;
  /** TransformationEvents have none. */
  readonly action?: "ADD" | "OBSERVE" | "DELETE";
  /** A word of the CBV, or a URI of ours where it has none. */
  readonly bizStep: string;
  readonly disposition: string;
}

/** CBV 2.0 has no business steps for what is told to customs and what they answer. */
export const CUSTOMS_DECLARING = "urn:waymark:cbv:bizstep-customs_declaring";
export const CUSTOMS_CLEARING = "urn:waymark:cbv:bizstep-customs_clearing";

/** An observation of consignments, which most records are. */
function seen(act: EventAct, bizStep: string, disposition: string, detail?: DetailWord): EventRow {
  const row = { act, type: "ObjectEvent", what: "consignments", action: "OBSERVE", bizStep, disposition } as const;
  return detail === undefined ? row : { ...row, detail };
}

/** Units that leave a consignment. */
function taken(act: EventAct, bizStep: string, disposition: string, detail?: DetailWord): EventRow {
  const row = { act, type: "AggregationEvent", what: "lines", action: "DELETE", bizStep, disposition } as const;
  return detail === undefined ? row : { ...row, detail };
}

/**
 * The table by which records become EPCIS 2.0 events and events become records, with the words of CBV 2.0. Where two rows
 * have the same words, `waymark:kind` and `waymark:detail` in the event tell which is meant.
 */
export const EVENT_TABLE: readonly EventRow[] = [
  { act: "Batch", type: "ObjectEvent", what: "batch", action: "ADD", bizStep: "commissioning", disposition: "active" },
  {
    act: "Creation",
    type: "AggregationEvent",
    what: "lines",
    action: "ADD",
    bizStep: "packing",
    disposition: "in_progress",
  },
  {
    act: "Creation",
    type: "ObjectEvent",
    what: "consignments",
    action: "ADD",
    bizStep: "commissioning",
    disposition: "container_open",
  },
  {
    act: "Derivation",
    type: "AggregationEvent",
    what: "lines",
    action: "ADD",
    bizStep: "repackaging",
    disposition: "in_progress",
  },
  {
    act: "Origin",
    type: "ObjectEvent",
    what: "consignments",
    action: "ADD",
    bizStep: "commissioning",
    disposition: "active",
  },
  seen("ExportCleared", CUSTOMS_CLEARING, "in_progress"),
  seen("Sighted", "arriving", "in_progress", "GateIn"),
  seen("Sighted", "loading", "in_transit", "Loaded"),
  seen("Sighted", "unloading", "in_progress", "Discharged"),
  seen("Sighted", "departing", "in_transit", "GateOut"),
  seen("Sighted", "inspecting", "in_progress", "Scanned"),
  seen("Sighted", "inspecting", "in_progress", "Weighed"),
  seen("Sighted", "other", "in_progress", "Other"),
  seen("Departed", "departing", "in_transit"),
  seen("Transshipped", "unloading", "in_transit"),
  seen("Arrived", "arriving", "in_progress"),
  seen("ImportDeclared", CUSTOMS_DECLARING, "in_progress"),
  seen("Inspected", "inspecting", "conformant", "Pass"),
  seen("Inspected", "inspecting", "non_conformant", "Fail"),
  seen("Held", "holding", "non_sellable_other"),
  seen("HoldLifted", "inspecting", "in_progress"),
  seen("ImportCleared", CUSTOMS_CLEARING, "in_progress", "Whole"),
  taken("ImportCleared", CUSTOMS_CLEARING, "in_progress", "ByLines"),
  seen("Refused", CUSTOMS_CLEARING, "non_sellable_other"),
  seen("Confirmed", "inspecting", "conformant"),
  seen("Contradicted", "inspecting", "non_conformant"),
  seen("Received", "receiving", "in_progress"),
  seen("Forwarded", "transporting", "in_transit"),
  taken("Adjusted", "sampling", "non_sellable_other", "Sample"),
  taken("Adjusted", "inspecting", "mismatch_quantity", "Shortage"),
  taken("Adjusted", "inspecting", "damaged", "Damage"),
  taken("Adjusted", "other", "stolen", "Theft"),
  {
    act: "Adjusted",
    detail: "Transformation",
    type: "TransformationEvent",
    what: "inputs",
    bizStep: "creating_class_instance",
    disposition: "in_progress",
  },
  {
    act: "Adjusted",
    detail: "Overage",
    type: "AggregationEvent",
    what: "lines",
    action: "OBSERVE",
    bizStep: "inspecting",
    disposition: "mismatch_quantity",
  },
  seen("Incident", "inspecting", "damaged", "Damage"),
  seen("Incident", "other", "unavailable", "Loss"),
  seen("Incident", "other", "stolen", "Theft"),
  seen("Incident", "inspecting", "container_open", "BrokenSeal"),
  seen("Incident", "sensor_reporting", "non_conformant", "Temperature"),
  seen("Incident", "other", "unknown", "Other"),
  seen("Diverted", "shipping", "in_transit"),
  seen("TakenBack", "void_shipping", "in_progress"),
  seen("Delivered", "receiving", "available"),
  seen("Returned", "shipping", "returned"),
  {
    act: "Destroyed",
    type: "ObjectEvent",
    what: "consignments",
    action: "DELETE",
    bizStep: "destroying",
    disposition: "destroyed",
  },
  seen("Disputed", "other", "in_progress"),
  {
    act: "Packed",
    type: "AggregationEvent",
    what: "children",
    action: "ADD",
    bizStep: "packing",
    disposition: "in_progress",
  },
  {
    act: "Unpacked",
    type: "AggregationEvent",
    what: "children",
    action: "DELETE",
    bizStep: "unpacking",
    disposition: "in_progress",
  },
  taken("Split", "repackaging", "in_progress"),
  taken("Voided", "decommissioning", "inactive"),
];

/** Business steps that the ledger has no record for: events with them are given back as they came. */
export const OFF_CHAIN_STEPS: readonly string[] = [
  ...["accepting", "collecting", "consigning", "cycle_counting", "dispensing", "encoding", "entering_exiting"],
  ...["picking", "reserving", "retail_selling", "staging_outbound", "stock_taking", "stocking", "storing"],
];

/** What the ledger takes, and no event of a document asks for: how it is written instead, and why no event can say it. */
export const WITHOUT_EVENT: readonly { readonly act: string; readonly instead: string; readonly why: string }[] = [
  {
    act: "Product",
    instead: "products.register",
    why: "An event tells what happened to goods; that a GTIN exists is master data, which no event carries.",
  },
  {
    act: "Endorsement, appointments, resolver hosts",
    instead: "products.endorse, appoint, setResolvers",
    why: "They say what parties may do, and happen to no goods.",
  },
  {
    act: "Recall, and its lifting",
    instead: "recalls.place, recalls.lift",
    why: "It is about all of a product, batch or consignment, wherever they are, in a country or everywhere. An event with the disposition recalled would be about the goods that somebody saw.",
  },
  {
    act: "Units that come back after their release",
    instead: "consignments.returnReleased",
    why: "It proves the very release that they came from. An event of returned goods names no earlier one, and two releases may have let go units of the same lot.",
  },
  {
    act: "Labels, and their activation",
    instead: "items.label, items.activate",
    why: "A label gives a Merkle root, an activation the signature of the key in the label: EPCIS has a place for neither.",
  },
  {
    act: "Batch made from others, batch that is voided",
    instead: "batches.register with inputs, batches.void",
    why: "An event registers the batch as its maker states it. What it was made from is told by the TransformationEvent of what was consumed, and a batch that was not made has no event.",
  },
];

/**
 * The row by which something of the ledger is told.
 *
 * @param what Which of two ways, for a Creation.
 * @returns undefined for a Correction, which is told by the event that it is about, and for a detail that the kind lacks.
 */
export function rowFor(act: EventAct, detail: string | undefined, what?: What): EventRow | undefined {
  return EVENT_TABLE.find(
    (one) =>
      one.act === act &&
      (one.detail === undefined || one.detail === detail) &&
      (what === undefined || one.what === what),
  );
}
