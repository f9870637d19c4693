import { config, network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { FatalError } from "../../sdk/errors.js";
import { setting } from "./setting.js";

/**
 * Connects to a network of the configuration that is reached over HTTP.
 *
 * @param name What `--network` says.
 * @param script The npm script that asks: one that only reads needs no key.
 * @throws FatalError "NetworkMissing" when there is none of the name.
 */
export async function connectTo(
  name: string | undefined,
  script: "deploy" | "verify:deployment",
): Promise<NetworkConnection<string>> {
  if (name === undefined || config.networks[name]?.type !== "http") throw networkMissing(name, script);
  const url = name === "localhost" ? setting("LOCALHOST_RPC_URL") : undefined;
  const override = {
    ...(url === undefined ? {} : { url }),
    ...(script === "deploy" ? {} : { accounts: "remote" as const }),
  };
  return await network.create({ network: name, override });
}

function networkMissing(name: string | undefined, script: string): FatalError {
  const names = Object.entries(config.networks).flatMap(([known, { type }]) => (type === "http" ? [known] : []));
  return new FatalError({
    name: "NetworkMissing",
    message: name === undefined ? "No network is named." : `There is no network "${name}".`,
    toDo: `Name one, as in \`npm run ${script} -- --network localhost\`: ${names.join(", ")}.`,
  });
}
