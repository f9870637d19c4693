/** An outcome that no call can bring about, and why. */
export interface Impossible {
  readonly file: string;
  /** `Contract.function`. */
  readonly place: string;
  readonly condition: string;
  readonly outcome: boolean;
  readonly why: string;
}

/** Kept by text rather than line; an entry that is reached, or that fits nothing, is an error too. */
export const IMPOSSIBLE: readonly Impossible[] = [
  {
    file: "contracts/types/KindTable.sol",
    place: "everydayRuleOf",
    condition: "kind == Kind.HoldLifted",
    outcome: false,
    why: "Of the numbers from Arrived up to before Refused it is the last of six; the five others have returned their rows.",
  },
  {
    file: "contracts/types/KindTable.sol",
    place: "rareRuleOf",
    condition: "kind == Kind.Voided",
    outcome: false,
    why:
      "It is the last kind, and all others from Returned on have returned their rows but Destroyed, whose everyday row " +
      "ruleOf, the only caller, has found before. A larger number is no Kind: reading it from calldata reverts.",
  },
  {
    file: "contracts/libraries/Conditions.sol",
    place: "Conditions._mends",
    condition: "rule.customs() & DECLARED != 0",
    outcome: false,
    why:
      "Of the three customs acts ExportCleared follows every customs state, so that nothing is to mend; ImportCleared and " +
      "Refused may both follow Declared.",
  },
  {
    file: "contracts/libraries/Proving.sol",
    place: "Proving._isCheckpoint",
    condition: "bytes32(step[:32]) == Steps.CHECKPOINT",
    outcome: false,
    why:
      "The head holds the hash of every step before it is asked what one is, and of all types of steps only a " +
      "checkpoint's has 15 words (test/libraries/Steps.lengths.test.ts).",
  },
];
