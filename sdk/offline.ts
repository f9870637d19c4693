import { AbstractProvider, Network } from "ethers";

import { IWaymark__factory } from "../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { parseAddress } from "./address.js";
import { requireChainId } from "./chainId.js";
import { FatalError } from "./errors/waymarkError.js";
import { requireObject } from "./given.js";
import type { PartyId } from "./ids.js";
import { Waymark } from "./waymark.js";

/** A ledger that is known and not reached. */
export interface OfflineOptions {
  /** EIP-155 number of its chain. */
  readonly chainId: bigint;
  readonly address: string;
  /** The party that writes; each operation may name another. */
  readonly party?: PartyId;
}

/**
 * A ledger to sign for where there is no connection, as on a ship: operations that say all that the chain would tell are signed
 * as with a connection, and sent by somebody else later.
 *
 * Whatever asks the chain meets a FatalError "Offline": a record without its `scope`, a HoldLifted without its `hold`, lines
 * without the `contents`, records about earlier ones.
 *
 * @throws InvalidValueError when there are no options, the address is none, or the chain no number.
 * @example
 * const waymark = offline({ chainId: 1n, address, party: 5n });
 * const signed = await waymark.checkpoints
 *   .record({ kind: "Departed", mode: "maritime", consignment, role: "Carrier", place: "NZTRG", scope: "" })
 *   .sign(await accountKey(wallet));
 */
export function offline(options: OfflineOptions): Waymark {
  requireObject("set of options of offline", options);
  const { chainId, address, party } = options;
  requireChainId(chainId);
  const ledger = parseAddress(address, "ledger");
  const provider = new Unreached(chainId);
  return new Waymark({
    ledger: IWaymark__factory.connect(ledger, provider),
    provider,
    chainId,
    address: ledger,
    deploymentBlock: undefined,
    signer: undefined,
    party,
  });
}

/** Knows its chain, and nothing of it. */
class Unreached extends AbstractProvider {
  readonly #network: Network;

  constructor(chainId: bigint) {
    super(chainId);
    this.#network = Network.from(chainId);
  }

  override _detectNetwork(): Promise<Network> {
    return Promise.resolve(this.#network);
  }

  override _perform(): Promise<never> {
    return Promise.reject(
      new FatalError({
        name: "Offline",
        message: "The chain would have to be asked, and there is no connection.",
        toDo: "Say what it would tell: ids instead of names, the scope of the grant, the hold to lift; or connect.",
      }),
    );
  }
}
