import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { network } from "hardhat";

import { deployWaymark } from "../deployment/deployWaymark.js";
import type { LocalChain } from "./chain.js";

/**
 * Deploys the ledger just as on a public network; its journal and record are forgotten with the chain.
 *
 * @returns Its address.
 */
export async function deployLedger(
  chain: LocalChain,
  say: (progress: string) => void,
): Promise<{ readonly address: string }> {
  const folder = await mkdtemp(join(tmpdir(), "waymark-"));
  const connection = await network.create({ network: "localhost", override: { url: chain.url } });
  try {
    const { ledger: address } = await deployWaymark(connection, { folder, say });
    return { address };
  } finally {
    await connection.close();
    await rm(folder, { recursive: true, force: true });
  }
}
