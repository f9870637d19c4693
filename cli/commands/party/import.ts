import { resolve } from "node:path";

import type { Command } from "commander";

import { action } from "../../action.js";
import { withDetails, withExamples } from "../../examples.js";
import { ExitCode } from "../../exit.js";
import { apply } from "../../import/apply.js";
import type { Change } from "../../import/change.js";
import { readParties } from "../../import/parties.js";
import { planOf } from "../../import/plan.js";
import { changeDocument, showPlan } from "../../import/showPlan.js";
import type { Cli } from "../../program.js";
import { agree, send, units, withWriting, type WritingOptions } from "../../writing.js";

/** What the file looks like, for the help. */
const FORMAT = `The file lists parties; what it does not name stays as it is:

  parties:
    - uri: did:web:port.example
      controller: did:web:group.example   # unless said itself
      manager: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
      grants:
        CNSHG: [Port]                     # a place, a country or anywhere
        CN: []                            # withdraws what was granted there
      prefixes: ["9520123"]
      signers:                            # added by the manager
        - key: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
          roles: [Port]
          scope: CNSHG
          until: "2027-11-30"
          heldBy: officer
      mandates:
        did:web:broker.example: [Broker]  # given by the manager

The plan is made from the chain: a run that was interrupted is taken up by the
next, and a second run changes nothing. Where the Registrar has a delay, a run
schedules, and one after the delay executes.`;

/** `waymark party import` */
export function addPartyImport(party: Command, cli: Cli): void {
  const command = withWriting(
    party
      .command("import")
      .description("Make the ledger as a file of parties says: show what would change, ask, and do it.")
      .argument("<file>", "parties with their grants, prefixes, keys and mandates (YAML)"),
  ).action(
    action(cli, async (session, options: WritingOptions, file: string) => {
      const declared = await readParties(resolve(session.io.cwd, file));
      const waymark = await session.writer();
      const plan = await session.show.during(
        "Comparing the file with the ledger",
        () => planOf(waymark, declared),
        (found) => `${units(found.length)} differences`,
      );
      if (options.dryRun === true || !plan.some(isDue) || plan.some(isConflict)) {
        session.show.result({ changes: plan.map(changeDocument), transactions: [] }, (out) => {
          if (plan.length === 0) out.line("The ledger is as the file says: nothing changes.");
          else showPlan(out, plan);
        });
        return exitCodeOf(plan);
      }

      if (session.options.json !== true) showPlan(session.show.aside, plan);
      const due = plan.filter(isDue).length;
      await agree(
        session,
        options,
        `Make ${due === 1 ? "this change" : `these ${units(due)} changes`}, and what follows from them?`,
      );
      const { transactions, left } = await apply(waymark, declared, plan, (operation, changes) =>
        send(session, options, operation, `Sending ${units(changes.length)} changes`),
      );
      session.show.result(
        { changes: plan.map(changeDocument), transactions, left: left.map(changeDocument) },
        (out) => {
          const gas = transactions.reduce((sum, { gasUsed }) => sum + gasUsed, 0n);
          out.line(`${out.style("green", "✔")} Done in ${transactions.length} transactions, ${units(gas)} gas.`);
          if (left.length === 0) return;
          out.line("What is left:");
          showPlan(out, left);
        },
      );
      return exitCodeOf(left);
    }),
  );
  withDetails(command, FORMAT);
  withExamples(
    command,
    { what: "see what would change", words: "parties.yaml --dry-run" },
    { what: "change it, without being asked", words: "parties.yaml --yes" },
  );
}

function isDue({ next }: Change): boolean {
  return next.next === "send" || next.next === "schedule" || next.next === "execute";
}

function isConflict({ next }: Change): boolean {
  return next.next === "conflict";
}

/** It fails where the file cannot come true, or the key does not govern; what waits or is a manager's does not. */
function exitCodeOf(left: readonly Change[]): ExitCode {
  const isFailing = left.some(
    (change) => isConflict(change) || (change.next.next === "otherKey" && change.next.isGoverning),
  );
  return isFailing ? ExitCode.Fails : ExitCode.Holds;
}
