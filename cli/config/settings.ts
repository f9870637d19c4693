import { dirname, resolve } from "node:path";

import { parseKeySource } from "../keys/parseKeySource.js";
import { addressTerm } from "../terms/address.js";
import { partyTerm } from "../terms/party.js";
import { urlTerm } from "../terms/url.js";
import type { Config } from "./config.js";
import type { FoundConfig } from "./readConfig.js";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: true;
  readonly verbose?: true;
  readonly config?: string;
  readonly rpc?: string;
  readonly address?: string;
  /** Number or URI. */
  readonly party?: string;
  readonly key?: string;
}

/** Everything that a command needs to know of its ledger. */
export interface Settings extends Omit<Config, "party"> {
  /** Number or URI of the party that writes. */
  readonly party?: string;
}

/** Environment variables that say what an option says. */
export const VARIABLES = {
  config: "WAYMARK_CONFIG",
  rpc: "WAYMARK_RPC",
  address: "WAYMARK_ADDRESS",
  party: "WAYMARK_PARTY",
  key: "WAYMARK_KEY",
} as const satisfies Partial<Record<keyof GlobalOptions, string>>;

/** What an option says, or the environment variable in its place; an empty one says nothing. */
export function saidIn(
  options: GlobalOptions,
  env: Readonly<Record<string, string | undefined>>,
  name: keyof typeof VARIABLES,
): string | undefined {
  const said = options[name] ?? env[VARIABLES[name]];
  return said === "" ? undefined : said;
}

/**
 * What counts: an option before an environment variable, that before the configuration. Files are named from the folder of the
 * command in options, and from the folder of the configuration in there.
 *
 * @throws InvalidValueError or UsageError naming what cannot be right.
 */
export function settingsOf(
  options: GlobalOptions,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  found: FoundConfig | undefined,
): Settings {
  const [rpc, address, own, key] = (["rpc", "address", "party", "key"] as const).map((name) =>
    saidIn(options, env, name),
  );
  const { party: number, ...config } = forLedger(
    found?.config ?? {},
    address === undefined ? undefined : addressTerm(address),
  );
  const party = own === undefined ? number?.toString() : partyTerm(own);
  const keySource =
    key === undefined
      ? from(config.key, found === undefined ? cwd : dirname(found.file))
      : from(parseKeySource(key), cwd);
  return {
    ...config,
    ...(rpc === undefined ? {} : { rpcUrl: urlTerm(rpc) }),
    ...(party === undefined ? {} : { party }),
    ...(keySource === undefined ? {} : { key: keySource }),
  };
}

/** What a configuration knows of its ledger, and of no other. */
const OF_LEDGER: readonly (keyof Config)[] = ["deploymentBlock", "codeHash", "party"];

/** The configuration for the ledger that is said. */
function forLedger(config: Config, said: string | undefined): Config {
  if (said === undefined || said.toLowerCase() === config.address?.toLowerCase()) return config;
  const others = Object.entries(config).filter(([name]) => !OF_LEDGER.some((own) => own === name));
  return { ...Object.fromEntries(others), address: said };
}

/** A key source whose file is named from a folder. */
function from(source: Config["key"], folder: string): Config["key"] {
  return source?.source === "keystore" ? { ...source, file: resolve(folder, source.file) } : source;
}
