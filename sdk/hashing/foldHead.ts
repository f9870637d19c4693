import { concat, keccak256 } from "ethers";

/**
 * The head after a step: `keccak256(abi.encode(head, step))`.
 *
 * @example foldHead(genesisHead(chainId, ledger, consignment), creationStep(creation))
 */
export function foldHead(head: string, step: string): string {
  return keccak256(concat([head, step]));
}
