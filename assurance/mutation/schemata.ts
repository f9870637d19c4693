import { createHash } from "node:crypto";

import { child, maybeChild, placeOf, spanOf, walk, type Ancestors, type Node, type Span } from "../solidity/ast.js";
import { textOf, type Wrap } from "../solidity/rewrite.js";
import { isCritical } from "./critical.js";
import { changesOf, type Read } from "./expressions.js";
import type { Change, Mutant } from "./mutant.js";
import { statementChangesOf } from "./statements.js";
import { rowBits } from "./tableRows.js";
import { yulChangesOf } from "./yul.js";

/** Mutants that are left out of a file. */
export interface Left {
  /** Ids of those that the compiler does not take: they are no mutants at all. */
  readonly refused: ReadonlySet<number>;
  /** Ids of those that tests have killed: they are listed, but not in the source, which so runs several times as fast. */
  readonly dead: ReadonlySet<number>;
}

/** All mutants of a file, and what puts them into its source, where \`__m(id)\` chooses. */
export interface Schemata {
  readonly mutants: readonly Mutant[];
  readonly wraps: readonly Wrap[];
}

/**
 * Finds the mutants of a source.
 *
 * @param file from the root of the repository.
 */
export function schemataOf(file: string, source: string, tree: Node, left: Left): Schemata {
  return new Schematist(file, source, left).of(tree);
}

class Schematist {
  readonly #mutants: Mutant[] = [];
  readonly #wraps: Wrap[] = [];
  readonly #seen = new Map<string, number>();
  readonly #read: Read;

  constructor(
    readonly file: string,
    readonly source: string,
    readonly left: Left,
  ) {
    this.#read = (node) => textOf(source, spanOf(node));
  }

  of(tree: Node): Schemata {
    walk(tree, (node, ancestors) => {
      // A constant's value is worked out by the compiler, where nothing can choose.
      if (node.nodeType === "VariableDeclaration" && node.constant === true) return false;
      if (node.nodeType === "InlineAssembly") {
        this.#assembly(node, ancestors);
        return false;
      }
      if (isRow(node)) {
        // Flipping its bits says all that changing what it is made of could say, and is compiled in no time.
        this.#row(node, ancestors);
        return false;
      }
      if (node.nodeType === "ModifierInvocation") this.#modifier(node, ancestors);
      else if (node.nodeType.endsWith("Statement")) this.#statement(node, ancestors);
      else this.#expression(node, ancestors);
      return true;
    });
    return { mutants: this.#mutants, wraps: this.#wraps };
  }

  #expression(node: Node, ancestors: Ancestors): void {
    const { changes, as } = changesOf(node, ancestors, this.#read);
    const cast = (text: string): string => (as === undefined ? text : `${as}(${text})`);
    const chosen = this.#add(node, ancestors, changes);
    if (chosen.length === 0) return;
    const choice = chosen.map(({ id, mutated }) => `__m(${id}) ? ${cast(mutated)} : `).join("");
    this.#wrap(spanOf(node), (inside) => `(${choice}${cast(inside)})`);
  }

  #statement(node: Node, ancestors: Ancestors): void {
    const chosen = this.#add(node, ancestors, statementChangesOf(node, ancestors, this.#read));
    if (chosen.length === 0) return;
    const { start, end } = spanOf(node);
    const choice = chosen.map(({ id, mutated }) => `if (__m(${id})) { ${mutated} } else `).join("");
    // solc leaves the semicolon out of the statement.
    const rest = textOf(this.source, { start: end, end: Buffer.byteLength(this.source) });
    const semicolon = end + Buffer.byteLength(rest.slice(0, rest.indexOf(";") + 1));
    this.#wrap({ start, end: semicolon }, (inside) => `{ ${choice}{ ${inside} } }`);
  }

  /** A row of the table of kinds is one number: every bit of it that has a meaning is flipped. */
  #row(node: Node, ancestors: Ancestors): void {
    this.#add(node, ancestors, [{ operator: "table", text: "" }], 256);
    const row = this.#mutants.pop();
    if (row === undefined) return;
    const bits = rowBits.map(({ bit, meaning }) => ({ ...row, id: row.id + bit, mutated: meaning, point: row.id }));
    this.#mutants.push(...bits);
    if (bits.every(({ id }) => this.left.dead.has(id))) return;
    this.#wrap(spanOf(node), (inside) => `Rule.wrap(Rule.unwrap(${inside}) ^ __flip(${row.id}))`);
  }

  /** Who may call it is asked by OpenZeppelin's modifier, which is spelled out so that it can be left out. */
  #modifier(node: Node, ancestors: Ancestors): void {
    if (this.#read(node) !== "restricted") return;
    const [gone] = this.#add(node, ancestors, [{ operator: "modifier", text: "" }]);
    const owner = ancestors.find(({ nodeType }) => nodeType === "FunctionDefinition");
    if (gone === undefined || owner === undefined) return;
    this.#wrap(spanOf(node), () => "");
    const { start } = spanOf(child(owner, "body"));
    this.#wrap(
      { start: start + 1, end: start + 1 },
      () => ` if (!__m(${gone.id})) _checkCanCall(_msgSender(), _msgData()); `,
    );
  }

  #assembly(node: Node, ancestors: Ancestors): void {
    const { start } = spanOf(node);
    const alive = `__alive${start}`;
    const before = this.#mutants.length;
    let conditions = 0;
    const choose = (of: Node, changes: readonly Change[], done: (text: string) => string): string => {
      const chosen = this.#add(of, ancestors, changes);
      const cases = chosen.map(({ id, mutated }) => `case ${id} { ${mutated === "" ? "" : done(mutated)} }`);
      return cases.length === 0 ? "" : `switch ${alive} ${cases.join(" ")} default { ${done(this.#read(of))} }`;
    };
    const changes = (piece: Node): Change[] =>
      yulChangesOf(piece, this.#read).map((text) => ({ operator: "assembly", text }));
    const gone: Change = { operator: "assembly", text: "" };
    walk(child(node, "AST"), (piece) => {
      if (piece.nodeType === "YulAssignment" || piece.nodeType === "YulExpressionStatement") {
        // What an assignment gives may be a place in calldata, which solc wants to be given.
        const whole = piece.nodeType === "YulExpressionStatement" ? [gone] : [];
        const text = choose(piece, [...whole, ...changes(piece)], (each) => each);
        if (text !== "") this.#wrap(spanOf(piece), () => text);
        return false;
      }
      const value = maybeChild(piece, "value");
      if (piece.nodeType === "YulVariableDeclaration" && value !== undefined) {
        const name = textOf(this.source, { start: spanOf(piece).start, end: spanOf(value).start }).replace(":=", "");
        const text = choose(value, changes(value), (each) => `${name.replace("let ", "")} := ${each}`);
        if (text !== "") this.#wrap(spanOf(piece), () => `${name} ${text}`);
      }
      if (piece.nodeType === "YulIf") {
        const condition = child(piece, "condition");
        const name = `__condition${start}x${(conditions += 1)}`;
        const truths = ["1", "0"].map((text): Change => ({ operator: "assembly", text }));
        const text = choose(condition, [...truths, ...changes(condition)], (each) => `${name} := ${each}`);
        const span = { start: spanOf(piece).start, end: spanOf(condition).end };
        if (text !== "") this.#wrap(span, () => `let ${name} ${text} if ${name}`);
      }
      return true;
    });
    const found = this.#mutants.splice(before);
    const [first] = found;
    if (first === undefined) return;
    for (const mutant of found) this.#mutants.push({ ...mutant, point: first.id });
    if (found.every(({ id }) => this.left.dead.has(id))) return;
    this.#wrap(spanOf(node), (inside) => `uint256 ${alive} = __alive(${first.id}); ${inside}`);
  }

  /** Lists mutants of a node, and gives those that belong in the source. */
  #add(node: Node, ancestors: Ancestors, changes: readonly Change[], width = 1): Mutant[] {
    const original = oneLine(this.#read(node));
    const place = placeOf(node, ancestors);
    const { start } = spanOf(node);
    const line = textOf(this.source, { start: 0, end: start }).split("\n").length;
    const critical = isCritical(this.file, node, ancestors);
    const added = changes.map(({ operator, text }): Mutant => {
      const mutated = oneLine(text);
      const id = this.#idOf([this.file, place, operator, original, mutated].join("\0"), width);
      return { id, file: this.file, line, place, operator, original, mutated, point: id, critical };
    });
    const taken = added.filter(({ id }) => !this.left.refused.has(id));
    this.#mutants.push(...taken);
    return taken.filter(({ id }) => !this.left.dead.has(id));
  }

  /** From what it is rather than where, so that a mutant keeps its id when lines move. */
  #idOf(key: string, width: number): number {
    const nth = this.#seen.get(key) ?? 0;
    this.#seen.set(key, nth + 1);
    const hash = createHash("sha256").update(`${key}\0${nth}`).digest();
    // 45 bits: a thousand ids hardly ever meet, and a number holds them.
    return hash.readUIntBE(0, 4) * 0x2000 + (width === 1 ? hash.readUIntBE(4, 2) & 0x1fff : 0);
  }

  #wrap(span: Span, around: (inside: string) => string): void {
    this.#wraps.push({ ...span, around });
  }
}

function isRow(node: Node): boolean {
  return node.nodeType === "FunctionCall" && maybeChild(node, "expression")?.name === "_row";
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\/\/[^\n]*\n/g, " ").replaceAll(/\s+/g, " ");
}
