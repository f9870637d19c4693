import type { Command } from "commander";

import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { govern } from "../governing.js";
import type { Cli } from "../program.js";
import { addressTerm } from "../terms/address.js";
import { momentWords } from "../terms/moment.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

const PARTY = "its number, or the URI under which it was admitted";

/** Recovery: a new manager for a party that lost its own. */
export function addRecoveryCommands(program: Command, cli: Cli): void {
  const recovery = program.command("recovery").description("Give a party that lost its manager's key another manager.");

  const propose = withWriting(
    recovery
      .command("propose")
      .description("Propose a manager; it may take over after 7 days, unless the present one vetoes. Takes Recovery.")
      .argument("<party>", PARTY, partyTerm)
      .argument("<manager>", "address of the account that is to be its manager", addressTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string, manager: string) => {
      const waymark = await session.writer();
      const party = await partyNumber(waymark.parties, term);
      await govern(session, options, waymark, waymark.parties.proposeManager(party, manager), {
        doing: `Proposing ${manager} as manager of party ${party}`,
        done: ({ dueAt }) => `${manager} may become the manager of party ${party} from ${momentWords(dueAt)}.`,
      });
    }),
  );
  withExamples(propose, {
    what: "for a brand that lost its key",
    words: "did:web:brand.example 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  });

  const veto = withWriting(
    recovery
      .command("veto")
      .description("Refuse a manager that governance proposed for the party (--party). Takes its present manager."),
  ).action(
    action(cli, async (session, options: WritingOptions) => {
      const { parties } = await session.writer();
      await write(session, options, parties.vetoManager(), {
        doing: "Refusing the proposed manager",
        done: ({ vetoed }) => `${vetoed} does not become the manager.`,
      });
    }),
  );
  withExamples(veto, { what: "a recovery that nobody asked for", words: "--party 1" });

  const complete = withWriting(
    recovery
      .command("complete")
      .description("Make the proposed manager the party's, once it is due. Anybody may send it.")
      .argument("<party>", PARTY, partyTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string) => {
      const { parties } = await session.writer();
      const party = await partyNumber(parties, term);
      await write(session, options, parties.completeRecovery(party), {
        doing: `Changing the manager of party ${party}`,
        done: ({ manager }) => `${manager} is the manager of party ${party}.`,
      });
    }),
  );
  withExamples(complete, { what: "when the 7 days are over", words: "did:web:brand.example" });
}
