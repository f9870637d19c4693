import type { LogDescription } from "ethers";

import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { asciiFromBytes } from "../ascii.js";
import { KeyHolder, Kind, nameIn, Role, rolesIn, SubjectKind, type Vocabulary } from "../vocabulary.js";

/** An event of the ledger with its values in words. */
export interface LedgerEvent {
  /** Its name in Solidity, such as "CheckpointRecorded". */
  readonly name: string;
  /**
   * Its parameters by name: places, countries and units as text, roles and kinds by name, times and small numbers as number,
   * ids and quantities as the SDK has them elsewhere.
   */
  readonly values: Readonly<Record<string, unknown>>;
}

const VOCABULARIES: Readonly<Record<string, Vocabulary>> = {
  "enum Kind": Kind,
  "enum Role": Role,
  "enum SubjectKind": SubjectKind,
  "enum KeyHolder": KeyHolder,
};

/** Short text, left-aligned. */
const TEXTS = ["Place", "bytes2", "bytes3"];

/** Numbers that a double holds exactly. */
const SMALL = ["uint8", "uint24", "uint32", "uint40"];

/** What the contracts call the type of each parameter, by event. */
const TYPES = new Map(
  IWaymark__factory.abi
    .filter((item) => item.type === "event")
    .map(({ name, inputs }) => [name as string, inputs.map(({ internalType }): string => internalType)]),
);

/** A decoded event in words. */
export function eventInWords({ name, args, fragment }: LogDescription): LedgerEvent {
  const types = TYPES.get(name) ?? [];
  return {
    name,
    values: Object.fromEntries(
      fragment.inputs.map((input, index): [string, unknown] => [
        input.name,
        inWords(types[index] ?? input.type, args[index]),
      ]),
    ),
  };
}

/**
 * A value as the contracts give it, in words.
 *
 * @param type What the contracts call its type, such as "Place", "enum Role" or "uint40".
 */
export function inWords(type: string, value: unknown): unknown {
  const vocabulary = VOCABULARIES[type];
  if (typeof value === "bigint") {
    if (vocabulary !== undefined) return nameIn(vocabulary, value) ?? value;
    if (type === "RoleSet") return rolesIn(value);
    return SMALL.includes(type) ? Number(value) : value;
  }
  return TEXTS.includes(type) && typeof value === "string" ? asciiFromBytes(value) : value;
}
