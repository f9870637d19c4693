import type { Command } from "commander";

import { splitProductId } from "../../../sdk/ids.js";
import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import type { Cli } from "../../program.js";
import { batchOf, BATCHES, batchTerm } from "../../terms/batch.js";
import { units } from "../../writing.js";

/** What the ledger knows of a batch. */
export function addBatchShow(batch: Command, cli: Cli): void {
  const show = batch
    .command("show")
    .description("Show what was registered of a batch, how much of it is loaded, and whether it is recalled.")
    .argument("<batch>", BATCHES, batchTerm)
    .action(
      action(cli, async (session, _options: object, term: string) => {
        const waymark = await session.reader();
        const id = await batchOf(waymark, term);
        const [registered, { quantity, loaded }, recalls] = await Promise.all([
          waymark.batches.find(id),
          waymark.ledger.batchOf(id),
          waymark.recalls.open({ batch: id }),
        ]);
        const { gtin } = splitProductId(registered.product);
        // The quantity of a batch that was voided is 0.
        session.show.result({ batch: id, gtin, ...registered, quantity, loaded, recalls }, (out) => {
          const { unit, origin, maker, expiry, itemsRoot, dataHash } = registered;
          out.line(out.style("bold", id));
          out.line(`  product    GTIN ${gtin}, ${registered.product}`);
          out.line(`  made       ${units(quantity)} ${unit} in ${origin}, by party ${maker}`);
          out.line(`  loaded     ${units(loaded)} ${unit}`);
          if (expiry !== 0) out.line(`  expiry     ${dayWords(expiry)}`);
          out.line(`  items      ${BigInt(itemsRoot) === 0n ? "not listed" : itemsRoot}`);
          if (BigInt(dataHash) !== 0n) out.line(`  data       ${dataHash}`);
          if (quantity === 0n) out.line(`  ${out.style("yellow", "!")} voided: it was not made after all`);
          if (recalls > 0)
            out.line(`  ${out.style("red", "✖")} RECALLED: ${recalls} open ${recalls === 1 ? "recall" : "recalls"}`);
        });
      }),
    );
  withExamples(
    show,
    { what: "by the code on the pack", words: '"(01)09520123456788(10)LOT7"' },
    { what: "by its id, for a program", words: "0x… --json" },
  );
}

/** YYYYMMDD as people write it. */
function dayWords(day: number): string {
  return day.toString().replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
