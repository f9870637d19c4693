import type { Fixture } from "@nomicfoundation/hardhat-network-helpers/types";
import { toQuantity } from "ethers";
import { definePlugin } from "hardhat/plugins";
import type { HookContext, NetworkHooks, SolidityHooks } from "hardhat/types/hooks";
import type { NetworkConnection } from "hardhat/types/network";
import type { JsonRpcRequest } from "hardhat/types/providers";

import { deadMutants } from "./dead.js";
import { asOriginal, counted, isTrying, noteReached, putAlive, watch } from "./life.js";
import { addToManifest } from "./manifest.js";
import { mutateInput, type Mutants } from "./mutateInput.js";

/** Builds the contracts with every mutant inside, and keeps the chosen one alive on every chain of this process. */
export const mutation = definePlugin({
  id: "waymark-mutation",
  hookHandlers: {
    solidity: () => Promise.resolve({ default: () => Promise.resolve({ preprocessSolcInputBeforeBuilding }) }),
    network: () => Promise.resolve({ default: () => Promise.resolve({ newConnection, onRequest, onCoverageData }) }),
  },
});

const done: Mutants = new Map();

const dead = await deadMutants();

const preprocessSolcInputBeforeBuilding: SolidityHooks["preprocessSolcInputBeforeBuilding"] = async (
  context,
  input,
  next,
) => {
  const mutated = mutateInput(input, done, dead);
  await addToManifest(mutated);
  return await next(context, mutated.input);
};

async function newConnection<Type extends string>(
  context: HookContext,
  next: (nextContext: HookContext) => Promise<NetworkConnection<Type>>,
): Promise<NetworkConnection<Type>> {
  const connection = await next(context);
  await watch(async (params) => {
    await connection.provider.request({ method: "hardhat_setBalance", params });
  });
  // A fixture is set up once and serves every mutant.
  const { networkHelpers } = connection;
  const load = networkHelpers.loadFixture.bind(networkHelpers);
  const originals = new WeakMap<object, Fixture<unknown, Type>>();
  networkHelpers.loadFixture = async <Made>(fixture: Fixture<Made, Type>): Promise<Made> => {
    const original =
      originals.get(fixture) ??
      function original() {
        return asOriginal(() => fixture(connection));
      };
    originals.set(fixture, original);
    // It makes what the fixture makes.
    return (await load(original)) as Made;
  };
  return connection;
}

/**
 * The most that a call of a test may take: a loop that a mutant makes without end is a death, and should be a short one, for
 * Hardhat keeps a trace of every step.
 */
const GAS = 15_000_000;

/** A chain that goes back to an earlier state forgets which mutant is alive. */
const onRequest: NetworkHooks["onRequest"] = async (context, connection, request, next) => {
  const response = await counted(() => next(context, connection, limited(request)));
  if (request.method === "evm_revert" || request.method === "hardhat_reset") await putAlive();
  return response;
};

const onCoverageData: NetworkHooks["onCoverageData"] = (_context, tags) => {
  noteReached(tags);
  return Promise.resolve();
};

function limited(request: JsonRpcRequest): JsonRpcRequest {
  if (!isTrying() || (request.method !== "eth_sendTransaction" && request.method !== "eth_call")) return request;
  const [call, ...others] = request.params as [{ readonly to?: string }, ...unknown[]];
  if (call.to === undefined) return request;
  return { ...request, params: [{ ...call, gas: toQuantity(GAS) }, ...others] };
}
