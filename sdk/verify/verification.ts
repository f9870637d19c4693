import { crossReference, type CrossReference } from "../crossReference/crossReference.js";
import { matterOf, type ItemState } from "../crossReference/matter.js";
import type { CrossRule } from "../crossReference/rule.js";
import type { Disclosure } from "../disclosure/disclosure.js";
import { shownIn } from "../disclosure/shownIn.js";
import type { ItemSource } from "../goods/itemSource.js";
import { itemStateOf, type AskedItem } from "../goods/itemState.js";
import { checkStandings } from "../standing/checkStandings.js";
import type { StandingSource } from "../standing/standingSource.js";
import type { Standings } from "../standing/standings.js";
import { en, sentences, zh, type Text } from "../text.js";
import type { Trace } from "../trace/trace.js";
import type { LedgerState } from "./ledgerState.js";
import { headVerdict, type HeadVerdict } from "./verifyHead.js";

/**
 * What is to be thought of a trace, from good to bad. *Holds*: it is what the parties wrote, and nothing they wrote
 * contradicts. *Warns*: a reader should know something. *Contradicted*: they wrote what cannot all be true. *Altered*: it is
 * not what the ledger has, and no more is said of it.
 */
export type Verdict = "holds" | "warns" | "contradicted" | "altered";

/** Whether a story is unaltered, and what holding its tellers' words against each other showed. */
export interface Verification {
  readonly verdict: Verdict;
  /** For people. Unaltered is never worded as true. */
  readonly sentence: Text;
  readonly head: HeadVerdict;
  /** Undefined for an altered trace: of that nothing is worth asking. */
  readonly crossReference: CrossReference | undefined;
  /** What the ledger knows of the item that was asked about; undefined for none, and for an altered trace. */
  readonly item: ItemState | undefined;
}

/** What comes with a trace when it is verified. */
export interface VerificationInput {
  readonly trace: Trace;
  readonly disclosures: readonly Disclosure[];
  readonly standings: Standings;
  readonly item: AskedItem | undefined;
  /** The other consignments that the item may be in. */
  readonly among?: readonly Trace[];
  /** The chain's time at the block, seconds. */
  readonly at: number;
}

/** What the ledger has at one block, asked of a node or proved. */
export interface LedgerSources {
  readonly state: LedgerState;
  readonly standings: StandingSource;
  readonly items: ItemSource;
}

/** Verifies what is told of goods against what the ledger has. Reads nothing else. */
export async function verificationOf(
  { trace, disclosures, standings, item: asked, among = [], at }: VerificationInput,
  { state, standings: source, items }: LedgerSources,
  rules?: readonly CrossRule[],
): Promise<Verification> {
  const head = headVerdict(trace, state);
  if (!head.holds) return alteredVerification(head);
  const differing = await checkStandings(source, standings);
  if (differing.length > 0) {
    const why = sentences(differing);
    return alteredVerification(head, {
      en: en`This is not what the ledger recorded: ${why}`,
      zh: zh`这与账本的记录不符：${why}`,
    });
  }
  const item = asked === undefined ? undefined : await itemStateOf([trace, ...among], asked, items);
  const words = new Map([...state.consignments].map(([id, { word }]) => [id, word]));
  const matter = matterOf(trace, { standings, words, item, at, shown: shownIn(trace, disclosures) });
  const found = crossReference(matter, rules);
  const verdict = VERDICT_OF[found.verdict];
  return { verdict, sentence: sentenceOf(head, found), head, crossReference: found, item };
}

/** What is said of a trace that is not what the ledger has. */
export function alteredVerification(head: HeadVerdict, sentence = head.sentence): Verification {
  return {
    verdict: "altered",
    sentence,
    head,
    crossReference: undefined,
    item: undefined,
  };
}

/** What a reader is told of the worst that was found. */
const VERDICT_OF = {
  pass: "holds",
  "not checkable": "holds",
  warning: "warns",
  contradiction: "contradicted",
} as const satisfies Record<CrossReference["verdict"], Verdict>;

function sentenceOf({ block, records }: HeadVerdict, { sentence }: CrossReference): Text {
  return {
    en: en`All ${records} records are unaltered and complete as of block ${block}. Held against each other: ${sentence}`,
    zh: zh`截至区块${block}，全部${records}条记录完整且未被篡改。相互核对：${sentence}`,
  };
}
