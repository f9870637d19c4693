import { isHexString } from "ethers";

/**
 * Where libraries, wallets and nodes put what lies behind an error. A transaction or a request payload is not among them:
 * its `data` is what was called, not what came back.
 */
const LAYERS = ["data", "error", "info", "cause", "originalError", "innerError", "errors", "body", "responseBody"];

/** An error and everything that lies behind it, outermost first, each object once. */
export function* layersOf(error: unknown): Generator<object> {
  const seen = new Set<object>();
  const queue: unknown[] = [error];
  // A queue and not a recursion: the shapes come from outside and may be deep or circular.
  while (queue.length > 0) {
    const layer = queue.shift();
    const object = typeof layer === "string" ? parseJson(layer) : layer;
    if (typeof object !== "object" || object === null || seen.has(object)) continue;
    seen.add(object);
    yield object;
    if (Array.isArray(object)) queue.push(...(object as unknown[]));
    else for (const name of LAYERS) queue.push(propertyOf(object, name));
  }
}

/**
 * The data that reverts may have left in an error, outermost first: what ethers v6 keeps in `data` or `info.error.data`,
 * Hardhat in `data` or `data.data`, other nodes as hexadecimal digits after a word, and wallets still deeper.
 *
 * @returns Hexadecimal data of at least the four bytes of a selector.
 */
export function* revertDataIn(error: unknown): Generator<string> {
  for (const layer of layersOf(error)) {
    const data = propertyOf(layer, "data");
    if (typeof data !== "string") continue;
    // Some nodes write "Reverted 0x…".
    const hex = data.replace(/^Reverted /, "");
    if (isHexString(hex) && hex.length >= 10 && hex.length % 2 === 0) yield hex;
  }
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
