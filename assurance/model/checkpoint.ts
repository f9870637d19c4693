import { checkpointStep } from "../../sdk/hashing/checkpointStep.js";
import type { ConsignmentId, PartyId, SignerId } from "../../sdk/ids.js";
import { parseScope } from "../../sdk/places/scope.js";
import { Role, nameIn, type Kind, type RoleName } from "../../sdk/vocabulary.js";
import type { Actor } from "./entitlement.js";
import { pack, type WordFields } from "./word.js";

/** One record, as it is written: `Checkpoint` in `contracts/interfaces/ICheckpoints.sol`, places as text. */
export interface Checkpoint {
  readonly consignment: ConsignmentId;
  readonly party: PartyId;
  readonly kind: Kind;
  readonly role: Role;
  readonly place: string;
  /** Seconds since 1970. */
  readonly occurredAt: number;
  readonly basedOn: string;
  readonly detail: number;
  readonly dataHash: string;
  readonly next: PartyId;
  readonly principal: PartyId;
  readonly scope: string;
  readonly expectedMove: number;
}

/** A record as its author's key writes it, at the chain's time. */
export interface Written {
  readonly c: Checkpoint;
  readonly signer: SignerId;
  readonly now: number;
}

export function actorOf({ c, signer, now }: Written): Actor {
  return { party: c.party, signer, now };
}

/** Whether the role in which it is written is one of these. */
export function writesAs({ role }: Pick<Checkpoint, "role">, roles: readonly RoleName[]): boolean {
  const name = nameIn(Role, role);
  return name !== undefined && name !== "None" && roles.includes(name);
}

/** The hash of the record's step. */
export function stepOf({ c, signer, now }: Written, before: WordFields): string {
  return checkpointStep({ ...c, place: parseScope(c.place), signer, recordedAt: now, before: pack(before) });
}
