import { child, spanOf, walk, type Node } from "../solidity/ast.js";
import { rewrite } from "../solidity/rewrite.js";
import type { Read } from "./expressions.js";

const OTHER: Readonly<Record<string, string>> = {
  add: "sub",
  sub: "add",
  and: "or",
  or: "and",
  xor: "or",
  shl: "shr",
  shr: "shl",
  gt: "lt",
  lt: "gt",
  eq: "xor",
};

/** The unary ones give what they are given. */
const DROPPED = new Set(["iszero", "not"]);

/** Everything that one change makes of a piece of Yul: another operator, a number counted up. */
export function yulChangesOf(piece: Node, read: Read): string[] {
  const texts: string[] = [];
  const base = spanOf(piece).start;
  const source = read(piece);
  const replace = (node: Node, text: string): void => {
    const { start, end } = spanOf(node);
    texts.push(rewrite(source, [{ start: start - base, end: end - base, around: () => text }]));
  };
  walk(piece, (node) => {
    // The body of an `if` has statements of its own.
    if (node.nodeType === "YulBlock") return false;
    if (node.nodeType === "YulLiteral" && node.kind === "number") replace(node, `add(${read(node)}, 1)`);
    if (node.nodeType === "YulFunctionCall") {
      const name = child(node, "functionName");
      const other = OTHER[String(name.name)];
      if (other !== undefined) replace(name, other);
      if (DROPPED.has(String(name.name))) replace(node, argumentOf(node, read));
    }
    return true;
  });
  return texts;
}

function argumentOf(call: Node, read: Read): string {
  const given: unknown = call.arguments;
  // solc gives every call its arguments, and these one.
  return read((given as readonly [Node])[0]);
}
