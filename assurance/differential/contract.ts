import { toQuantity } from "ethers";
import { network } from "hardhat";

import { revertDataIn } from "../../sdk/errors/revertData.js";
import { deployWaymark } from "../../scripts/deployment/deployWaymark.js";
import type { Refusal } from "../model/refusal.js";
import { ACCOUNTS, ADMIN } from "./cast.js";
import { LEDGER } from "./encodeOperation.js";

/** More than any call needs, and below what a transaction may have (EIP-7825). */
const GAS = 15_000_000n;

/** A transaction that was mined, and what it returned or reverted with. */
export interface Mined {
  readonly hash: string;
  readonly data: string;
}

type Connection = Awaited<ReturnType<typeof network.create>>;

/** The contract on a chain in this process, where all calls happen at one time until it is moved on. */
export class Contract {
  private constructor(
    readonly connection: Connection,
    readonly address: string,
    readonly chainId: bigint,
    public now: number,
    readonly mines: boolean,
  ) {}

  /** All calls that were mined, where refused ones are mined too. */
  readonly mined: Mined[] = [];

  /** @param options.mines whether refused calls are mined too, for whoever executes all of them once more. */
  static async deploy({ mines = false } = {}): Promise<Contract> {
    const connection = await network.create({
      override: {
        accounts: { count: ACCOUNTS },
        allowBlocksWithSameTimestamp: true,
        initialBaseFeePerGas: 0n,
        loggingEnabled: false,
      },
    });
    const { ledger } = await deployWaymark(connection);
    const { timestamp } = await latestOf(connection);
    const chainId = BigInt(await requestOf<string>(connection, "eth_chainId"));
    return new Contract(connection, ledger, chainId, Number(timestamp), mines);
  }

  /** Moves the chain's clock. */
  async wait(seconds: number): Promise<void> {
    this.now += seconds;
    await this.request("evm_mine", toQuantity(this.now));
  }

  /** The error that a call meets now; undefined when it would be taken. */
  async refusal(from: string, data: string): Promise<Refusal | undefined> {
    if (this.mines) return this.sendTo(this.address, from, data);
    try {
      await this.request("eth_call", { from, to: this.address, data, gas: toQuantity(GAS) }, "latest");
      return undefined;
    } catch (error) {
      return readRefusal(error);
    }
  }

  /** Sends a call to the ledger; returns the error where it is not taken. */
  send(from: string, data: string): Promise<Refusal | undefined> {
    return this.sendTo(this.address, from, data);
  }

  /** Sends a call to any contract. */
  async sendTo(to: string, from: string, data: string): Promise<Refusal | undefined> {
    const call = { from, to, data, gas: toQuantity(GAS) };
    const answer = this.mines ? await this.#answer(call) : "0x";
    await this.request("evm_setNextBlockTimestamp", toQuantity(this.now));
    let refusal: Refusal | undefined;
    try {
      await this.request("eth_sendTransaction", { ...call, gasPrice: "0x0" });
    } catch (error) {
      refusal = readRefusal(error);
    }
    if (this.mines) {
      const { transactions } = await latestOf(this.connection);
      this.mined.push(...transactions.map((hash) => ({ hash, data: answer })));
    }
    return refusal;
  }

  /** What a call returns, or reverts with. */
  async #answer(call: object): Promise<string> {
    try {
      return await this.request<string>("eth_call", call, "latest");
    } catch (error) {
      const [data = "0x"] = revertDataIn(error);
      return data;
    }
  }

  /** The root of the ledger's storage after a block. */
  async storageRoot(block: string): Promise<string> {
    const { storageHash } = await this.request<{ storageHash: string }>("eth_getProof", this.address, [], block);
    return storageHash;
  }

  /** What several views answer, in one call. */
  async views(calls: readonly string[]): Promise<string[]> {
    const data = LEDGER.encodeFunctionData("multicall", [[...calls]]);
    const answer = await this.request<string>("eth_call", { from: ADMIN, to: this.address, data }, "latest");
    const [results] = LEDGER.decodeFunctionResult("multicall", answer) as unknown as [string[]];
    return [...results];
  }

  snapshot(): Promise<string> {
    return this.request<string>("evm_snapshot");
  }

  /** Takes the chain back to a snapshot. */
  async revert(snapshot: string, now: number): Promise<void> {
    await this.request("evm_revert", snapshot);
    this.now = now;
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  request<Answer>(method: string, ...params: unknown[]): Promise<Answer> {
    return requestOf<Answer>(this.connection, method, ...params);
  }
}

async function requestOf<Answer>({ provider }: Connection, method: string, ...params: unknown[]): Promise<Answer> {
  // A node's answer has the type that its method is documented to have.
  return (await provider.request({ method, params })) as Answer;
}

function latestOf(connection: Connection): Promise<{ timestamp: string; transactions: string[] }> {
  return requestOf(connection, "eth_getBlockByNumber", "latest", false);
}

/** An error of the ledger in whatever the node threw. */
function readRefusal(error: unknown): Refusal {
  for (const data of revertDataIn(error)) {
    const parsed = LEDGER.parseError(data);
    if (parsed !== null) return [parsed.name, ...(parsed.args as unknown as (bigint | string | boolean)[])];
    return ["(undecoded)", data];
  }
  throw error;
}
