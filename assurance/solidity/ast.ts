/** A node of the syntax tree that solc gives, of Solidity or of the Yul of an assembly block. */
export interface Node {
  readonly nodeType: string;
  /** `start:length:file`, in bytes of UTF-8. */
  readonly src: string;
  readonly [property: string]: unknown;
}

/** Where a node stands in its file, in bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function spanOf(node: Node): Span {
  const [start, length] = node.src.split(":").map(Number);
  if (start === undefined || length === undefined) throw new Error(`solc gave the position "${node.src}".`);
  return { start, end: start + length };
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

/** A child that the kind of node always has. */
export function child(node: Node, property: string): Node {
  const value = node[property];
  if (!isNode(value)) throw new Error(`solc gave ${node.nodeType} at ${node.src} no ${property}.`);
  return value;
}

/** A child that may be missing. */
export function maybeChild(node: Node, property: string): Node | undefined {
  const value = node[property];
  return isNode(value) ? value : undefined;
}

export function childrenOf(node: Node): Node[] {
  // The declaration's tree of the assembly block stands under "AST".
  return Object.values(node).flatMap((value): Node[] =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** What solc found a Solidity expression's type to be, as written in an error message: `uint256`, `bool`, `int_const 4`. */
export function typeOf(node: Node): string {
  const { typeDescriptions } = node;
  const found: unknown =
    typeof typeDescriptions === "object" && typeDescriptions !== null && "typeString" in typeDescriptions
      ? typeDescriptions.typeString
      : undefined;
  return typeof found === "string" ? found : "";
}

/** The nodes between the root and a node, nearest first. */
export type Ancestors = readonly Node[];

/** Visits every node from the outside in; a visitor that returns false keeps out of what is inside. */
export function walk(
  node: Node,
  visit: (node: Node, ancestors: Ancestors) => boolean,
  ancestors: Ancestors = [],
): void {
  if (!visit(node, ancestors)) return;
  for (const each of childrenOf(node)) walk(each, visit, [node, ...ancestors]);
}

/** `Contract.function`, as far as the node is in one. */
export function placeOf(node: Node, ancestors: Ancestors): string {
  return [node, ...ancestors]
    .filter(({ nodeType }) => ["FunctionDefinition", "ModifierDefinition", "ContractDefinition"].includes(nodeType))
    .map(({ name, kind }) => (typeof name === "string" && name !== "" ? name : String(kind)))
    .reverse()
    .join(".");
}
