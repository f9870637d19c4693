import type { CompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import type { Gtin } from "../../sdk/gs1/gtin.js";
import type { Lot } from "../../sdk/gs1/lot.js";
import type { Sscc } from "../../sdk/gs1/sscc.js";
import type { Unlocode } from "../../sdk/places/place.js";
import type { Scope } from "../../sdk/places/scope.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Expectation } from "./expectation.js";
import type { ScenarioStep } from "./steps.js";

/** A journey as a data file tells it: who takes part, what travels, what happens in which order, and what is told of it. */
export interface Scenario {
  readonly name: string;
  /**
   * Whether the chain's clock goes with the journey, so that everything is written when it happens; it otherwise stands still,
   * and everything is written at the end.
   */
  readonly clockMoves: boolean;
  readonly territories: readonly ScenarioTerritory[];
  /** By the short name that the rest of the file uses, in order of admission. */
  readonly parties: ReadonlyMap<string, ScenarioParty>;
  readonly mandates: readonly ScenarioMandate[];
  /** By the short name that the rest of the file uses; so are the next three. */
  readonly products: ReadonlyMap<string, ScenarioProduct>;
  readonly batches: ReadonlyMap<string, ScenarioBatch>;
  /** What travels. */
  readonly consignments: ReadonlyMap<string, ScenarioConsignment>;
  /** What they may be packed in. */
  readonly containers: ReadonlyMap<string, ScenarioContainer>;
  readonly steps: readonly ScenarioStep[];
  /** What is told of goods at the end, by their name. */
  readonly expected: ReadonlyMap<string, Expectation>;
}

/** What stands somewhere in the file, such as `records[3]`, and may have to be refused. */
export interface Expected {
  readonly path: string;
  /** The error with which the ledger must refuse it; undefined when it must take it. */
  readonly refused?: string;
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

export interface ScenarioProduct extends Expected {
  readonly name: string;
  readonly gtin: Gtin;
  readonly hs6: number;
  /** Its brand, or the seller that claims it. */
  readonly registrant: ScenarioParty;
  /** The brand's, which confirms the product; undefined for a claim. */
  readonly prefix?: CompanyPrefix;
  /** Who else may load its batches. */
  readonly shippers: readonly ScenarioParty[];
}

export interface ScenarioBatch extends Expected {
  readonly product: ScenarioProduct;
  readonly lot: Lot;
  readonly maker: ScenarioParty;
  readonly quantity: bigint;
  /** UN/CEFACT Recommendation 20. */
  readonly unit: string;
  readonly origin: string;
  /** "2028-05-01", or days after the end of the journey. */
  readonly expiry?: string | number;
  /** Serial numbers of the units whose labels hide a key. */
  readonly items: readonly string[];
}

export interface ScenarioConsignment extends Expected {
  readonly sscc: Sscc;
  readonly creator: ScenarioParty;
  readonly place: Unlocode;
  readonly destination: string;
  readonly lines: readonly ScenarioLine[];
}

/** Units of one batch. */
export interface ScenarioLine {
  readonly batch: ScenarioBatch;
  readonly quantity: bigint;
}

export interface ScenarioContainer extends Expected {
  readonly sscc: Sscc;
  readonly creator: ScenarioParty;
  readonly place: Unlocode;
}
