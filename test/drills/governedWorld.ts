import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";

import { GOVERNANCE, NAMED_ROLES, ROLES, selectorsOf, type GovernanceRole } from "../../sdk/deployment/roles.js";
import { ethers, networkHelpers } from "../support/chain.js";
import { encodeCall, type LedgerCall } from "../support/way.js";
import { world, type World } from "../support/world.js";

export const DAY = 86_400;

export interface GovernedWorld extends World {
  /** Who holds each role of the AccessManager, with the delays of a public network. */
  readonly governors: Readonly<Record<GovernanceRole, HardhatEthersSigner>>;
  /** Accounts that belong to nobody yet. */
  readonly spare: readonly [HardhatEthersSigner, HardhatEthersSigner, HardhatEthersSigner];
}

/** The world of the tests, governed as on a public network: whoever built it has left. */
export async function governedWorld(): Promise<GovernedWorld> {
  const w = await world();
  const { accessManager, ledger, admin } = w;
  const [a, b, c, ...accounts] = (await ethers.getSigners()).slice(25);
  if (a === undefined || b === undefined || c === undefined || accounts.length < ROLES.length) {
    throw new Error("The test chain has too few accounts.");
  }
  // An account for each role: there are enough, as just checked.
  const governors = Object.fromEntries(ROLES.map((role, i) => [role, accounts[i]])) as GovernedWorld["governors"];
  for (const role of NAMED_ROLES) {
    await accessManager.setTargetFunctionRole(ledger, selectorsOf(role), GOVERNANCE[role].id);
  }
  await accessManager.setTargetAdminDelay(ledger, GOVERNANCE.Admin.delay);
  for (const role of ROLES.toReversed()) {
    await accessManager.grantRole(GOVERNANCE[role].id, governors[role].address, GOVERNANCE[role].delay);
  }
  await accessManager.revokeRole(GOVERNANCE.Admin.id, admin.address);
  // The delay of what the Admin does to the ledger's wiring is in force five days after it was set.
  await networkHelpers.time.increase(GOVERNANCE.Admin.delay);
  return { ...w, governors, spare: [a, b, c] };
}

/** What somebody with a role intends, visible to all from the announcement on. */
export class Intent {
  private constructor(
    private readonly w: GovernedWorld,
    readonly by: HardhatEthersSigner,
    readonly to: string,
    readonly data: string,
    readonly operation: string,
    readonly readyAt: number,
  ) {}

  /** Announces a call of the ledger. */
  static async ofLedger(w: GovernedWorld, by: HardhatEthersSigner, ...call: LedgerCall): Promise<Intent> {
    return Intent.#announce(w, by, await w.ledger.getAddress(), encodeCall(w, call));
  }

  /** Announces a call of the AccessManager. */
  static async ofManager(w: GovernedWorld, by: HardhatEthersSigner, data: string): Promise<Intent> {
    return Intent.#announce(w, by, await w.accessManager.getAddress(), data);
  }

  static async #announce(w: GovernedWorld, by: HardhatEthersSigner, to: string, data: string): Promise<Intent> {
    const { accessManager } = w;
    const operation = await accessManager.hashOperation(by.address, to, data);
    await expect(accessManager.connect(by).schedule(to, data, 0)).to.emit(accessManager, "OperationScheduled");
    return new Intent(w, by, to, data, operation, Number(await accessManager.getSchedule(operation)));
  }

  /** Seconds from now until it may be done. */
  async remaining(): Promise<number> {
    return this.readyAt - (await networkHelpers.time.latest());
  }

  /** It is not done a second before its time. */
  async expectTooEarly(): Promise<void> {
    await networkHelpers.time.setNextBlockTimestamp(this.readyAt - 1);
    await expect(this.#send())
      .to.be.revertedWithCustomError(this.w.accessManager, "AccessManagerNotReady")
      .withArgs(this.operation);
  }

  /** Waits until its time and does it. */
  async carryOut(): Promise<void> {
    await this.#wait();
    await this.#send();
  }

  /** Somebody who may, ends it, at once and for good. */
  async cancelledBy(who: HardhatEthersSigner): Promise<void> {
    const { accessManager } = this.w;
    await expect(accessManager.connect(who).cancel(this.by.address, this.to, this.data))
      .to.emit(accessManager, "OperationCanceled")
      .withArgs(this.operation, 1);
    await this.#wait();
    await expect(this.#send())
      .to.be.revertedWithCustomError(accessManager, "AccessManagerNotScheduled")
      .withArgs(this.operation);
  }

  async #wait(): Promise<void> {
    if ((await networkHelpers.time.latest()) < this.readyAt) await networkHelpers.time.increaseTo(this.readyAt);
  }

  #send(): Promise<unknown> {
    return this.by.sendTransaction({ to: this.to, data: this.data });
  }
}

/** Announces that the Admin gives somebody a role, to be used with its delay. */
export function grantOf(w: GovernedWorld, role: GovernanceRole, account: HardhatEthersSigner): Promise<Intent> {
  const { id, delay } = GOVERNANCE[role];
  const data = w.accessManager.interface.encodeFunctionData("grantRole", [id, account.address, delay]);
  return Intent.ofManager(w, w.governors.Admin, data);
}

/** Announces that the Admin takes a role from who has it. */
export function dismissalOf(w: GovernedWorld, role: GovernanceRole): Promise<Intent> {
  const args = [GOVERNANCE[role].id, w.governors[role].address] as const;
  return Intent.ofManager(w, w.governors.Admin, w.accessManager.interface.encodeFunctionData("revokeRole", [...args]));
}

/** A call of the ledger that the account has no role for. */
export async function expectUnauthorized(
  w: GovernedWorld,
  account: HardhatEthersSigner,
  ...call: LedgerCall
): Promise<void> {
  await expect(account.sendTransaction({ to: await w.ledger.getAddress(), data: encodeCall(w, call) }), call[0])
    .to.be.revertedWithCustomError(w.ledger, "AccessManagedUnauthorized")
    .withArgs(account.address);
}
