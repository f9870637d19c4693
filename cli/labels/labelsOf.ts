import { createReadStream } from "node:fs";
import { resolve } from "node:path";

import { keccak256 } from "ethers";

import type { DigitalLink } from "../../sdk/gs1/digitalLink.js";
import type { Lot } from "../../sdk/gs1/lot.js";
import { parseSerial } from "../../sdk/gs1/serial.js";
import { elementsOf } from "../../sdk/gs1/tradeItem.js";
import { splitProductId, type BatchId, type ProductId } from "../../sdk/ids.js";
import { makeLabel, type Label } from "../../sdk/labels/label.js";
import { labelKeys, labelSignerOf } from "../../sdk/manifest/labelKey.js";
import type { Manifest } from "../../sdk/node/manifest/openManifest.js";
import { readItems } from "../../sdk/node/manifest/readItems.js";
import { requireFile } from "../files.js";
import type { Session } from "../session.js";
import { UsageError } from "../usageError.js";

/** A label, and the serial that names its files. */
export interface NamedLabel extends Label {
  readonly serial: string;
}

/** Which labels are printed. */
export interface LabelOptions {
  readonly items: string;
  readonly resolver: string;
  readonly salt?: string;
  readonly serial?: readonly string[];
  readonly skip: number;
  readonly count?: number;
}

/** What they are labels of. */
export interface LabelTerms {
  readonly product: ProductId;
  readonly lot: Lot;
  readonly batch: BatchId;
  readonly secret: string | undefined;
  readonly manifest: Manifest;
}

/** The labels that are to be printed, each checked against the manifest. */
export async function* labelsOf(
  { io }: Session,
  { product, lot, batch, secret, manifest }: LabelTerms,
  { items, serial: only, salt, resolver, skip, count = Infinity }: LabelOptions,
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
