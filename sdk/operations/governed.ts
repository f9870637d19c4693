import { dataSlice } from "ethers";

import type { IAccessManager } from "../../typechain-types/@openzeppelin/contracts/access/manager/IAccessManager.js";
import { IAccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/IAccessManager__factory.js";
import { ACCESS_MANAGER } from "./abis.js";
import { encoderOf } from "./encoder.js";
import { Operation, type Plan } from "./operation.js";
import { senderOf, type OperationClient } from "./operationClient.js";
import type { ReceiptLogs } from "./receipt.js";
import { withRefusals } from "./send.js";
import { secondsOf, type When } from "./words.js";

const CALLS = encoderOf(ACCESS_MANAGER);

/** A governing act that was scheduled. */
export interface Scheduled {
  /** The access manager's id of it, by which others look it up. */
  readonly operation: string;
  /** Chain time from which it can be executed, seconds since 1970. */
  readonly readyAt: number;
}

/** Whether an account may do a governing act: at once, after scheduling it, or not at all. */
export type Permission =
  { readonly may: "atOnce" | "never" } | { readonly may: "scheduled"; /** Seconds. */ readonly delay: number };

/** A governing act that will not be done. */
export interface Cancelled {
  readonly cancelled: true;
}

/**
 * An act that governs admission. Who has the role without a delay sends it like any other; with a delay, as on public
 * networks, it is scheduled, and after the delay executed or before that cancelled. The same act, said again in the same
 * words, is what is executed: nothing need be kept in between.
 *
 * @example
 * const act = waymark.parties.admit({ uri, controller, manager });
 * const { readyAt } = await act.schedule().send();
 * // … when the delay is over, from anywhere:
 * await waymark.parties.admit({ uri, controller, manager }).execute().send();
 */
export class GovernedOperation<Outcome> extends Operation<Outcome> {
  readonly #read: Plan<Outcome>["read"];

  constructor(client: OperationClient, plan: Plan<Outcome>) {
    super(client, plan);
    this.#read = plan.read;
  }

  /**
   * Announces it: it can be executed when the delay of the sender's role is over, and for a week from then.
   *
   * @param when The earliest moment; unless said as soon as the delay allows.
   */
  schedule(when: When = 0): Operation<Scheduled> {
    return this.#managed(
      (ledger, data) => CALLS.encodeFunctionData("schedule", [ledger, data, secondsOf(when)]),
      scheduledIn,
    );
  }

  /** Does what the sender scheduled, once it is ready. */
  execute(): Operation<Outcome> {
    return this.#managed((ledger, data) => CALLS.encodeFunctionData("execute", [ledger, data]), this.#read);
  }

  /**
   * Takes it back before it is executed: by who scheduled it, a guardian of the role, or the admin.
   *
   * @param scheduledBy Account that scheduled it; unless said the sender.
   */
  cancel(scheduledBy?: string): Operation<Cancelled> {
    return this.#managed(
      async (ledger, data) => {
        const by = scheduledBy ?? (await senderOf(this.client).getAddress());
        return CALLS.encodeFunctionData("cancel", [by, ledger, data]);
      },
      () => ({ cancelled: true }),
    );
  }

  /**
   * Whether an account may do it: at once, or after scheduling it.
   *
   * @param account Unless said the client's signer.
   */
  async permission(account?: string): Promise<Permission> {
    return await withRefusals(async () => {
      const [manager, { to, data }] = await Promise.all([this.#manager(), this.call()]);
      const by = account ?? (await senderOf(this.client).getAddress());
      const [atOnce, delay] = await manager.canCall(by, to, dataSlice(data, 0, 4));
      if (atOnce) return { may: "atOnce" };
      return delay === 0n ? { may: "never" } : { may: "scheduled", delay: Number(delay) };
    });
  }

  /**
   * When it can be executed.
   *
   * @param scheduledBy Account that scheduled it; unless said the client's signer.
   * @returns Chain time, seconds since 1970; undefined when it is not scheduled, was executed or cancelled, or has expired.
   */
  async readyAt(scheduledBy?: string): Promise<number | undefined> {
    return await withRefusals(async () => {
      const [manager, { to, data }] = await Promise.all([this.#manager(), this.call()]);
      const by = scheduledBy ?? (await senderOf(this.client).getAddress());
      const at = Number(await manager.getSchedule(await manager.hashOperation(by, to, data)));
      return at === 0 ? undefined : at;
    });
  }

  async #manager(): Promise<IAccessManager> {
    return IAccessManager__factory.connect(await this.client.ledger.authority(), this.client.provider);
  }

  /** An operation of the access manager about this one. */
  #managed<Done>(
    encode: (ledger: string, data: string) => string | Promise<string>,
    read: Plan<Done>["read"],
  ): Operation<Done> {
    return new Operation(this.client, {
      prepare: async () => {
        const [to, call] = await Promise.all([this.client.ledger.authority(), this.call()]);
        return { to, data: await encode(call.to, call.data) };
      },
      read,
    });
  }
}

function scheduledIn({ logs }: ReceiptLogs): Scheduled {
  for (const log of logs) {
    const event = ACCESS_MANAGER.parseLog(log);
    if (event?.name !== "OperationScheduled") continue;
    // The types of the event's parameters in the access manager's interface.
    const [operation, , readyAt] = event.args as unknown as [string, bigint, bigint];
    return { operation, readyAt: Number(readyAt) };
  }
  throw new Error("The access manager did not log what was scheduled.");
}
