import type { JsonRpcApiProvider, Signer } from "ethers";

import type { Waymark } from "../../sdk/waymark.js";
import type { Scenario } from "./scenario.js";

/** A chain with a ledger, on which scenarios can be played. */
export interface Venue {
  readonly provider: JsonRpcApiProvider;
  /** Reads the ledger. */
  readonly client: Waymark;
  /** Who plays: who governs admission, who sends what others signed, and two keys a party, all with ether. */
  readonly actorsFor: (scenario: Scenario) => Promise<VenueActors>;
  readonly close: () => Promise<void>;
}

export interface VenueActors {
  readonly governor: Signer;
  readonly relayer: Signer;
  readonly keys: readonly Signer[];
}
