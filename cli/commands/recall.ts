import type { Command } from "commander";

import type { RecallOf } from "../../sdk/nouns/recalls.js";
import type { Waymark } from "../../sdk/waymark.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { batchOf, BATCHES, batchTerm } from "../terms/batch.js";
import { consignmentOf, CONSIGNMENTS, consignmentTerm } from "../terms/consignment.js";
import { territoryTerm } from "../terms/country.js";
import { hashTerm } from "../terms/hash.js";
import { LINES, linesFrom, lineTerm, type LineTerm } from "../terms/line.js";
import { listTerm } from "../terms/list.js";
import { PRODUCTS, productTerm } from "../terms/product.js";
import { UsageError } from "../usageError.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

interface RecallOptions extends WritingOptions {
  readonly product?: bigint;
  readonly batch?: string;
  readonly consignment?: string;
  readonly country?: string;
}

interface PlaceOptions extends RecallOptions {
  readonly line?: readonly LineTerm[];
  readonly dataHash?: string;
}

/** Recalls: what must come back, said by its brand or a regulator. */
export function addRecallCommands(program: Command, cli: Cli): void {
  const recall = program.command("recall").description("Recall products, batches or consignments, and lift recalls.");

  const place = withWriting(
    withRecalled(
      recall.command("place").description("Recall something: it blocks no record, and every reader is told."),
    )
      .option("--line <units>", `of a consignment that another created: what it holds, ${LINES}`, listTerm(lineTerm))
      .option("--data-hash <hash>", "root of the recall's disclosed data", hashTerm("root of data")),
  ).action(
    action(cli, async (session, options: PlaceOptions) => {
      const { country, line = [], dataHash } = options;
      requireOne(options);
      const waymark = await session.writer();
      const recalled = await recalledBy(waymark, options);
      const lines = line.length === 0 ? {} : { lines: await linesFrom(waymark, line) };
      const operation = waymark.recalls.place({
        ...recalled,
        ...(country === undefined ? {} : { country }),
        ...lines,
        ...(dataHash === undefined ? {} : { dataHash }),
      });
      await write(session, options, operation, {
        doing: "Placing the recall",
        done: ({ subject }) => `${subject} is recalled ${whereWords(country)}.`,
        sure: `Recall it ${whereWords(country)}? Every reader is told.`,
      });
    }),
  );
  withExamples(
    place,
    { what: "a brand recalls a lot everywhere", words: '--batch "(01)09520123456788(10)LOT7"' },
    { what: "a regulator recalls a product in its country", words: "--product 9520123456788 --country CN --yes" },
  );

  const lift = withWriting(
    withRecalled(recall.command("lift").description("Lift a recall that the party placed itself.")),
  ).action(
    action(cli, async (session, options: RecallOptions) => {
      const { country } = options;
      requireOne(options);
      const waymark = await session.writer();
      const recalled = await recalledBy(waymark, options);
      const operation = waymark.recalls.lift({ ...recalled, ...(country === undefined ? {} : { country }) });
      await write(session, options, operation, {
        doing: "Lifting the recall",
        done: ({ subject }) => `${subject} is no longer recalled by the party ${whereWords(country)}.`,
      });
    }),
  );
  withExamples(lift, { what: "the brand's own recall of a lot", words: '--batch "(01)09520123456788(10)LOT7"' });
}

function withRecalled(command: Command): Command {
  return command
    .option("--product <product>", PRODUCTS, productTerm)
    .option("--batch <batch>", BATCHES, batchTerm)
    .option("--consignment <consignment>", CONSIGNMENTS, consignmentTerm)
    .option(
      "--country <country>",
      "where, by a regulator of it, as in CN; unless said everywhere, by the brand",
      territoryTerm,
    );
}

/** One thing is recalled at a time. */
function requireOne({ product, batch, consignment }: RecallOptions): void {
  const said = [product, batch, consignment].filter((one) => one !== undefined);
  if (said.length === 1) return;
  throw new UsageError(
    "SubjectUnclear",
    said.length === 0
      ? "It is not said what is recalled."
      : `${said.length} things are named, and one is recalled at a time.`,
    "Give --product, --batch or --consignment.",
  );
}

async function recalledBy(waymark: Waymark, { product, batch, consignment }: RecallOptions): Promise<RecallOf> {
  if (product !== undefined) return { product };
  if (batch !== undefined) return { batch: await batchOf(waymark, batch) };
  return { consignment: await consignmentOf(waymark, consignment ?? "") };
}

function whereWords(country: string | undefined): string {
  return country === undefined ? "everywhere" : `in ${country}`;
}
