import { FatalError } from "./errors/waymarkError.js";
import type { Deployment } from "./deployment.js";

/**
 * That the address book has no ledger on a chain, and where it has.
 *
 * @param book The address book of this release.
 */
export function chainUnknown(chainId: bigint, book: readonly Deployment[]): FatalError {
  const known = book.map((deployment) => `${deployment.network} (${deployment.chainId})`).join(", ");
  return new FatalError({
    name: "ChainUnknown",
    message: `This release knows no ledger on chain ${chainId}.`,
    toDo:
      known === ""
        ? "Give the ledger's address: this release knows none on any public chain."
        : `Give the ledger's address, or connect to a chain with a known one: ${known}.`,
    values: { chainId, known: book.map((deployment) => deployment.chainId) },
  });
}
