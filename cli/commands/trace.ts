import type { Command } from "commander";

import { verify } from "../../sdk/goods/verify.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { ExitCode } from "../exit.js";
import { showFacts } from "../journey/showFacts.js";
import { showTimeline } from "../journey/showTimeline.js";
import { showFindings, showVerdict } from "../journey/showVerdict.js";
import { readStory, showConsignment, showGoods, withStory, withSubject, type StoryOptions } from "../journey/story.js";
import type { Cli } from "../program.js";

/** The story of goods, to be read. */
export function addTraceCommand(program: Command, cli: Cli): void {
  const command = withStory(
    withSubject(program.command("trace")).description(
      "Tell the story of goods: what was written about them, where, when and by whom, and whether it is unaltered.",
    ),
  ).action(
    action(cli, async (session, options: StoryOptions, subject: string) => {
      const client = await session.reader();
      const goods = await readStory(session, client, subject, options);
      const verification = await session.show.during(
        "Verifying it",
        () => verify(client, goods, options.toBlock === undefined ? {} : { block: options.toBlock }),
        () => "Verified",
      );
      const { verdict, sentence } = verification;
      session.show.result({ ...goods, verdict, sentence }, (out) => {
        showVerdict(out, verification);
        showGoods(out, goods);
        for (const [index, trace] of goods.consignments.entries()) {
          showConsignment(out, trace);
          const found = verification.consignments[index];
          if (found === undefined || found.verdict === "altered") continue;
          showFindings(out, trace, found, false);
          showFacts(out, trace, "What a buyer is told");
          showTimeline(out, trace);
        }
      });
      return verdict === "altered" ? ExitCode.Fails : ExitCode.Holds;
    }),
  );
  withExamples(
    command,
    { what: "by the code on a pack", words: '"(01)09520123456788(10)LOT7(21)12345"' },
    { what: "by an SSCC, for a program", words: "395201230000000012 --json" },
    {
      what: "an item that its manifest proves to be in one consignment",
      words: "https://trace.example/01/09520123456788/10/LOT7/21/12345 --manifest LOT7.manifest",
    },
    {
      what: "from a server that has the traces, which is not trusted",
      words: "395201230000000012 --from https://facts.example/traces/{consignment}.json",
    },
  );
}
