import { formatEther, Wallet, type JsonRpcApiProvider, type Signer } from "ethers";

import { FatalError } from "../../sdk/errors.js";
import { ACCESS_MANAGER } from "../../sdk/operations/abis.js";
import type { Waymark } from "../../sdk/waymark.js";
import { UsageError } from "../usageError.js";
import type { Scenario } from "./scenario.js";
import { keysFor } from "./stage.js";
import type { Venue, VenueActors } from "./venue.js";

/** What governance has to be able to do for a scenario, at once. */
const GOVERNING = ["admitParty", "setGrant", "assignPrefix"] as const;
type Governing = (typeof GOVERNING)[number] | "setTerritory" | "setCustomsLive" | "suspendParty" | "appointSuccessor";

/** Gas that a key of a party may use: more than any scenario of this release needs. */
const GAS_A_KEY = 4_000_000n;

/**
 * A ledger on a given chain. Parties get keys that are made here and funded by who governs: an account that the node signs for,
 * or the configured key.
 *
 * @param governor Undefined: the first account of the node that may admit parties.
 */
export function givenVenue(client: Waymark, provider: JsonRpcApiProvider, governor: Signer | undefined): Venue {
  return {
    provider,
    client,
    actorsFor: async (scenario) => {
      const candidates = governor === undefined ? await accountsOf(provider) : [governor];
      const chosen = await governorOf(client, candidates, neededFor(scenario));
      return await fund(provider, chosen, keysFor(scenario));
    },
    close: () => Promise.resolve(),
  };
}

async function accountsOf(provider: JsonRpcApiProvider): Promise<Signer[]> {
  const accounts = await provider.listAccounts();
  if (accounts.length > 0) return accounts;
  throw new UsageError(
    "GovernorMissing",
    "The node signs for no account, and no key is given that may admit parties.",
    "Give a key that governs the ledger with --key, or play on a development node that has accounts.",
  );
}

function neededFor({ territories, steps }: Scenario): Governing[] {
  return [
    ...GOVERNING,
    ...(territories.some(({ code, countries }) => countries.some((country) => country !== code))
      ? (["setTerritory"] as const)
      : []),
    ...(territories.some(({ customsLive }) => customsLive) ? (["setCustomsLive"] as const) : []),
    ...(steps.some(({ type }) => type === "Suspension") ? (["suspendParty"] as const) : []),
    ...(steps.some(({ type }) => type === "Succession") ? (["appointSuccessor"] as const) : []),
  ];
}

/** The first of some accounts that may do all that is needed, and without a delay. */
async function governorOf(
  client: Waymark,
  candidates: readonly Signer[],
  needed: readonly Governing[],
): Promise<Signer> {
  const authority = await client.governance.authority();
  const lacks = async (account: string, name: Governing): Promise<boolean> => {
    const { selector } = client.ledger.getFunction(name).fragment;
    const data = ACCESS_MANAGER.encodeFunctionData("canCall", [account, client.address, selector]);
    const answer = await client.provider.call({ to: authority, data });
    return ACCESS_MANAGER.decodeFunctionResult("canCall", answer)[0] !== true;
  };
  let [first, missing]: [string, Governing[]] = ["", [...needed]];
  for (const candidate of candidates) {
    const account = await candidate.getAddress();
    const lacking = await Promise.all(needed.map((name) => lacks(account, name)));
    if (!lacking.includes(true)) return candidate;
    if (first === "") [first, missing] = [account, needed.filter((_, index) => lacking[index])];
  }
  const others = candidates.length === 1 ? "" : ` Nor may any other of the node's ${candidates.length} accounts.`;
  throw new UsageError(
    "GovernorMissing",
    `${first} may not do at once what the scenario needs on the ledger ${client.address}: ${missing.join(", ")}.${others}`,
    "Give the key of who governs the ledger without a delay with --key, or play on a ledger of a tester's own.",
    { values: { account: first, missing } },
  );
}

/** Makes keys and gives them the ether that they need. */
async function fund(provider: JsonRpcApiProvider, governor: Signer, count: number): Promise<VenueActors> {
  const { maxFeePerGas, gasPrice } = await provider.getFeeData();
  const each = GAS_A_KEY * (maxFeePerGas ?? gasPrice ?? 0n);
  const account = await governor.getAddress();
  const balance = await provider.getBalance(account);
  if (balance < each * BigInt(count)) {
    throw new FatalError({
      name: "InsufficientFunds",
      message: `${account} has ${formatEther(balance)} ether, and the scenario's ${count} keys need ${formatEther(each * BigInt(count))} for their gas.`,
      toDo: "Fund the account, or play on a chain where gas costs less.",
      values: { account, balance, needed: each * BigInt(count) },
    });
  }
  const keys = Array.from({ length: count }, () => Wallet.createRandom().connect(provider));
  for (const { address } of keys) await (await governor.sendTransaction({ to: address, value: each })).wait();
  return { governor, relayer: governor, keys };
}
