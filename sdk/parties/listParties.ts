import type { WaymarkClient } from "../client.js";
import type { PartyId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import { LogReader } from "../trace/logReader.js";
import { readParties } from "../trace/readGoods.js";

/** An admitted organisation, as it stands. */
export interface ListedParty {
  readonly party: PartyId;
  readonly uri: string;
  /** Who owns it; its own URI when nobody does. */
  readonly controller: string;
  /** Account that keeps its signers, mandates and appointments. */
  readonly manager: string;
  /** Chain time, seconds since 1970. */
  readonly admittedAt: number;
  /** Chain time since which it may not write, seconds since 1970; undefined = in good standing. */
  readonly suspendedAt: number | undefined;
}

/** The parties of these numbers, or all, in the order of their admission. */
export async function listParties(client: WaymarkClient, wanted: ReadonlySet<PartyId> | "all"): Promise<ListedParty[]> {
  const range = { from: client.deploymentBlock ?? 0, to: await latestBlock(client) };
  const admitted = await readParties(new LogReader(client), wanted, range);
  return await Promise.all(
    [...admitted].map(async ([party, { uri, controller }]) => {
      const { manager, admittedAt, suspendedAt } = await client.ledger.partyOf(party);
      return {
        ...{ party, uri, controller, manager },
        admittedAt: Number(admittedAt),
        suspendedAt: suspendedAt === 0n ? undefined : Number(suspendedAt),
      };
    }),
  );
}
