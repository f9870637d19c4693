import type { Command } from "commander";

import type { ScheduledAct } from "../../../sdk/governance/scheduledActs.js";
import { FatalError } from "../../../sdk/errors.js";
import type { Waymark } from "../../../sdk/waymark.js";
import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { chainTime } from "../../governing.js";
import { table } from "../../output/show.js";
import type { Cli } from "../../program.js";
import { momentWords } from "../../terms/moment.js";
import { operationTerm } from "../../terms/operation.js";
import { withWriting, write, type WritingOptions } from "../../writing.js";
import { CALLS, showCalls } from "./calls.js";

const EXAMPLE = "0x5f2c9a4d3be1c07a8d6e4b1f0c3a2b5d4e6f708192a3b4c5d6e7f8091a2b3c4d";

/** What waits for its delay: to be seen, executed or cancelled. */
export function addScheduled(governance: Command, cli: Cli): void {
  addList(governance, cli);
  addExecute(governance, cli);
  addCancel(governance, cli);
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
