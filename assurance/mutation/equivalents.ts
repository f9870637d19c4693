/** A mutant that nobody can tell from the original, and why. */
export interface Equivalent {
  readonly file: string;
  /** `Contract.function`. */
  readonly place: string;
  readonly original: string;
  readonly mutated: string;
  readonly why: string;
}

/** Kept by text rather than line; one that a test kills, or that fits no mutant, is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: "contracts/libraries/Batches.sol",
    place: "Batches.isDate",
    original: "99_991_231",
    mutated: "(99_991_231) + 1",
    why: "The one date more is a 32nd day, which the comparison of the day refuses.",
  },
  {
    file: "contracts/libraries/Gs1.sol",
    place: "Gs1.isGtin",
    original: "gtin >= GTIN_LIMIT",
    mutated: "(gtin) > (GTIN_LIMIT)",
    why: "The one number more is 10^14, whose last digit is not the check digit of the others.",
  },
  {
    file: "contracts/annex/Onward.sol",
    place: "Onward.fallback",
    original: "mload(0x40)",
    mutated: "mload(add(0x40, 1))",
    why: "The free memory begins 256 times as far up, which is free too, and nothing else uses memory here.",
  },
  {
    file: "contracts/annex/Onward.sol",
    place: "Onward.fallback",
    original: "delegatecall(gas(), onward, m, calldatasize(), 0, 0)",
    mutated: "delegatecall(gas(), onward, m, calldatasize(), 0, add(0, 1))",
    why: "One byte of the answer goes to scratch space, which nobody reads.",
  },
  {
    file: "contracts/libraries/Rare.sol",
    place: "Rare.append",
    original: "mload(0x40)",
    mutated: "mload(add(0x40, 1))",
    why: "The free memory begins 256 times as far up, which is free too.",
  },
  {
    file: "contracts/libraries/Rare.sol",
    place: "Rare.append",
    original: "calldatacopy(add(m, 0x04), c, 0x1a0)",
    mutated: "calldatacopy(add(m, 0x04), c, add(0x1a0, 1))",
    why: "The one byte more is written over by the signer.",
  },
  {
    file: "contracts/libraries/Rare.sol",
    place: "Rare.append",
    original: "call(gas(), address(), 0, m, 0x1c4, 0, 0x20)",
    mutated: "call(gas(), address(), 0, m, 0x1c4, 0, add(0x20, 1))",
    why: "The answer has 32 bytes, and no more are written.",
  },
  {
    file: "contracts/libraries/Steps.sol",
    place: "Steps.logCheckpoint",
    original: "calldatacopy(add(m, 0x20), c, 0x160)",
    mutated: "calldatacopy(add(m, 0x20), c, add(0x160, 1))",
    why: "The one byte more is written over by the signer.",
  },
  {
    file: "contracts/libraries/Fields.sol",
    place: "Fields.requireClean",
    original: "revert(0, 0)",
    mutated: "revert(add(0, 1), 0)",
    why: "Where no bytes are taken from.",
  },
  {
    file: "contracts/libraries/Fields.sol",
    place: "Fields.requireClean",
    original: "beside := or(beside, shr(8, calldataload(add(c, 0x60))))",
    mutated: "beside := or(beside, shr(add(8, 1), calldataload(add(c, 0x60))))",
    why: "A role above 255 is in no set, and the refusal that names it reverts with nothing too.",
  },
  {
    file: "contracts/types/KindTable.sol",
    place: "everydayRuleOf",
    original: "kind == Kind.HoldLifted",
    mutated: "true",
    why: "The last alternative; see assurance/branches/impossible.ts.",
  },
  {
    file: "contracts/types/KindTable.sol",
    place: "rareRuleOf",
    original: "kind == Kind.Voided",
    mutated: "true",
    why: "The last alternative; see assurance/branches/impossible.ts.",
  },
  {
    file: "contracts/types/Rule.sol",
    place: "RuleFields.customs",
    original: "(Rule.unwrap(r) >> 72) & 0xFF",
    mutated: "(Rule.unwrap(r) >> 72)",
    why: "A bit of it is asked for a state of customs, of which there are five, so no bit beyond the eight is.",
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions._mends",
    original: "rule.customs() & DECLARED != 0",
    mutated: "true",
    why: "It is never false here; see assurance/branches/impossible.ts.",
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions._mends",
    original: "rule.customs() & DECLARED",
    mutated: "rule.customs()",
    why: "The condition stays true, as it always is; see assurance/branches/impossible.ts.",
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions._mends",
    original: "rule.customs() & DECLARED",
    mutated: "DECLARED",
    why: "The condition stays true, as it always is; see assurance/branches/impossible.ts.",
  },
  {
    file: "contracts/libraries/Territories.sol",
    place: "Territories.sameTerritory",
    original: "ledger.joined & (filterBit(a) | filterBit(b)) == 0",
    mutated: "false",
    why: "Without the filter both territories are read, and compared, which gives the same answer for more gas.",
  },
  {
    file: "contracts/libraries/Territories.sol",
    place: "Territories.sameTerritory",
    original: "ledger.joined & (filterBit(a) | filterBit(b))",
    mutated: "ledger.joined",
    why: "The filter lets more pass, and both territories are read and compared: the same answer for more gas.",
  },
  {
    file: "contracts/libraries/Territories.sol",
    place: "Territories.sameTerritory",
    original: "ledger.joined & (filterBit(a) | filterBit(b))",
    mutated: "(filterBit(a) | filterBit(b))",
    why: "The filter lets all pass, and both territories are read and compared: the same answer for more gas.",
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving.silentSince",
    original: "96",
    mutated: "(96) + 1",
    why: "A slice that is longer than a word becomes its first 32 bytes, and a checkpoint has 480.",
  },
];
