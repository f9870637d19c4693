import type { Provider, Signer } from "ethers";

import { IWaymark__factory } from "../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { parseAddress } from "./address.js";
import { DEPLOYMENTS } from "./addresses.js";
import { chainUnknown } from "./chainUnknown.js";
import { decodeError, FatalError, InvalidValueError, RefusedError, RetryableError } from "./errors.js";
import { unreadable } from "./errors/answers.js";
import { wrongArgumentIn } from "./errors/arguments.js";
import { atEndpoint, endpointOf } from "./errors/faults.js";
import { shownUrl, withoutSecrets } from "./errors/shownUrl.js";
import { requireBlockNumber } from "./blockNumber.js";
import { requireHolder, requireMethod, requireSignal } from "./given.js";
import type { PartyId } from "./ids.js";
import { rpcProvider } from "./rpcProvider.js";
import { signingDomain } from "./signing/signingDomain.js";
import { timerOf } from "./timer.js";
import { unlessStopped } from "./unlessStopped.js";
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
  /** Milliseconds after which connecting ends, more than 0; unless said 30,000. */
  readonly timeout?: number;
  /** Ends connecting early; what is connected it does not touch. */
  readonly signal?: AbortSignal;
} & (
  | { readonly rpcUrl: string; readonly provider?: undefined }
  | { readonly provider: Provider; readonly rpcUrl?: undefined }
);

/** Milliseconds for the few questions of connecting, unless said. */
const CONNECT_TIMEOUT = 30_000;

/**
 * Finds the ledger on a chain.
 *
 * Behind an `rpcUrl` every later request ends in bounded time too: after 60 s, or when the node has answered seven times that
 * it is busy (HTTP 429). For other bounds give a `provider` with its own.
 *
 * An address of this release's address book was looked at when it was written: the chain is not asked again what is there.
 *
 * @throws RetryableError when the chain is not reached; "ConnectTimedOut" when it has not answered in time, "ConnectAborted"
 * when the caller's signal ended it.
 * @throws FatalError "ChainUnknown" when no address is given and this release knows none there, "LedgerNotFound" when there
 * is no contract at another address than the book's, "NotALedger" when there is another one, "SignerElsewhere" when the signer is
 * connected to another chain.
 * @throws InvalidValueError when there are no options, or one of them is none: the address, the URL of a node, the provider, the
 * signer, the party, the block, the signal, the time-out.
 * @example const waymark = await connect({ rpcUrl: "http://127.0.0.1:8545", address, timeout: 5_000 });
 */
export async function connect(options: ConnectOptions): Promise<Waymark> {
  requireHolder("set of options of connect", options);
  const { timeout = CONNECT_TIMEOUT, signal, signer, deploymentBlock } = options;
  requireSignal(signal);
  if (signer !== undefined) requireMethod("signer", signer, "getAddress");
  if (deploymentBlock !== undefined) requireBlockNumber(deploymentBlock);
  const delay = timerOf(timeout);
  const provider = providerOf(options);
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort(aborted(options, signal?.reason));
  };
  const timer = setTimeout(() => {
    stop.abort(timedOut(options, timeout));
  }, delay);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  try {
    return await unlessStopped(stop.signal, find(options, provider));
  } catch (caught) {
    // A provider of the caller's stays the caller's.
    if (provider !== options.provider) provider.destroy();
    throw decodeError(caught, IWaymark__factory.createInterface());
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function find(options: ConnectOptions, provider: Provider): Promise<Waymark> {
  const { chainId } = await answered(provider.getNetwork());
  const known = DEPLOYMENTS.find((deployment) => deployment.chainId === chainId);
  const given = options.address ?? known?.address;
  if (given === undefined) throw chainUnknown(chainId, DEPLOYMENTS);
  const address = parseAddress(given, "ledger");
  // What the address book has was looked at when it was written.
  if (known?.address !== address) await requireLedger(address, chainId, provider);

  const signer = options.signer === undefined ? undefined : await onChain(options.signer, provider, chainId);
  return new Waymark({
    ledger: IWaymark__factory.connect(address, signer ?? provider),
    provider,
    chainId,
    address,
    deploymentBlock: options.deploymentBlock ?? (known?.address === address ? known.block : undefined),
    signer,
    party: options.party,
  });
}

/** A ledger says of itself (ERC-5267) what is signed for it; any other contract something else, or nothing. */
async function requireLedger(address: string, chainId: bigint, provider: Provider): Promise<void> {
  if ((await answered(provider.getCode(address))) === "0x") throw ledgerNotFound(address, chainId);
  const ledger = IWaymark__factory.connect(address, provider);
  const { name, version } = signingDomain({ chainId, address });
  try {
    const said = await ledger.eip712Domain();
    if (said.name === name && said.version === version && said.verifyingContract === address) return;
  } catch (caught) {
    const error = decodeError(caught, ledger.interface);
    // A contract that has no such function refuses it.
    if (!(error instanceof RefusedError)) throw error;
  }
  // Marked as ethers marks an answer that is not in the ledger's form, so that both are told in the same words.
  throw Object.assign(new Error("The contract is no ledger by what it says of itself."), { code: "BUFFER_OVERRUN" });
}

/** What a node answers: where ethers cannot read it, it names it as if it were an argument of the caller's. */
async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (caught) {
    throw wrongArgumentIn(caught) === undefined ? caught : unreadable("The answer cannot be read.", caught);
  }
}

function providerOf(options: ConnectOptions): Provider {
  if (options.provider === undefined) return rpcProvider(checkedUrl(options.rpcUrl));
  requireMethod("provider", options.provider, "getNetwork");
  return options.provider;
}

/** The URL of a node. Text such as "localhost:8545" is one as well, of the scheme "localhost", and reaches nothing. */
function checkedUrl(rpcUrl: string): string {
  if (URL.canParse(rpcUrl) && ["http:", "https:"].includes(new URL(rpcUrl).protocol)) return rpcUrl;
  throw new InvalidValueError(
    `${shownUrl(rpcUrl)} is no URL of a node.`,
    "Give a URL with http or https, such as http://127.0.0.1:8545; for another way to a node give a provider.",
    typeof rpcUrl === "string" ? withoutSecrets(rpcUrl) : rpcUrl,
  );
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

function ledgerNotFound(address: string, chainId: bigint): FatalError {
  return new FatalError({
    name: "LedgerNotFound",
    message: `There is no contract at ${address} on chain ${chainId}.`,
    toDo: "Check the address, and that the node is on the chain to which the ledger was deployed.",
    values: { address, chainId },
  });
}

function timedOut({ rpcUrl }: ConnectOptions, timeout: number): RetryableError {
  const endpoint = endpointOf(rpcUrl);
  return new RetryableError({
    name: "ConnectTimedOut",
    message: `The chain${atEndpoint(endpoint)} did not answer within ${timeout} ms.`,
    toDo: "Try again in a little while, use another node, or give a longer timeout.",
    values: { ...(endpoint === undefined ? {} : { endpoint }), timeout },
  });
}

function aborted({ rpcUrl }: ConnectOptions, reason: unknown): RetryableError {
  const endpoint = endpointOf(rpcUrl);
  return new RetryableError({
    name: "ConnectAborted",
    message: `Connecting to the chain${atEndpoint(endpoint)} was ended by the caller.`,
    toDo: "Connect again when it is wanted.",
    values: endpoint === undefined ? {} : { endpoint },
    cause: reason,
  });
}
