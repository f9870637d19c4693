import { child, maybeChild, spanOf, walk, type Ancestors, type Node } from "../solidity/ast.js";

/** Files whose whole purpose is to refuse: who may write, what must be so, what is signed, what is proved, what is conserved. */
const GUARDS =
  /\/(Capacity|Conditions|Entitlement|Signatures|Proving|Axes|Contents|Lines|Batches|Caller|KindTable|Rule)\.sol$/;

/** Calls that revert unless something is so; left out, nothing is asked. */
const ASKS = /^_?(require|consume|check|verify|judge)/;

/**
 * Whether a mutant there touches a line that checks role, place, custody, mandate, signature, nonce, deadline, movement,
 * customs, hold, conservation or proof: in a file of guards, in the condition of an `if` that reverts, in a function or
 * call whose name says that it asks, or a modifier.
 */
export function isCritical(file: string, node: Node, ancestors: Ancestors): boolean {
  if (GUARDS.test(file) || node.nodeType === "ModifierInvocation") return true;
  const around = [node, ...ancestors];
  if (around.some((each) => each.nodeType === "FunctionDefinition" && ASKS.test(String(each.name)))) return true;
  if (around.some((each) => each.nodeType === "FunctionCall" && ASKS.test(calledBy(each)))) return true;
  return around.some((each) => each.nodeType === "IfStatement" && guards(each, node));
}

function calledBy(call: Node): string {
  const called = maybeChild(call, "expression");
  return String(called?.memberName ?? called?.name);
}

function guards(statement: Node, node: Node): boolean {
  const condition = spanOf(child(statement, "condition"));
  const { start, end } = spanOf(node);
  if (start < condition.start || end > condition.end) return false;
  let reverts = false;
  walk(child(statement, "trueBody"), ({ nodeType }) => {
    reverts ||= nodeType === "RevertStatement";
    return true;
  });
  return reverts;
}
