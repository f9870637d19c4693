import type { Log } from "ethers";

import type { WaymarkClient } from "../client.js";
import type { PartyId, SignerId } from "../ids.js";
import { fromBytes5, type Scope } from "../places/scope.js";
import { LogReader } from "../trace/logReader.js";
import { topicOf } from "../trace/readGoods.js";
import type { BlockRange } from "../trace/readLogs.js";
import { KeyHolder, nameIn, rolesIn, type RoleName } from "../vocabulary.js";
import type { Key, Moment, Since, Standing, Standings } from "./standings.js";

/** A standing while its logs are read. */
interface Growing extends Standing {
  readonly suspended: Since<boolean>[];
  readonly grants: Map<Scope, Since<readonly RoleName[]>[]>;
  readonly keys: Map<SignerId, Key>;
  readonly mandates: Map<PartyId, Since<readonly RoleName[]>[]>;
}

/**
 * Reads from the ledger's logs what each party was granted, with which keys, under whose mandate, and when it was suspended.
 * Whether the provider gave all of them is for `checkStandings` to find out.
 *
 * @param range From the block of the ledger's deployment on: what was granted early still counts.
 * @throws RetryableError when the chain is not reached.
 */
export async function readStandings(
  client: WaymarkClient,
  parties: Iterable<PartyId>,
  range: BlockRange,
): Promise<Standings> {
  const reader = new LogReader(client);
  const standings = new Map(
    [...parties].map((party): [PartyId, Growing] => [
      party,
      { suspended: [], grants: new Map(), keys: new Map(), mandates: new Map() },
    ]),
  );
  const { PartySuspended, PartyReinstated, GrantSet, SignerAdded, SignerRevoked, MandateSet } = reader.events;
  const events = [PartySuspended, PartyReinstated, GrantSet, SignerAdded, SignerRevoked, MandateSet];
  for (const log of await reader.read(events, [[...standings.keys()].map(topicOf)], range)) {
    const since = momentOf(log);
    const suspended = reader.decode(PartySuspended, log);
    if (suspended !== undefined) standings.get(suspended.party)?.suspended.push({ since, value: true });
    const reinstated = reader.decode(PartyReinstated, log);
    if (reinstated !== undefined) standings.get(reinstated.party)?.suspended.push({ since, value: false });
    const granted = reader.decode(GrantSet, log);
    if (granted !== undefined) {
      append(standings.get(granted.party)?.grants, fromBytes5(granted.scope), since, granted.roles);
    }
    const mandated = reader.decode(MandateSet, log);
    if (mandated !== undefined) {
      append(standings.get(mandated.principal)?.mandates, mandated.agent, since, mandated.roles);
    }
    const added = reader.decode(SignerAdded, log);
    if (added !== undefined) {
      standings.get(added.party)?.keys.set(added.id, {
        added: since,
        roles: rolesIn(added.roles),
        scope: fromBytes5(added.scope),
        validFrom: Number(added.validFrom),
        validUntil: Number(added.validUntil),
        heldBy: nameIn(KeyHolder, added.heldBy) ?? "None",
        revoked: undefined,
        compromisedSince: 0,
      });
    }
    const revoked = reader.decode(SignerRevoked, log);
    const key = revoked === undefined ? undefined : standings.get(revoked.party)?.keys.get(revoked.id);
    if (revoked !== undefined && key !== undefined) {
      // A key is revoked once; a compromise may be said once later.
      const compromisedSince = Number(revoked.compromisedSince);
      standings.get(revoked.party)?.keys.set(revoked.id, { ...key, revoked: key.revoked ?? since, compromisedSince });
    }
  }
  return standings;
}

function momentOf(log: Log): Moment {
  return { block: log.blockNumber, index: log.index };
}

function append<Name>(
  entries: Map<Name, Since<readonly RoleName[]>[]> | undefined,
  name: Name,
  since: Moment,
  roles: bigint,
): void {
  const sofar = entries?.get(name) ?? [];
  entries?.set(name, [...sofar, { since, value: rolesIn(roles) }]);
}
