import type { Span } from "./ast.js";

/** Puts something around a part of a source, or in its place. */
export interface Wrap extends Span {
  /** @param inside the part as written, with the wraps inside it applied. */
  readonly around: (inside: string) => string;
}

/**
 * The source with every wrap applied, the inner ones first. Of two around the same part the later one is the inner one.
 *
 * @throws Error when two wraps overlap and neither is inside the other.
 */
export function rewrite(source: string, wraps: readonly Wrap[]): string {
  const bytes = Buffer.from(source);
  const sorted = wraps.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  const upTo = (start: number, end: number): string => {
    let text = "";
    let at = start;
    for (let wrap = sorted[next]; wrap !== undefined && wrap.start < end; wrap = sorted[next]) {
      if (wrap.end > end) throw new Error(`The parts ${wrap.start}–${wrap.end} and up to ${end} overlap.`);
      next += 1;
      text += bytes.toString("utf8", at, wrap.start) + wrap.around(upTo(wrap.start, wrap.end));
      at = wrap.end;
    }
    return text + bytes.toString("utf8", at, end);
  };
  return upTo(0, bytes.length);
}

/** The part of a source, as written. */
export function textOf(source: string, { start, end }: Span): string {
  return Buffer.from(source).toString("utf8", start, end);
}
