import { child, maybeChild, type Ancestors, type Node } from "../solidity/ast.js";
import type { Read } from "./expressions.js";
import type { Change } from "./mutant.js";

const DELETED = new Set(["Assignment", "FunctionCall", "UnaryOperation"]);

/** The mutations of a whole statement: it is left out; what counts up counts down. */
export function statementChangesOf(node: Node, ancestors: Ancestors, read: Read): Change[] {
  if (node.nodeType === "EmitStatement") return [{ operator: "statement", text: "" }];
  if (node.nodeType !== "ExpressionStatement") return [];
  // The last part of a for's head has no semicolon, and without it the loop only runs out of gas.
  if (ancestors[0]?.nodeType === "ForStatement") return [];
  const expression = child(node, "expression");
  if (!DELETED.has(expression.nodeType) || isRevert(expression)) return [];
  const changes: Change[] = [{ operator: "statement", text: "" }];
  const reversed = reversedOf(expression, read);
  if (reversed !== undefined) changes.push({ operator: "arithmetic", text: `${reversed};` });
  return changes;
}

function isRevert(expression: Node): boolean {
  return maybeChild(expression, "expression")?.name === "revert";
}

const REVERSED: Readonly<Record<string, string>> = {
  "+=": "-=",
  "-=": "+=",
  "|=": "&=",
  "&=": "|=",
  "++": "--",
  "--": "++",
};

function reversedOf(expression: Node, read: Read): string | undefined {
  const operator = REVERSED[String(expression.operator)];
  if (operator === undefined) return undefined;
  if (expression.nodeType === "UnaryOperation") return `${operator}${read(child(expression, "subExpression"))}`;
  return `${read(child(expression, "leftHandSide"))} ${operator} ${read(child(expression, "rightHandSide"))}`;
}
