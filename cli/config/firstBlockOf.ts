import type { Waymark } from "../../sdk/waymark.js";

/**
 * The first block in which the ledger stands, by halving: before it there are no logs to be read.
 *
 * @returns undefined when the node does not keep the past.
 */
export async function firstBlockOf({
  provider,
  address,
}: Pick<Waymark, "provider" | "address">): Promise<number | undefined> {
  try {
    let [before, there] = [-1, await provider.getBlockNumber()];
    while (there - before > 1) {
      const middle = Math.floor((before + there) / 2);
      if ((await provider.getCode(address, middle)) === "0x") before = middle;
      else there = middle;
    }
    return there;
  } catch {
    // Nodes without an archive refuse in many words; reading from the beginning is right too, only slower.
    return undefined;
  }
}
