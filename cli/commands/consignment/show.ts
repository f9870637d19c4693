import type { Command } from "commander";

import { placeName, timeOf } from "../../../sdk/crossReference/matter.js";
import { remainingLines } from "../../../sdk/trace/remainingLines.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { decodeWord, type WordState } from "../../../sdk/word.js";
import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { inWords } from "../../journey/inWords.js";
import { partyInWords } from "../../journey/words.js";
import { table } from "../../output/show.js";
import type { Terminal } from "../../output/terminal.js";
import type { Cli } from "../../program.js";
import { consignmentOf, CONSIGNMENTS, consignmentTerm } from "../../terms/consignment.js";
import { units } from "../../writing.js";

/** Where a consignment stands now. */
export function addConsignmentShow(consignment: Command, cli: Cli): void {
  const show = consignment
    .command("show")
    .description("Show where a consignment stands, who has it, and what it holds.")
    .argument("<consignment>", CONSIGNMENTS, consignmentTerm)
    .action(
      action(cli, async (session, _options: object, goods: string) => {
        const waymark = await session.reader();
        const id = await consignmentOf(waymark, goods, await session.party(waymark));
        const { state, parent, trace, head } = await session.show.during(
          "Reading the consignment",
          async () => ({
            state: await waymark.consignments.state(id),
            // What it has from the containers around it is told in its state, and which one that is here.
            parent: decodeWord(await waymark.ledger.wordOf(id)).parent,
            trace: await traceConsignment(waymark, id),
            head: await waymark.ledger.headOf(id),
          }),
          ({ trace: { steps } }) => `${steps.length} steps`,
        );
        const contents = remainingLines(trace.creation.lines, trace.records).after;
        session.show.result({ consignment: id, head, state, parent, contents, recalls: trace.recalls }, (out) => {
          showState(out, trace, state, parent);
          out.line(`  head ${head}`);
          if (contents.length === 0) return;
          table(
            out,
            ["units", "unit", "batch"],
            contents.map(({ batch, quantity }) => [units(quantity), trace.batches.get(batch)?.unit ?? "", batch]),
          );
        });
      }),
    );
  withExamples(
    show,
    { what: "by its SSCC", words: "395201230000000012" },
    { what: "by its id, for a program", words: "0x… --json" },
  );
}

function showState(out: Terminal, trace: Trace, state: WordState, parent: number): void {
  const { movement, customs, place, stands, custodian, next, destination, holds, sequence } = state;
  const held = holds === 0 ? [] : [out.style("red", `${holds} ${holds === 1 ? "hold" : "holds"}`)];
  out.line(out.style("bold", trace.consignment));
  const parts = [
    `${inWords(movement)}${place === "" ? "" : `, ${stands ? "at" : "from"} ${placeName(place).en}`}`,
    ...(destination === "" ? [] : [`for ${destination}, customs: ${inWords(customs)}`]),
    ...(parent === 0 ? [] : [`in container ${parent}`]),
    ...(custodian === 0n ? [] : [`with ${partyInWords(trace, custodian)}`]),
    ...(next === 0n ? [] : [`next ${partyInWords(trace, next)}`]),
    ...held,
    `step ${sequence}`,
  ];
  for (const line of out.fold(parts, out.width - 2)) out.line(`  ${line}`);
  if (state.lastMoveAt > 0) out.line(`  last move ${timeOf(state.lastMoveAt)}`);
  for (const { kind, country } of trace.recalls) {
    out.line(
      `  ${out.style("red", "✖")} RECALLED ${country === "" ? "everywhere" : `in ${country}`}: the ${kind.toLowerCase()}`,
    );
  }
}
