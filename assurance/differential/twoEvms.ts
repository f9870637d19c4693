import { createBlock } from "@ethereumjs/block";
import { createCustomCommon, Hardfork, Mainnet } from "@ethereumjs/common";
import { MerkleStateManager } from "@ethereumjs/statemanager";
import { createTxFromRPC } from "@ethereumjs/tx";
import { bytesToHex, createAccount, createAddressFromString, type PrefixedHexString } from "@ethereumjs/util";
import { createVM, runTx, type VM } from "@ethereumjs/vm";

import { ADMIN, CAST, STRANGER } from "./cast.js";
import { Contract, type Mined } from "./contract.js";
import { playEpisode } from "./episode.js";
import { tryP256 } from "./p256.js";
import { setStage } from "./stage.js";

/** Transactions that two EVMs executed alike. */
export interface Replay {
  readonly transactions: number;
  readonly taken: number;
  readonly reverted: number;
  /** Those that verify a P-256 signature. */
  readonly p256: number;
  readonly gas: number;
}

/** All replays as one. */
export function sumOfReplays(replays: readonly Replay[]): Replay {
  const none = { transactions: 0, taken: 0, reverted: 0, p256: 0, gas: 0 };
  return replays.reduce(
    (sum, { transactions, taken, reverted, p256, gas }) => ({
      transactions: sum.transactions + transactions,
      taken: sum.taken + taken,
      reverted: sum.reverted + reverted,
      p256: sum.p256 + p256,
      gas: sum.gas + gas,
    }),
    none,
  );
}

/** A block as a node tells it, as far as it decides on a transaction. */
interface RpcBlock {
  readonly number: PrefixedHexString;
  readonly timestamp: PrefixedHexString;
  readonly miner: PrefixedHexString;
  readonly gasLimit: PrefixedHexString;
  readonly baseFeePerGas: PrefixedHexString;
  readonly mixHash: PrefixedHexString;
  readonly transactions: readonly Parameters<typeof createTxFromRPC>[0][];
}

/** A VM whose state has roots. */
type RootedVm = VM & { readonly stateManager: MerkleStateManager };

interface RpcReceipt {
  readonly status: PrefixedHexString;
  readonly gasUsed: PrefixedHexString;
  readonly logs: readonly { address: string; topics: string[]; data: string }[];
}

/** Every account of the chain begins with 10,000 ether, as Hardhat gives it; no transaction of ours moves any. */
const BALANCE = 10_000n * 10n ** 18n;
const SIGNATURES = 40;

/**
 * Mines random steps, refused ones too, on Hardhat's EVM, and executes all the chain's transactions once more on the other.
 *
 * @throws when they differ, with the transaction and what of it.
 */
export async function replayEpisode(seed: number, transactions: number): Promise<Replay> {
  const contract = await Contract.deploy({ mines: true });
  try {
    const stage = await setStage(contract);
    await tryP256(contract, seed, SIGNATURES);
    await playEpisode(contract, stage, seed, transactions - contract.mined.length);
    const vm = await vmFor(contract);
    const results = new Map(contract.mined.map((mined) => [mined.hash, mined]));
    const last = Number(await contract.request<string>("eth_blockNumber"));
    const sum = { transactions: 0, taken: 0, reverted: 0, p256: SIGNATURES, gas: 0 };
    for (let number = 1; number <= last; number++) {
      const block = await contract.request<RpcBlock>("eth_getBlockByNumber", `0x${number.toString(16)}`, true);
      for (const tx of block.transactions) {
        const { status, gasUsed } = await replay(contract, vm, block, tx, results);
        sum.transactions++;
        if (status === "0x1") sum.taken++;
        else sum.reverted++;
        sum.gas += Number(gasUsed);
      }
    }
    return sum;
  } finally {
    await contract.close();
  }
}

/** A VM whose state is that of the chain before its first block: it knows the accounts alone. */
async function vmFor(contract: Contract): Promise<RootedVm> {
  const common = createCustomCommon({ chainId: Number(contract.chainId) }, Mainnet, { hardfork: Hardfork.Osaka });
  const stateManager = new MerkleStateManager({ common });
  for (const address of [ADMIN, STRANGER, ...CAST.flatMap(({ accounts }) => accounts)]) {
    await stateManager.putAccount(createAddressFromString(address), createAccount({ balance: BALANCE }));
  }
  return Object.assign(await createVM({ common, stateManager }), { stateManager });
}

async function replay(
  contract: Contract,
  vm: RootedVm,
  rpc: RpcBlock,
  rpcTx: RpcBlock["transactions"][number],
  results: ReadonlyMap<string, Mined>,
): Promise<RpcReceipt> {
  const { number, timestamp, gasLimit, baseFeePerGas, mixHash } = rpc;
  const header = { number, timestamp, gasLimit, baseFeePerGas, mixHash, coinbase: rpc.miner, difficulty: 0n };
  const block = createBlock({ header }, { common: vm.common, skipConsensusFormatValidation: true });
  const tx = await createTxFromRPC(rpcTx, { common: vm.common });
  const hash = bytesToHex(tx.hash());
  const { execResult, totalGasSpent } = await runTx(vm, { tx, block, skipBalance: true, skipHardForkValidation: true });
  const receipt = await contract.request<RpcReceipt>("eth_getTransactionReceipt", hash);

  const differs = (what: string, edr: unknown, other: unknown): void => {
    if (String(edr) === String(other)) return;
    throw new Error(
      `The EVMs differ in ${what} of transaction ${hash}: EDR ${String(edr)}, ethereumjs ${String(other)}.`,
    );
  };
  differs("the status", receipt.status, execResult.exceptionError === undefined ? "0x1" : "0x0");
  differs("the gas used", BigInt(receipt.gasUsed), totalGasSpent);
  const logs = (execResult.logs ?? []).map(([address, topics, data]) =>
    [bytesToHex(address), ...topics.map((topic) => bytesToHex(topic)), bytesToHex(data)].join(" "),
  );
  const told = receipt.logs.map(({ address, topics, data }) => [address.toLowerCase(), ...topics, data].join(" "));
  differs("the logs", told.join("\n"), logs.join("\n"));
  const mined = results.get(hash);
  if (mined !== undefined) differs("what it returned", mined.data, bytesToHex(execResult.returnValue));
  await vm.stateManager.flush();
  const account = await vm.stateManager.getAccount(createAddressFromString(contract.address));
  if (account !== undefined) {
    differs("the ledger's storage", await contract.storageRoot(number), bytesToHex(account.storageRoot));
  }
  return receipt;
}
