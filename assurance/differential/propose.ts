import { Kind } from "../../sdk/vocabulary.js";
import { apply, type Verdict } from "../model/apply.js";
import { KIND_TABLE } from "../../sdk/kindTable.js";
import type { KindName } from "../model/rules.js";
import type { Draft, Drafting } from "./draft.js";
import { draftRecord } from "./draftRecord.js";
import { OTHERS } from "./draftOther.js";
import { perturbed } from "./perturb.js";

/** A call, and what the model says of it. */
export interface Proposal {
  readonly draft: Draft;
  readonly verdict: Verdict;
}

// The keys of the generated table are exactly the kinds that it is written with.
const KINDS = Object.keys(KIND_TABLE) as KindName[];
const ENDING: readonly KindName[] = ["Destroyed", "Voided"];
const RECORDS = 0.72;
const PERTURBED = 0.22;
const TRIES = 6;

/**
 * A random call, biased towards what is taken: what is drafted to be right is drafted again when it is not, a few times; and
 * kinds that succeeded less often are tried more often, so that those at the end of long journeys come up too.
 */
export function propose(d: Drafting): Proposal {
  let proposal: Proposal | undefined;
  for (let tries = 0; tries < TRIES || proposal === undefined; tries++) {
    const draft = d.random.chance(RECORDS) ? draftRecord(d, rarest(d)) : draftOther(d);
    if (draft === undefined) continue;
    const wrong = d.random.chance(PERTURBED);
    const final = wrong ? perturbed(d, draft) : draft;
    proposal = { draft: final, verdict: apply(d.state, { signer: final.signer, now: d.now }, final.operation) };
    if (wrong || "state" in proposal.verdict) break;
  }
  return proposal;
}

/** Of three kinds the one that succeeded least often. Kinds that end a journey count more, or few would get far. */
function rarest({ random, times }: Drafting): Kind {
  const kinds = Array.from({ length: 3 }, () => random.one(KINDS) ?? "Sighted");
  const often = (kind: KindName): number => times(kind) * (ENDING.includes(kind) ? 4 : 1);
  const [first = "Sighted"] = kinds.sort((a, b) => often(a) - often(b));
  return Kind[first];
}

function draftOther(d: Drafting): Draft | undefined {
  const drafts = Object.values(OTHERS);
  let rest = d.random.next() * drafts.reduce((sum, [weight]) => sum + weight, 0);
  return drafts.find(([weight]) => (rest -= weight) < 0)?.[1](d);
}
