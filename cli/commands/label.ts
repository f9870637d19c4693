import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";

import type { Command } from "commander";

import { parseLot, type Lot } from "../../sdk/gs1/lot.js";
import { parseSerial } from "../../sdk/gs1/serial.js";
import { batchId, lotKey, type BatchId, type ProductId } from "../../sdk/ids.js";
import { openManifest } from "../../sdk/node/manifest/openManifest.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { requireFile } from "../files.js";
import { interruptible } from "../interrupt.js";
import { labelsOf, type LabelOptions } from "../labels/labelsOf.js";
import { FORMATS, writeLabels, type Format } from "../labels/writeLabels.js";
import { manifestBeside } from "../manifest/manifestFor.js";
import { LABEL_SECRET, secretIn } from "../manifest/secretFile.js";
import type { Cli } from "../program.js";
import { hashTerm } from "../terms/hash.js";
import { listTerm } from "../terms/list.js";
import { PRODUCTS, productTerm } from "../terms/product.js";
import { urlTerm } from "../terms/url.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { units } from "../writing.js";

interface PrintOptions extends LabelOptions {
  readonly manifest?: string;
  readonly labelSecret?: string;
  readonly out: string;
  readonly format: Format;
}

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

function formatTerm(text: string): Format {
  const format = FORMATS.find((each) => each === text);
  if (format !== undefined) return format;
  throw new UsageError("FormatUnknown", `"${text}" is no format of labels.`, `Give one of ${FORMATS.join(", ")}.`);
}

function otherBatch(file: string, found: BatchId, wanted: BatchId): UsageError {
  return new UsageError(
    "ManifestDiffers",
    `The manifest ${file} is of batch ${found}, and not of ${wanted}.`,
    "Check product, lot and salt, or name the right manifest with --manifest.",
    { values: { file, batch: wanted } },
  );
}
