import { resolve } from "node:path";

import { DEPLOYMENTS } from "../../sdk/addresses.js";
import { connect } from "../../sdk/connect.js";
import { decodeError } from "../../sdk/errors.js";
import { rpcProvider } from "../../sdk/rpcProvider.js";
import type { Waymark } from "../../sdk/waymark.js";
import { parseKeySource } from "../keys/parseKeySource.js";
import { addressIn } from "../keys/keystore.js";
import { codeHashOf, type Session } from "../session.js";
import { addressTerm } from "../terms/address.js";
import { judgedBy } from "../terms/judge.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { urlTerm } from "../terms/url.js";
import type { Config } from "./config.js";
import { firstBlockOf } from "./firstBlockOf.js";
import { saidIn } from "./settings.js";

/** What is said beside the options of every command. */
interface InitOptions {
  readonly network?: string;
  /** Whether what can be left out is not asked for. */
  readonly yes?: true;
}

/**
 * Makes a configuration of the options, and of the answers to what they leave out. Each is tried before it is taken: the chain
 * answers, the ledger stands there, the party was admitted.
 *
 * @throws UsageError where something must be asked and nobody is there.
 */
export async function askConfig(session: Session, { network, yes }: InitOptions): Promise<Config> {
  const { ask, options, io } = session;
  const said = (name: Parameters<typeof saidIn>[2]) => saidIn(options, io.env, name);
  const isAsking = yes !== true && ask.isAnswered;

  const rpcUrl =
    said("rpc") ??
    (await ask.text({
      message: "JSON-RPC address of a node",
      judge: judgedBy(async (text) => chainIdAt(urlTerm(text))),
    }));
  const chainId = await chainIdAt(urlTerm(rpcUrl));
  const known = DEPLOYMENTS.find((deployment) => deployment.chainId === chainId);
  const ledgerAt = (text: string): Promise<Waymark> => connect({ rpcUrl, address: addressTerm(text) });
  const address =
    said("address") ??
    known?.address ??
    (await ask.text({ message: `Address of the ledger on chain ${chainId}`, judge: judgedBy(ledgerAt) }));
  const waymark = await ledgerAt(address);

  const deploymentBlock = known?.address === waymark.address ? known.block : await firstBlockOf(waymark);
  const party = said("party") ?? (isAsking ? await askParty(session, waymark) : "");
  const key = said("key") ?? (isAsking ? await askKey(session) : "");
  const name = network ?? known?.network;
  return {
    ...(name === undefined ? {} : { network: name }),
    rpcUrl,
    chainId: Number(chainId),
    address: waymark.address,
    ...(deploymentBlock === undefined ? {} : { deploymentBlock }),
    codeHash: await codeHashOf(waymark),
    ...(party === "" ? {} : { party: Number(await admitted(waymark, party)) }),
    ...(key === "" ? {} : { key: parseKeySource(key) }),
  };
}

async function askParty({ ask }: Session, waymark: Waymark): Promise<string> {
  return await ask.text({
    message: "Party that writes, by number or URI (none unless said)",
    judge: judgedBy(async (text) => (text === "" ? undefined : admitted(waymark, text))),
  });
}

/** The number of a party that was admitted. */
async function admitted({ parties }: Waymark, term: string): Promise<bigint> {
  const { party } = await parties.describe(await partyNumber(parties, partyTerm(term)));
  return party;
}

/** Where the key is, as `--key` says it; "" = nowhere. */
async function askKey({ ask, io }: Session): Promise<string> {
  const kind = await ask.choice({
    message: "Where is the key that signs?",
    choices: [
      { name: "in an encrypted keystore", value: "keystore", description: "`waymark keystore create` makes one" },
      { name: "in an environment variable", value: "env" },
      { name: "in a remote signer", value: "remote", description: "by JSON-RPC, such as Web3Signer" },
      { name: "nowhere: the ledger is only read", value: "" },
    ],
  });
  if (kind === "") return "";
  const where = await ask.text({
    message: { keystore: "File", env: "Name of the variable", remote: "URL, or URL#ACCOUNT" }[kind] ?? kind,
    judge: judgedBy(async (text) => {
      const source = parseKeySource(`${kind}:${text}`);
      if (source.source === "keystore") await addressIn(resolve(io.cwd, source.file));
    }),
  });
  return `${kind}:${where}`;
}

/** The chain behind an address, when it answers. */
async function chainIdAt(rpcUrl: string): Promise<bigint> {
  const provider = rpcProvider(rpcUrl);
  try {
    return (await provider.getNetwork()).chainId;
  } catch (caught) {
    throw decodeError(caught);
  } finally {
    provider.destroy();
  }
}
