import type { KindRule } from "../../sdk/rule.js";
import type { PartyId } from "../../sdk/ids.js";
import { writesAs, type Checkpoint } from "./checkpoint.js";
import { requireStanding } from "./entitlement.js";
import { refuse } from "./refusal.js";
import { goodsOf, keyOf, type State } from "./state.js";
import { has, type WordFields } from "./word.js";

/** In which capacity a record is written: with custody or by taking it over, for another, or as a witness. */
export type Capacity = "custodial" | "agent" | "witness";

/** Whether the party has the goods itself; of packed goods, whether it has what they are in is asked elsewhere. */
export function isWith(w: WordFields, party: PartyId): boolean {
  return !has(w, "packed") && w.custodian === party;
}

/** The party that has the goods, as errors name it: nobody, of packed ones. */
export function custodianOf(w: WordFields): PartyId {
  return has(w, "packed") ? 0n : w.custodian;
}

/** Whether the party made the goods a consignment. Who made an empty container has no right over what is put in it. */
export function isCreator(state: State, { consignment }: Pick<Checkpoint, "consignment">, party: PartyId): boolean {
  const { creator, container } = goodsOf(state, consignment);
  return container === undefined && creator === party;
}

/** What entitles the writer to write about these goods. */
export function capacityOf(state: State, c: Checkpoint, rule: KindRule, before: WordFields): Capacity {
  if (c.principal !== 0n) return agentOf(state, c, rule, before);
  if (c.party === before.custodian && writesAs(c, rule.custodians)) return "custodial";
  if (c.party === before.next && writesAs(c, rule.nexts)) return "custodial";
  if (writesAs(c, rule.witnesses)) return "witness";
  if (writesAs(c, rule.agents)) refuse("NoMandate", c.principal, c.party, c.role);
  if (!writesAs(c, rule.custodians) && !writesAs(c, rule.nexts)) refuse("RoleMayNotWrite", c.kind, c.role);
  refuse("NotCustodian", c.consignment, c.party, custodianOf(before), before.next);
}

/** A record for somebody: under a mandate, or, lifting a hold, for the authority whose successor the writer is. */
function agentOf(state: State, c: Checkpoint, rule: KindRule, before: WordFields): Capacity {
  const { principal } = c;
  if (rule.flags.has("liftsHold")) {
    return writesAs(c, rule.witnesses) ? "witness" : refuse("RoleMayNotWrite", c.kind, c.role);
  }
  if (!writesAs(c, rule.agents)) refuse("PrincipalNotAllowed", c.kind, principal);
  if (!isWith(before, principal) && !isCreator(state, c, principal)) {
    refuse("PrincipalUnrelated", c.consignment, principal);
  }
  const mandate = state.mandates.get(keyOf(principal, c.party)) ?? [];
  if (!writesAs(c, mandate)) refuse("NoMandate", principal, c.party, c.role);
  requireStanding(state, principal);
  return "agent";
}
