import { table } from "./markdown.js";
import { DATA_FEE_SCALARS, dataUsd, executionUsd, mainnetUsd, type Prices } from "./prices.js";
import type { GasResults } from "./results.js";
import type { RowName } from "./rows.js";

/** What a reader asks the price of. */
const PRICED: readonly RowName[] = [
  "register a product",
  "register a batch of 1,000,000 items",
  "create a consignment with one line",
  "record Departed, accepting custody",
  "record Held",
  "record what a passkey signed",
  "record one of 100 in a call",
  "record one of 50 under one signature",
  "activate one item of 1,000,000",
  "five checkpoints of a journey: Origin, ExportCleared, Departed, Arrived, Delivered",
  "a whole import, from product to delivery, in ten transactions",
  "an item of 10,000 in a consignment, product to delivery, 1,000 released from bond by lines",
];

/** What operations cost in money under the assumed prices, in Markdown. */
export function moneyPart({ rows, prices }: GasResults): string {
  const { gasPrice, l2GasPrice, blobGasPrice, ethUsd } = prices;
  const { baseFee, blobBaseFee } = DATA_FEE_SCALARS;
  const priced = PRICED.flatMap((name) => rows.filter((row) => row.name === name));
  return `### In money

Under prices that are **assumed**, round figures and no quotation of a day: mainnet ${gasPrice} gwei, layer 2 ${l2GasPrice} gwei, blobs ${blobGasPrice} gwei, an ether ${ethUsd.toLocaleString("en")} US dollars. Others are given with \`--gas-price\`, \`--l2-gas-price\`, \`--blob-gas-price\` and \`--eth-usd\`; gas times price is all there is to it.

The layer 2 is one of the OP stack. Its data fee is that of the Fjord rules, computed from the bytes of the signed transactions: their size under FastLZ gives the size in a batch, and a byte costs 16 × ${baseFee.toLocaleString("en")} millionths of layer 1's base fee (the mainnet price above) and ${blobBaseFee.toLocaleString("en")} millionths of its blob base fee. The two scalars are assumed as well, of the size that Base has set; a chain's own are at \`baseFeeScalar()\` and \`blobBaseFeeScalar()\` of its \`L1Block\`. An operator fee (Isthmus) is taken to be none.

${table(
  ["operation", "gas", "signed bytes", "in a batch", "mainnet", "layer 2, execution", "layer 2, data", "layer 2"],
  priced.map(({ name, gas, bytes, postedBytes }) => [
    name,
    gas.toLocaleString("en"),
    size(bytes),
    size(postedBytes),
    ...inUsd(gas, postedBytes, prices),
  ]),
  "lrrrrrrr",
)}`;
}

function inUsd(gas: number, postedBytes: number, prices: Prices): string[] {
  const execution = executionUsd(gas, prices);
  const data = dataUsd(postedBytes, prices);
  return [mainnetUsd(gas, prices), execution, data, execution + data].map(dollars);
}

function dollars(value: number): string {
  return `$${value.toLocaleString("en", { maximumSignificantDigits: 2 })}`;
}

function size(bytes: number): string {
  return bytes.toLocaleString("en", { maximumFractionDigits: bytes < 10 ? 1 : 0 });
}
