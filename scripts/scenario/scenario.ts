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
  readonly consignment: ScenarioConsignment;
  readonly records: readonly ScenarioRecord[];
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
}

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
}

export interface ScenarioConsignment {
  readonly sscc: Sscc;
  readonly creator: ScenarioParty;
  readonly place: Place;
  readonly destination: string;
  readonly quantity: bigint;
}

export interface ScenarioRecord {
  /** Where the file has it, such as `records[3]`. */
  readonly path: string;
  readonly kind: Exclude<keyof typeof Kind, "None">;
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
}
