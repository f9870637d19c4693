import type { ContractName } from "./contracts.js";
import type { GovernanceRole } from "./roles.js";

/** What a deployment may be told; everything has a default on a local chain. */
export interface DeployOptions {
  /** Who governs admission. On a local chain the deployer does what nobody is named for; elsewhere all must be named. */
  readonly roles?: Partial<Record<GovernanceRole, string>>;
  /** Whether roles act with the delays of {@link GOVERNANCE}; only a local chain (its default is "none") may choose. */
  readonly delays?: "public" | "none";
  /** Up to 11 ASCII characters that tell two ledgers of one deployer on one chain apart; part of the addresses. */
  readonly release?: string;
  /** Where journals and records are kept; `deployments/` of this project unless said. */
  readonly folder?: string;
  /** Called with one line for each step; silent unless said. */
  readonly say?: (line: string) => void;
  /** Asked before anything is sent to a public network; a refusal throws. */
  readonly confirm?: (question: string) => Promise<void>;
}

/** Where a ledger stands. */
export interface Deployment {
  /** Address of the ledger `Waymark`. */
  readonly ledger: string;
  /** Address of the AccessManager that governs admission. */
  readonly accessManager: string;
  /** What `deployments/<network>.json` says. */
  readonly record: DeploymentRecord;
  /** False when the ledger stood there before. */
  readonly changed: boolean;
}

/** One deployed contract. */
export interface DeployedContract {
  readonly address: string;
  readonly block: number;
  /** keccak-256 of the code at the address. */
  readonly codeHash: string;
  readonly constructorArguments: readonly string[];
  readonly libraries: Readonly<Record<string, string>>;
  /** Source file and name of the contract. */
  readonly source: string;
  readonly transaction: string;
}

/** What is deployed on one network; written by code only. */
export interface DeploymentRecord {
  readonly chainId: number;
  readonly contracts: Readonly<Record<ContractName, DeployedContract>>;
  readonly deployer: string;
  /** Who was given each role when the ledger was deployed, and with how many seconds of delay. */
  readonly governance: Readonly<Record<GovernanceRole, { readonly account: string; readonly delay: number }>>;
  readonly release: string;
  /** The transaction that gave the roles. */
  readonly wiring: { readonly block: number; readonly transaction: string };
}
