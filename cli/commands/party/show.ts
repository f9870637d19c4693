import type { Command } from "commander";

import type { DescribedParty } from "../../../sdk/parties/describeParty.js";
import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { table } from "../../output/show.js";
import type { Terminal } from "../../output/terminal.js";
import type { Cli } from "../../program.js";
import { momentWords } from "../../terms/moment.js";
import { partyNumber, partyTerm } from "../../terms/party.js";
import { scopeWords } from "../../terms/scope.js";
import { signerWords } from "../../terms/signer.js";

/** A validity that ends after the year 9999 is meant to have no end. */
const NO_END = 253_402_300_799;

/** `waymark party show` */
export function addPartyShow(party: Command, cli: Cli): void {
  const show = party
    .command("show")
    .description("Show a party with its roles, prefixes, keys and mandates.")
    .argument("<party>", "its number, or the URI under which it was admitted", partyTerm)
    .action(
      action(cli, async (session, _options: object, term: string) => {
        const { parties } = await session.reader();
        const number = await partyNumber(parties, term);
        const described = await session.show.during(
          `Reading party ${number}`,
          () => parties.describe(number),
          ({ uri }) => uri,
        );
        session.show.result(described, (out) => {
          showParty(out, described);
        });
      }),
    );
  withExamples(
    show,
    { what: "by number", words: "3" },
    { what: "by URI, for a program", words: "did:web:port.example --json" },
  );
}

function showParty(out: Terminal, described: DescribedParty): void {
  const { party, uri, controller, manager, admittedAt, suspendedAt, proposed } = described;
  out.line(`${out.style("bold", `Party ${party}`)} ${uri}`);
  out.line(`  controller  ${controller === uri ? "itself" : controller}`);
  out.line(`  manager     ${manager}`);
  out.line(`  admitted    ${momentWords(admittedAt)}`);
  if (suspendedAt !== undefined) out.line(`  ${out.style("red", "suspended")}   ${momentWords(suspendedAt)}`);
  if (proposed !== undefined) {
    out.line(`  proposed    ${proposed.manager} may become its manager from ${momentWords(proposed.dueAt)}`);
  }
  out.line(`  prefixes    ${described.prefixes.join(", ") || "none"}`);

  section(
    out,
    "Roles",
    ["where", "roles"],
    [...described.grants].map(([scope, roles]) => [scopeWords(scope), roles.join(", ")]),
  );
  section(
    out,
    "Keys",
    ["key", "roles", "where", "held by", "until"],
    described.signers.map(({ signer, roles, scope, heldBy, validUntil, revoked }) => [
      signerWords(signer),
      roles.join(", "),
      scopeWords(scope),
      heldBy.toLowerCase(),
      revoked !== undefined ? "revoked" : validUntil > NO_END ? "no end" : momentWords(validUntil),
    ]),
  );
  section(
    out,
    "Mandates",
    ["agent", "roles"],
    described.mandates.map(({ agent, roles }) => [`party ${agent}`, roles.join(", ")]),
  );
}

function section(out: Terminal, title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  out.line();
  out.line(out.style("bold", title));
  if (rows.length === 0) out.line("none");
  else table(out, heads, rows);
}
