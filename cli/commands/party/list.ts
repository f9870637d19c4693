import type { Command } from "commander";

import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { table } from "../../output/show.js";
import type { Cli } from "../../program.js";
import { momentWords } from "../../terms/moment.js";

/** `waymark party list` */
export function addPartyList(party: Command, cli: Cli): void {
  const list = party
    .command("list")
    .description("List every party that was admitted.")
    .action(
      action(cli, async (session) => {
        const { parties } = await session.reader();
        const all = await session.show.during(
          "Reading the parties",
          () => parties.list(),
          (found) => `${found.length} parties`,
        );
        session.show.result(all, (out) => {
          if (all.length === 0) out.line("No party is admitted.");
          else
            table(
              out,
              ["party", "URI", "controller", "manager", "standing"],
              all.map(({ party: number, uri, controller, manager, suspendedAt }) => [
                number.toString(),
                uri,
                controller === uri ? "itself" : controller,
                manager,
                suspendedAt === undefined ? "good" : `suspended since ${momentWords(suspendedAt)}`,
              ]),
            );
        });
      }),
    );
  withExamples(list, { what: "all of them", words: "" }, { what: "for a program", words: "--json" });
}
