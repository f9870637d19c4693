/**
 * The words of the ledger and their numbers, which are frozen with it. They restate the enums in `contracts/types` and
 * `contracts/interfaces`, where each value is explained; a test compares the two.
 */
import { InvalidValueError } from "./errors/waymarkError.js";

/** The capacity in which a party writes. */
export const Role = {
  None: 0,
  Brand: 1,
  Seller: 2,
  Factory: 3,
  Carrier: 4,
  Port: 5,
  Customs: 6,
  Inspector: 7,
  Broker: 8,
  Warehouse: 9,
  Retailer: 10,
  Regulator: 11,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** What a checkpoint says happened. */
export const Kind = {
  None: 0,
  Origin: 1,
  ExportCleared: 2,
  Sighted: 3,
  Departed: 4,
  Transshipped: 5,
  Arrived: 6,
  ImportDeclared: 7,
  Inspected: 8,
  Held: 9,
  HoldLifted: 10,
  ImportCleared: 11,
  Refused: 12,
  Confirmed: 13,
  Contradicted: 14,
  Received: 15,
  Forwarded: 16,
  Adjusted: 17,
  Incident: 18,
  Diverted: 19,
  TakenBack: 20,
  Delivered: 21,
  Returned: 22,
  Destroyed: 23,
  Disputed: 24,
  Correction: 25,
  Packed: 26,
  Unpacked: 27,
  Split: 28,
  Voided: 29,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Where the goods are on their way. */
export const Movement = {
  None: 0,
  Created: 1,
  Ready: 2,
  InTransit: 3,
  AtTransit: 4,
  Arrived: 5,
  Delivered: 6,
  Closed: 7,
} as const;
export type Movement = (typeof Movement)[keyof typeof Movement];

/** Where the goods stand with the customs of their destination. */
export const Customs = { None: 0, Declared: 1, PartlyCleared: 2, Cleared: 3, Refused: 4 } as const;
export type Customs = (typeof Customs)[keyof typeof Customs];

/** What a witness saw: the detail of Sighted. */
export const Sighting = {
  None: 0,
  GateIn: 1,
  Loaded: 2,
  Discharged: 3,
  GateOut: 4,
  Scanned: 5,
  Weighed: 6,
  Other: 7,
} as const;
export type Sighting = (typeof Sighting)[keyof typeof Sighting];

/** Customs procedure: the detail of ImportDeclared. */
export const Regime = {
  None: 0,
  General: 1,
  Bonded: 2,
  DirectMail: 3,
  Temporary: 4,
  Processing: 5,
  Transit: 6,
} as const;
export type Regime = (typeof Regime)[keyof typeof Regime];

/** How much was cleared: the detail of ImportCleared. */
export const Extent = { Whole: 0, ByLines: 1 } as const;
export type Extent = (typeof Extent)[keyof typeof Extent];

/** Why contents change: the detail of Adjusted. */
export const Adjustment = {
  None: 0,
  Sample: 1,
  Shortage: 2,
  Damage: 3,
  Theft: 4,
  Transformation: 5,
  Overage: 6,
} as const;
export type Adjustment = (typeof Adjustment)[keyof typeof Adjustment];

/** What went wrong: the detail of Incident. */
export const Mishap = { None: 0, Damage: 1, Loss: 2, Theft: 3, BrokenSeal: 4, Temperature: 5, Other: 6 } as const;
export type Mishap = (typeof Mishap)[keyof typeof Mishap];

/** What is recalled. */
export const SubjectKind = { None: 0, Product: 1, Batch: 2, Consignment: 3 } as const;
export type SubjectKind = (typeof SubjectKind)[keyof typeof SubjectKind];

/** Who keeps a signer's key: said by the party's manager, not provable. */
export const KeyHolder = { None: 0, Officer: 1, Server: 2, Gateway: 3 } as const;
export type KeyHolder = (typeof KeyHolder)[keyof typeof KeyHolder];

/** What an inspection found: the detail of Inspected. */
export const InspectionResult = { None: 0, Pass: 1, Fail: 2 } as const;
export type InspectionResult = (typeof InspectionResult)[keyof typeof InspectionResult];

/** Why a record is corrected (EPCIS 2.0, section 7.4.1.4): the detail of Correction. */
export const CorrectionReason = { None: 0, DidNotOccur: 1, IncorrectData: 2 } as const;
export type CorrectionReason = (typeof CorrectionReason)[keyof typeof CorrectionReason];

/** Roles of the access manager beside the ledger, which governs admission alone; Admin is its own. */
export const GovernanceRole = { Admin: 0, Registrar: 1, Suspender: 2, Governor: 3, Recovery: 4 } as const;
export type GovernanceRole = (typeof GovernanceRole)[keyof typeof GovernanceRole];

/**
 * The name of a number in one of the vocabularies of this file; undefined when it has none there.
 *
 * @example nameIn(Kind, 6n) // "Arrived"
 */
export function nameIn<Name extends string>(
  vocabulary: Readonly<Record<Name, number>>,
  value: number | bigint,
): Name | undefined {
  for (const name in vocabulary) {
    if (BigInt(vocabulary[name]) === BigInt(value)) return name;
  }
  return undefined;
}

/** Names and their numbers. */
export type Vocabulary = Readonly<Record<string, number>>;

/** A role that can be granted: any but None. */
export type RoleName = Exclude<keyof typeof Role, "None">;

/**
 * A set of roles as the ledger keeps it (uint16): bit `1 << role` each.
 *
 * @example roleSet(["Carrier", "Port"]) // 48
 */
export function roleSet(roles: Iterable<RoleName>): number {
  let set = 0;
  for (const role of roles) set |= 1 << Role[role];
  return set;
}

/**
 * The roles in a set, in the order of their numbers.
 *
 * @throws InvalidValueError when the set has a bit that is no role.
 * @example rolesIn(48) // ["Carrier", "Port"]
 */
export function rolesIn(set: number | bigint): RoleName[] {
  const roles = ROLE_NAMES.filter((role) => (BigInt(set) & (1n << BigInt(Role[role]))) !== 0n);
  if (BigInt(roleSet(roles)) !== BigInt(set)) {
    throw new InvalidValueError(
      `0x${set.toString(16)} is no set of roles: it has a bit that stands for none.`,
      `Add up 1 << role of the roles ${ROLE_NAMES.join(", ")}.`,
      set,
    );
  }
  return roles;
}

/** Every role that can be granted, in the order of their numbers. */
export const ROLE_NAMES: readonly RoleName[] = namesOf(Role).filter((name): name is RoleName => name !== "None");

/** The names of a vocabulary in the order of their numbers, None included. */
export function namesOf<Name extends string>(vocabulary: Readonly<Record<Name, number>>): Name[] {
  const names: Name[] = [];
  for (const name in vocabulary) names.push(name);
  return names.sort((a, b) => vocabulary[a] - vocabulary[b]);
}
