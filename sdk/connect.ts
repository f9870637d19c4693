import { getAddress, isAddress, JsonRpcProvider, type Provider, type Signer } from "ethers";

import { IWaymark__factory } from "../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { DEPLOYMENTS } from "./addresses.js";
import { decodeError, FatalError, InvalidValueError } from "./errors.js";
import type { PartyId } from "./ids.js";
import { Waymark } from "./waymark.js";

/** Where the ledger is, and who writes. */
export type ConnectOptions = {
  /** Signs what is written; without one the ledger is only read. */
  readonly signer?: Signer;
  /** The party that writes; each operation may name another. */
  readonly party?: PartyId;
  /** The ledger's address; without it the address book of this release says it. */
  readonly address?: string;
  /** Block of its deployment, from which logs are read; the address book knows it for the ledgers in it. */
  readonly deploymentBlock?: number;
} & ({ readonly rpcUrl: string } | { readonly provider: Provider });

/**
 * Finds the ledger on a chain.
 *
 * @throws RetryableError when the chain is not reached.
 * @throws FatalError "ChainUnknown" when no address is given and this release knows none there, "LedgerNotFound" when there
 * is no contract at the address, "SignerElsewhere" when the signer is connected to another chain.
 * @throws InvalidValueError when the address is none.
 * @example const waymark = await connect({ rpcUrl: "http://127.0.0.1:8545", address });
 */
export async function connect(options: ConnectOptions): Promise<Waymark> {
  // The chain behind a URL does not change: it is asked for its id once.
  const provider =
    "provider" in options ? options.provider : new JsonRpcProvider(options.rpcUrl, undefined, { staticNetwork: true });
  try {
    const { chainId } = await provider.getNetwork();
    const known = DEPLOYMENTS.find((deployment) => deployment.chainId === chainId);
    const address = options.address ?? known?.address ?? chainUnknown(chainId);
    // Widened, for the type guard knows no text that is no address.
    const isRight: boolean = isAddress(address);
    if (!isRight) {
      throw new InvalidValueError(
        `"${address}" is no address, or its checksum is wrong.`,
        "Copy the ledger's address again: 0x and 40 hexadecimal digits.",
        address,
      );
    }
    const checksummed = getAddress(address);
    if ((await provider.getCode(checksummed)) === "0x") throw ledgerNotFound(checksummed, chainId);

    const signer = options.signer === undefined ? undefined : await onChain(options.signer, provider, chainId);
    return new Waymark({
      ledger: IWaymark__factory.connect(checksummed, signer ?? provider),
      provider,
      chainId,
      address: checksummed,
      deploymentBlock: options.deploymentBlock ?? (known?.address === checksummed ? known.block : undefined),
      signer,
      party: options.party,
    });
  } catch (caught) {
    // A provider of the caller's stays the caller's.
    if (!("provider" in options)) provider.destroy();
    throw decodeError(caught, IWaymark__factory.createInterface());
  }
}

/** The signer on the provider's chain. One that has its own connection keeps it: a wallet's cannot be changed. */
async function onChain(signer: Signer, provider: Provider, chainId: bigint): Promise<Signer> {
  if (signer.provider === null) return signer.connect(provider);
  const { chainId: elsewhere } = await signer.provider.getNetwork();
  if (elsewhere === chainId) return signer;
  throw new FatalError({
    name: "SignerElsewhere",
    message: `The signer is connected to chain ${elsewhere}, and the ledger is read on chain ${chainId}.`,
    toDo: "Switch the wallet to the chain of the ledger.",
    values: { signerChainId: elsewhere, chainId },
  });
}

function chainUnknown(chainId: bigint): never {
  const known = DEPLOYMENTS.map((deployment) => `${deployment.network} (${deployment.chainId})`).join(", ");
  throw new FatalError({
    name: "ChainUnknown",
    message: `This release knows no ledger on chain ${chainId}.`,
    toDo:
      known === ""
        ? "Give the ledger's address: this release knows none on any public chain."
        : `Give the ledger's address, or connect to a chain with a known one: ${known}.`,
    values: { chainId, known: DEPLOYMENTS.map((deployment) => deployment.chainId) },
  });
}

function ledgerNotFound(address: string, chainId: bigint): FatalError {
  return new FatalError({
    name: "LedgerNotFound",
    message: `There is no contract at ${address} on chain ${chainId}.`,
    toDo: "Check the address, and that the node is on the chain to which the ledger was deployed.",
    values: { address, chainId },
  });
}
