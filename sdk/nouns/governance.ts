import type { GovernedOperation } from "../operations/governed.js";
import { ofGovernance } from "../operations/ledgerOperation.js";
import type { OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import { countryBytes } from "../operations/words.js";

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
   * Puts a country into a customs territory, which decides what counts as crossing a border from now on. Governor only.
   *
   * @param territory Such as "EU"; the country itself = on its own.
   */
  setTerritory(country: string, territory: string): GovernedOperation<{ readonly territory: string }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("setTerritory", [countryBytes(country), countryBytes(territory)]),
      () => ({ territory }),
    );
  }

  /** Says whether customs of a territory write for themselves: reported customs records are refused there. Governor only. */
  setCustomsLive(territory: string, live: boolean): GovernedOperation<{ readonly live: boolean }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("setCustomsLive", [countryBytes(territory), live]),
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
