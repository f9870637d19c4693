import { requireList } from "../given.js";
import { ACCESS_MANAGER } from "../operations/abis.js";
import type { GovernedOperation } from "../operations/governed.js";
import { callsAtOnce, requireOperation } from "../operations/many.js";
import { Operation } from "../operations/operation.js";
import type { OperationClient } from "../operations/operationClient.js";

/** How many governing acts were scheduled, or executed, at once. */
export interface ManyActs {
  readonly acts: number;
}

/** Schedules, or executes, several governing acts in one transaction of the access manager, all or none. */
export function manyActs(
  client: OperationClient,
  how: "schedule" | "execute",
  acts: readonly GovernedOperation<unknown>[],
): Operation<ManyActs> {
  return new Operation(client, {
    prepare: async () => {
      requireList("set of acts", acts);
      callsAtOnce(acts.length);
      for (const act of acts) requireOperation(act);
      const steps = acts.map((act) => (how === "schedule" ? act.schedule() : act.execute()));
      const calls = await Promise.all(steps.map((step) => step.call()));
      const data = ACCESS_MANAGER.encodeFunctionData("multicall", [calls.map((call) => call.data)]);
      return { to: await client.ledger.authority(), data };
    },
    read: () => ({ acts: acts.length }),
  });
}
