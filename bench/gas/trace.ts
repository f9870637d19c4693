import { getBytes, type TransactionReceipt } from "ethers";

import { ethers } from "../support/chain.js";
import type { Sent, Step } from "./charge.js";

/** How a transaction ran, step by step, as the chain itself traces it. */
export async function traceOf(receipt: TransactionReceipt): Promise<Sent> {
  const { data } = await receipt.getTransaction();
  const options = { disableStorage: true, disableMemory: true, disableStack: true };
  // The shape in which the debug namespace of every execution client answers.
  const { structLogs } = (await ethers.provider.send("debug_traceTransaction", [receipt.hash, options])) as {
    structLogs: Step[];
  };
  return { steps: structLogs, data: getBytes(data), gasUsed: Number(receipt.gasUsed) };
}
