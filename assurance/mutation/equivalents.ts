/** A mutant that nobody can tell from the original, and why. */
export interface Equivalent {
  readonly file: string;
  /** `Contract.function`. */
  readonly place: string;
  readonly original: string;
  readonly mutated: string;
  /** Which of those that read the same, from 1, in the order of the source; all of them when left out. */
  readonly nth?: number;
  readonly why: string;
}

type Change = readonly [original: string, mutated: string, nth?: number];

/** Changes of one place that are equivalent for one reason. */
interface Reason {
  readonly file: string;
  readonly place: string;
  readonly why: string;
  readonly changes: readonly Change[];
}

const REASONS: readonly Reason[] = [
  {
    file: "contracts/Containers.sol",
    place: "Containers._taller",
    why: "When the two are equal either is the taller.",
    changes: [["own > height", "(own) >= (height)"]],
  },
  {
    file: "contracts/LineRecords.sol",
    place: "LineRecords._judge",
    why: "No other kind with lines has a detail that is that of an overage or a transformation.",
    changes: [
      ["kind == Kind.Adjusted", "true"],
      ["adjusted", "true"],
    ],
  },
  {
    file: "contracts/Parties.sol",
    place: "Parties._requireSupported",
    why: "A slice that is longer than a word becomes its first 32 bytes.",
    changes: [["52", "(52) + 1", 1]],
  },
  {
    file: "contracts/Parties.sol",
    place: "Parties.setTerritory",
    why: "A country that is stored as its own territory reads as one of which nothing is stored.",
    changes: [["territory == country", "false"]],
  },
  {
    file: "contracts/ProvedRecords.sol",
    place: "ProvedRecords._contradicted",
    why: "Goods that are open as they are seen have an open word of their own, which is asked too.",
    changes: [
      ["(1 << uint256(seen.movement())) & OPEN != 0", "false"],
      ["1 << uint256(seen.movement())", "(1) >> (uint256(seen.movement()))"],
      ["1", "(1) + 1", 1],
    ],
  },
  {
    file: "contracts/ProvedRecords.sol",
    place: "ProvedRecords._isUsedUp",
    why: "Goods without any line have ended: what takes out the last one closes them.",
    changes: [["w.movement() == Movement.Closed", "true"]],
  },
  {
    file: "contracts/ProvedRecords.sol",
    place: "ProvedRecords._undo",
    why: "No other kind with lines has a detail that is that of a transformation.",
    changes: [["adjusted", "true", 2]],
  },
  {
    file: "contracts/RareRecords.sol",
    place: "RareRecords._diverted",
    why: "Customs' own word on imports is about goods that have arrived; these go elsewhere only by being returned, which ends it, and their arrival is not undone once that word came after it.",
    changes: [["WordFields.IMPORT_OWN | WordFields.DOMESTIC", "WordFields.DOMESTIC"]],
  },
  {
    file: "contracts/RareRecords.sol",
    place: "RareRecords._judge",
    why: "Whoever comes through the ledger has had every field checked by the compiler when it handed the record to the linked library, which reverts with nothing too.",
    changes: [["Fields.requireClean(c)", ""]],
  },
  {
    file: "contracts/RareRecords.sol",
    place: "RareRecords.judge",
    why: "Everybody who asks from outside comes with particulars.",
    changes: [["withParticulars", "true"]],
  },
  {
    file: "contracts/RareRecords.sol",
    place: "RareRecords.requireTakeable",
    why: "Whoever comes through the ledger and neither made the goods a consignment nor has them was refused before; who has them is by the other half.",
    changes: [["!_isCreator(ledger, c, seen)", "false"]],
  },
  {
    file: "contracts/annex/ConsignmentAffairs.sol",
    place: "ConsignmentAffairs.consignmentOf",
    why: "What is not packed names container 0, which is none, and so is its id.",
    changes: [["own.has(WordFields.PACKED)", "true"]],
  },
  {
    file: "contracts/annex/ItemAffairs.sol",
    place: "ItemAffairs.labelItems",
    why: "When the two are equal nothing is available either way.",
    changes: [["stored.quantity > labelled", "(stored.quantity) >= (labelled)"]],
  },
  {
    file: "contracts/annex/Onward.sol",
    place: "Onward.fallback",
    why: "The free memory begins 256 times as far up, which is free too, and nothing else uses memory here.",
    changes: [["mload(0x40)", "mload(add(0x40, 1))"]],
  },
  {
    file: "contracts/annex/Onward.sol",
    place: "Onward.fallback",
    why: "One byte of the answer goes to scratch space, which nobody reads.",
    changes: [
      [
        "delegatecall(gas(), onward, m, calldatasize(), 0, 0)",
        "delegatecall(gas(), onward, m, calldatasize(), 0, add(0, 1))",
      ],
    ],
  },
  {
    file: "contracts/annex/RecallAffairs.sol",
    place: "RecallAffairs._exists",
    why: "The one id less is no product: its lower 64 bits are no GTIN.",
    changes: [["uint256(subject) <= type(uint96).max", "(uint256(subject)) < (type(uint96).max)"]],
  },
  {
    file: "contracts/annex/SignedAffairs.sol",
    place: "SignedAffairs._reason",
    why: "At most one word of memory more is left free.",
    changes: [
      [
        "mstore(0x40, add(reason, and(add(size, 0x3f), not(0x1f))))",
        "mstore(0x40, add(reason, and(add(size, add(0x3f, 1)), not(0x1f))))",
      ],
    ],
  },
  {
    file: "contracts/annex/SignedAffairs.sol",
    place: "SignedAffairs.tryMulticall",
    why: "Where no bytes of the answer go.",
    changes: [
      [
        "success := delegatecall(CALL_GAS, address(), add(data, 0x20), mload(data), 0, 0)",
        "success := delegatecall(CALL_GAS, address(), add(data, 0x20), mload(data), add(0, 1), 0)",
      ],
    ],
  },
  {
    file: "contracts/annex/SignedAffairs.sol",
    place: "SignedAffairs.tryMulticall",
    why: "One byte of the answer goes to scratch space, which nobody reads before writing it.",
    changes: [
      [
        "success := delegatecall(CALL_GAS, address(), add(data, 0x20), mload(data), 0, 0)",
        "success := delegatecall(CALL_GAS, address(), add(data, 0x20), mload(data), 0, add(0, 1))",
      ],
    ],
  },
  {
    file: "contracts/libraries/Batches.sol",
    place: "Batches.isDate",
    why: "The one date more is a 32nd day, which the comparison of the day refuses.",
    changes: [["99_991_231", "(99_991_231) + 1"]],
  },
  {
    file: "contracts/libraries/Capacity.sol",
    place: "Capacity.requireCapacity",
    why: "A hold is lifted from anywhere and moves nothing: who has the goods makes no difference.",
    changes: [["false", "true", 1]],
  },
  {
    file: "contracts/libraries/Capacity.sol",
    place: "Capacity.requireCapacity",
    why: "In every row who is next writes in no role but a custodian's.",
    changes: [["rule.custodians() + rule.nexts()", "rule.custodians()"]],
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions._mends",
    why: "It is never false here; see assurance/branches/impossible.ts.",
    changes: [["rule.customs() & DECLARED != 0", "true"]],
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions._mends",
    why: "The condition stays true, as it always is; see assurance/branches/impossible.ts.",
    changes: [
      ["rule.customs() & DECLARED", "rule.customs()"],
      ["rule.customs() & DECLARED", "DECLARED"],
      ["0", "(0) + 1", 1],
    ],
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions.requirePlace",
    why: "Where the goods stand is a UN/LOCODE in its own territory, so that all later checks let it pass: only gas differs.",
    changes: [
      ["place == standing", "false", 2],
      ["!rule.has(IN_DESTINATION)", "false"],
    ],
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions.requireTime",
    why: "The earliest second is within the window, and not asked about here.",
    changes: [["occurredAt < earliest", "(occurredAt) <= (earliest)"]],
  },
  {
    file: "contracts/libraries/Entitlement.sol",
    place: "Entitlement.requireValid",
    why: "The bit lost is the lowest of the time of revocation, which is never second 1; the one gained is of the time of a compromise, which only a revoked key has.",
    changes: [["136", "(136) + 1"]],
  },
  {
    file: "contracts/libraries/Fields.sol",
    place: "Fields.requireClean",
    why: "Where no bytes are taken from.",
    changes: [["revert(0, 0)", "revert(add(0, 1), 0)"]],
  },
  {
    file: "contracts/libraries/Gs1.sol",
    place: "Gs1.isGtin",
    why: "The one number more is 10^14, whose last digit is not the check digit of the others.",
    changes: [["gtin >= GTIN_LIMIT", "(gtin) > (GTIN_LIMIT)"]],
  },
  {
    file: "contracts/libraries/Lines.sol",
    place: "Lines.remaining",
    why: "Without an emptied line the compacted lines are the same lines.",
    changes: [["emptied != 0", "true"]],
  },
  {
    file: "contracts/libraries/Packing.sol",
    place: "Packing.effective",
    why: "What is in no container amounts to itself: only gas differs.",
    changes: [["own.has(WordFields.PACKED)", "true"]],
  },
  {
    file: "contracts/libraries/Packing.sol",
    place: "Packing.propagate",
    why: "A container that is told of no change stores what it has: only gas differs.",
    changes: [["stopped == stops && wasApart == isApart", "false"]],
  },
  {
    file: "contracts/libraries/Prefixes.sol",
    place: "Prefixes.requirePrefix",
    why: "Nobody holds a prefix of another length, as `assignPrefix` sees to.",
    changes: [["length >= Gs1.MIN_PREFIX", "true"]],
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving._isCheckpoint",
    why: "A step of that type has that length, and the head holds no other.",
    changes: [["step.length == CHECKPOINT_BYTES", "true"]],
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving._isCheckpoint",
    why: "No other type of step has that length.",
    changes: [["bytes32(step[:32]) == Steps.CHECKPOINT", "true"]],
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving._isCheckpoint",
    why: "A slice that is longer than a word becomes its first 32 bytes.",
    changes: [["32", "(32) + 1"]],
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving.silentSince",
    why: "A slice that is longer than a word becomes its first 32 bytes, and a checkpoint has 480.",
    changes: [["96", "(96) + 1"]],
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving.touched",
    why: "Words of which two neighbours differ are words of which one differs from the last.",
    changes: [["w = before", ""]],
  },
  {
    file: "contracts/libraries/Rare.sol",
    place: "Rare.append",
    why: "The free memory begins 256 times as far up, which is free too.",
    changes: [["mload(0x40)", "mload(add(0x40, 1))"]],
  },
  {
    file: "contracts/libraries/Rare.sol",
    place: "Rare.append",
    why: "The one byte more is written over by the signer.",
    changes: [["calldatacopy(add(m, 0x04), c, 0x1a0)", "calldatacopy(add(m, 0x04), c, add(0x1a0, 1))"]],
  },
  {
    file: "contracts/libraries/Rare.sol",
    place: "Rare.append",
    why: "An answer has 32 bytes; the 33rd of an error goes to scratch space, and the error is passed on as it is.",
    changes: [["call(gas(), address(), 0, m, 0x1c4, 0, 0x20)", "call(gas(), address(), 0, m, 0x1c4, 0, add(0x20, 1))"]],
  },
  {
    file: "contracts/libraries/Recording.sol",
    place: "Recording._moved",
    why: "What is taken away is the flag that is not there.",
    changes: [["before.has(WordFields.DOMESTIC)", "true"]],
  },
  {
    file: "contracts/libraries/Recording.sol",
    place: "Recording.append",
    why: "The annex judges everyday records by the same rows: only gas differs.",
    changes: [["before.movementBit() & rule.movements() == 0", "true"]],
  },
  {
    file: "contracts/libraries/Recording.sol",
    place: "Recording.append",
    why: "No everyday kind needs particulars, which is all that it says.",
    changes: [["false", "true"]],
  },
  {
    file: "contracts/libraries/Recording.sol",
    place: "Recording.judge",
    why: "What is asked then lets goods without both pass: only gas differs.",
    changes: [["before.has(WordFields.ANY_HOLD | WordFields.APART_INSIDE)", "true"]],
  },
  {
    file: "contracts/libraries/Recording.sol",
    place: "Recording.moveHold",
    why: "It is called only when the two differ.",
    changes: [["afterwards.holds() > before.holds()", "(afterwards.holds()) >= (before.holds())"]],
  },
  {
    file: "contracts/libraries/Signatures.sol",
    place: "Signatures._isVerifiedBy",
    why: "The answer has 32 bytes, and no more are written; one more would go to scratch space.",
    changes: [
      [
        "answered := staticcall(gas(), verifier, add(question, 0x20), mload(question), 0, 0x20)",
        "answered := staticcall(gas(), verifier, add(question, 0x20), mload(question), 0, add(0x20, 1))",
      ],
    ],
  },
  {
    file: "contracts/libraries/Signatures.sol",
    place: "Signatures._isVerifiedBy",
    why: "The ledger's own verifier answers with a word, or fails with no data or with an error that does not begin with its yes.",
    changes: [
      ["answered := and(answered, gt(returndatasize(), 0x1f))", "answered := or(answered, gt(returndatasize(), 0x1f))"],
    ],
  },
  {
    file: "contracts/libraries/Signatures.sol",
    place: "Signatures.isSignedBy",
    why: "An account without code answers nothing, and a precompile never the selector followed by 28 zero bytes.",
    changes: [["first.code.length != 0", "true"]],
  },
  {
    file: "contracts/libraries/Signatures.sol",
    place: "Signatures.isSignedBy",
    why: "Neither code of one byte nor an account without code answers yes; nor does a precompile.",
    changes: [["0", "(0) + 1"]],
  },
  {
    file: "contracts/libraries/Signatures.sol",
    place: "Signatures.isSignedBy",
    why: "The verifier of passkeys itself refuses a key of another length, and a signer shorter than an address is not it, whose address ends in no zero byte.",
    changes: [["signer.length != 84", "false"]],
  },
  {
    file: "contracts/libraries/Steps.sol",
    place: "Steps.logCheckpoint",
    why: "The one byte more is written over by the signer.",
    changes: [["calldatacopy(add(m, 0x20), c, 0x160)", "calldatacopy(add(m, 0x20), c, add(0x160, 1))"]],
  },
  {
    file: "contracts/libraries/Territories.sol",
    place: "Territories.sameTerritory",
    why: "Without the filter both territories are read, and compared, which gives the same answer for more gas.",
    changes: [["ledger.joined & (filterBit(a) | filterBit(b)) == 0", "false"]],
  },
  {
    file: "contracts/libraries/Territories.sol",
    place: "Territories.sameTerritory",
    why: "The filter lets more pass, and both territories are read and compared: the same answer for more gas.",
    changes: [["ledger.joined & (filterBit(a) | filterBit(b))", "ledger.joined"]],
  },
  {
    file: "contracts/libraries/Territories.sol",
    place: "Territories.sameTerritory",
    why: "The filter lets all pass, and both territories are read and compared: the same answer for more gas.",
    changes: [["ledger.joined & (filterBit(a) | filterBit(b))", "(filterBit(a) | filterBit(b))"]],
  },
  {
    file: "contracts/libraries/TypedData.sol",
    place: "TypedData.hashOf",
    why: "The free memory begins 256 times as far up, which is free too.",
    changes: [["mload(0x40)", "mload(add(0x40, 1))"]],
  },
  {
    file: "contracts/libraries/TypedData.sol",
    place: "TypedData.hashOf",
    why: "The one byte more is written over by what follows.",
    changes: [
      ["mcopy(add(m, 0x20), spelling, 0x60)", "mcopy(add(m, 0x20), spelling, add(0x60, 1))"],
      ["calldatacopy(add(m, 0x80), add(c, 0xa0), 0x20)", "calldatacopy(add(m, 0x80), add(c, 0xa0), add(0x20, 1))"],
      ["calldatacopy(add(m, 0xa0), c, 0x40)", "calldatacopy(add(m, 0xa0), c, add(0x40, 1))"],
      ["calldatacopy(add(m, 0xe0), add(c, 0xe0), 0x20)", "calldatacopy(add(m, 0xe0), add(c, 0xe0), add(0x20, 1))"],
      ["calldatacopy(add(m, 0x100), add(c, 0xc0), 0x20)", "calldatacopy(add(m, 0x100), add(c, 0xc0), add(0x20, 1))"],
      ["calldatacopy(add(m, 0x140), add(c, 0x100), 0x60)", "calldatacopy(add(m, 0x140), add(c, 0x100), add(0x60, 1))"],
    ],
  },
  {
    file: "contracts/libraries/TypedData.sol",
    place: "TypedData.hashOf",
    why: "The one byte more is not hashed.",
    changes: [
      ["calldatacopy(add(m, 0x1c0), add(c, 0x180), 0x20)", "calldatacopy(add(m, 0x1c0), add(c, 0x180), add(0x20, 1))"],
    ],
  },
  {
    file: "contracts/libraries/Unpacking.sol",
    place: "Unpacking._headsAround",
    why: "What is in nothing names container 0, whose head is 0 too.",
    changes: [["!outer.has(WordFields.PACKED)", "false"]],
  },
  {
    file: "contracts/registers/ConsignmentRegister.sol",
    place: "ConsignmentRegister.createConsignment",
    why: "What is not domestic is made what it is.",
    changes: [["domestic", "true", 1]],
  },
  {
    file: "contracts/types/KindTable.sol",
    place: "everydayRuleOf",
    why: "The last alternative; see assurance/branches/impossible.ts.",
    changes: [["kind == Kind.HoldLifted", "true"]],
  },
  {
    file: "contracts/types/KindTable.sol",
    place: "rareRuleOf",
    why: "The last alternative; see assurance/branches/impossible.ts.",
    changes: [["kind == Kind.Voided", "true"]],
  },
  {
    file: "contracts/types/Rule.sol",
    place: "RuleFields.customs",
    why: "A bit of it is asked for a state of customs, of which there are five, so no bit beyond the eight is.",
    changes: [["(Rule.unwrap(r) >> 72) & 0xFF", "(Rule.unwrap(r) >> 72)"]],
  },
  {
    file: "contracts/types/Word.sol",
    place: "WordFields.withHolder",
    why: "It is given only words of goods as they are seen, which are never packed.",
    changes: [["(uint256(type(uint32).max) << HOLDER) | PACKED", "(uint256(type(uint32).max) << HOLDER)"]],
  },
];

/** Kept by text rather than line; one that a test kills, or that fits no mutant, is an error. */
export const EQUIVALENTS: readonly Equivalent[] = REASONS.flatMap(({ changes, ...where }) =>
  changes.map(([original, mutated, nth]) => ({ ...where, original, mutated, ...(nth === undefined ? {} : { nth }) })),
);
