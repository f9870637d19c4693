import { dataLength } from "ethers";
import { LibZip } from "solady";

const INTERCEPT = -42.5856;
const PER_FASTLZ_BYTE = 0.8365;
const LEAST = 100;

/**
 * What an OP-stack chain takes a transaction to add to its batch, in bytes: a linear function of its size under FastLZ
 * (OP-stack specification, Fjord, "L1-Cost fees").
 *
 * @param signed The signed transaction as it is sent, 0x and hexadecimal digits.
 */
export function postedSize(signed: string): number {
  return Math.max(LEAST, INTERCEPT + PER_FASTLZ_BYTE * dataLength(LibZip.flzCompress(signed)));
}
