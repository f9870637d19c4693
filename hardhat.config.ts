import { readdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatIgnitionEthers from "@nomicfoundation/hardhat-ignition-ethers";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatVerify from "@nomicfoundation/hardhat-verify";
import { configVariable, defineConfig, overrideTask } from "hardhat/config";
import type { SolidityCompilerUserConfig } from "hardhat/types/config";

import { filesWithoutContracts } from "./scripts/hardhat/filesWithoutContracts.js";
import { orderedTypechain } from "./scripts/hardhat/orderedTypechain.js";
import { warningsAsErrors } from "./scripts/hardhat/warningsAsErrors.js";

const require = createRequire(import.meta.url);

export const solc: SolidityCompilerUserConfig = {
  version: "0.8.37",
  // The WebAssembly compiler of the lock file: nothing is downloaded, and every machine builds the same bytes.
  path: require.resolve("solc/soljson.js"),
  settings: {
    viaIR: true,
    optimizer: { enabled: true, runs: 1_000 },
    // Every network below runs Osaka (Base since Azul). The target is part of the bytes, and so of the CREATE2 address.
    evmVersion: "osaka",
    // Without a hash of the metadata the bytes follow from the code alone, not from comments, file paths or the files that
    // happened to be compiled together: a partial build, a full one and one elsewhere give the same address.
    metadata: { bytecodeHash: "none" },
  },
};

/** Deployed beside the ledger as it is. */
export const npmFilesToBuild = [
  "@openzeppelin/contracts/access/manager/AccessManager.sol",
  "@openzeppelin/contracts/access/manager/IAccessManager.sol",
  "@openzeppelin/contracts/utils/Multicall.sol",
  "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol",
  "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol",
];

/** The invariants' handlers are large and never deployed: the plain pipeline compiles them in seconds, the other in minutes. */
const plainSolc: SolidityCompilerUserConfig = {
  version: solc.version,
  path: require.resolve("solc/soljson.js"),
  settings: { evmVersion: "osaka", metadata: { bytecodeHash: "none" } },
};

/** Each is a file to build of its own: Hardhat takes all Solidity files under test/ for tests. */
const invariantFiles = readdirSync(join(import.meta.dirname, "test/invariants"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".sol"))
  .map((file) => `test/invariants/${file}`);

/** Hardhat takes every TypeScript file under test/ for a suite; here only `*.test.ts` are, the others are their helpers. */
const onlySuites = overrideTask(["test", "mocha"])
  .setInlineAction(async (args, hre, runSuper) => {
    const { testFiles } = args as { testFiles: string[] };
    if (testFiles.length > 0) return (await runSuper(args)) as unknown;
    const folder = hre.config.paths.tests.mocha;
    const suites = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".test.ts")).sort();
    return (await runSuper({ ...args, testFiles: suites.map((file) => join(folder, file)) })) as unknown;
  })
  .build();

export default defineConfig({
  plugins: [
    hardhatEthers,
    hardhatEthersChaiMatchers,
    hardhatIgnitionEthers,
    hardhatKeystore,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatVerify,
    filesWithoutContracts,
    orderedTypechain,
    warningsAsErrors,
  ],
  tasks: [onlySuites],
  solidity: {
    // Hardhat's deploy and verify tasks build with the second one, which would otherwise lose these settings. By default it
    // also compiles each file apart, which takes minutes and gives the same bytes.
    profiles: {
      default: { compilers: [solc], overrides: Object.fromEntries(invariantFiles.map((file) => [file, plainSolc])) },
      production: { ...solc, isolated: false },
    },
    npmFilesToBuild,
  },
  paths: {
    tests: { mocha: "test", solidity: "test" },
    // Ignition appends `modules` and `deployments` to this folder.
    ignition: ".",
  },
  typechain: { outDir: "typechain-types" },
  networks: {
    localhost: {
      type: "http",
      chainType: "l1",
      chainId: 31337,
      url: "http://127.0.0.1:8545",
    },
    sepolia: {
      type: "http",
      chainType: "l1",
      chainId: 11155111,
      url: configVariable("SEPOLIA_RPC_URL"),
      accounts: [configVariable("SEPOLIA_PRIVATE_KEY")],
    },
    baseSepolia: {
      type: "http",
      chainType: "op",
      chainId: 84532,
      url: configVariable("BASE_SEPOLIA_RPC_URL"),
      accounts: [configVariable("BASE_SEPOLIA_PRIVATE_KEY")],
    },
    base: {
      type: "http",
      chainType: "op",
      chainId: 8453,
      url: configVariable("BASE_RPC_URL"),
      accounts: [configVariable("BASE_PRIVATE_KEY")],
    },
  },
  test: {
    mocha: {
      timeout: 180_000,
      parallel: true,
      // Each holds a chain of its own, some of which grow to gigabytes.
      jobs: Math.min(Math.max(availableParallelism(), 2), 4),
      require: [join(import.meta.dirname, "test/support/eachFile.ts")],
    },
    solidity: {
      fuzz: { runs: 1000 },
      invariant: { runs: 10, depth: 60 },
    },
  },
});
