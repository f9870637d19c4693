import type { Provider } from "ethers";

import { decodeError, FatalError } from "../errors.js";
import { LEDGER_ABIS } from "../operations/abis.js";
import type { DeploymentCheck } from "./check.js";
import { checkCodes, checkMaking } from "./checkContracts.js";
import { checkGovernance } from "./checkGovernance.js";
import { checkHolders } from "./checkHolders.js";
import { checkParts } from "./checkParts.js";
import { checkWiring } from "./checkWiring.js";
import type { DeploymentRecord } from "./record.js";

/** What came of holding a record against its chain. */
export interface DeploymentReport {
  readonly chainId: number;
  /** Address of the ledger. */
  readonly ledger: string;
  /** The block at which the chain was read. */
  readonly block: number;
  /** Whether everything is as recorded. */
  readonly holds: boolean;
  /** In an order in which each stage needs the one before; after a stage that differs the later ones are left out. */
  readonly checks: readonly DeploymentCheck[];
}

/** Each needs what the one before has found to be there. */
const STAGES = [[checkCodes], [checkMaking], [checkParts], [checkWiring, checkGovernance, checkHolders]] as const;

/**
 * Holds the record of a deployment against the chain: the code of every contract, how and from what it was created, what the
 * contracts name, and who governs, with which delays. Reads only, from any node.
 *
 * @throws FatalError "ChainDiffers" when the node is on another chain than the record.
 * @throws RetryableError when the chain is not reached.
 * @example
 * const record = parseDeploymentRecord("sepolia.json", await readFile("sepolia.json", "utf8"));
 * const { holds, checks } = await checkDeployment(provider, record);
 */
export async function checkDeployment(provider: Provider, record: DeploymentRecord): Promise<DeploymentReport> {
  try {
    const { chainId } = await provider.getNetwork();
    if (chainId !== BigInt(record.chainId)) throw chainDiffers(record.chainId, chainId);
    const block = await provider.getBlockNumber();
    const checks: DeploymentCheck[] = [];
    for (const stage of STAGES) {
      const made = await Promise.all(stage.map((each) => each({ provider, record, block })));
      checks.push(...made.flat());
      if (checks.some(isDifference)) break;
    }
    const holds = !checks.some(isDifference);
    return { chainId: record.chainId, ledger: record.contracts.Waymark.address, block, holds, checks };
  } catch (caught) {
    throw decodeError(caught, ...LEDGER_ABIS);
  }
}

const isDifference = ({ difference }: DeploymentCheck): boolean => difference !== undefined;

function chainDiffers(meant: number, found: bigint): FatalError {
  return new FatalError({
    name: "ChainDiffers",
    message: `The node is on chain ${found}, and the record is of chain ${meant}.`,
    toDo: "Give the address of a node of the chain that is meant.",
    values: { meant, found },
  });
}
