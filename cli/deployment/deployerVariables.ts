import { resolve } from "node:path";

import { environmentKey } from "../keys/environmentKey.js";
import { openKeystore } from "../keys/keystore.js";
import { parseKeySource } from "../keys/parseKeySource.js";
import { passwordFor } from "../keys/password.js";
import type { Session } from "../session.js";
import { UsageError } from "../usageError.js";

/** The network whose node signs by itself. */
const LOCALHOST = "localhost";

/**
 * The variables that tell Hardhat the node and the key of a network, from `--rpc` and `--key`: SEPOLIA_RPC_URL and
 * SEPOLIA_PRIVATE_KEY of sepolia. What is not said is left to the environment and Hardhat's keystore.
 *
 * @throws UsageError when the key cannot deploy.
 */
export async function deployerVariables(session: Session, network: string): Promise<Record<string, string>> {
  const { rpc, key } = session.options;
  const prefix = network.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  if (key !== undefined && network === LOCALHOST) {
    throw new UsageError(
      "KeyUnused",
      "The chain on localhost signs for the deployer itself.",
      "Leave --key out; a public network takes one.",
    );
  }
  return {
    ...(rpc === undefined ? {} : { [`${prefix}_RPC_URL`]: rpc }),
    ...(key === undefined ? {} : { [`${prefix}_PRIVATE_KEY`]: await privateKeyAt(session, key) }),
  };
}

/** It goes to the process that deploys, and nowhere else. */
async function privateKeyAt({ io, ask }: Session, text: string): Promise<string> {
  const source = parseKeySource(text);
  switch (source.source) {
    case "keystore": {
      const file = resolve(io.cwd, source.file);
      return (await openKeystore(file, await passwordFor(file, io, ask))).privateKey;
    }
    case "environment":
      return environmentKey(source.variable, io.env).privateKey;
    case "remote":
      throw new UsageError(
        "KeyElsewhere",
        "A remote signer cannot deploy.",
        "Deploy with a key of its own, in a keystore: it has no power over the ledger afterwards.",
      );
  }
}
