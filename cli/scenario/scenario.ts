import type { CompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import type { Gtin } from "../../sdk/gs1/gtin.js";
import type { Lot } from "../../sdk/gs1/lot.js";
import type { Sscc } from "../../sdk/gs1/sscc.js";
import type { Place } from "../../sdk/places/place.js";
import type { Scope } from "../../sdk/places/scope.js";
import type { Kind, RoleName } from "../../sdk/vocabulary.js";

/** A journey as a data file tells it: who takes part, what travels, and what is recorded in which order. */
export interface Scenario {
  readonly name: string;
  readonly territories: readonly ScenarioTerritory[];
  /** By the short name that the rest of the file uses, in order of admission. */
  readonly parties: ReadonlyMap<string, ScenarioParty>;
  readonly mandates: readonly ScenarioMandate[];
  readonly product: ScenarioProduct;
  readonly batch: ScenarioBatch;
  /** What travels, by the short name that the rest of the file uses. */
  readonly consignments: ReadonlyMap<string, ScenarioConsignment>;
  /** What they may be packed in; records call it "container". */
  readonly container?: ScenarioContainer;
  readonly steps: readonly ScenarioStep[];
}

export interface ScenarioTerritory {
  readonly code: string;
  readonly countries: readonly string[];
  /** Customs there write for themselves, so that nobody reports in their stead. */
  readonly customsLive: boolean;
}

export interface ScenarioParty {
  readonly key: string;
  readonly name: string;
  readonly uri: string;
  /** Who owns it; its own URI when nobody does. */
  readonly controller: string;
  readonly grants: readonly ScenarioGrant[];
  readonly prefix?: CompanyPrefix;
  /** How its records are signed: by an account that sends them itself, or by a passkey, for others to send. */
  readonly signs: SignsWith;
}

export type SignsWith = "account" | "passkey";

export interface ScenarioGrant {
  readonly scope: Scope;
  readonly roles: readonly RoleName[];
}

export interface ScenarioMandate {
  readonly from: ScenarioParty;
  readonly to: ScenarioParty;
  readonly roles: readonly RoleName[];
}

export interface ScenarioProduct {
  readonly name: string;
  readonly gtin: Gtin;
  readonly hs6: number;
  readonly brand: ScenarioParty;
  readonly prefix: CompanyPrefix;
}

export interface ScenarioBatch {
  readonly lot: Lot;
  readonly maker: ScenarioParty;
  readonly quantity: bigint;
  /** UN/CEFACT Recommendation 20. */
  readonly unit: string;
  readonly origin: string;
  /** YYYYMMDD. */
  readonly expiry: number;
  /** Serial numbers of the units whose labels hide a key. */
  readonly items: readonly string[];
}

export interface ScenarioConsignment {
  /** Where the file has it. */
  readonly path: string;
  readonly sscc: Sscc;
  readonly creator: ScenarioParty;
  readonly place: Place;
  readonly destination: string;
  readonly quantity: bigint;
}

/** Names what travels empty until goods are packed in it. */
export const CONTAINER = "container";

export interface ScenarioContainer {
  readonly sscc: Sscc;
  readonly creator: ScenarioParty;
  readonly place: Place;
}

/** What happens, in the order of the file. */
export type ScenarioStep = ScenarioRecord | ScenarioActivation;

interface Expected {
  /** Where the file has it, such as `records[3]`. */
  readonly path: string;
  /** The error with which the ledger must refuse it; undefined when it must take it. */
  readonly refused?: string;
}

export interface ScenarioRecord extends Expected {
  readonly type: "Record";
  readonly kind: Exclude<keyof typeof Kind, "None">;
  /** What it is about, by name; of a Packed and an Unpacked what goes in or comes out. */
  readonly goods: readonly string[];
  readonly by: ScenarioParty;
  readonly role: RoleName;
  readonly place: Place;
  /** How many seconds before the scenario is played it happened. */
  readonly secondsAgo: number;
  /** The detail as the ledger keeps it; 0 = none. */
  readonly detail: number;
  readonly next?: ScenarioParty;
  /** Whose mandate it relies on. */
  readonly principal?: ScenarioParty;
  /** Commitment to the document it rests on. */
  readonly document?: string;
  /** Units that leave the contents: the record is one by lines. */
  readonly units?: bigint;
  /** The earlier record that it corrects. */
  readonly corrects?: ScenarioRecord;
}

/** The label of one unit is opened: the key that it hides signs. */
export interface ScenarioActivation extends Expected {
  readonly type: "Activation";
  /** Serial number. */
  readonly item: string;
}

/** The goods in whose history a record stands: packing is told by the container. */
export function subjectsOf({ kind, goods }: ScenarioRecord): readonly string[] {
  return kind === "Packed" || kind === "Unpacked" ? [CONTAINER] : goods;
}
