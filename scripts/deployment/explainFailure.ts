import { decodeError, FatalError, RetryableError, type WaymarkError } from "../../sdk/errors.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";

/** What stopped a deployment, in one sentence, and what to do about it. */
export function explainFailure(error: unknown, network: string): WaymarkError {
  const hardhat = ofHardhat(error, network);
  if (hardhat !== undefined) return hardhat;
  const decoded = decodeError(error, AccessManager__factory.createInterface(), IWaymark__factory.createInterface());
  if (decoded.name !== "RpcUnreachable" || network !== "localhost") return decoded;
  return new RetryableError({
    name: decoded.name,
    message: decoded.message,
    toDo: "Start a local chain with `npm run hardhat -- node` (or set LOCALHOST_RPC_URL), then run this again.",
    cause: error,
  });
}

/** Hardhat's numbers of the errors that a deployment meets before it reaches the chain. */
const VARIABLE_NOT_FOUND = 7;
const URL_INVALID = 28;
const WRONG_CHAIN = 708;

function ofHardhat(error: unknown, network: string): WaymarkError | undefined {
  if (!(error instanceof Error) || error.name !== "HardhatError" || !("number" in error)) return undefined;
  const values =
    "messageArguments" in error && typeof error.messageArguments === "object" ? { ...error.messageArguments } : {};

  if (error.number === VARIABLE_NOT_FOUND && "name" in values) {
    const variable = String(values.name);
    const what = variable.endsWith("_KEY") ? "key" : "RPC address";
    return new FatalError({
      name: what === "key" ? "KeyMissing" : "RpcMissing",
      message: `No ${what} is configured for ${network}: ${variable} is not set.`,
      toDo: `Keep it in the keystore with \`npm run hardhat -- keystore set ${variable}\`, or set the environment variable.`,
      cause: error,
    });
  }
  if (error.number === URL_INVALID) {
    return new FatalError({
      name: "RpcInvalid",
      message: `The RPC address configured for ${network} is no URL.`,
      toDo: "Give it whole, as in https://rpc.example/key.",
      cause: error,
    });
  }
  if (error.number === WRONG_CHAIN && "configChainId" in values && "connectionChainId" in values) {
    return new FatalError({
      name: "ChainWrong",
      message: `${network} is chain ${String(values.configChainId)}, but chain ${String(values.connectionChainId)} answers at its RPC address.`,
      toDo: "Check the RPC address of the network, and the `--network` that was named.",
      cause: error,
    });
  }
  return undefined;
}
