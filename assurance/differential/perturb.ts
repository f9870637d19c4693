import { ZeroHash, toBeHex } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { ROLE_NAMES, Role } from "../../sdk/vocabulary.js";
import type { Checkpoint } from "../model/checkpoint.js";
import { ADMIN, CAST, PLACES, STRANGER } from "./cast.js";
import type { Draft, Drafting } from "./draft.js";

const DAY = 24 * 3600;

/** The draft with something wrong in it, perhaps: what a record says, or whose key sends it. */
export function perturbed(d: Drafting, draft: Draft): Draft {
  const { operation, signer } = draft;
  // Who governs is asked by the AccessManager, which the model does not know.
  if (signer === signerIdOf(ADMIN)) return draft;
  if (!("c" in operation)) return d.random.chance(0.3) ? { ...draft, signer: strangeKey(d) } : draft;
  if (d.random.chance(0.06)) return { ...draft, signer: strangeKey(d) };
  return { ...draft, operation: { ...operation, c: { ...operation.c, ...someChange(d, operation.c) } } };
}

function strangeKey({ random }: Drafting): string {
  const member = random.one(CAST);
  return signerIdOf(member === undefined || random.chance(0.2) ? STRANGER : random.of(...member.accounts));
}

function someChange(d: Drafting, c: Checkpoint): Partial<Checkpoint> {
  const { random, state, now } = d;
  const party = BigInt(random.below(CAST.length + 2));
  const changes: readonly (() => Partial<Checkpoint>)[] = [
    () => ({ party }),
    () => ({ role: Role[random.one(ROLE_NAMES) ?? "Brand"] }),
    () => ({ party, scope: "" }),
    () => ({ place: random.one(PLACES) ?? "" }),
    () => ({ place: random.of("", "CN", "NZ") }),
    () => ({ scope: random.of("", "CN", "NZ", "CNSHG", "SGSIN") }),
    () => ({ principal: party }),
    () => ({ next: party }),
    () => ({ detail: random.below(18) }),
    () => ({ occurredAt: now + random.of(-61 * DAY, -40 * DAY, -DAY, 299, 300, 301, 4000) }),
    () => ({ expectedMove: random.of(1, Number(state.consignments.get(c.consignment)?.word.lastMove ?? 0n)) }),
    () => ({ basedOn: random.of(ZeroHash, toBeHex(1, 32), random.bytes32()) }),
    () => ({ consignment: random.one([...state.consignments.keys()]) ?? random.bytes32() }),
    () => ({ consignment: random.chance(0.1) ? random.bytes32() : c.consignment, dataHash: random.bytes32() }),
  ];
  return random.one(changes)?.() ?? {};
}
