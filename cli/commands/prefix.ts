import type { Command } from "commander";

import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { govern } from "../governing.js";
import type { Cli } from "../program.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { prefixTerm } from "../terms/prefix.js";
import { withWriting, type WritingOptions } from "../writing.js";

/** GS1 Company Prefixes: whose products are confirmed. */
export function addPrefixCommands(program: Command, cli: Cli): void {
  const prefix = program.command("prefix").description("Assign GS1 Company Prefixes to parties, and release them.");

  const assign = withWriting(
    prefix
      .command("assign")
      .description("Assign a GS1 Company Prefix, which confirms the party's products. Takes the Registrar.")
      .argument("<party>", "its number, or the URI under which it was admitted", partyTerm)
      .argument("<prefix>", "4 to 12 digits, leading zeros included", prefixTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string, digits: string) => {
      const waymark = await session.writer();
      const party = await partyNumber(waymark.parties, term);
      await govern(session, options, waymark, waymark.parties.assignPrefix(party, digits), {
        doing: `Assigning prefix ${digits} to party ${party}`,
        done: () => `Prefix ${digits} belongs to party ${party}.`,
      });
    }),
  );
  withExamples(assign, { what: "the prefix of a brand", words: "did:web:brand.example 9520123" });

  const release = withWriting(
    prefix
      .command("release")
      .description("Release a GS1 Company Prefix, as when its holder gives it back. Takes the Registrar.")
      .argument("<prefix>", "4 to 12 digits, leading zeros included", prefixTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, digits: string) => {
      const waymark = await session.writer();
      await govern(session, options, waymark, waymark.parties.releasePrefix(digits), {
        doing: `Releasing prefix ${digits}`,
        done: () => `Prefix ${digits} belongs to nobody.`,
        sure: `Release prefix ${digits}?`,
      });
    }),
  );
  withExamples(release, { what: "one that was given back", words: "9520123" });
}
