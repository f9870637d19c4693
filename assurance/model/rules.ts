import { KIND_TABLE } from "../../sdk/kindTable.js";
import { decodeRule, type KindRule, type RuleFlag } from "../../sdk/rule.js";
import { Kind, nameIn } from "../../sdk/vocabulary.js";

export type KindName = keyof typeof Kind;

const NAMES = Object.keys(KIND_TABLE) as (keyof typeof KIND_TABLE)[];
const RULES: ReadonlyMap<number, KindRule> = new Map(NAMES.map((kind) => [Kind[kind], decodeRule(KIND_TABLE[kind])]));

/** The row of a kind in the table of kinds, which is the contract's own; undefined when it has none. */
export function ruleOf(kind: number): KindRule | undefined {
  return RULES.get(kind);
}

/** Whether the kind's row has the flag. */
export function kindHas(kind: number, ...flags: RuleFlag[]): boolean {
  return flags.some((flag) => RULES.get(kind)?.flags.has(flag) === true);
}

/** The name of a kind. */
export function kindName(kind: number): KindName {
  return nameIn(Kind, kind) ?? "None";
}
