import { definePlugin } from "hardhat/plugins";
import type { SolidityHooks } from "hardhat/types/hooks";
import type { CompilerOutput } from "hardhat/types/solidity";

/**
 * Lets files be compiled that hold types and free functions only. solc says nothing of contracts then, and Hardhat's chain
 * refuses to start on the record of such a build ("missing field `contracts`"), until the next whole one.
 */
export const filesWithoutContracts = definePlugin({
  id: "waymark-files-without-contracts",
  hookHandlers: {
    solidity: () => Promise.resolve({ default: () => Promise.resolve({ invokeSolc }) }),
  },
});

type InvokeSolcArguments = Parameters<SolidityHooks["invokeSolc"]>;

async function invokeSolc(...[context, compiler, input, config, next]: InvokeSolcArguments): Promise<CompilerOutput> {
  const output = await next(context, compiler, input, config);
  return { contracts: {}, ...output };
}
