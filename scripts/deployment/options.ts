import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import type { GovernanceRole } from "../../sdk/deployment/roles.js";

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
