import type { ConsignmentId } from "../ids.js";
import { hashTyped } from "./encode.js";

/** Type of the head before the first step, as in `contracts/libraries/Steps.sol`. */
export const GENESIS_TYPE = "WaymarkGenesis(uint256 chainId,address ledger,bytes32 consignment)";

/**
 * The head of a consignment before its first step: no history fits two chains, ledgers or consignments.
 *
 * @param ledger Address of the ledger.
 * @example genesisHead(8453n, waymark.address, consignment)
 */
export function genesisHead(chainId: bigint, ledger: string, consignment: ConsignmentId): string {
  return hashTyped(GENESIS_TYPE, [chainId, ledger, consignment]);
}
