import { keccak256, type JsonRpcProvider } from "ethers";
import type { Command } from "commander";

import { DEPLOYMENTS } from "../sdk/addresses.js";
import { connect } from "../sdk/connect.js";
import { FatalError } from "../sdk/errors.js";
import type { PartyId } from "../sdk/ids.js";
import { offline } from "../sdk/offline.js";
import { rpcProvider } from "../sdk/rpcProvider.js";
import type { Waymark } from "../sdk/waymark.js";
import { Ask } from "./ask.js";
import { readConfig } from "./config/readConfig.js";
import { saidIn, settingsOf, type GlobalOptions, type Settings } from "./config/settings.js";
import type { Io } from "./io.js";
import { openKey } from "./keys/openKey.js";
import { Show } from "./output/show.js";
import { partyNumber } from "./terms/party.js";
import { UsageError } from "./usageError.js";

/** What a command works with, while it runs: how to show, ask, and reach the ledger. */
export class Session {
  readonly io: Io;
  readonly options: GlobalOptions;
  readonly show: Show;
  readonly ask: Ask;
  #settings: Promise<Settings> | undefined;
  #provider: JsonRpcProvider | undefined;
  #reader: Promise<Waymark> | undefined;

  constructor(io: Io, command: Command) {
    this.io = io;
    this.options = command.optsWithGlobals<GlobalOptions>();
    this.show = new Show(io, this.options.json === true);
    this.ask = new Ask(io);
  }

  /** Which ledger, key and party: by options, environment and configuration. */
  settings(): Promise<Settings> {
    const { io, options } = this;
    this.#settings ??= readConfig(io.cwd, saidIn(options, io.env, "config")).then((found) =>
      settingsOf(options, io.env, io.cwd, found),
    );
    return this.#settings;
  }

  /** The ledger, to be read. */
  reader(): Promise<Waymark> {
    this.#reader ??= this.#connect();
    return this.#reader;
  }

  /**
   * The ledger, to be written: with the key, and for the party where one is said.
   *
   * @throws UsageError "KeyMissing" when no key is said.
   */
  async writer(): Promise<Waymark> {
    return await this.#writing(await this.reader());
  }

  /**
   * The ledger, to be signed for without a connection: what asks the chain is refused.
   *
   * @param chainId Its chain, where the configuration does not say it.
   * @throws UsageError "LedgerUnsaid" when it is not said which ledger is meant; "KeyMissing".
   */
  async offline(chainId: number | undefined): Promise<Waymark> {
    const settings = await this.settings();
    const chain = settings.chainId ?? chainId;
    const known = DEPLOYMENTS.find((deployment) => deployment.chainId === BigInt(chain ?? 0));
    const address = settings.address ?? known?.address;
    if (chain !== undefined && address !== undefined) {
      return await this.#writing(offline({ chainId: BigInt(chain), address }));
    }
    throw new UsageError(
      "LedgerUnsaid",
      "It is not said for which ledger is signed, and there is no connection to ask.",
      "Give --chain-id and --address, or make a waymark.json with `waymark init` while connected.",
    );
  }

  /** The number of the party that is said, whether it writes or only reads. */
  async party(reader: Waymark): Promise<PartyId | undefined> {
    const { party } = await this.settings();
    return party === undefined ? undefined : await partyNumber(reader.parties, party);
  }

  async #writing(reader: Waymark): Promise<Waymark> {
    const { key } = await this.settings();
    if (key === undefined) {
      throw new UsageError(
        "KeyMissing",
        "It is not said which key writes.",
        "Give --key keystore:FILE, env:NAME or remote:URL, or name it in waymark.json (`waymark init` does).",
      );
    }
    const signer = await openKey(key, reader.provider, this.io, this.ask);
    return reader.as(signer, await this.party(reader));
  }

  /**
   * The chain, whether or not a ledger is on it.
   *
   * @throws UsageError "RpcMissing" when no address of a node is said.
   */
  async provider(): Promise<JsonRpcProvider> {
    if (this.#provider !== undefined) return this.#provider;
    const { rpcUrl } = await this.settings();
    if (rpcUrl === undefined) {
      throw new UsageError(
        "RpcMissing",
        "It is not said how the chain is reached.",
        "Give --rpc URL, set WAYMARK_RPC, or make a waymark.json with `waymark init`.",
      );
    }
    // A command reads what it has just written: nothing is answered from a cache.
    this.#provider = rpcProvider(rpcUrl, {
      cacheTimeout: -1,
      // Calls of one moment still go together; one alone waits for no other.
      batchStallTime: 0,
    });
    return this.#provider;
  }

  close(): void {
    this.#provider?.destroy();
  }

  async #connect(): Promise<Waymark> {
    const [provider, { address, deploymentBlock, chainId }] = await Promise.all([this.provider(), this.settings()]);
    const waymark = await connect({
      provider,
      ...(address === undefined ? {} : { address }),
      ...(deploymentBlock === undefined ? {} : { deploymentBlock }),
    });
    if (chainId !== undefined && BigInt(chainId) !== waymark.chainId) throw chainDiffers(chainId, waymark.chainId);
    return waymark;
  }
}

function chainDiffers(meant: number, found: bigint): FatalError {
  return new FatalError({
    name: "ChainDiffers",
    message: `The node is on chain ${found}, and the configuration means chain ${meant}.`,
    toDo: "Give the address of a node of the chain that is meant, or correct chainId in waymark.json.",
    values: { meant, found },
  });
}

/** The hash of the ledger's code. */
export async function codeHashOf({ provider, address }: Pick<Waymark, "provider" | "address">): Promise<string> {
  return keccak256(await provider.getCode(address));
}
