import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { getAddress } from "ethers";
import { config } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { FatalError } from "../../sdk/errors.js";
import type { DeployOptions } from "./options.js";

/** Chain id of Hardhat's and anvil's own chains, the only ones on which the deployer may keep roles. */
const LOCAL_CHAIN_ID = 31_337;

/** Where a deployment goes: the chain, who sends, and the files that remember it. */
export interface Site {
  readonly connection: NetworkConnection<string>;
  readonly name: string;
  readonly chainId: number;
  readonly isLocal: boolean;
  readonly deployer: string;
  /** Folder of Ignition's journal. */
  readonly journal: string;
  readonly recordFile: string;
  readonly say: (line: string) => void;
}

/**
 * Finds out where a deployment goes. The journal of a network simulated in this process is temporary: `leave` removes it.
 */
export async function openSite(
  connection: NetworkConnection<string>,
  { folder, say = () => undefined }: DeployOptions,
): Promise<{ site: Site; leave: () => Promise<void> }> {
  const name = connection.networkName;
  // Asked first: nothing else can be known when nobody answers, or another chain does.
  const chainId = Number(BigInt(await request(connection, "eth_chainId")));
  const [signer] = await connection.ethers.getSigners();
  if (signer === undefined) {
    throw new FatalError({
      name: "KeyMissing",
      message: `No key is configured for ${name}.`,
      toDo: "Name the key of the deployer under `accounts` of the network in hardhat.config.ts.",
    });
  }

  const isSimulated = connection.networkConfig.type === "edr-simulated";
  const home = isSimulated
    ? await mkdtemp(join(tmpdir(), "waymark-deployment-"))
    : (folder ?? join(config.paths.root, "deployments"));
  const site = {
    connection,
    name,
    chainId,
    isLocal: chainId === LOCAL_CHAIN_ID,
    deployer: getAddress(signer.address),
    journal: join(home, `chain-${chainId}`),
    recordFile: join(home, `${name}.json`),
    say,
  };
  return { site, leave: () => (isSimulated ? rm(home, { recursive: true, force: true }) : Promise.resolve()) };
}

/**
 * Forgets what a local chain remembered before it was restarted; its journal and record speak of a chain that is gone. A
 * public network is never forgotten.
 */
export async function forgetRestartedChain({
  connection,
  name,
  isLocal,
  journal,
  recordFile,
  say,
}: Site): Promise<void> {
  const file = join(journal, "genesis.json");
  const genesis = (await connection.ethers.provider.getBlock(0))?.hash ?? null;
  const known = await readIfPresent(file);
  const isSame = known !== undefined && JSON.parse(known) === genesis;

  if (!isSame && known !== undefined && !isLocal) {
    throw new FatalError({
      name: "AnotherChain",
      message: `${name} is not the chain that the journal in ${journal} was written for: its first block is another one.`,
      toDo: "Check the RPC address; if the network was really reset, move the journal and the record away and deploy anew.",
    });
  }
  if (!isSame && isLocal) {
    if (known !== undefined) say("The local chain was restarted and has forgotten its ledger: deploying anew.");
    await rm(journal, { recursive: true, force: true });
    await rm(recordFile, { force: true });
  }
  if (!isSame) {
    await mkdir(journal, { recursive: true });
    await writeFile(file, `${JSON.stringify(genesis)}\n`);
  }
}

/** The text of a file; undefined when there is none. */
export async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function request(connection: NetworkConnection<string>, method: string): Promise<string> {
  const answer: unknown = await connection.provider.request({ method });
  if (typeof answer !== "string") throw new TypeError(`${method} answered with ${JSON.stringify(answer)}.`);
  return answer;
}
