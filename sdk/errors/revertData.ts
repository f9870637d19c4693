import { isHexString } from "ethers";

/**
 * Where libraries, wallets and nodes put what lies behind an error. A transaction or a request payload is not among them:
 * its `data` is what was called, not what came back.
 */
const LAYERS = ["data", "error", "info", "cause", "originalError", "innerError", "errors", "body", "responseBody"];

/** Where what came back lies in a layer; in Ganache's, `result` and, by transaction, `return`. */
const CAME_BACK = ["data", "result", "return"];

/** How much behind an error is looked at: far more than any library or node puts there. */
const MOST_LAYERS = 1_000;

/** An error and everything that lies behind it, outermost first, each object once. */
export function* layersOf(error: unknown): Generator<object> {
  const seen = new Set<object>();
  const queue: unknown[] = [error];
  // A queue and not a recursion: the shapes come from outside and may be deep or circular.
  for (let next = 0; next < Math.min(queue.length, MOST_LAYERS); next += 1) {
    const layer = queue[next];
    const object = typeof layer === "string" ? parseJson(layer) : layer;
    if (typeof object !== "object" || object === null || seen.has(object)) continue;
    seen.add(object);
    yield object;
    for (const inner of insideOf(object)) if (inner !== undefined) queue.push(inner);
  }
}

function insideOf(layer: object): unknown[] {
  if (Array.isArray(layer)) return (layer as unknown[]).slice(0, MOST_LAYERS);
  return [...LAYERS.map((name) => propertyOf(layer, name)), jsonIn(layer), ...transactionsIn(layer)];
}

/**
 * What a wallet has put into a message as JSON: all of it, or what ethjs-query quotes from a node. Anything less strict would
 * read the transactions that ethers writes into its messages, and take what was called for what came back.
 */
function jsonIn(layer: object): unknown {
  const message = propertyOf(layer, "message");
  if (typeof message !== "string") return undefined;
  const quoted = /from RPC '(\{.*\})'$/s.exec(message)?.[1];
  if (quoted === undefined) return parseJson(message);
  const parsed = parseJson(quoted);
  return typeof parsed === "object" && parsed !== null ? propertyOf(parsed, "value") : undefined;
}

/** What old Ganaches tell of each transaction, by its hash. */
function transactionsIn(layer: object): unknown[] {
  try {
    return Object.keys(layer)
      .filter((key) => isHexString(key, 32))
      .slice(0, MOST_LAYERS)
      .map((key) => propertyOf(layer, key));
  } catch {
    // What came from outside may refuse to tell its keys.
    return [];
  }
}

/**
 * The data that reverts may have left in an error, outermost first: what ethers v6 keeps in `data` or `info.error.data`,
 * Hardhat in `data` or `data.data`, Ganache in `data.result` or below the transaction's hash, other nodes as hexadecimal digits after a word, wallets still deeper; and, after all of
 * these, what nodes that give no data put into their messages.
 *
 * @returns Hexadecimal data of at least the four bytes of a selector.
 */
export function* revertDataIn(error: unknown): Generator<string> {
  const layers = [...layersOf(error)];
  for (const data of layers.flatMap((layer) => CAME_BACK.map((name) => propertyOf(layer, name)))) {
    if (typeof data !== "string") continue;
    // Nethermind and OpenEthereum write "Reverted 0x…".
    const hex = data.replace(/^Reverted /, "");
    if (isRevertData(hex)) yield hex;
  }
  for (const layer of layers) {
    const message = propertyOf(layer, "message");
    if (typeof message !== "string") continue;
    for (const pattern of IN_MESSAGES) {
      const [, selector = "", rest = ""] = pattern.exec(message) ?? [];
      const hex = `0x${selector}${rest}`.toLowerCase();
      if (isRevertData(hex)) yield hex;
    }
  }
}

/** How nodes write revert data into a message. What was called may stand there too: only what came back is taken. */
const IN_MESSAGES = [
  // Anvil: "custom error 0x8a5ee1c3: 0000…", older "custom error 8a5ee1c3:0000…".
  /custom error '?(?:0x)?([0-9a-f]{8})(?![0-9a-z])'?(?::\s*(?:0x)?([0-9a-f]*))?/i,
  // Hardhat: "return data: 0x…"; others "reverted 0x…", "execution reverted: 0x…", "revert data: 0x…".
  /(?:return data|revert data|error data|output|revert(?:ed)?)[:=\s"'(]{1,4}0x([0-9a-f]{8,})/i,
];

/** A custom error as nodes that have the sources name it: `reverted with custom error 'NotCustodian("0x…", 4, 3, 0)'`. */
export function* namedErrorsIn(error: unknown): Generator<{ readonly name: string; readonly args: readonly string[] }> {
  for (const layer of layersOf(error)) {
    const message = propertyOf(layer, "message");
    if (typeof message !== "string") continue;
    const [, name, args = ""] = /custom error '?([A-Za-z_]\w*)\((.*?)\)/s.exec(message) ?? [];
    if (name !== undefined) yield { name, args: args === "" ? [] : args.split(/,\s*/).map(unquoted) };
  }
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, "$2");
}

function isRevertData(hex: string): boolean {
  return isHexString(hex) && hex.length >= 10 && hex.length % 2 === 0;
}

/** A property of something that came from outside; undefined when it has none or refuses to tell. */
export function propertyOf(object: object, name: string): unknown {
  try {
    // What came from outside may have any property, of any type.
    return (object as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
