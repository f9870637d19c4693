import { z } from "zod";

import { isRightAddress } from "../terms/address.js";
import { isHttpUrl } from "../terms/url.js";

/** The name of the configuration file, looked for in the folder and those around it. */
export const CONFIG_FILE = "waymark.json";

const address = z.string().refine(isRightAddress, "is no address, or its checksum is wrong");

const url = z.string().refine(isHttpUrl, "is no http or https address");

/** Where the key is that signs; never the key itself. */
const keySource = z.discriminatedUnion("source", [
  z.strictObject({
    source: z.literal("keystore"),
    /** Encrypted file (Web3 Secret Storage, version 3), from the folder of the configuration. */
    file: z.string().min(1, "names no file"),
  }),
  z.strictObject({
    source: z.literal("environment"),
    /** Variable that holds the private key. */
    variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no name of an environment variable"),
  }),
  z.strictObject({
    source: z.literal("remote"),
    /** JSON-RPC address of the signer. */
    url,
    /** Which of its accounts; its only one unless said. */
    account: address.optional(),
  }),
]);

/** `waymark.json`. */
export const configSchema = z.strictObject({
  /** What people call the chain. */
  network: z.string().optional(),
  /** JSON-RPC address of a node. */
  rpcUrl: url.optional(),
  /** The chain that is meant: another one behind the address is refused. */
  chainId: z.int().positive().optional(),
  /** The ledger; unless said the one that this release knows on the chain. */
  address: address.optional(),
  /** Block of the ledger's deployment, from which logs are read. */
  deploymentBlock: z.int().nonnegative().optional(),
  /** keccak256 of the ledger's code when the configuration was made; `waymark doctor` compares. */
  codeHash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, "is no hash: 0x and 64 hexadecimal digits")
    .optional(),
  /** Number of the party that writes. */
  party: z.int().positive().optional(),
  key: keySource.optional(),
});

export type Config = z.infer<typeof configSchema>;
export type KeySource = z.infer<typeof keySource>;
