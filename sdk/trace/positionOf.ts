import type { Log } from "ethers";

import type { LogPosition } from "./journey.js";

/** Where a log was found. */
export function positionOf(log: Log): LogPosition {
  return { block: log.blockNumber, index: log.index, transaction: log.transactionHash, nonce: undefined };
}
