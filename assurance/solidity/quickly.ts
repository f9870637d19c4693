import type { HardhatUserConfig } from "hardhat/config";
import type { HardhatPlugin } from "hardhat/types/plugins";

import config, { npmFilesToBuild, solc } from "../../hardhat.config.js";
import { warningsAsErrors } from "../../scripts/hardhat/warningsAsErrors.js";

/** Next to nothing but what keeps the stack small enough: what is measured with it is not gas. */
const HARDLY = {
  enabled: true,
  runs: 1,
  details: {
    peephole: false,
    inliner: false,
    jumpdestRemover: false,
    orderLiterals: false,
    deduplicate: false,
    cse: false,
    constantOptimizer: false,
    yul: true,
    yulDetails: { stackAllocation: true, optimizerSteps: "u:" },
  },
};

/**
 * The project's configuration for a build of changed contracts: hardly optimised, and in a folder of its own under cache/, so
 * that the ordinary build stays as it is.
 */
export function quickly(name: string, plugin: HardhatPlugin, gas = 60_000_000): HardhatUserConfig {
  const folder = `cache/${name}`;
  // Hardhat leaves the compiler's settings without a type.
  const settings = { ...(solc.settings as object), optimizer: HARDLY };
  return {
    ...config,
    // Changed code gives warnings that nobody can do anything about.
    plugins: [...(config.plugins ?? []).filter((each) => each !== warningsAsErrors), plugin],
    solidity: { compilers: [{ ...solc, settings }], npmFilesToBuild },
    paths: { ...config.paths, artifacts: `${folder}/artifacts`, cache: `${folder}/cache` },
    typechain: { outDir: `${folder}/typechain-types` },
    // What the suites reach is gathered in one process.
    test: { ...config.test, mocha: { ...config.test?.mocha, parallel: false } },
    // Probes and choices need room, which a chain has; but a loop that never ends must end.
    networks: {
      ...config.networks,
      default: {
        type: "edr-simulated",
        allowUnlimitedContractSize: true,
        blockGasLimit: gas,
        transactionGasCap: gas,
        // Said, so that no transaction is tried a dozen times to learn what it needs.
        gas,
      },
    },
  };
}
