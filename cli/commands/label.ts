import { createReadStream } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { Command } from "commander";
import { keccak256 } from "ethers";

import type { DigitalLink } from "../../sdk/gs1/digitalLink.js";
import { elementsOf } from "../../sdk/gs1/tradeItem.js";
import { parseLot, type Lot } from "../../sdk/gs1/lot.js";
import { parseSerial } from "../../sdk/gs1/serial.js";
import { batchId, lotKey, splitProductId, type BatchId, type ProductId } from "../../sdk/ids.js";
import { makeLabel, type Label } from "../../sdk/labels/label.js";
import { qrSvg } from "../../sdk/labels/qr.js";
import { labelSheet } from "../../sdk/labels/sheet.js";
import { labelKeys, labelSignerOf } from "../../sdk/manifest/labelKey.js";
import { qrPng } from "../../sdk/node/labels/qrPng.js";
import { openManifest, type Manifest } from "../../sdk/node/manifest/openManifest.js";
import { readItems } from "../../sdk/node/manifest/readItems.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { unreadable, writeOut } from "../files.js";
import { interruptible } from "../interrupt.js";
import { manifestBeside } from "../manifest/manifestFor.js";
import { LABEL_SECRET, secretIn } from "../manifest/secretFile.js";
import type { Cli } from "../program.js";
import type { Session } from "../session.js";
import { hashTerm } from "../terms/hash.js";
import { listTerm } from "../terms/list.js";
import { PRODUCTS, productTerm } from "../terms/product.js";
import { urlTerm } from "../terms/url.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { units } from "../writing.js";

interface PrintOptions {
  readonly items: string;
  readonly manifest?: string;
  readonly resolver: string;
  readonly out: string;
  readonly format: Format;
  readonly salt?: string;
  readonly labelSecret?: string;
  readonly serial?: readonly string[];
  readonly skip: number;
  readonly count?: number;
}

const FORMATS = ["svg", "png", "sheet"] as const;
type Format = (typeof FORMATS)[number];

/** Labels on a sheet: some thirty pages, which every browser prints. */
const ON_A_SHEET = 500;

/** Labels of items. */
export function addLabelCommands(program: Command, cli: Cli): void {
  const label = program.command("label").description("Print the labels of a batch's items.");
  const print = label
    .command("print")
    .description(
      "Print QR codes of the items of a manifest: an image each, or sheets to print. Every item is checked against the manifest first.",
    )
    .argument("<product>", PRODUCTS, productTerm)
    .argument("<lot>", "batch or lot number", parseLot)
    .requiredOption("--items <file>", "list of items, CSV, as the batch was registered with it")
    .requiredOption("--resolver <url>", "where the codes lead, such as https://trace.example", urlTerm)
    .requiredOption("--out <folder>", "folder for the files; made where there is none")
    .option("--format <format>", FORMATS.join(", "), formatTerm, "sheet")
    .option("--manifest <file>", "the manifest; unless said beside the list")
    .option("--label-secret <file>", `${LABEL_SECRET}; then hidden codes are printed too`)
    .option("--salt <salt>", "the salt of the lot", hashTerm("salt"))
    .option("--serial <serial>", "only this item; may be repeated", listTerm(parseSerial))
    .option("--skip <n>", "items to leave out at the beginning", wholeTerm("number of items"), 0)
    .option("--count <n>", "items to print at most", wholeTerm("number of items", 1))
    .action(
      action(cli, async (session, options: PrintOptions, product: ProductId, lot: Lot) => {
        const folder = resolve(session.io.cwd, options.out);
        await mkdir(folder, { recursive: true });
        const batch = batchId(product, lotKey(lot, options.salt));
        const secret = options.labelSecret === undefined ? undefined : await secretIn(session, options.labelSecret);
        const file = resolve(session.io.cwd, options.manifest ?? manifestBeside(options.items));
        await requireFile(file);
        await using manifest = await openManifest(file);
        if (manifest.batch !== batch) throw otherBatch(file, manifest.batch, batch);
        const labels = labelsOf(session, { product, lot, batch, secret, manifest }, options);
        const printed = await session.show.during(
          "Printing labels",
          (say) =>
            interruptible("Run it again: the files are written anew.", (signal) =>
              writeLabels(session, labels, lot, options, (count) => {
                signal.throwIfAborted();
                say(`${units(count)} labels`);
              }),
            ),
          ({ count }) => `${units(count)} labels`,
        );
        session.show.result({ batch, folder, ...printed }, (out) => {
          out.line(`${out.style("green", "✔")} ${units(printed.count)} labels in ${printed.files} files: ${folder}`);
          if (secret !== undefined) {
            out.paragraph("They hold the keys of the labels: delete them when they are printed.", "  ", 2);
          }
        });
      }),
    );
  withExamples(
    print,
    {
      what: "sheets with hidden codes",
      words:
        "9520123456788 LOT7 --items LOT7.csv --label-secret LOT7.secret --resolver https://trace.example --out labels",
    },
    {
      what: "one code as an image",
      words:
        "9520123456788 LOT7 --items LOT7.csv --serial 12345 --format svg --resolver https://trace.example --out labels",
    },
  );
}

/** A label, and the serial that names its files. */
interface NamedLabel extends Label {
  readonly serial: string;
}

interface LabelTerms {
  readonly product: ProductId;
  readonly lot: Lot;
  readonly batch: BatchId;
  readonly secret: string | undefined;
  readonly manifest: Manifest;
}

/** The labels that are to be printed, each checked against the manifest. */
async function* labelsOf(
  { io }: Session,
  { product, lot, batch, secret, manifest }: LabelTerms,
  { items, serial: only, salt, resolver, skip, count = Infinity }: PrintOptions,
): AsyncGenerator<NamedLabel, void> {
  const path = resolve(io.cwd, items);
  await requireFile(path);
  const { gtin } = splitProductId(product);
  const keyOf = secret === undefined ? undefined : labelKeys(secret, batch);
  const wanted = only === undefined ? undefined : new Set<string>(only);
  let at = 0;
  for await (const { serial, labelSigner } of readItems(createReadStream(path))) {
    if (wanted !== undefined && !wanted.delete(serial)) continue;
    at += 1;
    if (at <= skip) continue;
    if (at > skip + count) break;
    const key = labelSigner === undefined ? keyOf?.(serial) : undefined;
    const { signerHash } = await manifest.prove(serial);
    if (signerHash !== keccak256(labelSigner ?? (key === undefined ? "0x" : labelSignerOf(key)))) {
      throw otherKey(serial, secret);
    }
    const link: DigitalLink = {
      resolver: resolver.replace(/\/$/, ""),
      elements: elementsOf({ gtin, lot, serial: parseSerial(serial) }),
      ...(salt === undefined ? {} : { salt }),
    };
    yield { serial, ...makeLabel(link, key) };
  }
  const [missing] = wanted ?? [];
  if (missing !== undefined) {
    throw new UsageError(
      "ItemMissing",
      `Item ${missing} is not on the list ${path}.`,
      "Check its serial number, and that the list is of this lot.",
      { values: { serial: missing } },
    );
  }
}

/** Writes labels: a file or two each, or sheets of many. */
async function writeLabels(
  { io }: Session,
  labels: AsyncIterable<NamedLabel>,
  lot: Lot,
  { format, out }: PrintOptions,
  onProgress: (count: number) => void,
): Promise<{ readonly count: number; readonly files: number }> {
  let count = 0;
  let files = 0;
  // A sheet with hidden codes holds keys, and so does their image: only their owner reads them.
  const write = async (name: string, content: string | Uint8Array, isSecret: boolean): Promise<void> => {
    await writeOut(io, join(out, name), content, isSecret ? 0o600 : 0o666);
    files += 1;
  };
  const image = (code: string): string | Uint8Array => (format === "svg" ? qrSvg(code) : qrPng(code));
  let sheet: Label[] = [];
  const flush = async (): Promise<void> => {
    if (sheet.length === 0) return;
    const name = `${encodeURIComponent(lot)}-${Math.ceil(count / ON_A_SHEET)
      .toString()
      .padStart(4, "0")}.html`;
    await write(
      name,
      labelSheet(sheet, { title: lot }),
      sheet.some(({ hidden }) => hidden !== undefined),
    );
    sheet = [];
  };
  for await (const label of labels) {
    count += 1;
    if (format === "sheet") {
      sheet.push(label);
      if (sheet.length === ON_A_SHEET) await flush();
    } else {
      const name = encodeURIComponent(label.serial);
      await write(`${name}.${format}`, image(label.link), false);
      if (label.hidden !== undefined) await write(`${name}-hidden.${format}`, image(label.hidden), true);
    }
    onProgress(count);
  }
  await flush();
  return { count, files };
}

function formatTerm(text: string): Format {
  const format = FORMATS.find((each) => each === text);
  if (format !== undefined) return format;
  throw new UsageError("FormatUnknown", `"${text}" is no format of labels.`, `Give one of ${FORMATS.join(", ")}.`);
}

async function requireFile(path: string): Promise<void> {
  await access(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

function otherBatch(file: string, found: BatchId, wanted: BatchId): UsageError {
  return new UsageError(
    "ManifestDiffers",
    `The manifest ${file} is of batch ${found}, and not of ${wanted}.`,
    "Check product, lot and salt, or name the right manifest with --manifest.",
    { values: { file, batch: wanted } },
  );
}

function otherKey(serial: string, secret: string | undefined): UsageError {
  return new UsageError(
    "LabelKeyDiffers",
    secret === undefined
      ? `The label of item ${serial} hides a key, and it is not said from which secret.`
      : `The manifest has item ${serial} with another key than this secret makes.`,
    "Give --label-secret with the file that the manifest was built with.",
    { values: { serial } },
  );
}
