import type { GovernedOperation } from "../../sdk/operations/governed.js";
import type { Operation } from "../../sdk/operations/operation.js";
import type { Mined } from "../../sdk/operations/receipt.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { Change } from "./change.js";
import { planOf } from "./plan.js";
import type { DeclaredParty } from "./parties.js";

/** Changes in a transaction: at about 120,000 gas each they stay under the most that one may use (EIP-7825). */
const AT_ONCE = 100;

/** What was sent of a plan. */
export interface Applied {
  readonly transactions: readonly Mined[];
  /** What is left of the plan: what waits, or takes another key. */
  readonly left: readonly Change[];
}

/**
 * Does what of a plan can be done, in as few transactions as possible: first who is to be admitted, then, with their numbers,
 * all the rest. After each step the plan is made anew from the chain.
 *
 * @param send Sends one transaction.
 */
export async function apply(
  waymark: Waymark,
  declared: readonly DeclaredParty[],
  plan: readonly Change[],
  send: (operation: Operation<object>, changes: readonly Change[]) => Promise<Mined>,
): Promise<Applied> {
  const transactions: Mined[] = [];
  let left = plan;
  for (;;) {
    const step = firstStep(waymark, left);
    if (step === undefined) return { transactions, left };
    transactions.push(await send(step.operation, step.changes));
    const before = left.length;
    left = await planOf(waymark, declared);
    const isScheduling = step.changes.every(({ next }) => next.next === "schedule");
    // What was done is no change any more; else this would never end.
    if (!isScheduling && left.length >= before) throw new Error("A change was sent and is still to be made.");
  }
}

/** The transaction to send next, and the changes in it. */
function firstStep(
  waymark: Waymark,
  plan: readonly Change[],
): { readonly operation: Operation<object>; readonly changes: readonly Change[] } | undefined {
  const due = (wanted: "send" | "schedule" | "execute") =>
    plan.filter(({ next }) => next.next === wanted).slice(0, AT_ONCE);
  const [send, schedule, execute] = [due("send"), due("schedule"), due("execute")];
  if (send.length > 0) return { operation: waymark.many(send.flatMap(operationOf)), changes: send };
  const { governance } = waymark;
  if (execute.length > 0) return { operation: governance.executeMany(execute.flatMap(actOf)), changes: execute };
  if (schedule.length > 0) return { operation: governance.scheduleMany(schedule.flatMap(actOf)), changes: schedule };
  return undefined;
}

function operationOf({ next }: Change): Operation<unknown>[] {
  return next.next === "send" ? [next.operation] : [];
}

function actOf({ next }: Change): GovernedOperation<unknown>[] {
  return next.next === "schedule" || next.next === "execute" ? [next.operation] : [];
}
