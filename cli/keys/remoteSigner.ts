import {
  AbstractSigner,
  getAddress,
  isAddress,
  isHexString,
  toQuantity,
  TypedDataEncoder,
  type JsonRpcProvider,
  type Provider,
  type TransactionRequest,
  type TransactionResponse,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";

import { decodeError, RetryableError } from "../../sdk/errors.js";
import { rpcProvider } from "../../sdk/rpcProvider.js";
import type { KeySource } from "../config/config.js";
import { UsageError } from "../usageError.js";

type RemoteSource = Extract<KeySource, { source: "remote" }>;

/** Milliseconds that the signer has for an answer: a person may have to confirm. */
const ANSWER_TIMEOUT = 300_000;

/** Of an account's signature as the ledger takes it, r, s and v: no other of the forms there are (ERC-2098) has as many. */
const SIGNATURE_BYTES = 65;

/** Milliseconds between two looks for a transaction that the signer has sent, and how many there are. */
const PAUSE = 250;
const LOOKS = 240;

/**
 * An account whose key a remote signer keeps, such as Web3Signer or Clef: this command never sees it.
 *
 * @param provider Reads the chain; the signer is asked for what only it can do.
 * @param timeout Milliseconds that the signer has for an answer.
 * @throws UsageError when the signer does not have the account, or has several and none is named.
 * @throws RetryableError when the signer does not answer, or not as a signer does.
 */
export async function remoteSigner(
  { url, account }: RemoteSource,
  provider: Provider,
  timeout = ANSWER_TIMEOUT,
): Promise<RemoteSigner> {
  const remote = rpcProvider(url, { timeout });
  try {
    const answer: unknown = await remote.send("eth_accounts", []);
    if (!Array.isArray(answer) || !answer.every((each) => isAddress(each))) throw unreadable("eth_accounts");
    const accounts = answer.map((each: string) => getAddress(each));
    const wanted = account === undefined ? undefined : getAddress(account);
    const [only] = accounts;
    const found = wanted === undefined && accounts.length === 1 ? only : accounts.find((each) => each === wanted);
    if (found !== undefined) return new RemoteSigner(found, remote, provider);
    throw new UsageError(
      "RemoteAccountUnknown",
      `The remote signer at ${new URL(url).origin} has ${accounts.join(", ") || "no account"}${wanted === undefined ? "" : `, and not ${wanted}`}.`,
      "Name one of its accounts, as in --key remote:URL#ACCOUNT.",
    );
  } catch (caught) {
    remote.destroy();
    throw decodeError(caught);
  }
}

/** Signs by JSON-RPC: `eth_sendTransaction` and `eth_signTypedData_v4` (EIP-712), and nothing else. */
export class RemoteSigner extends AbstractSigner {
  readonly #address: string;
  readonly #remote: JsonRpcProvider;

  constructor(address: string, remote: JsonRpcProvider, provider: Provider) {
    super(provider);
    this.#address = address;
    this.#remote = remote;
  }

  override getAddress(): Promise<string> {
    return Promise.resolve(this.#address);
  }

  override connect(provider: Provider): RemoteSigner {
    return new RemoteSigner(this.#address, this.#remote, provider);
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const { to, data, gasLimit, chainId } = await this.populateTransaction(request);
    // Nonce and fees are the signer's to choose: it knows what else it sends.
    const sent = {
      from: this.#address,
      to,
      data,
      ...(gasLimit === null || gasLimit === undefined ? {} : { gas: toQuantity(gasLimit) }),
      ...(chainId === null || chainId === undefined ? {} : { chainId: toQuantity(chainId) }),
    };
    const hash: unknown = await this.#remote.send("eth_sendTransaction", [sent]);
    if (!isHexString(hash, 32)) throw unreadable("eth_sendTransaction");
    return await this.#find(hash);
  }

  override async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    const payload: unknown = TypedDataEncoder.getPayload(domain, types, value);
    const signature: unknown = await this.#remote.send("eth_signTypedData_v4", [
      this.#address,
      JSON.stringify(payload),
    ]);
    if (!isHexString(signature, SIGNATURE_BYTES)) throw unreadable("eth_signTypedData_v4");
    return signature;
  }

  override signTransaction(): Promise<string> {
    return Promise.reject(new Error("A remote signer sends what it signs."));
  }

  override signMessage(): Promise<string> {
    return Promise.reject(new Error("The ledger knows no signed messages."));
  }

  /** It is sent: a passing fault of the node is no reason to leave the caller without its hash. */
  async #seen(hash: string): Promise<TransactionResponse | null | undefined> {
    try {
      return await this.provider?.getTransaction(hash);
    } catch (caught) {
      if (decodeError(caught) instanceof RetryableError) return undefined;
      // As the signers of ethers do, for whoever waits for it.
      throw Object.assign(new Error("The node does not tell the transaction.", { cause: caught }), {
        info: { sendTransactionHash: hash },
      });
    }
  }

  /** The node of the chain may learn of the transaction later than the signer. */
  async #find(hash: string): Promise<TransactionResponse> {
    for (let look = 0; look < LOOKS; look += 1) {
      const found = await this.#seen(hash);
      if (found !== null && found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    throw new UsageError(
      "TransactionUnseen",
      `The remote signer sent ${hash}, and the node of the chain does not know it.`,
      "Check that both are on the same chain, and look for the transaction before sending it again.",
    );
  }
}

/** What was asked may have been done all the same: whoever sent a transaction is told that it may be mined. */
function unreadable(method: string): RetryableError {
  return new RetryableError({
    name: "AnswerUnreadable",
    message: `The remote signer's answer to ${method} is none of a signer.`,
    toDo: "Check the signer's address and its log, then try again.",
    values: { method },
  });
}
