import { getAddress, isAddress } from "ethers";
import * as z from "zod/mini";

import { DocumentRefused, parseDocument } from "../documents/problem.js";
import { CONTRACTS, tabulate } from "./contracts.js";
import { ROLES } from "./roles.js";

const address = z
  .string()
  .check(z.refine((text) => isAddress(text) && getAddress(text) === text, "is no address with a correct checksum"));

const hash = z.string().check(z.regex(/^0x[0-9a-f]{64}$/, "is no hash: 0x and 64 hexadecimal digits"));

const whole = z.int().check(z.nonnegative());

const deployedContract = z.strictObject({
  address,
  block: whole,
  /** keccak-256 of the code at the address. */
  codeHash: hash,
  constructorArguments: z.readonly(z.array(address)),
  /** Addresses of the libraries linked into its code, by name. */
  libraries: z.record(z.string(), address),
  /** Source file and name of the contract. */
  source: z.string(),
  transaction: hash,
});

/** `deployments/<network>.json`. */
const deploymentRecord = z.strictObject({
  chainId: z.int().check(z.positive()),
  contracts: z.strictObject(tabulate(CONTRACTS, () => deployedContract)),
  deployer: address,
  /** Who has each role, and with how many seconds of delay. */
  governance: z.strictObject(tabulate(ROLES, () => z.strictObject({ account: address, delay: whole }))),
  release: z.string(),
  /** The transaction that gave the roles. */
  wiring: z.strictObject({ block: whole, transaction: hash }),
});

/** One deployed contract. */
export type DeployedContract = Readonly<z.infer<typeof deployedContract>>;

/** What is deployed on one network. */
export type DeploymentRecord = Readonly<z.infer<typeof deploymentRecord>>;

/**
 * The record in a text.
 *
 * @param source Where the text is from, such as "deployments/sepolia.json"; an error names it.
 * @throws DocumentRefused with the path of everything in it that is wrong.
 */
export function parseDeploymentRecord(source: string, text: string): DeploymentRecord {
  const what = `deployment record ${source}`;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new DocumentRefused(what, [{ path: "$", reason: "is no JSON" }]);
  }
  return parseDocument(what, deploymentRecord, document);
}
