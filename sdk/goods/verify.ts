import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import type { Disclosure } from "../disclosure/disclosure.js";
import { requireDisclosures } from "../disclosure/requireDisclosures.js";
import { isIn } from "../disclosure/shownIn.js";
import { requireList, requireObject } from "../given.js";
import { latestBlock } from "../latestBlock.js";
import { en, zh, type Text } from "../text.js";
import type { Trace } from "../trace/trace.js";
import { formProblems } from "../verify/traceForm.js";
import type { Verdict, Verification } from "../verify/verification.js";
import { requireBlock, verifyTrace, type VerifyOptions } from "../verify/verifyTrace.js";
import { readAccount, type Account } from "./account.js";
import type { GoodsTrace } from "./trace.js";

/** What is to be thought of goods: the worst of what is to be thought of the consignments they may be in. */
export interface GoodsVerification {
  readonly verdict: Verdict;
  readonly sentence: Text;
  /** Whether the goods are in no other consignment than the one that was told. */
  readonly exact: boolean;
  /**
   * What the consignments that were told account for of what the ledger counts of the batch; undefined when a consignment was
   * asked about, and when a story is altered.
   */
  readonly account: Account | undefined;
  /** In the order of the trace's consignments. */
  readonly consignments: readonly Verification[];
}

/** From good to bad. */
const ORDER: readonly Verdict[] = ["holds", "warns", "contradicted", "altered"];

/**
 * Verifies the story of goods. Where it is not proved which consignment an item is in, it is told as one of several, with the
 * worst that holds of any of them. Where the ledger counts more units of the lot than the told consignments account for, that is
 * at least a warning. What is disclosed of one of them is held against that one; what is of none contradicts.
 *
 * @throws InvalidValueError when it is not what `trace` gives, or an option is none; what is wrong with the traces in it is in
 * the result.
 * @throws WaymarkError when the chain cannot be read.
 */
export async function verify(
  client: WaymarkClient,
  goods: GoodsTrace,
  options: Omit<VerifyOptions, "item" | "among"> = {},
): Promise<GoodsVerification> {
  requireObject("trace of goods", goods);
  requireList("list of consignments", goods.consignments);
  requireList("list of other consignments", goods.others);
  if (goods.batch !== undefined) requireBytes32("batch of goods", goods.batch);
  requireBlock(options);
  const { item } = goods;
  const { block, blockHash, disclosures = [] } = options;
  requireDisclosures(disclosures);
  // All are held against one block.
  const at = blockHash === undefined ? { block: block ?? (await latestBlock(client)) } : { blockHash };
  // Of what has the form of no trace nothing can be asked.
  const formed = [...goods.consignments, ...goods.others].filter((one) => formProblems(one).length === 0);
  const consignments: Verification[] = [];
  for (const trace of goods.consignments) {
    const asked = item === undefined ? {} : { item, among: goods.consignments.filter((other) => other !== trace) };
    const shown = { disclosures: disclosuresOf(trace, formed, disclosures) };
    consignments.push(await verifyTrace(client, trace, { ...options, ...at, ...asked, ...shown }));
  }
  const worst = ORDER.findLast((verdict) => consignments.some((one) => one.verdict === verdict));
  const isAltered = worst === "altered";
  const account =
    goods.batch === undefined || isAltered
      ? undefined
      : await readAccount(client, goods.batch, { verified: goods.consignments, others: goods.others }, at);
  const told = goods.consignments.length;
  const exact = goods.of === 1 && told === 1 && account?.whole !== false && !isAltered;
  const telling = consignments.find(({ verdict }) => verdict === worst);
  return { ...judgementOf(goods, telling, account), exact, account, consignments };
}

/** What is shown of a consignment, and what is of none that is told: what is of another alone says nothing of this one. */
function disclosuresOf(
  trace: Trace,
  told: readonly Trace[],
  disclosures: readonly Disclosure[],
): readonly Disclosure[] {
  if (!told.includes(trace)) return disclosures;
  return disclosures.filter(({ about }) => isIn(trace, about) || !told.some((other) => isIn(other, about)));
}

/** @param telling The worst of what was told; undefined when nothing was. */
function judgementOf(
  { of, consignments: { length: told } }: GoodsTrace,
  telling: Verification | undefined,
  account: Account | undefined,
): Pick<GoodsVerification, "verdict" | "sentence"> {
  const lacking = account === undefined || account.whole ? undefined : untold(account);
  if (telling === undefined) return { verdict: "warns", sentence: lacking ?? NEVER_LOADED };
  const { verdict, sentence } = telling;
  // Nothing is known of those that were not told, which may be worse.
  const atLeast = verdict === "holds" ? "warns" : verdict;
  if (lacking !== undefined) {
    return {
      verdict: atLeast,
      sentence: {
        en: en`${lacking} The worst of the consignments that are told: ${sentence}`,
        zh: zh`${lacking}已告知的各票中情况最差的一票：${sentence}`,
      },
    };
  }
  if (of === 1 && told === 1) return { verdict, sentence };
  const which =
    told < of ? { en: en`the ${told} that were told`, zh: zh`已告知的${told}票中` } : { en: "them", zh: "其中" };
  return {
    verdict: told < of ? atLeast : verdict,
    sentence: {
      en: en`These goods are in one of ${of} consignments of this lot. Of the worst of ${which}: ${sentence}`,
      zh: zh`该商品在此批次的${of}票货物之一中。${which}情况最差的一票：${sentence}`,
    },
  };
}

const NEVER_LOADED: Text = {
  en: "The batch is registered, and none of it was ever loaded into a consignment.",
  zh: "该批次已登记，但从未装入任何一票货物。",
};

/** That not all consignments of a lot are told, or that it is not known, and what shows it. */
function untold({ loaded, told, stale }: Account): Text {
  if (stale > 0) {
    return {
      en: en`It is not known whether all consignments of this lot are told. Stories that are not as the ledger has them now, and do not count: ${stale}; trace the goods again.`,
      zh: zh`无法确定该批次的货物是否已全部告知。有${stale}票的追溯数据与账本的现状不符，未予计入；请重新追溯。`,
    };
  }
  if (loaded === told) {
    return {
      en: en`Not all consignments of this lot are told: others were made from the ones that are told. ${AGAIN}`,
      zh: zh`该批次的货物未全部告知：另有由已告知各票拆分出或退回的货物。${AGAIN}`,
    };
  }
  return {
    en: en`Not all consignments of this lot are told: the ones that are told loaded ${told} units, and the ledger counts ${loaded}. ${AGAIN}`,
    zh: zh`该批次的货物未全部告知：已告知的各票共装运${told}个单位，而账本记载为${loaded}个单位。${AGAIN}`,
  };
}

const AGAIN: Text = {
  en: "Trace the goods again from another node, or with a higher limit where there are more.",
  zh: "请换一个节点重新追溯；若该批次票数较多，请提高追溯票数的上限。",
};
