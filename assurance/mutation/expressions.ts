import { child, typeOf, type Ancestors, type Node } from "../solidity/ast.js";
import type { Change } from "./mutant.js";

/** Reads the source of a node. */
export type Read = (node: Node) => string;

/** What is changed about an expression. `as` is the type both sides must be given, where solc would take too small a one. */
export interface Changes {
  readonly changes: readonly Change[];
  readonly as?: string;
}

const NONE: Changes = { changes: [] };
const BOUNDARIES: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const ARITHMETIC: Readonly<Record<string, string>> = { "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "**": "*" };
const SHIFTS: Readonly<Record<string, string>> = { "<<": ">>", ">>": "<<" };
const EXPRESSIONS = new Set([
  "BinaryOperation",
  "UnaryOperation",
  "FunctionCall",
  "Identifier",
  "MemberAccess",
  "IndexAccess",
  "Literal",
]);

/** The mutations of a Solidity expression by what it is and where it stands, those of what is inside it apart. */
export function changesOf(node: Node, ancestors: Ancestors, read: Read): Changes {
  if (!EXPRESSIONS.has(node.nodeType) || node.lValueRequested === true) return NONE;
  const type = typeOf(node);
  if (type === "bool") return { changes: [...conditionsOf(node, ancestors), ...boundariesOf(node, read)] };
  if (/^(int|rational)_const/.test(type)) return numberOf(node, ancestors, read);
  return { changes: [...operatorsOf(node, read), ...resultsOf(node, ancestors)] };
}

/** What holds an expression, parentheses apart. */
function holderOf(ancestors: Ancestors): Node | undefined {
  return ancestors.find(({ nodeType }) => nodeType !== "TupleExpression");
}

/** Each condition is taken for true and for false; an operand of && or || only for what leaves the rest to decide. */
function conditionsOf(node: Node, ancestors: Ancestors): Change[] {
  const holder = holderOf(ancestors);
  if (holder?.nodeType === "UnaryOperation" || holder?.nodeType === "ExpressionStatement") return [];
  const to = (text: string): Change => ({ operator: "condition", text });
  if (holder?.nodeType === "BinaryOperation") {
    const joined = holder.operator;
    if (node.operator === joined) return [];
    if (joined === "&&") return [to("true")];
    if (joined === "||") return [to("false")];
  }
  if (node.nodeType === "Literal") return [to(node.value === "true" ? "false" : "true")];
  return [to("true"), to("false")];
}

function boundariesOf(node: Node, read: Read): Change[] {
  const boundary = BOUNDARIES[String(node.operator)];
  if (node.nodeType !== "BinaryOperation" || boundary === undefined) return [];
  return [{ operator: "boundary", text: joined(node, boundary, read) }];
}

function joined(node: Node, operator: string, read: Read): string {
  return `(${read(child(node, "leftExpression"))}) ${operator} (${read(child(node, "rightExpression"))})`;
}

/** Another operator, or one of the operands alone. */
function operatorsOf(node: Node, read: Read): Change[] {
  const operator = String(node.operator);
  if (node.nodeType === "UnaryOperation") {
    return operator === "~" ? [{ operator: "bits", text: read(child(node, "subExpression")) }] : [];
  }
  if (node.nodeType !== "BinaryOperation") return [];
  const operands = [read(child(node, "leftExpression")), read(child(node, "rightExpression"))];
  // A type of ours has few operators: one operand alone is a change that it always takes.
  if ("|&^".includes(operator) || typeof node.function === "number") {
    return operands.map((text): Change => ({ operator: "bits", text }));
  }
  const shift = SHIFTS[operator];
  if (shift !== undefined) return [{ operator: "bits", text: joined(node, shift, read) }];
  const other = ARITHMETIC[operator];
  return other === undefined ? [] : [{ operator: "arithmetic", text: joined(node, other, read) }];
}

/** What a function returns, taken for zero. */
function resultsOf(node: Node, ancestors: Ancestors): Change[] {
  const type = typeOf(node);
  if (ancestors[0]?.nodeType !== "Return" || !/^(uint|bytes)\d+$/.test(type)) return [];
  return [{ operator: "result", text: `${type}(0)` }];
}

/** A number is taken for the next one. */
function numberOf(node: Node, ancestors: Ancestors, read: Read): Changes {
  const holder = holderOf(ancestors);
  if (holder === undefined || typeOf(holder).includes("_const") || holder.nodeType === "ArrayTypeName") return NONE;
  const changes: Change[] = [{ operator: "number", text: `(${read(node)}) + 1` }];
  if (holder.nodeType !== "BinaryOperation") return { changes };
  const common = holder.commonType;
  const type = typeOf({ ...holder, typeDescriptions: common });
  // Nothing but a number is counted up: whether a hash or an id is zero, the condition tells.
  return /^uint\d+$/.test(type) ? { changes, as: type } : NONE;
}
