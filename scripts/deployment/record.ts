import { rename, writeFile } from "node:fs/promises";

import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { listTransactions, TransactionStatus, type TransactionInfo } from "@nomicfoundation/ignition-core";
import { keccak256 } from "ethers";
import { artifacts } from "hardhat";

import { CONTRACTS, tabulateAsync, type ContractName } from "../../sdk/deployment/contracts.js";
import { parseDeploymentRecord, type DeployedContract, type DeploymentRecord } from "../../sdk/deployment/record.js";
import type { PlannedContract } from "./addresses.js";
import type { Governance } from "./governance.js";
import { readIfPresent, type Site } from "./site.js";

/** Makes the record of a finished deployment from the chain and the journal. */
export async function makeRecord(
  site: Site,
  contracts: Readonly<Record<ContractName, PlannedContract>>,
  governance: Governance,
  release: string,
): Promise<DeploymentRecord> {
  const transactions = (await listTransactions(site.journal, new HardhatArtifactResolver(artifacts))).filter(
    ({ status }) => status === TransactionStatus.SUCCESS,
  );
  const deployed = async (contract: ContractName): Promise<DeployedContract> => {
    const { address, constructorArguments, libraries } = contracts[contract];
    const { sourceName, contractName } = await artifacts.readArtifact(contract);
    return {
      address,
      codeHash: keccak256(await site.connection.ethers.provider.getCode(address)),
      constructorArguments,
      libraries,
      source: `${sourceName}:${contractName}`,
      ...(await mined(site, transactions, (each) => each.address?.toLowerCase() === address.toLowerCase())),
    };
  };

  return {
    chainId: site.chainId,
    contracts: await tabulateAsync(CONTRACTS, deployed),
    deployer: site.deployer,
    governance,
    release,
    wiring: await mined(site, transactions, ({ name }) => name === "AccessManager#multicall"),
  };
}

async function mined(
  { connection, journal }: Site,
  transactions: readonly TransactionInfo[],
  isWanted: (transaction: TransactionInfo) => boolean,
): Promise<{ block: number; transaction: string }> {
  const transaction = transactions.find(isWanted)?.txHash;
  const receipt =
    transaction === undefined ? null : await connection.ethers.provider.getTransactionReceipt(transaction);
  if (transaction === undefined || receipt === null) throw new Error(`A transaction is missing in ${journal}.`);
  return { block: receipt.blockNumber, transaction };
}

/**
 * The record of an earlier deployment; undefined when there is none.
 *
 * @throws DocumentRefused when it is no record.
 */
export async function readRecord({ recordFile }: Site): Promise<DeploymentRecord | undefined> {
  const text = await readIfPresent(recordFile);
  return text === undefined ? undefined : parseDeploymentRecord(recordFile, text);
}

/** Writes the record with its keys sorted; at once, so that an interrupt leaves the old one or the new one. */
export async function writeRecord({ recordFile }: Site, record: DeploymentRecord): Promise<void> {
  const draft = `${recordFile}.tmp`;
  await writeFile(draft, `${JSON.stringify(record, sorted, 2)}\n`);
  await rename(draft, recordFile);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a record is of the ledger that would be deployed now. */
export function isRecordOf(
  record: DeploymentRecord,
  contracts: Readonly<Record<ContractName, PlannedContract>>,
): boolean {
  return CONTRACTS.every((contract) => record.contracts[contract].address === contracts[contract].address);
}
