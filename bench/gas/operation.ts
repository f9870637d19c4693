import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

/** What was sent to measure one operation. */
export interface Operation {
  readonly sent: readonly ContractTransactionReceipt[];
  /** The same without what is measured: taken off. */
  readonly without: readonly ContractTransactionReceipt[];
  /** How many records, lines, consignments or items share it. */
  readonly among: number;
}

/** An operation of one transaction or more. */
export function operation(
  sent: ContractTransactionReceipt | readonly ContractTransactionReceipt[],
  { without = [], among = 1 }: Partial<Omit<Operation, "sent">> = {},
): Operation {
  return { sent: "hash" in sent ? [sent] : sent, without, among };
}

/** Sends a transaction and waits for it. */
export async function mined(sending: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const receipt = await (await sending).wait();
  if (receipt === null) throw new Error("A transaction that was waited for has no receipt.");
  return receipt;
}

/** Adds up something over an operation's transactions, for one of those that share them. */
export function shareOf(
  { sent, without, among }: Operation,
  of: (receipt: ContractTransactionReceipt) => number,
): number {
  const sum = (receipts: readonly ContractTransactionReceipt[]): number =>
    receipts.reduce((total, receipt) => total + of(receipt), 0);
  return (sum(sent) - sum(without)) / among;
}

/** Gas of an operation for one of those that share it, rounded up. */
export function gasOf(measured: Operation): number {
  return Math.ceil(shareOf(measured, ({ gasUsed }) => Number(gasUsed)));
}
