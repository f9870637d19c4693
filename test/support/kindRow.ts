import { Customs, Movement, Role, type Kind, type RoleName } from "../../sdk/vocabulary.js";
import { flagBit, type CustomsName, type Flag, type MovementName } from "../../assurance/model/word.js";

export type KindName = keyof typeof Kind;

/** Where a record's place must be. */
export type Whereabouts =
  /** Where the goods stand. */
  | "standing"
  /** Where they stand; on the road any place or none, but not for a witness. */
  | "standing or on the road"
  /** In the destination territory. */
  | "destination"
  /** In the territory where the goods are. */
  | "territory"
  /** Any place within the writer's grant. */
  | "any";

/**
 * A row of the table of kinds, as the design words it: a second statement beside the contract's, by which a change of
 * either is noticed.
 */
export interface Row {
  witnesses?: readonly RoleName[];
  custodians?: readonly RoleName[];
  nexts?: readonly RoleName[];
  agents?: readonly RoleName[];
  movements: readonly MovementName[];
  customs: readonly CustomsName[];
  details: readonly number[];
  toMovement?: MovementName;
  toCustoms?: CustomsName;
  where: Whereabouts;
  /** Moves the goods or their custody. */
  moves?: true;
  setsPlace?: true;
  holdStops?: true;
  solePlacerMay?: true;
  needsExport?: true;
  unlessDomestic?: true;
  reachesPacked?: true;
  asAWhole?: true;
  customsAct?: true;
  placesHold?: true;
  liftsHold?: true;
  needsParticulars?: true;
  takesLines?: true;
  takesChildren?: true;
  takesPart?: true;
  takesProof?: true;
  creatorMay?: true;
  namesCountry?: true;
  sets?: Flag;
}

/* SETS THAT SEVERAL ROWS NAME */

export const OPEN: readonly MovementName[] = ["Created", "Ready", "InTransit", "AtTransit", "Arrived"];
/** At any time, also when all is over. */
export const EVERYWHERE: readonly MovementName[] = [...OPEN, "Delivered", "Closed"];
export const ANY: readonly CustomsName[] = ["None", "Declared", "PartlyCleared", "Cleared", "Refused"];
export const NOT_REFUSED: readonly CustomsName[] = ["None", "Declared", "PartlyCleared", "Cleared"];
export const HANDLERS: readonly RoleName[] = ["Carrier", "Port"];
export const KEEPERS: readonly RoleName[] = ["Brand", "Seller", "Factory", "Carrier", "Warehouse", "Retailer"];
/** Whoever may have goods in custody: ports have them too, and make none. */
export const HOLDERS: readonly RoleName[] = [...KEEPERS, "Port"];
/** Where goods stand that are not handed over yet. */
export const STANDING: readonly MovementName[] = ["Created", "Ready", "AtTransit", "Arrived"];
/** Digits of UN/CEFACT Recommendation 19. */
export const MODES = [1, 2, 3, 4, 5, 6, 7, 8, 9];
export const NOTHING = [0];

export const valuesOf = (vocabulary: Record<string, number>) =>
  Object.values(vocabulary).filter((value) => value !== 0);

/** The row as the contract packs it. */
export function packRow(row: Row): bigint {
  const bits = (values: Iterable<number>) => [...values].reduce((set, value) => set | (1n << BigInt(value)), 0n);
  const roles = (names: readonly RoleName[] = []) => bits(names.map((name) => Role[name]));
  const flags = [
    row.where === "standing" || row.where === "standing or on the road",
    row.where === "standing or on the road",
    row.where === "destination",
    row.where === "territory",
    row.moves,
    row.setsPlace,
    row.holdStops,
    row.solePlacerMay,
    row.needsExport,
    row.unlessDomestic,
    row.reachesPacked,
    row.asAWhole,
    row.customsAct,
    row.placesHold,
    row.liftsHold,
    row.needsParticulars,
    row.takesLines,
    row.takesChildren,
    row.takesPart,
    row.takesProof,
    row.creatorMay,
    row.namesCountry,
  ];
  return (
    roles(row.witnesses) |
    (roles(row.custodians) << 16n) |
    (roles(row.nexts) << 32n) |
    (roles(row.agents) << 48n) |
    (bits(row.movements.map((name) => Movement[name])) << 64n) |
    (bits(row.customs.map((name) => Customs[name])) << 72n) |
    (bits(row.details) << 80n) |
    (BigInt(row.toMovement === undefined ? 0 : Movement[row.toMovement]) << 96n) |
    (BigInt(row.toCustoms === undefined ? 0 : Customs[row.toCustoms]) << 100n) |
    (bits(flags.flatMap((flag, bit) => (flag === true ? [bit] : []))) << 104n) |
    (row.sets === undefined ? 0n : flagBit(row.sets))
  );
}
