import type { NetworkConnection } from "hardhat/types/network";

import type { DeploymentRecord } from "../../sdk/deployment/record.js";
import { FatalError } from "../../sdk/errors.js";
import { planContracts, saltFor } from "./addresses.js";
import { checkSite } from "./checks.js";
import { checkSettings, moduleParameters, planGovernance } from "./governance.js";
import type { Deployment, DeployOptions } from "./options.js";
import { isRecordOf, makeRecord, readRecord, writeRecord } from "./record.js";
import { runModule } from "./runModule.js";
import { forgetRestartedChain, openSite, type Site } from "./site.js";
import { verifyDeployment } from "./verify.js";

/** The release whose addresses a deployer gets unless another is named. */
export const DEFAULT_RELEASE = "waymark-1";

/**
 * Deploys the ledger with everything beside it, wires who governs admission, reads it all back from the chain, and
 * writes `<folder>/<network>.json`. What an interrupt left is finished; what is finished already is only read back.
 * On a network simulated in this process nothing is left on disk.
 *
 * The sender is the first account of the connection. A script run by `node --import tsx` calls it so, once the contracts
 * are built (`hre.tasks.getTask("build").run({ quiet: true })`):
 *
 * @example
 * import { network } from "hardhat";
 * import { deployWaymark } from "./deployment/deployWaymark.js";
 *
 * const connection = await network.create({ network: "localhost" }); // or `override: { url }` for another port
 * const { ledger, accessManager } = await deployWaymark(connection, { say: console.log });
 * const waymark = Waymark__factory.connect(ledger, (await connection.ethers.getSigners())[0]);
 *
 * @param connection A connection of Hardhat's network manager.
 * @throws WaymarkError in one sentence, with what to do, when something is missing or the chain is not as it should be.
 */
export async function deployWaymark(
  connection: NetworkConnection<string>,
  options: DeployOptions = {},
): Promise<Deployment> {
  const { site, leave } = await openSite(connection, options);
  try {
    return await deployAt(site, options);
  } finally {
    await leave();
  }
}

async function deployAt(site: Site, options: DeployOptions): Promise<Deployment> {
  const { name, chainId, deployer, isLocal, say } = site;
  const release = options.release ?? DEFAULT_RELEASE;
  const salt = saltFor(deployer, release);
  const contracts = await planContracts(deployer, salt);
  const governance = planGovernance(options, deployer, site);
  await forgetRestartedChain(site);

  const earlier = await readRecord(site);
  if (earlier !== undefined) {
    if (isRecordOf(earlier, contracts)) {
      checkSettings(governance, earlier);
      await verifyDeployment(site, earlier);
      return deployment(earlier, false);
    }
    throw new FatalError({
      name: "AnotherLedger",
      message: `${site.recordFile} records another ledger on ${name}: its code, deployer or release is not the present one.`,
      toDo: isLocal
        ? "Restart the local chain, or set WAYMARK_RELEASE to another name and remove the record and the journal."
        : "Check out what was deployed, or move the record and the journal away to deploy another ledger.",
    });
  }

  await checkSite(site, contracts, governance);
  if (!isLocal) await options.confirm?.(`Deploy the ledger to ${name} (chain ${chainId}) as ${deployer}?`);
  say(`Deploying to ${name} (chain ${chainId}) as ${deployer}.`);
  await runModule(site, salt, moduleParameters(governance, deployer));
  const record = await makeRecord(site, contracts, governance, release);
  await verifyDeployment(site, record);
  await writeRecord(site, record);
  return deployment(record, true);
}

function deployment(record: DeploymentRecord, changed: boolean): Deployment {
  const { AccessManager, Waymark } = record.contracts;
  return { ledger: Waymark.address, accessManager: AccessManager.address, record, changed };
}
