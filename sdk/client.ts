import type { Provider } from "ethers";

import type { IWaymark } from "../typechain-types/contracts/interfaces/IWaymark.js";

/** A ledger that was found on its chain: what every operation of the SDK works on. */
export interface WaymarkClient {
  /** The typed contract; it writes when a signer was given. */
  readonly ledger: IWaymark;
  readonly provider: Provider;
  readonly chainId: bigint;
  /** Address of the ledger, with its checksum. */
  readonly address: string;
  /** Block of its deployment, before which it has no logs; undefined when it is not known. */
  readonly deploymentBlock: number | undefined;
}
