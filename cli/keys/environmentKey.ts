import { Wallet } from "ethers";

import { UsageError } from "../usageError.js";

/**
 * The key in an environment variable.
 *
 * @throws UsageError when it holds none; it does not repeat what it holds.
 */
export function environmentKey(variable: string, env: Readonly<Record<string, string | undefined>>): Wallet {
  const text = env[variable]?.trim() ?? "";
  const problem = text === "" ? "is not set" : keyProblem(text);
  if (problem === undefined) return new Wallet(text);
  throw new UsageError(
    "EnvironmentKeyInvalid",
    `The environment variable ${variable}, which is to hold the key, ${problem}.`,
    "Set it to the private key, 0x and 64 hexadecimal digits, for this command alone.",
  );
}

/** Why a text is no private key; undefined when it is one. */
export function keyProblem(text: string): string | undefined {
  if (!/^(0x)?[0-9a-fA-F]{64}$/.test(text)) return "does not have 64 hexadecimal digits";
  try {
    new Wallet(text);
    return undefined;
  } catch {
    // Zero, or not below the order of the curve.
    return "is no key of the curve secp256k1";
  }
}
