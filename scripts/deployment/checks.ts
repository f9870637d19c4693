import { join } from "node:path";

import { dataLength, formatEther } from "ethers";

import { CONTRACTS, type ContractName } from "../../sdk/deployment/contracts.js";
import { CREATE_X } from "../../sdk/deployment/createX.js";
import { FatalError } from "../../sdk/errors.js";
import type { PlannedContract } from "./addresses.js";
import type { Governance } from "./governance.js";
import { checkMultisig } from "./multisig.js";
import { readIfPresent, type Site } from "./site.js";

/** What is checked before the first transaction, so that a deployment does not stop half way. */
export async function checkSite(
  site: Site,
  contracts: Readonly<Record<ContractName, PlannedContract>>,
  governance: Governance,
): Promise<void> {
  await checkMultisig(site, governance);
  await checkCreateX(site);
  const missing = await findMissing(site, contracts);
  await checkJournal(site, contracts, missing);
  await checkFunds(site, contracts, missing);
}

/** Ignition deploys the factory itself on a local chain. */
async function checkCreateX({ connection, name, isLocal }: Site): Promise<void> {
  if (isLocal || (await connection.ethers.provider.getCode(CREATE_X)) !== "0x") return;
  throw new FatalError({
    name: "CreateXMissing",
    message: `The CREATE2 factory CreateX is not on ${name} (${CREATE_X} has no code).`,
    toDo: "Deploy CreateX there with its presigned transaction (https://createx.rocks), then run this again.",
  });
}

async function findMissing(
  { connection }: Site,
  contracts: Readonly<Record<ContractName, PlannedContract>>,
): Promise<ContractName[]> {
  const codes = await Promise.all(
    CONTRACTS.map((contract) => connection.ethers.provider.getCode(contracts[contract].address)),
  );
  return CONTRACTS.filter((_, index) => codes[index] === "0x");
}

/** Without its journal Ignition would try to create what stands there already, and fail without saying why. */
async function checkJournal(
  { name, journal }: Site,
  contracts: Readonly<Record<ContractName, PlannedContract>>,
  missing: readonly ContractName[],
): Promise<void> {
  const present = CONTRACTS.find((contract) => !missing.includes(contract));
  if (present === undefined || (await readIfPresent(join(journal, "journal.jsonl"))) !== undefined) return;
  throw new FatalError({
    name: "JournalMissing",
    message: `${present} stands on ${name} already, at ${contracts[present].address}, but ${journal} has no journal of it.`,
    toDo: "Restore that folder (it is kept in git for public networks), or set WAYMARK_RELEASE to deploy another ledger.",
  });
}

/** Gas that a transaction takes besides creating code, and that the wiring takes. */
const TRANSACTION_GAS = 100_000n;
const WIRING_GAS = 1_000_000n;
/** Gas for each byte of init code: 200 to store it, 16 to send it, and some to hash and run it. */
const CREATION_GAS = 225n;

async function checkFunds(
  { connection, deployer, name }: Site,
  contracts: Readonly<Record<ContractName, PlannedContract>>,
  missing: readonly ContractName[],
): Promise<void> {
  const { provider } = connection.ethers;
  const gas = missing
    .map((contract) => TRANSACTION_GAS + CREATION_GAS * BigInt(dataLength(contracts[contract].initCode)))
    .reduce((sum, each) => sum + each, WIRING_GAS);
  const { maxFeePerGas, gasPrice } = await provider.getFeeData();
  const needed = gas * (maxFeePerGas ?? gasPrice ?? 0n);
  const balance = await provider.getBalance(deployer);
  if (balance >= needed) return;
  throw new FatalError({
    name: "FundsMissing",
    message: `The deployer ${deployer} has ${formatEther(balance)} ether on ${name}, and the deployment may take ${formatEther(needed)}.`,
    toDo: `Send it at least ${formatEther(needed - balance)} ether, then run this again.`,
  });
}
