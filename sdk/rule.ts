import { Customs, Movement, namesOf, rolesIn, type RoleName } from "./vocabulary.js";

type MovementName = keyof typeof Movement;
type CustomsName = keyof typeof Customs;

/** Where the place of a record must be. */
export type Whereabouts =
  | "where the goods stand"
  | "where the goods stand; on the road any place or none, but not for a witness"
  | "in the destination territory"
  | "in the territory where the goods are"
  | "any place of the writer's grant";

/** What else a kind needs and does; the names are those of `contracts/types/Rule.sol`. */
export const RULE_FLAGS = {
  moves: 108,
  setsPlace: 109,
  holdStops: 110,
  solePlacerMay: 111,
  needsExport: 112,
  unlessDomestic: 113,
  reachesPacked: 114,
  asAWhole: 115,
  customsAct: 116,
  placesHold: 117,
  liftsHold: 118,
  needsParticulars: 119,
  takesLines: 120,
  takesChildren: 121,
  takesPart: 122,
  takesProof: 123,
  creatorMay: 124,
  namesCountry: 125,
} as const;
export type RuleFlag = keyof typeof RULE_FLAGS;

/** What a record may set in the word of the goods; the bits are those of `contracts/types/Word.sol`. */
export const RULE_SETS = { exportCleared: 244, travelled: 248, inland: 249 } as const;
export type RuleSets = keyof typeof RULE_SETS;

/** One row of the table of kinds. */
export interface KindRule {
  /** Authorities that may write where the goods stand. */
  readonly witnesses: readonly RoleName[];
  /** Roles that may write with custody. */
  readonly custodians: readonly RoleName[];
  /** Roles that may write when named next, and thereby accept custody. */
  readonly nexts: readonly RoleName[];
  /** Roles that may write under a mandate of the custodian or the creator. */
  readonly agents: readonly RoleName[];
  /** Movements it may follow. */
  readonly movements: readonly MovementName[];
  /** Import customs states it may follow. */
  readonly customs: readonly CustomsName[];
  /** Values that its detail may have. */
  readonly details: readonly number[];
  /** The movement it leads to; undefined = it stays. */
  readonly toMovement: MovementName | undefined;
  /** The import customs state it leads to; undefined = it stays. */
  readonly toCustoms: CustomsName | undefined;
  readonly place: Whereabouts;
  readonly flags: ReadonlySet<RuleFlag>;
  /** What it says of the goods from now on: the fields of a `WordState` that become true. */
  readonly sets: readonly RuleSets[];
}

/**
 * Reads a row of the table of kinds as the ledger packs it (`ruleOfKind`); its layout is in `contracts/types/Rule.sol`.
 *
 * @throws InvalidValueError when a set of roles has a bit that is no role.
 * @example decodeRule(await waymark.ledger.ruleOfKind(Kind.Arrived)).toMovement // "Arrived"
 */
export function decodeRule(rule: bigint): KindRule {
  const bits = (shift: number, width: number): bigint => BigInt.asUintN(width, rule >> BigInt(shift));
  const has = (bit: number): boolean => bits(bit, 1) === 1n;
  const roles = (shift: number): RoleName[] => rolesIn(bits(shift, 16));
  const values = (shift: number, width: number): number[] =>
    Array.from({ length: width }, (_, value) => value).filter((value) => has(shift + value));
  const named = <Name extends string>(vocabulary: Readonly<Record<Name, number>>, shift: number): Name[] => {
    const names = namesOf(vocabulary);
    return values(shift, 8).flatMap((value) => names[value] ?? []);
  };
  const after = <Name extends string>(vocabulary: Readonly<Record<Name, number>>, shift: number): Name | undefined => {
    const value = Number(bits(shift, 4));
    return value === 0 ? undefined : namesOf(vocabulary)[value];
  };
  return {
    witnesses: roles(0),
    custodians: roles(16),
    nexts: roles(32),
    agents: roles(48),
    movements: named(Movement, 64),
    customs: named(Customs, 72),
    details: values(80, 16),
    toMovement: after(Movement, 96),
    toCustoms: after(Customs, 100),
    place: whereabouts(has),
    flags: new Set(keysOf(RULE_FLAGS).filter((flag) => has(RULE_FLAGS[flag]))),
    sets: keysOf(RULE_SETS).filter((field) => has(RULE_SETS[field])),
  };
}

function whereabouts(has: (bit: number) => boolean): Whereabouts {
  if (has(105)) return "where the goods stand; on the road any place or none, but not for a witness";
  if (has(104)) return "where the goods stand";
  if (has(106)) return "in the destination territory";
  return has(107) ? "in the territory where the goods are" : "any place of the writer's grant";
}

function keysOf<Key extends string>(bits: Readonly<Record<Key, number>>): Key[] {
  // The keys of a constant object are exactly those it is written with.
  return Object.keys(bits) as Key[];
}
