import type { CompilerInput } from "hardhat/types/solidity";

export const FILE = "contracts/Example.sol";
export const SOURCE_NAME = `project/${FILE}`;

/** What Hardhat would give the compiler for one contract with this body. */
export function inputOf(body: string): CompilerInput {
  const content = `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.37;\ncontract Example {\n${body}\n}\n`;
  return {
    language: "Solidity",
    sources: { [SOURCE_NAME]: { content } },
    settings: { optimizer: {}, outputSelection: {}, evmVersion: "osaka" },
  };
}
