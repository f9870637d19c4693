import type { KindName } from "../../trace/journey.js";
import type { FieldType } from "./types.js";

/** What has a `dataHash`: a record of a kind, the creation of a consignment, a batch, a product. */
export type FieldSubject = KindName | "Creation" | "Batch" | "Product";

/** A field that many know by the same name. */
export interface FieldDefinition {
  readonly type: FieldType;
  /** UN/CEFACT Recommendation 20 code of its numbers; absent where the value has its own, or none. */
  readonly unit?: string;
  /** There may be several, numbered: `equipment.seal[0]`, `equipment.seal[1]`. */
  readonly repeats?: true;
  /** One sentence without its full stop. */
  readonly meaning: string;
  /** The element of an EPCIS 2.0 event that says the same; `waymark:…` is in our extension. */
  readonly epcis: string;
  /** What it is expected with; it may be said elsewhere too. */
  readonly on: readonly FieldSubject[];
}

/** Fields by their paths. */
export type FieldDefinitions = Readonly<Record<string, FieldDefinition>>;
