import { checkDeployment } from "../../sdk/deployment/checkDeployment.js";
import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import { FatalError } from "../../sdk/errors.js";
import type { Site } from "./site.js";

/**
 * Reads a deployment back from the chain and compares it with its record.
 *
 * @throws FatalError naming every difference.
 */
export async function verifyDeployment(
  { connection, name }: Pick<Site, "connection" | "name">,
  record: DeploymentRecord,
): Promise<void> {
  const { checks } = await checkDeployment(connection.ethers.provider, record);
  const differences = checks.flatMap(({ difference }) => difference ?? []);
  if (differences.length === 0) return;
  throw new FatalError({
    name: "DeploymentDiffers",
    message: `The ledger on ${name} is not what was deployed: ${differences.join("; ")}.`,
    toDo: "Do not use it before it is clear who changed it; the admin's acts are in the access manager's events.",
  });
}
