import type { ContractTransactionReceipt } from "ethers";

import type { Made } from "../document.js";
import { BEYOND, chargeOf, NEEDED, type Charge, type Part } from "./charge.js";
import { gasOf, shareOf, type Operation } from "./operation.js";
import type { Peer } from "./peers/peer.js";
import { postedSize } from "./postedSize.js";
import type { Prices } from "./prices.js";
import { rowNames, type ForRows, type RowName } from "./rows.js";
import { signedBytesOf } from "./signedBytes.js";
import { traceOf } from "./trace.js";

/** One operation measured; for one of those that share it, to two decimals. */
export interface RowResult {
  readonly name: RowName;
  /** Rounded up, as the bar is held against it. */
  readonly gas: number;
  /** Where it went. */
  readonly charge: Charge;
  /** Size of the signed transactions, bytes. */
  readonly bytes: number;
  /** What they add to a batch of a layer 2, bytes. */
  readonly postedBytes: number;
}

/** All raw figures of a run: `docs/benchmarks/gas.json`, from which the document and its charts are made. */
export interface GasResults {
  readonly made: Made;
  readonly prices: Prices;
  readonly rows: readonly RowResult[];
  /** Other contracts that were told the same journey, in the same run on the same chain. */
  readonly sideBySide: readonly Peer[];
}

/** The gas of a row. */
export function gasOfRow(rows: readonly RowResult[], name: RowName): number {
  const row = rows.find((each) => each.name === name);
  if (row === undefined) throw new Error(`"${name}" is not among the results.`);
  return row.gas;
}

/** Traces what was sent and sorts its gas. */
export async function resultsOf(
  operations: ForRows<Operation>,
  say: (what: string) => void,
): Promise<readonly RowResult[]> {
  const rows: RowResult[] = [];
  for (const name of rowNames()) {
    say(name);
    rows.push(await resultOf(name, operations[name]));
  }
  return rows;
}

async function resultOf(name: RowName, operation: Operation): Promise<RowResult> {
  const charges = new Map<ContractTransactionReceipt, Charge>();
  const bytes = new Map<ContractTransactionReceipt, string>();
  for (const receipt of [...operation.sent, ...operation.without]) {
    charges.set(receipt, chargeOf(await traceOf(receipt)));
    bytes.set(receipt, await signedBytesOf(receipt));
  }
  const share = (of: (receipt: ContractTransactionReceipt) => number): number =>
    Math.round(shareOf(operation, of) * 100) / 100;
  const parts = [...NEEDED, ...BEYOND].map((part): [Part, number] => [
    part,
    share((receipt) => charges.get(receipt)?.[part] ?? 0),
  ]);
  const signed = (receipt: ContractTransactionReceipt): string => bytes.get(receipt) ?? "0x";
  return {
    name,
    gas: gasOf(operation),
    // Every part has its entry.
    charge: Object.fromEntries(parts) as Charge,
    bytes: share((receipt) => (signed(receipt).length - 2) / 2),
    postedBytes: share((receipt) => postedSize(signed(receipt))),
  };
}
