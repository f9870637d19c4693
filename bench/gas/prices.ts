/** What gas costs, as assumed: round figures of the command's options, no quotation of a day. */
export interface Prices {
  /** Mainnet, gwei per gas; also the base fee of layer 1 that a layer 2 passes on. */
  readonly gasPrice: number;
  /** Layer 2, gwei per gas. */
  readonly l2GasPrice: number;
  /** Blobs of layer 1, gwei per blob gas. */
  readonly blobGasPrice: number;
  /** US dollars per ether. */
  readonly ethUsd: number;
}

/** Set on 25 November 2026. */
export const DEFAULT_PRICES: Prices = { gasPrice: 1, l2GasPrice: 0.01, blobGasPrice: 0.01, ethUsd: 3_000 };

/**
 * Weights of layer 1's two prices in the data fee, in millionths: an assumption too, of the size that Base has set. The
 * contract `L1Block` of an OP-stack chain answers with its own (`baseFeeScalar`, `blobBaseFeeScalar`).
 */
export const DATA_FEE_SCALARS = { baseFee: 2_269, blobBaseFee: 1_055_762 };

const GWEI = 1e-9;
/** Gas that the data fee counts for a byte (OP-stack specification, Fjord). */
const GAS_PER_BYTE = 16;

/** What gas on mainnet costs, in US dollars. */
export function mainnetUsd(gas: number, { gasPrice, ethUsd }: Prices): number {
  return gas * gasPrice * GWEI * ethUsd;
}

/** What gas costs on layer 2 itself, in US dollars. */
export function executionUsd(gas: number, { l2GasPrice, ethUsd }: Prices): number {
  return gas * l2GasPrice * GWEI * ethUsd;
}

/**
 * What a layer 2 of the OP stack asks for the data that it posts to layer 1, in US dollars.
 *
 * @param size Estimated size of the transaction in a batch, bytes: see `postedSize`.
 */
export function dataUsd(size: number, { gasPrice, blobGasPrice, ethUsd }: Prices): number {
  const { baseFee, blobBaseFee } = DATA_FEE_SCALARS;
  const perByte = (GAS_PER_BYTE * baseFee * gasPrice + blobBaseFee * blobGasPrice) / 1e6;
  return size * perByte * GWEI * ethUsd;
}
