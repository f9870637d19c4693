import { parseAddress } from "../address.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, requireObject } from "../given.js";
import { readGoverningRoles, type GoverningRole } from "../governance/governingRoles.js";
import { manyActs, type ManyActs } from "../governance/manyActs.js";
import { readScheduledActs, type ScheduledAct } from "../governance/scheduledActs.js";
import { GovernedOperation } from "../operations/governed.js";
import { ofGovernance } from "../operations/ledgerOperation.js";
import type { Operation } from "../operations/operation.js";
import type { OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import { territoryBytes } from "../operations/words.js";

/** What governs the ledger as a whole, beside the admission of parties: `waymark.governance`. */
export class Governance {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * Address of the access manager, which knows who has which governing role.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async authority(): Promise<string> {
    return await withRefusals(() => this.#client.ledger.authority());
  }

  /**
   * The governing roles that an account has, and how long each has to wait.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async rolesOf(account: string): Promise<GoverningRole[]> {
    return await withRefusals(() => readGoverningRoles(this.#client, parseAddress(account, "account")));
  }

  /**
   * What was scheduled and waits to be executed, or has expired, in the order of its announcement.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async scheduled(): Promise<ScheduledAct[]> {
    return await withRefusals(() => readScheduledActs(this.#client));
  }

  /**
   * A scheduled act, to be executed by who scheduled it or cancelled by who may.
   *
   * @example for (const act of await waymark.governance.scheduled()) await waymark.governance.act(act).execute().send();
   */
  act(act: Pick<ScheduledAct, "target" | "data">): GovernedOperation<object> {
    return new GovernedOperation(this.#client, {
      prepare: () => {
        requireObject("scheduled act", act);
        return { to: parseAddress(act.target, "contract"), data: givenBytes("call", act.data) };
      },
      read: () => ({}),
    });
  }

  /** Schedules 1 to 256 governing acts in one transaction, all or none. */
  scheduleMany(acts: readonly GovernedOperation<unknown>[]): Operation<ManyActs> {
    return manyActs(this.#client, "schedule", acts);
  }

  /** Executes 1 to 256 governing acts that the sender scheduled, in one transaction, all or none. */
  executeMany(acts: readonly GovernedOperation<unknown>[]): Operation<ManyActs> {
    return manyActs(this.#client, "execute", acts);
  }

  /**
   * Puts a country into a customs territory, which decides what counts as crossing a border from now on. Governor only.
   *
   * @param territory Such as "EU"; the country itself = on its own.
   */
  setTerritory(country: string, territory: string): GovernedOperation<{ readonly territory: string }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("setTerritory", [territoryBytes(country), territoryBytes(territory)]),
      () => ({ territory }),
    );
  }

  /** Says whether customs of a territory write for themselves: reported customs records are refused there. Governor only. */
  setCustomsLive(territory: string, live: boolean): GovernedOperation<{ readonly live: boolean }> {
    return ofGovernance(
      this.#client,
      (abi) => {
        requireSaid(live);
        return abi.encodeFunctionData("setCustomsLive", [territoryBytes(territory), live]);
      },
      () => ({ live }),
    );
  }

  /** Announces a ledger that parties may move to; nothing moves by itself. Governor only. */
  announceSuccessor(ledger: string): GovernedOperation<{ readonly successor: string }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("announceSuccessor", [ledger]),
      (logs) => ({ successor: logs.one(this.#client.ledger.filters.SuccessorAnnounced).ledger }),
    );
  }
}

/** Anything that is not empty would count as true. */
function requireSaid(live: unknown): void {
  if (typeof live === "boolean") return;
  throw new InvalidValueError(
    `${shown(live)} does not say whether customs write for themselves: true or false does.`,
    "Give true or false.",
    live,
  );
}
