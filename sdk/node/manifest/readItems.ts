import { finished, type Readable } from "node:stream";

import { parse, CsvError } from "csv-parse";

import { propertyOf } from "../../errors/revertData.js";
import { shown } from "../../errors/shown.js";
import { InvalidValueError } from "../../errors/waymarkError.js";
import { requireItem, type ManifestItem } from "../../manifest/manifestItem.js";

/** The columns of an item: the first must be there. */
const COLUMNS = ["serial", "labelSigner"] as const;

/** Characters of a line, more than any item has: else a quote that is left open would take all that follows into memory. */
const MAX_RECORD = 1_000;

/**
 * Reads items from comma-separated values (RFC 4180, UTF-8) as they come, with names of columns on top: `serial`, and
 * `labelSigner` unless labels hide no key. Nothing is kept, so a list of any length takes the same memory.
 *
 * @param source A file as `createReadStream` gives it, or anything else that streams.
 * @throws InvalidValueError naming the line and the value, when a column is missing, unknown or there twice, a line has more or
 * fewer fields or more than 1,000 characters, or an item is none; when it is no stream, or is closed before its end.
 * @throws what the source fails with.
 * @example await writeManifest("LOT7.manifest", batch, readItems(createReadStream("LOT7.csv")));
 */
export async function* readItems(source: Readable): AsyncGenerator<ManifestItem, void> {
  requireStream(source);
  const parser = parse({
    bom: true,
    columns: requireColumns,
    info: true,
    max_record_size: MAX_RECORD,
    skip_empty_lines: true,
  });
  // Also of one that was closed, or had failed, before it was given: it would tell nothing any more.
  finished(source, { writable: false }, (error) => {
    if (error) parser.destroy(propertyOf(error, "code") === "ERR_STREAM_PREMATURE_CLOSE" ? closedEarly(error) : error);
  });
  try {
    for await (const { info, record } of source.pipe(parser) as AsyncIterable<CsvRow>) {
      const { serial, labelSigner } = record;
      const item: ManifestItem = labelSigner === undefined || labelSigner === "" ? { serial } : { serial, labelSigner };
      requireItemOfLine(item, info.lines);
      yield item;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InvalidValueError(
      `The list of items cannot be read: ${error.message}.`,
      `Give each line the fields of the first one, and quote a field that has a comma or a quote.`,
      error.message,
    );
  } finally {
    source.destroy();
  }
}

/** @throws InvalidValueError when it is none, such as the name of a file. */
function requireStream(source: unknown): void {
  // Not by its class: libraries bring streams of their own.
  const isObject = typeof source === "object" && source !== null;
  if (isObject && ["pipe", "once"].every((name) => typeof propertyOf(source, name) === "function")) return;
  throw new InvalidValueError(
    `${shown(source)} is no stream of a list of items.`,
    "Give a Readable of Node.js, such as createReadStream(file); Readable.fromWeb(stream) makes one of a web stream.",
    source,
  );
}

function closedEarly(cause: Error): InvalidValueError {
  return new InvalidValueError(
    "The list of items was closed before its end.",
    "Read it again from its beginning, and look why it was cut off: the connection, or another reader of it.",
    undefined,
    cause,
  );
}

/** A line, with the number of the last line read. */
interface CsvRow {
  readonly info: { readonly lines: number };
  readonly record: { readonly serial: string; readonly labelSigner?: string };
}

function requireColumns(names: readonly string[]): string[] {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) {
    throw new InvalidValueError(
      `Line 1: there are two columns "${twice}".`,
      "Keep the one that is meant, and take the other out of every line.",
      twice,
    );
  }
  const wrong = names.find((name) => !COLUMNS.some((column) => column === name));
  if (wrong !== undefined || !names.includes("serial")) {
    throw new InvalidValueError(
      `Line 1: ${wrong === undefined ? 'there is no column "serial"' : `"${wrong}" is no column of items`}.`,
      `Name the columns ${COLUMNS.join(" and ")} in the first line, the second only where labels hide a key.`,
      wrong ?? names,
    );
  }
  return [...names];
}

function requireItemOfLine(item: ManifestItem, line: number): void {
  try {
    requireItem(item);
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    throw new InvalidValueError(`Line ${line}: ${error.message}`, error.toDo, error.values.value);
  }
}
