import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * hardhat-typechain, given the artifacts in the order of their names. Hardhat lists them in the order its parallel walk of
 * the folder happens to end, and the bindings follow it: committed files would change from build to build.
 */
export const orderedTypechain: HardhatPlugin = {
  ...hardhatTypechain,
  hookHandlers: {
    ...hardhatTypechain.hookHandlers,
    solidity: async () => {
      const handlers = await loadHandlers();
      return {
        default: () =>
          Promise.resolve({
            ...handlers,
            processArtifactsAfterSuccessfulBuild: async (context, artifactPaths, ...rest) => {
              await handlers.processArtifactsAfterSuccessfulBuild?.(context, artifactPaths.toSorted(), ...rest);
            },
          }),
      };
    },
  },
};

async function loadHandlers() {
  const load = hardhatTypechain.hookHandlers?.solidity;
  if (load === undefined)
    throw new Error("hardhat-typechain no longer hooks into the build: look at orderedTypechain.ts.");
  return await (await load()).default();
}
