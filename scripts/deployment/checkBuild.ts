import { check, type DeploymentCheck } from "../../sdk/deployment/check.js";
import { CONTRACTS } from "../../sdk/deployment/contracts.js";
import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import { planContracts, saltFor } from "./addresses.js";

/**
 * Whether this checkout builds what is recorded: an address follows from the creation code, so that another source, compiler
 * or setting gives another one.
 */
export async function checkBuild({ contracts, deployer, release }: DeploymentRecord): Promise<DeploymentCheck[]> {
  const planned = await planContracts(deployer, saltFor(deployer, release));
  return CONTRACTS.map((contract) => {
    const { address: built } = planned[contract];
    const { address } = contracts[contract];
    return check(
      contract,
      "built from this checkout",
      address,
      built === address,
      () => `this checkout builds another ${contract}: it would stand at ${built}, not ${address}`,
    );
  });
}
