import { join } from "node:path";

import type { Lot } from "../../sdk/gs1/lot.js";
import type { Label } from "../../sdk/labels/label.js";
import { qrSvg } from "../../sdk/labels/qr.js";
import { labelSheet } from "../../sdk/labels/sheet.js";
import { qrPng } from "../../sdk/node/labels/qrPng.js";
import { writeOut } from "../files.js";
import type { Session } from "../session.js";
import type { NamedLabel } from "./labelsOf.js";

/** What labels are printed as. */
export const FORMATS = ["svg", "png", "sheet"] as const;
export type Format = (typeof FORMATS)[number];

/** Labels on a sheet: some thirty pages, which every browser prints. */
const ON_A_SHEET = 500;

/** Writes labels: a file or two each, or sheets of many. */
export async function writeLabels(
  { io }: Session,
  labels: AsyncIterable<NamedLabel>,
  lot: Lot,
  { format, out }: { readonly format: Format; readonly out: string },
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
