import type { WaymarkClient } from "../client.js";
import { requireList, requireObject } from "../given.js";
import { en, zh, type Text } from "../text.js";
import type { Verdict, Verification } from "../verify/verification.js";
import { verifyTrace, type VerifyOptions } from "../verify/verifyTrace.js";
import type { GoodsTrace } from "./trace.js";

/** What is to be thought of goods: the worst of what is to be thought of the consignments they may be in. */
export interface GoodsVerification {
  readonly verdict: Verdict;
  readonly sentence: Text;
  /** In the order of the trace's consignments. */
  readonly consignments: readonly Verification[];
}

/** From good to bad. */
const ORDER: readonly Verdict[] = ["holds", "warns", "contradicted", "altered"];

/**
 * Verifies the story of goods. Where it is not proved which consignment an item is in, it is told as one of several, with the
 * worst that holds of any of them.
 *
 * @throws InvalidValueError when it is not what `trace` gives; what is wrong with the traces in it is in the result.
 * @throws WaymarkError when the chain cannot be read.
 */
export async function verify(
  client: WaymarkClient,
  goods: GoodsTrace,
  options: Omit<VerifyOptions, "item"> = {},
): Promise<GoodsVerification> {
  requireObject("trace of goods", goods);
  requireList("list of consignments", goods.consignments);
  const consignments: Verification[] = [];
  for (const trace of goods.consignments) {
    const item = goods.item === undefined ? {} : { item: goods.item };
    consignments.push(await verifyTrace(client, trace, { ...options, ...item }));
  }
  const worst = ORDER.findLast((verdict) => consignments.some((one) => one.verdict === verdict));
  const telling = consignments.find((one) => one.verdict === worst);
  if (worst === undefined || telling === undefined) {
    return {
      verdict: "warns",
      sentence: {
        en: "The batch is registered, and none of it was ever loaded into a consignment.",
        zh: "该批次已登记，但从未装入任何一票货物。",
      },
      consignments,
    };
  }
  const { sentence } = telling;
  if (goods.exact) return { verdict: worst, sentence, consignments };
  const { of } = goods;
  const told = goods.consignments.length;
  // Nothing is known of those that were not told, which may be worse.
  const which =
    told < of ? { en: en`the ${told} that were told`, zh: zh`已告知的${told}票中` } : { en: "them", zh: "其中" };
  return {
    verdict: worst === "holds" && told < of ? "warns" : worst,
    sentence: {
      en: en`These goods are in one of ${of} consignments of this lot. Of the worst of ${which}: ${sentence}`,
      zh: zh`该商品在此批次的${of}票货物之一中。${which}情况最差的一票：${sentence}`,
    },
    consignments,
  };
}
