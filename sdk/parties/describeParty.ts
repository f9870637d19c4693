import type { WaymarkClient } from "../client.js";
import { FatalError } from "../errors/waymarkError.js";
import { formatCompanyPrefix } from "../gs1/companyPrefix.js";
import type { PartyId, SignerId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import type { Scope } from "../places/scope.js";
import { readStandings } from "../standing/readStandings.js";
import type { Key } from "../standing/standings.js";
import { LogReader } from "../trace/logReader.js";
import { topicOf } from "../trace/readGoods.js";
import type { RoleName } from "../vocabulary.js";
import { listParties, type ListedParty } from "./listParties.js";

/** A party with all that it may do. */
export interface DescribedParty extends ListedParty {
  /** Its roles, by scope; "" is anywhere. */
  readonly grants: ReadonlyMap<Scope, readonly RoleName[]>;
  /** Its GS1 Company Prefixes, leading zeros included. */
  readonly prefixes: readonly string[];
  /** Its keys, also those that were revoked. */
  readonly signers: readonly (Key & { readonly signer: SignerId })[];
  /** What others may do about goods that it created or has. */
  readonly mandates: readonly { readonly agent: PartyId; readonly roles: readonly RoleName[] }[];
  /** The manager that governance proposes for it, and from when it may take over, seconds since 1970. */
  readonly proposed: { readonly manager: string; readonly dueAt: number } | undefined;
}

/**
 * A party as the ledger's logs tell of it up to now.
 *
 * @throws FatalError "PartyUnknown" when there is none of this number.
 */
export async function describeParty(client: WaymarkClient, party: PartyId): Promise<DescribedParty> {
  const range = { from: client.deploymentBlock ?? 0, to: await latestBlock(client) };
  const [[listed], standings, prefixes, recovery] = await Promise.all([
    listParties(client, new Set([party])),
    readStandings(client, [party], range),
    prefixesOf(client, party, range),
    client.ledger.recoveryOf(party),
  ]);
  const standing = standings.get(party);
  if (listed === undefined || standing === undefined) throw partyUnknown(party);
  const { grants, keys, mandates } = standing;
  return {
    ...listed,
    grants: new Map(lasting(grants)),
    prefixes,
    signers: [...keys].map(([signer, key]) => ({ signer, ...key })),
    mandates: lasting(mandates).map(([agent, roles]) => ({ agent, roles })),
    proposed: recovery.due === 0n ? undefined : { manager: recovery.manager, dueAt: Number(recovery.due) },
  };
}

/** What was said last of each, where that is not nothing. */
function lasting<Name>(
  entries: ReadonlyMap<Name, readonly { readonly value: readonly RoleName[] }[]>,
): (readonly [Name, readonly RoleName[]])[] {
  return [...entries]
    .map(([name, said]) => [name, said.at(-1)?.value ?? []] as const)
    .filter(([, roles]) => roles.length > 0);
}

async function prefixesOf(
  client: WaymarkClient,
  party: PartyId,
  range: { readonly from: number; readonly to: number },
): Promise<string[]> {
  const reader = new LogReader(client);
  const event = reader.events.PrefixAssigned;
  const held = new Set<string>();
  for (const log of await reader.read([event], [null, null, [topicOf(party)]], range)) {
    // Decoded without its bindings: they take the parameter `length` for the length of a list, and have no type for it.
    const { args } = client.ledger.interface.parseLog(log) ?? {};
    const [value, length] = args as unknown as [bigint, bigint];
    // It may have been released since, and is then somebody else's or nobody's.
    if ((await client.ledger.prefixHolder(value, length)) === party) {
      held.add(formatCompanyPrefix({ value, length: Number(length) }));
    }
  }
  return [...held];
}

function partyUnknown(party: PartyId): FatalError {
  return new FatalError({
    name: "PartyUnknown",
    message: `There is no party ${party}.`,
    toDo: "Use the number under which it was admitted.",
    values: { party },
  });
}
