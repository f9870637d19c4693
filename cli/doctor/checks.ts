import { formatEther } from "ethers";

import { GovernanceRole } from "../../sdk/vocabulary.js";
import { signerIdOf } from "../../sdk/ids.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { Settings } from "../config/settings.js";
import { accountOf } from "../keys/accountOf.js";
import { codeHashOf, type Session } from "../session.js";
import { momentWords } from "../terms/moment.js";
import { partyNumber } from "../terms/party.js";
import { units } from "../writing.js";
import { fine, look, warning, wrong, type Check } from "./check.js";

/** Chains on one's own machine make blocks when something is sent, and not before. */
const LOCAL_CHAINS: readonly bigint[] = [31_337n, 1_337n];

/** Seconds after which the latest block of a public chain is old. */
const OLD = 600;

/** Gas of a day of a small party's records, for which the key should be able to pay. */
const GAS_FOR_A_DAY = 5_000_000n;

/** Looks at all that a command rests on, from the node to the party's key. */
export async function examine(session: Session): Promise<readonly Check[]> {
  const settings = await session.settings();
  const node = await look("node", async () => {
    const waymark = await session.reader();
    const name = settings.network === undefined ? "" : ` (${settings.network})`;
    return fine("node", `It answers, on chain ${waymark.chainId}${name}.`);
  });
  if (node.some(({ found }) => found === "wrong")) return node;

  const waymark = await session.reader();
  return [
    ...node,
    ...(await look("latest block", () => latestBlock(waymark))),
    ...(await look("ledger", () => ledger(waymark, settings))),
    ...(await key(session, waymark, settings)),
  ];
}

async function latestBlock({ provider, chainId }: Waymark): Promise<Check> {
  const block = await provider.getBlock("latest");
  if (block === null)
    return wrong("latest block", "The node has no block.", "Wait until it has caught up, or use another.");
  const age = Math.floor(Date.now() / 1000) - block.timestamp;
  const says = `Block ${block.number} is of ${momentWords(block.timestamp)}.`;
  if (age <= OLD || LOCAL_CHAINS.includes(chainId)) return fine("latest block", says);
  return wrong(
    "latest block",
    `${says} That is ${units(age)} seconds ago.`,
    "The node is behind, or the chain stands still: use another node.",
  );
}

async function ledger(waymark: Waymark, { codeHash }: Settings): Promise<Check[]> {
  const { address } = waymark;
  const [found, authority, successor] = await Promise.all([
    codeHashOf(waymark),
    waymark.governance.authority(),
    waymark.ledger.successorLedger(),
  ]);
  const code =
    codeHash === undefined
      ? warning(
          "ledger",
          `${address} answers as a ledger; its code hash ${found} is compared with nothing.`,
          "Compare it with the published one, and write it as codeHash into waymark.json (`waymark init` does).",
        )
      : codeHash === found
        ? fine("ledger", `${address} has the code that the configuration names.`)
        : wrong(
            "ledger",
            `${address} has the code ${found}, and not ${codeHash}.`,
            "It is another contract: check the address and the chain, and trust nothing it says until then.",
          );
  const checks = [code, fine("governance", `The access manager is ${authority}.`)];
  if (BigInt(successor) !== 0n) {
    checks.push(
      warning(
        "successor",
        `${successor} is announced as the ledger to move to.`,
        "Ask the operator; this ledger stays as it is.",
      ),
    );
  }
  return checks;
}

async function key(session: Session, waymark: Waymark, { key: source, party }: Settings): Promise<readonly Check[]> {
  if (source === undefined) {
    return [warning("key", "None is said: the ledger can only be read.", "Give --key, or name it in waymark.json.")];
  }
  let account = "";
  const opened = await look("key", async () => {
    account = await accountOf(source, session.io.env, waymark.provider);
    return fine("key", `It is of account ${account} (${source.source}).`);
  });
  if (account === "") return opened;
  return [
    ...opened,
    ...(await look("balance", () => balance(waymark, account))),
    ...(await look("roles", () => roles(waymark, account))),
    ...(party === undefined ? [] : await look("party", () => standing(waymark, account, party))),
  ];
}

async function balance({ provider }: Waymark, account: string): Promise<Check> {
  const [has, { maxFeePerGas, gasPrice }] = await Promise.all([provider.getBalance(account), provider.getFeeData()]);
  const says = `The account has ${formatEther(has)} ether.`;
  const day = GAS_FOR_A_DAY * (maxFeePerGas ?? gasPrice ?? 0n);
  if (has === 0n) return wrong("balance", says, "Send it ether, or let somebody else send what it signs.");
  if (has < day)
    return warning(
      "balance",
      says,
      `Send it more: ${units(GAS_FOR_A_DAY)} gas cost ${formatEther(day)} ether at present.`,
    );
  return fine("balance", says);
}

async function roles({ governance }: Waymark, account: string): Promise<Check> {
  const found = await governance.rolesOf(account);
  const named = found.map(({ role, delay }) => (delay === 0 ? role : `${role} after ${units(delay)} seconds`));
  const all = Object.keys(GovernanceRole).join(", ");
  return fine(
    "roles",
    named.length === 0 ? `It has none of the governing roles ${all}.` : `It governs as ${named.join(", ")}.`,
  );
}

async function standing(
  { parties, ledger: contract, provider }: Waymark,
  account: string,
  term: string,
): Promise<Check[]> {
  const party = await parties.describe(await partyNumber(parties, term));
  const name = `Party ${party.party} (${party.uri})`;
  const now = (await provider.getBlock("latest"))?.timestamp ?? 0;
  const signer = await contract.signerOf(party.party, signerIdOf(account));
  const isValid = signer.roles !== 0n && signer.revokedAt === 0n && signer.validFrom <= now && now <= signer.validUntil;
  const isManager = party.manager === account;
  const capacity = [isManager ? "manages it" : "", isValid ? "writes for it" : ""].filter(Boolean).join(" and ");
  const may =
    capacity !== ""
      ? fine("party", `The key ${capacity}: ${name}.`)
      : signer.revokedAt !== 0n
        ? wrong("party", `${name}: the key was revoked.`, "Use another key of the party, or have its manager add one.")
        : wrong(
            "party",
            `${name}: the key neither manages it nor writes for it at present.`,
            `Have its manager ${party.manager} add it: \`waymark signer add\`.`,
          );
  if (party.suspendedAt === undefined) return [may];
  return [
    may,
    wrong(
      "standing",
      `${name} is suspended since ${momentWords(party.suspendedAt)}.`,
      "Ask the operator why; it writes nothing until it is reinstated.",
    ),
  ];
}
