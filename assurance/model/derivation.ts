import { derivationStep } from "../../sdk/hashing/derivationStep.js";
import { derivedId } from "../../sdk/hashing/derivedId.js";
import { genesisHead } from "../../sdk/hashing/genesis.js";
import { hashLines } from "../../sdk/hashing/hashLines.js";
import { hashPart, type Part } from "../../sdk/hashing/hashPart.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import type { Written } from "./checkpoint.js";
import type { Actor } from "./entitlement.js";
import { commit } from "./history.js";
import { judge } from "./judge.js";
import { remaining } from "./lines.js";
import { refuse } from "./refusal.js";
import { kindHas } from "./rules.js";
import { appended, goodsOf, isKnown, putGoods, type State } from "./state.js";
import { pack, without, type WordFields } from "./word.js";
import { ZeroHash } from "ethers";

/** Goods made from others. */
export interface Derived {
  readonly from: ConsignmentId;
  readonly key: string;
  readonly dataHash: string;
  readonly lines: readonly Line[];
  /** The step of the release that the units come back from; zeros for a part that is split off. */
  readonly release: string;
  readonly word: WordFields;
}

/** Makes a consignment of units of another one. It keeps the creator of that. */
export function derive(state: State, actor: Actor, derived: Derived): State {
  const { from, key, dataHash, lines, release, word } = derived;
  const { creator, head: fromHead } = goodsOf(state, from);
  const id = derivedId(creator, actor.party, key);
  if (isKnown(goodsOf(state, id))) refuse("ConsignmentExists", id);
  const step = derivationStep({
    consignment: id,
    creator,
    party: actor.party,
    key,
    from,
    fromHead,
    release,
    contents: hashLines(lines),
    dataHash,
    signer: actor.signer,
    recordedAt: actor.now,
    word: pack(word),
  });
  const head = genesisHead(state.chainId, state.address, id);
  return putGoods(state, id, appended({ creator, word, head, history: [], lines, holds: new Map() }, step));
}

/** A part of the contents goes on as a consignment of its own. */
export function split(state: State, written: Written, part: Part): State {
  const { c, signer, now } = written;
  if (!kindHas(c.kind, "takesPart")) refuse("ParticularsNotTaken", c.kind);
  const hash = hashPart(part);
  if (hash !== c.basedOn) refuse("ParticularsMismatch", hash, c.basedOn);
  const { before, led } = judge(state, written, { document: ZeroHash, withParticulars: true });
  const rest = remaining(state, c.consignment, part.contents, part.leaving, false);
  if (rest.length === 0) refuse("NothingStays", c.consignment);

  const kept = putGoods(state, c.consignment, { ...goodsOf(state, c.consignment), lines: rest });
  return derive(
    commit(kept, written, before, led),
    { party: c.party, signer, now },
    {
      ...part,
      from: c.consignment,
      lines: part.leaving,
      release: ZeroHash,
      word: partOf(led, c.occurredAt),
    },
  );
}

/** The first word of a part: that of the whole, but for its history, offers and holds. */
function partOf(whole: WordFields, time: number): WordFields {
  const own = { sequence: 1n, lastMove: 1n, lastMoveAt: BigInt(time), next: 0n, offeredAt: 0n, holds: 0n };
  return { ...without(whole, "stoppedInside", "apart"), ...own };
}
