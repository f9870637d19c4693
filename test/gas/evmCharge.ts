import type { ContractTransactionReceipt } from "ethers";

import { ethers } from "../support/chain.js";

/** What the EVM charges a transaction for what it cannot do without, and what it counted. */
export interface EvmCharge {
  /** Intrinsic gas, calldata, storage and logs; no computation, memory or control flow. */
  gas: number;
  /** How many of each of these operations ran. */
  count: Record<string, number>;
}

interface TraceStep {
  op: string;
  gasCost: number;
}

const INTRINSIC = 21_000;
const ZERO_BYTE = 4;
const OTHER_BYTE = 16;
const NEEDED = /^(SLOAD|SSTORE|LOG\d)$/;

/** Adds up what the EVM charged a transaction for its intrinsic cost, calldata, storage and logs. */
export async function evmCharge(receipt: ContractTransactionReceipt): Promise<EvmCharge> {
  const transaction = await receipt.getTransaction();
  const options = { disableStorage: true, disableMemory: true, disableStack: true };
  // The shape that the debug namespace of every execution client answers with.
  const trace = (await ethers.provider.send("debug_traceTransaction", [receipt.hash, options])) as {
    structLogs: TraceStep[];
  };
  let gas = INTRINSIC;
  for (const byte of ethers.getBytes(transaction.data)) gas += byte === 0 ? ZERO_BYTE : OTHER_BYTE;
  const count: Record<string, number> = {};
  for (const { op, gasCost } of trace.structLogs) {
    if (!NEEDED.test(op)) continue;
    gas += gasCost;
    count[op] = (count[op] ?? 0) + 1;
  }
  return { gas, count };
}
