import { decodeRule, type KindRule, type RuleFlag } from "../../sdk/rule.js";
import { Kind, namesOf } from "../../sdk/vocabulary.js";

type KindName = keyof typeof Kind;

interface Row extends KindRule {
  readonly kind: KindName;
}

/** What the model asks of a row. */
const FLAGS: readonly RuleFlag[] = [
  "moves",
  "setsPlace",
  "holdStops",
  "solePlacerMay",
  "needsExport",
  "unlessDomestic",
  "reachesPacked",
  "customsAct",
  "placesHold",
  "liftsHold",
  "needsParticulars",
  "takesLines",
];

/** What a row may set in the word, and what the model calls a row that does. */
const SETS: Readonly<Record<string, KindRule["sets"][number]>> = {
  clearsExport: "exportCleared",
  travels: "travelled",
};

/**
 * Writes the table of kinds as plain Solidity: comparisons of enums, and no bit arithmetic, in which a solver of Horn
 * clauses gets lost.
 *
 * @param rows what `ruleOf` answers, packed, at each kind's number.
 * @returns the source of `Table.sol`.
 * @throws InvalidValueError when a set of roles has a bit that is no role.
 */
export function generateTable(rows: readonly bigint[]): string {
  const table = namesOf(Kind)
    .filter((kind) => kind !== "None")
    .map((kind): Row => ({ kind, ...decodeRule(rows[Kind[kind]] ?? 0n) }));
  const flags = [
    ...FLAGS.map((flag) => predicate(flag, table, (row) => row.flags.has(flag))),
    ...Object.entries(SETS).map(([name, flag]) => predicate(name, table, (row) => row.sets.includes(flag))),
  ];
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;
import {Customs, Kind, Movement} from "../../contracts/types/Kind.sol";
import {Role} from "../../contracts/types/Roles.sol";

enum Capacity { Witness, Custodian, Next, Agent }

library Table {
${[
  membership("follows", "Movement", table, (row) => row.movements),
  membership("followsCustoms", "Customs", table, (row) => row.customs),
  membership("witnesses", "Role", table, (row) => row.witnesses),
  membership("custodians", "Role", table, (row) => row.custodians),
  membership("nexts", "Role", table, (row) => row.nexts),
  membership("agents", "Role", table, (row) => row.agents),
  outcome("toMovement", "Movement", table, (row) => row.toMovement),
  outcome("toCustoms", "Customs", table, (row) => row.toCustoms),
  ...flags,
  WRITES,
].join("\n")}
}
`;
}

const WRITES = `function writes(Kind k, Role r, Capacity c) internal pure returns (bool) {
  return c == Capacity.Witness ? witnesses(k, r) : c == Capacity.Custodian ? custodians(k, r) : c == Capacity.Next ? nexts(k, r) : agents(k, r);
}`;

/** Whether a kind's set has a value. */
function membership(name: string, type: string, table: readonly Row[], setOf: (row: Row) => readonly string[]): string {
  // Kinds with the same set share a term: the set is asked for once.
  const sets = [...new Set(table.map((row) => setOf(row).join()))].filter((set) => set !== "");
  const terms = sets.map((set) => {
    const kinds = table.filter((row) => setOf(row).join() === set).map((row) => row.kind);
    return `(${anyOf("k == Kind.", kinds)}) && (${anyOf(`x == ${type}.`, set.split(","))})`;
  });
  return `function ${name}(Kind k, ${type} x) internal pure returns (bool) { return ${terms.join(" || ") || "false"}; }`;
}

/** What a kind leads to; None where it leads nowhere else. */
function outcome(name: string, type: string, table: readonly Row[], of: (row: Row) => string | undefined): string {
  const cases = table.flatMap((row) => {
    const to = of(row);
    return to === undefined ? [] : [`k == Kind.${row.kind} ? ${type}.${to} : `];
  });
  return `function ${name}(Kind k) internal pure returns (${type}) { return ${cases.join("")}${type}.None; }`;
}

function predicate(name: string, table: readonly Row[], holds: (row: Row) => boolean): string {
  const kinds = table.filter(holds).map((row) => row.kind);
  return `function ${name}(Kind k) internal pure returns (bool) { return ${anyOf("k == Kind.", kinds)}; }`;
}

function anyOf(prefix: string, names: readonly string[]): string {
  return names.map((name) => `${prefix}${name}`).join(" || ") || "false";
}
