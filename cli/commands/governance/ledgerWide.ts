import type { Command } from "commander";

import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { govern } from "../../governing.js";
import type { Cli } from "../../program.js";
import { addressTerm } from "../../terms/address.js";
import { territoryTerm } from "../../terms/country.js";
import { partyNumber, partyTerm } from "../../terms/party.js";
import { withWriting, type WritingOptions } from "../../writing.js";

/** What governs the ledger as a whole: territories, successors, and the ledger to move to. */
export function addLedgerWide(governance: Command, cli: Cli): void {
  addTerritory(governance, cli);
  addCustomsLive(governance, cli);
  addSuccessor(governance, cli);
  addAnnounce(governance, cli);
}

function addTerritory(governance: Command, cli: Cli): void {
  const territory = withWriting(
    governance
      .command("territory")
      .description("Put a country into a customs territory, or on its own. Takes the Governor.")
      .argument("<country>", "two letters, such as DE", territoryTerm)
      .argument("<territory>", "two letters, such as EU; the country itself = on its own", territoryTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, country: string, code: string) => {
      const waymark = await session.writer();
      await govern(session, options, waymark, waymark.governance.setTerritory(country, code), {
        doing: `Putting ${country} into territory ${code}`,
        done: () => `${country} belongs to customs territory ${code}.`,
        sure: `From now on, decide by ${code} what crosses a border of ${country}?`,
      });
    }),
  );
  withExamples(territory, { what: "a member of the customs union", words: "DE EU" });
}

function addCustomsLive(governance: Command, cli: Cli): void {
  const live = withWriting(
    governance
      .command("customs-live")
      .description(
        "Say that customs of a territory write for themselves: reported records are refused there. Takes the Governor.",
      )
      .argument("<territory>", "two letters, such as CN", territoryTerm)
      .option("--off", "say that they do not"),
  ).action(
    action(cli, async (session, options: WritingOptions & { readonly off?: true }, code: string) => {
      const waymark = await session.writer();
      const isLive = options.off !== true;
      await govern(session, options, waymark, waymark.governance.setCustomsLive(code, isLive), {
        doing: `Setting customs of ${code} ${isLive ? "live" : "not live"}`,
        done: () => `Customs of ${code} ${isLive ? "write for themselves" : "do not write for themselves"}.`,
      });
    }),
  );
  withExamples(live, { what: "customs have joined", words: "CN" }, { what: "and left", words: "CN --off" });
}

function addSuccessor(governance: Command, cli: Cli): void {
  const successor = withWriting(
    governance
      .command("successor")
      .description("Let another authority lift the holds of one that is suspended. Takes the Governor.")
      .argument("<authority>", "by number or URI", partyTerm)
      .argument("<successor>", "by number or URI", partyTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, authorityTerm: string, successorTerm: string) => {
      const waymark = await session.writer();
      const [authority, other] = await Promise.all(
        [authorityTerm, successorTerm].map((term) => partyNumber(waymark.parties, term)),
      );
      if (authority === undefined || other === undefined) throw new Error("Two terms give two numbers.");
      await govern(session, options, waymark, waymark.parties.appointSuccessor(authority, other), {
        doing: `Appointing party ${other} successor of party ${authority}`,
        done: () => `Party ${other} may lift the holds of party ${authority} while that is suspended.`,
      });
    }),
  );
  withExamples(successor, { what: "one port office for another", words: "did:web:old.example did:web:new.example" });
}

function addAnnounce(governance: Command, cli: Cli): void {
  const announce = withWriting(
    governance
      .command("announce")
      .description("Announce a ledger that parties may move to; nothing moves by itself. Takes the Governor.")
      .argument("<ledger>", "its address", addressTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, ledger: string) => {
      const waymark = await session.writer();
      await govern(session, options, waymark, waymark.governance.announceSuccessor(ledger), {
        doing: `Announcing ${ledger}`,
        done: () => `${ledger} is announced as the ledger to move to.`,
        sure: `Announce ${ledger} as the ledger to move to?`,
      });
    }),
  );
  withExamples(announce, { what: "the next release", words: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
}
