import type { GovernedOperation } from "../sdk/operations/governed.js";
import { RefusedError } from "../sdk/errors.js";
import type { Waymark } from "../sdk/waymark.js";
import type { Session } from "./session.js";
import { momentWords } from "./terms/moment.js";
import { agree, send, showMined, tryOut, type WritingOptions, type WritingWords } from "./writing.js";

/** Where a governing act stands for an account. */
export type Stage =
  | { readonly stage: "atOnce" | "unscheduled" | "ready" | "never" }
  | { readonly stage: "waiting"; /** Chain time, seconds. */ readonly readyAt: number };

/**
 * Where a governing act stands for the sender: it may be done at once, is to be scheduled, waits for its delay, or is ready to
 * be executed. It is always read from the chain, so that the same command, said again, takes it one step further.
 *
 * @param now Time of the chain, seconds.
 */
export async function stageOf(operation: GovernedOperation<unknown>, now: number): Promise<Stage> {
  const permission = await operation.permission();
  if (permission.may !== "scheduled") return { stage: permission.may };
  const readyAt = await operation.readyAt();
  if (readyAt === undefined) return { stage: "unscheduled" };
  return readyAt > now ? { stage: "waiting", readyAt } : { stage: "ready" };
}

/** The time of the latest block, by which delays are measured; seconds since 1970. */
export async function chainTime({ provider }: Pick<Waymark, "provider">): Promise<number> {
  const block = await provider.getBlock("latest");
  return block?.timestamp ?? 0;
}

/**
 * Takes a governing act one step further and shows how far it is: where the sender's role has no delay it is done, else it is
 * scheduled; said again after the delay, it is executed.
 *
 * @throws RefusedError with the refusal, also where the sender does not have the governing role.
 */
export async function govern<Outcome extends object>(
  session: Session,
  options: WritingOptions,
  waymark: Waymark,
  operation: GovernedOperation<Outcome>,
  words: WritingWords<Outcome>,
): Promise<void> {
  const stage = await stageOf(operation, await chainTime(waymark));
  if (stage.stage === "waiting") {
    session.show.result({ status: "waiting", readyAt: stage.readyAt }, (out) => {
      out.line(`${words.doing} waits for its delay until ${momentWords(stage.readyAt)}.`);
      out.line("  Run the same command then, and it is executed.");
    });
    return;
  }
  const step =
    stage.stage === "unscheduled" ? operation.schedule() : stage.stage === "ready" ? operation.execute() : operation;
  if (options.dryRun === true) {
    await tryOut(session, step, stage.stage === "unscheduled" ? `Scheduling ${lowered(words.doing)}` : words.doing);
    return;
  }
  if (stage.stage === "never") throw await refusalOf(operation);
  if (words.sure !== undefined) await agree(session, options, words.sure);
  if (stage.stage === "unscheduled") {
    const scheduled = await send(session, options, operation.schedule(), `Scheduling ${lowered(words.doing)}`);
    session.show.result({ status: "scheduled", ...scheduled }, (out) => {
      out.line(
        `${out.style("green", "✔")} ${words.doing} is scheduled, and ready from ${momentWords(scheduled.readyAt)}.`,
      );
      out.line("  Run the same command then, and it is executed; `waymark governance cancel` takes it back.");
      out.line(`  operation ${scheduled.operation}`);
      showMined(out, scheduled);
    });
    return;
  }
  const done = await send(session, options, stage.stage === "ready" ? operation.execute() : operation, words.doing);
  session.show.result({ status: "done", ...done }, (out) => {
    out.line(`${out.style("green", "✔")} ${words.done(done)}`);
    showMined(out, done);
  });
}

/** Why the sender may not do it, in the ledger's words. */
async function refusalOf(operation: GovernedOperation<unknown>): Promise<RefusedError> {
  return (
    (await operation.dryRun()) ??
    new RefusedError({
      name: "AccessManagedUnauthorized",
      message: "The account does not have the governing role that this takes.",
      toDo: "Send it from an account that has the role; `waymark doctor` shows the roles of the key.",
    })
  );
}

/** In the midst of a sentence: "admitting …". */
export function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
