import { createHash } from "node:crypto";

import { child, maybeChild, placeOf, spanOf, walk, type Node } from "../solidity/ast.js";
import { textOf, type Wrap } from "../solidity/rewrite.js";

/** A condition that decides which way the code goes on. */
export interface Branch {
  /** Reported when it was false; the next number when it was true. */
  readonly id: number;
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** `Contract.function`. */
  readonly place: string;
  readonly condition: string;
}

export const PROBE_FILE = "assurance/Branches.sol";

/** At the end of a source, so that no line moves. */
export const PROBE_IMPORT = `\nimport {__taken} from "${PROBE_FILE}";\n`;

/** What the conditions are passed through. */
export function probeSource(coverage: string): string {
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {__NomicFoundationCoverage} from "${coverage}";

function __taken(uint256 id, bool condition) pure returns (bool) {
    __NomicFoundationCoverage.sendHit(condition ? id + 1 : id);
    return condition;
}
`;
}

/**
 * Finds every condition of a source: of an \`if\`, a loop and \`?:\`, and each operand of \`&&\` and \`||\` rather than the
 * whole, which says less. Conditions in assembly are left out: a probe there would be a call, and change what the code sees
 * of its own last one. The mutation run shows both of their outcomes.
 */
export function probesOf(file: string, source: string, tree: Node): { branches: Branch[]; wraps: Wrap[] } {
  const branches: Branch[] = [];
  const wraps: Wrap[] = [];
  walk(tree, (node, ancestors) => {
    for (const condition of conditionsOf(node)) {
      const { start, end } = spanOf(condition);
      const id = idOf(`${file}:${start}`);
      const line = textOf(source, { start: 0, end: start }).split("\n").length;
      const text = textOf(source, { start, end }).replaceAll(/\s+/g, " ");
      branches.push({ id, file, line, place: placeOf(node, ancestors), condition: text });
      wraps.push({ start, end, around: (inside) => `__taken(${id}, ${inside})` });
    }
    return true;
  });
  return { branches, wraps };
}

function conditionsOf(node: Node): Node[] {
  if (isJoined(node))
    return [child(node, "leftExpression"), child(node, "rightExpression")].filter((each) => !isJoined(bare(each)));
  const condition = maybeChild(node, "condition");
  // Of a Yul node the condition is Yul too.
  if (condition === undefined || node.nodeType.startsWith("Yul")) return [];
  return isJoined(bare(condition)) ? [] : [condition];
}

function isJoined(node: Node): boolean {
  return node.nodeType === "BinaryOperation" && (node.operator === "&&" || node.operator === "||");
}

/** Without the parentheses around it. */
function bare(node: Node): Node {
  const { components } = node;
  // Parentheses hold one expression; a tuple of more is no condition.
  return node.nodeType === "TupleExpression" ? bare((components as readonly [Node])[0]) : node;
}

function idOf(key: string): number {
  return createHash("sha256").update(key).digest().readUIntBE(0, 6) * 2;
}
