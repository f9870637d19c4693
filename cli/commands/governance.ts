import type { Command } from "commander";

import type { ScheduledAct } from "../../sdk/governance/scheduledActs.js";
import { FatalError } from "../../sdk/errors.js";
import type { Waymark } from "../../sdk/waymark.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { chainTime, govern } from "../governing.js";
import { table } from "../output/show.js";
import type { Cli } from "../program.js";
import { addressTerm } from "../terms/address.js";
import { countryTerm } from "../terms/country.js";
import { momentWords } from "../terms/moment.js";
import { operationTerm } from "../terms/operation.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { withWriting, write, type WritingOptions } from "../writing.js";
import { addGovernanceRole } from "./governance/role.js";
import { CALLS, showCalls } from "./governance/calls.js";

/** Governance: what waits for its delay, and what governs the ledger as a whole. */
export function addGovernanceCommands(program: Command, cli: Cli): void {
  const governance = program
    .command("governance")
    .description("See what is scheduled, execute or cancel it, and govern territories and successors.");
  addList(governance, cli);
  addExecute(governance, cli);
  addCancel(governance, cli);
  addTerritory(governance, cli);
  addCustomsLive(governance, cli);
  addSuccessor(governance, cli);
  addAnnounce(governance, cli);
  addGovernanceRole(governance, cli);
}

/** Where a scheduled act stands. */
function standingOf({ readyAt, expiresAt }: ScheduledAct, now: number): "waiting" | "ready" | "expired" {
  if (now < readyAt) return "waiting";
  return now < expiresAt ? "ready" : "expired";
}

/** What an act does, in a line: "setGrant(party 3, scope CNSHG, roles Customs)". */
function actWords({ call, data, target }: ScheduledAct): string {
  if (call === undefined) return `call of ${target} with ${data.slice(0, 10)}`;
  const values = Object.entries(call.values).map(([name, value]) => `${name} ${valueWords(value)}`);
  return `${call.name}(${values.join(", ")})`;
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(" + ") || "none";
  return value === "" ? '""' : String(value);
}

function addList(governance: Command, cli: Cli): void {
  const list = governance
    .command("list")
    .description("List what was scheduled, with the time from which it can be executed.")
    .action(
      action(cli, async (session) => {
        const waymark = await session.reader();
        const [acts, now] = await Promise.all([waymark.governance.scheduled(), chainTime(waymark)]);
        const shown = acts.map((act) => ({ ...act, standing: standingOf(act, now) }));
        session.show.result(shown, (out) => {
          if (shown.length === 0) out.line("Nothing is scheduled.");
          else
            table(
              out,
              ["operation", "standing", "ready from", "scheduled by", "act"],
              shown.map((act) => [act.operation, act.standing, momentWords(act.readyAt), act.by, actWords(act)]),
            );
        });
      }),
    );
  withExamples(list, { what: "what is to come", words: "" }, { what: "for a program", words: "--json" });
}

/** The act of an operation's id. */
async function scheduledAct(waymark: Waymark, operation: string): Promise<ScheduledAct> {
  const acts = await waymark.governance.scheduled();
  const found = acts.find((act) => act.operation === operation.toLowerCase());
  if (found !== undefined) return found;
  throw new FatalError({
    name: "OperationUnknown",
    message: `Nothing is scheduled under ${operation}.`,
    toDo: "See `waymark governance list`: it may have been executed or cancelled.",
    values: { operation },
  });
}

function addExecute(governance: Command, cli: Cli): void {
  const execute = withWriting(
    governance
      .command("execute")
      .description("Execute what was scheduled, once it is ready. Takes the account that scheduled it.")
      .argument("<operation>", "its id, as `waymark governance list` shows it", operationTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, operation: string) => {
      const waymark = await session.writer();
      const act = await scheduledAct(waymark, operation);
      await write(session, options, waymark.governance.act(act).execute(), {
        doing: `Executing ${actWords(act)}`,
        done: () => `Done: ${actWords(act)}.`,
      });
    }),
  );
  withExamples(execute, { what: "one that is ready", words: EXAMPLE });
}

function addCancel(governance: Command, cli: Cli): void {
  const cancel = withWriting(
    governance
      .command("cancel")
      .description("Take back what was scheduled. Takes the account that scheduled it, a guardian or the Admin.")
      .argument("<operation>", "its id, as `waymark governance list` shows it", operationTerm)
      .option("--calls", CALLS),
  ).action(
    action(cli, async (session, options: WritingOptions & { readonly calls?: true }, operation: string) => {
      const waymark = await (options.calls === true ? session.reader() : session.writer());
      const act = await scheduledAct(waymark, operation);
      const cancelling = waymark.governance.act(act).cancel(act.by);
      if (options.calls === true) {
        await showCalls(session, { cancel: cancelling });
        return;
      }
      await write(session, options, cancelling, {
        doing: `Cancelling ${actWords(act)}`,
        done: () => `Cancelled: ${actWords(act)}.`,
        sure: `Cancel ${actWords(act)}?`,
      });
    }),
  );
  withExamples(
    cancel,
    { what: "one that nobody meant", words: `${EXAMPLE} --yes` },
    { what: "what a multisig that is the Admin has to send", words: `${EXAMPLE} --calls` },
  );
}

const EXAMPLE = "0x5f2c9a4d3be1c07a8d6e4b1f0c3a2b5d4e6f708192a3b4c5d6e7f8091a2b3c4d";

function addTerritory(governance: Command, cli: Cli): void {
  const territory = withWriting(
    governance
      .command("territory")
      .description("Put a country into a customs territory, or on its own. Takes the Governor.")
      .argument("<country>", "two letters, such as DE", countryTerm)
      .argument("<territory>", "two letters, such as EU; the country itself = on its own", countryTerm),
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
      .argument("<territory>", "two letters, such as CN", countryTerm)
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
