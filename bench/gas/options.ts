import { argumentError, readArguments } from "../../scripts/commandLine.js";
import { DEFAULT_PRICES, type Prices } from "./prices.js";

/** What `npm run bench -- gas` was asked to do. */
export interface GasOptions {
  readonly prices: Prices;
  /** Where the raw figures go besides `docs/benchmarks/gas.json`. */
  readonly json: string | undefined;
}

const HOW_TO = "npm run bench -- gas --help";

export const HELP = `Measures the gas of every operation, its floor, and other contracts told the same journey.

  npm run bench -- gas          writes docs/benchmarks.md, its charts and docs/benchmarks/gas.json

Options (after gas)
  --json <file>                 also writes the raw figures there
  --gas-price <gwei>            on mainnet; ${DEFAULT_PRICES.gasPrice} unless said
  --l2-gas-price <gwei>         on a layer 2; ${DEFAULT_PRICES.l2GasPrice} unless said
  --blob-gas-price <gwei>       of a layer 1's blobs; ${DEFAULT_PRICES.blobGasPrice} unless said
  --eth-usd <dollars>           an ether; ${DEFAULT_PRICES.ethUsd} unless said
  --help                        this text
`;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  json: { type: "string" },
  "gas-price": { type: "string" },
  "l2-gas-price": { type: "string" },
  "blob-gas-price": { type: "string" },
  "eth-usd": { type: "string" },
} as const;

/**
 * Reads the arguments of `npm run bench -- gas`.
 *
 * @returns Undefined when help is asked for.
 * @throws FatalError "ArgumentInvalid" for an argument that means nothing.
 */
export function readOptions(args: readonly string[]): GasOptions | undefined {
  const values = readArguments(args, OPTIONS, HOW_TO);
  if (values.help === true) return undefined;
  return {
    json: values.json,
    prices: {
      gasPrice: priceIn("gas-price", values["gas-price"], DEFAULT_PRICES.gasPrice),
      l2GasPrice: priceIn("l2-gas-price", values["l2-gas-price"], DEFAULT_PRICES.l2GasPrice),
      blobGasPrice: priceIn("blob-gas-price", values["blob-gas-price"], DEFAULT_PRICES.blobGasPrice),
      ethUsd: priceIn("eth-usd", values["eth-usd"], DEFAULT_PRICES.ethUsd),
    },
  };
}

function priceIn(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const price = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (price > 0) return price;
  throw argumentError(`--${option} "${text}" is no price: give a number above 0, such as 0.5.`, HOW_TO);
}
