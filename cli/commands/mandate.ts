import type { Command } from "commander";

import type { RoleName } from "../../sdk/vocabulary.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { roleTerm } from "../terms/roles.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

const AGENT = "the other party, by number or URI";

/** Mandates: what others may do about the goods of a party. */
export function addMandateCommands(program: Command, cli: Cli): void {
  const mandate = program
    .command("mandate")
    .description("Let another party act about goods that the party (--party) created or has.");

  const give = withWriting(
    mandate
      .command("give")
      .description("Give another party a mandate; it replaces what was given before. Takes the party's manager.")
      .argument("<agent>", AGENT, partyTerm)
      .argument("<roles...>", "roles in which it may act, such as Broker", roleTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string, roles: readonly RoleName[]) => {
      const waymark = await session.writer();
      const agent = await partyNumber(waymark.parties, term);
      await write(session, options, waymark.parties.setMandate({ agent, roles }), {
        doing: `Giving party ${agent} a mandate`,
        done: () => `Party ${agent} may act as ${roles.join(", ")}.`,
      });
    }),
  );
  withExamples(give, { what: "let a broker declare one's goods", words: "did:web:broker.example Broker --party 1" });

  const withdraw = withWriting(
    mandate
      .command("withdraw")
      .description("Withdraw the mandate of another party. Takes the party's manager.")
      .argument("<agent>", AGENT, partyTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string) => {
      const waymark = await session.writer();
      const agent = await partyNumber(waymark.parties, term);
      await write(session, options, waymark.parties.setMandate({ agent, roles: [] }), {
        doing: `Withdrawing the mandate of party ${agent}`,
        done: () => `Party ${agent} has no mandate.`,
        sure: `Withdraw the mandate of party ${agent}?`,
      });
    }),
  );
  withExamples(withdraw, { what: "after changing the broker", words: "did:web:broker.example --party 1" });
}
