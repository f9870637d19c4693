import type { Command } from "commander";

import { FatalError } from "../../../sdk/errors.js";
import { parseLot, type Lot } from "../../../sdk/gs1/lot.js";
import type { ProductId } from "../../../sdk/ids.js";
import type { NewBatch } from "../../../sdk/nouns/batches.js";
import { dateNumber, unitBytes } from "../../../sdk/operations/words.js";
import type { Waymark } from "../../../sdk/waymark.js";
import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { LABEL_SECRET } from "../../manifest/secretFile.js";
import { manifestFor, type BuiltManifest } from "../../manifest/manifestFor.js";
import type { Terminal } from "../../output/terminal.js";
import type { Cli } from "../../program.js";
import type { Session } from "../../session.js";
import { countryTerm } from "../../terms/country.js";
import { hashTerm } from "../../terms/hash.js";
import { LINES, linesFrom, lineTerm, type LineTerm } from "../../terms/line.js";
import { listTerm } from "../../terms/list.js";
import { PRODUCTS, productTerm } from "../../terms/product.js";
import { quantityTerm } from "../../terms/quantity.js";
import { UsageError } from "../../usageError.js";
import { send, showMined, tryOut, units, withWriting, type WritingOptions } from "../../writing.js";

interface RegisterOptions extends WritingOptions {
  readonly quantity?: bigint;
  readonly unit: string;
  readonly origin: string;
  readonly expiry?: string;
  readonly items?: string;
  readonly manifest?: string;
  readonly labelSecret?: string;
  readonly salt?: string;
  readonly dataHash?: string;
  readonly input?: readonly LineTerm[];
}

/** Registers a batch; run again after it was interrupted, it goes on where it stopped. */
export function addBatchRegister(batch: Command, cli: Cli): void {
  const register = withWriting(
    batch
      .command("register")
      .description(
        "Register a batch, with or without the list of its items. Run again after it was interrupted, it takes the manifest that is built, and finds a batch that is registered: nothing is done twice.",
      )
      .argument("<product>", PRODUCTS, productTerm)
      .argument("<lot>", "batch or lot number as on the pack, of which the ledger has the hash alone", parseLot)
      .requiredOption("--unit <code>", "UN/CEFACT Recommendation 20 unit, such as H87 (piece)", unitTerm)
      .requiredOption("--origin <country>", "country of origin, as in NZ", countryTerm)
      .option("--quantity <n>", "whole units that were made; unless said as many as there are items", quantityTerm)
      .option("--expiry <day>", "best before or expiry, 2028-05-01", dayTerm)
      .option("--items <file>", "list of items, CSV with the column serial, and labelSigner where labels hide a key")
      .option("--manifest <file>", "where the manifest goes; unless said beside the list, as LIST.manifest")
      .option("--label-secret <file>", `${LABEL_SECRET}; made new where there is no such file`)
      .option("--salt <salt>", "32 random bytes that travel in the code on the pack", hashTerm("salt"))
      .option("--data-hash <hash>", "root of the batch's disclosed data", hashTerm("root of data"))
      .option(
        "--input <units>",
        `what it was made from, ${LINES.split(",")[0] ?? ""}; may be repeated`,
        listTerm(lineTerm),
      ),
  ).action(
    action(cli, async (session, options: RegisterOptions, product: ProductId, lot: Lot) => {
      requireItems(options);
      const waymark = await session.writer();
      const named = await namedBatch(waymark, product, lot, options);
      await refuseEarly(waymark, { ...named, quantity: options.quantity ?? 1n });
      const manifest = await manifestOf(session, waymark, named, options);
      const quantity = options.quantity ?? BigInt(manifest?.count ?? 0);
      requireEnough(quantity, manifest);
      const items = manifest === undefined ? {} : { itemsRoot: manifest.root };
      await registerOnce(session, waymark, { ...named, quantity, ...items }, manifest, options);
    }),
  );
  withExamples(
    register,
    {
      what: "a lot whose items are not listed",
      words: "9520123456788 LOT7 --quantity 1000 --unit H87 --origin NZ --expiry 2028-05-01",
    },
    {
      what: "a lot with the list of its items, and a hidden key in each label",
      words: "9520123456788 LOT7 --unit H87 --origin NZ --items LOT7.csv --label-secret LOT7.secret",
    },
  );
}

/** Options that mean something only with a list of items, or without one. */
function requireItems({ items, manifest, labelSecret, quantity }: RegisterOptions): void {
  if (items !== undefined) return;
  const alone = manifest !== undefined ? "--manifest" : labelSecret !== undefined ? "--label-secret" : undefined;
  if (alone === undefined && quantity !== undefined) return;
  throw new UsageError(
    "OptionMissing",
    alone === undefined ? "It is not said how much was made." : `${alone} is said, and no list of items.`,
    alone === undefined ? "Give --quantity, or --items with a list of them." : "Give --items, or leave it out.",
  );
}

/** The batch without what its list of items tells. */
async function namedBatch(
  waymark: Waymark,
  product: ProductId,
  lot: Lot,
  { unit, origin, expiry, salt, dataHash, input }: RegisterOptions,
): Promise<Omit<NewBatch, "quantity" | "itemsRoot">> {
  return {
    ...{ product, lot, unit, origin },
    ...(expiry === undefined ? {} : { expiry }),
    ...(salt === undefined ? {} : { salt }),
    ...(dataHash === undefined ? {} : { dataHash }),
    ...(input === undefined ? {} : { inputs: await linesFrom(waymark, input) }),
  };
}

/** What would be refused in the end is found before a million lines are hashed; that the batch is there is looked at later. */
async function refuseEarly(waymark: Waymark, batch: NewBatch): Promise<void> {
  if ((await waymark.batches.compare(batch)) !== "absent") return;
  const refusal = await waymark.batches.register(batch).dryRun();
  if (refusal !== undefined) throw refusal;
}

async function manifestOf(
  session: Session,
  waymark: Waymark,
  { product, lot, salt }: Pick<NewBatch, "product" | "lot" | "salt">,
  { items, manifest, labelSecret }: RegisterOptions,
): Promise<BuiltManifest | undefined> {
  if (items === undefined) return undefined;
  return await manifestFor(session, waymark.batches.idOf(product, lot, salt), {
    items,
    ...(manifest === undefined ? {} : { manifest }),
    ...(labelSecret === undefined ? {} : { labelSecret }),
  });
}

function requireEnough(quantity: bigint, manifest: BuiltManifest | undefined): void {
  if (manifest === undefined || BigInt(manifest.count) <= quantity) return;
  throw new UsageError(
    "QuantityTooSmall",
    `The list has ${units(manifest.count)} items, and --quantity says that ${units(quantity)} units were made.`,
    "Correct one of them, or leave --quantity out: as many as there are items.",
    { values: { quantity, items: manifest.count } },
  );
}

/** Registers the batch, unless it is there already just as it is to be. */
async function registerOnce(
  session: Session,
  waymark: Waymark,
  batch: NewBatch,
  manifest: BuiltManifest | undefined,
  options: WritingOptions,
): Promise<void> {
  const { lot, product, salt, quantity } = batch;
  const id = waymark.batches.idOf(product, lot, salt);
  const there = await waymark.batches.compare(batch);
  if (there === "other") throw batchDiffers(id, lot);
  if (there === "same") {
    session.show.result({ batch: id, product, quantity, manifest, already: true }, (out) => {
      out.line(`${out.style("green", "✔")} Batch ${lot} was registered before, just so, as ${id}.`);
      showManifest(out, manifest);
    });
    return;
  }
  const operation = waymark.batches.register(batch);
  const doing = `Registering batch ${lot}`;
  if (options.dryRun === true) {
    await tryOut(session, operation, doing);
    return;
  }
  const receipt = await send(session, options, operation, doing);
  session.show.result({ ...receipt, manifest, already: false }, (out) => {
    out.line(`${out.style("green", "✔")} Batch ${lot} of ${units(receipt.quantity)} units is registered as ${id}.`);
    showManifest(out, manifest);
    showMined(out, receipt);
  });
}

function showManifest(out: Terminal, manifest: BuiltManifest | undefined): void {
  if (manifest === undefined) return;
  out.line(`  manifest ${manifest.file}`);
  out.line(`  root ${manifest.root}`);
}

function batchDiffers(batch: string, lot: string): FatalError {
  return new FatalError({
    name: "BatchDiffers",
    message: `Lot ${lot} is registered already as ${batch}, otherwise or by another party.`,
    toDo: "Compare it with `waymark batch show`; a lot is registered once, so give this one its own number.",
    values: { batch, lot },
  });
}

function unitTerm(text: string): string {
  unitBytes(text);
  return text;
}

function dayTerm(text: string): string {
  dateNumber(text);
  return text;
}
