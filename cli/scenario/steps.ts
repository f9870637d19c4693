import type { Sscc } from "../../sdk/gs1/sscc.js";
import type { Scope } from "../../sdk/places/scope.js";
import type { Customs, Kind, Movement, RoleName } from "../../sdk/vocabulary.js";
import type { Expectation } from "./expectation.js";
import type {
  Expected,
  ScenarioBatch,
  ScenarioConsignment,
  ScenarioLine,
  ScenarioParty,
  ScenarioProduct,
} from "./scenario.js";

/** What happens, in the order of the file. */
export type ScenarioStep = ScenarioRecord | ScenarioAct;

interface Timed extends Expected {
  /** How many seconds before the end of the journey it is done; undefined = whenever its turn comes. */
  readonly doneAgo?: number;
}

/** A state of the goods on either axis. */
export type StateName = keyof typeof Movement | keyof typeof Customs;

export interface ScenarioRecord extends Timed {
  readonly type: "Record";
  readonly kind: Exclude<keyof typeof Kind, "None">;
  /** What it is about, by name; of a Packed and an Unpacked what goes in or comes out. */
  readonly goods: readonly string[];
  readonly by: ScenarioParty;
  readonly role: RoleName;
  /** "" on the road. */
  readonly place: Scope;
  /** How many seconds before the end of the journey it happened. */
  readonly secondsAgo: number;
  /** The detail as the ledger keeps it; 0 = none. */
  readonly detail: number;
  readonly next?: ScenarioParty;
  /** Whose mandate it relies on; of a successor's HoldLifted the placer of the hold. */
  readonly principal?: ScenarioParty;
  /** Commitment to the document it rests on. */
  readonly document?: string;
  /** Units that leave the contents: the record is one by lines. */
  readonly units?: readonly ScenarioLine[];
  /** The earlier record that it is about. */
  readonly about?: ScenarioRecord;
  /** The container of a Packed and an Unpacked, by name. */
  readonly container?: string;
  /** The country that a Diverted and a Returned name. */
  readonly destination?: string;
  /** What a Split makes. */
  readonly part?: ScenarioPart;
  /** It is signed, and kept until a relay sends it. */
  readonly offline: boolean;
  /** It is written with the key that its party has revoked. */
  readonly withRevokedKey: boolean;
  /** States that its goods must be in afterwards. */
  readonly leadsTo: readonly StateName[];
}

export interface ScenarioPart {
  readonly name: string;
  readonly sscc: Sscc;
}

/** What is done besides writing a record. */
export type ScenarioAct =
  | ScenarioActivation
  | ScenarioScan
  | ScenarioRelay
  | ScenarioRecall
  | ScenarioEndorsement
  | ScenarioSuspension
  | ScenarioSuccession
  | ScenarioRevocation
  | ScenarioComeback;

/** The label of one unit is opened: the key that it hides signs. */
export interface ScenarioActivation extends Timed {
  readonly type: "Activation";
  readonly batch: ScenarioBatch;
  /** Serial number; one that the batch does not list is on a counterfeit. */
  readonly item: string;
  /** The label is a copy: it shows the serial number, and hides another key. */
  readonly copied: boolean;
}

/** A shopper scans a unit's code, and is told a verdict. */
export interface ScenarioScan extends Timed {
  readonly type: "Scan";
  readonly batch: ScenarioBatch;
  readonly item: string;
  readonly tells: Expectation;
}

/** What was signed offline is sent. */
export interface ScenarioRelay extends Timed {
  readonly type: "Relay";
  readonly record: ScenarioRecord;
}

/** A recall is placed or lifted. */
export interface ScenarioRecall extends Timed {
  readonly type: "Recall" | "RecallLift";
  readonly subject:
    { readonly product: ScenarioProduct } | { readonly batch: ScenarioBatch } | { readonly goods: string };
  /** What the file calls it. */
  readonly name: string;
  readonly by: ScenarioParty;
  /** Where; undefined = everywhere. */
  readonly country?: string;
}

/** The holder of the prefix confirms a product that a seller claimed. */
export interface ScenarioEndorsement extends Timed {
  readonly type: "Endorsement";
  readonly product: ScenarioProduct;
  readonly by: ScenarioParty;
}

/** Governance stops a party from writing. */
export interface ScenarioSuspension extends Timed {
  readonly type: "Suspension";
  readonly party: ScenarioParty;
}

/** Governance lets another authority lift the holds of one that is suspended. */
export interface ScenarioSuccession extends Timed {
  readonly type: "Succession";
  readonly party: ScenarioParty;
  readonly of: ScenarioParty;
}

/** A party's key is revoked; from then on it writes with another. */
export interface ScenarioRevocation extends Timed {
  readonly type: "Revocation";
  readonly party: ScenarioParty;
  /** Since when it is said to have been in other hands, in seconds before the end of the journey. */
  readonly compromisedAgo?: number;
}

/** Units that were released by lines come back and are a consignment again. */
export interface ScenarioComeback extends Timed, Omit<ScenarioConsignment, keyof Expected | "creator"> {
  readonly type: "Comeback";
  readonly name: string;
  readonly by: ScenarioParty;
  /** The record that released them. */
  readonly release: ScenarioRecord;
}

/** The goods in whose history a record stands: packing is told by the container. */
export function subjectsOf({ kind, goods, container }: ScenarioRecord): readonly string[] {
  return (kind === "Packed" || kind === "Unpacked") && container !== undefined ? [container] : goods;
}
