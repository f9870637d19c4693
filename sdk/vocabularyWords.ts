/**
 * The words of the vocabulary for people, in English and in Chinese, as they stand within a sentence. A name that is added to
 * the vocabulary does not compile without its words.
 */
import type { KIND_DETAILS } from "./kindDetails.js";
import type { TransportMode } from "./places/transportMode.js";
import type { Text } from "./text.js";
import type { KindName } from "./trace/journey.js";
import type { Adjustment, CorrectionReason, Extent, InspectionResult } from "./vocabulary.js";
import type { Mishap, Regime, RoleName, Sighting, SubjectKind } from "./vocabulary.js";

/** Words for each name of a vocabulary; its None is never told. */
export type WordsOf<Vocabulary> = Readonly<Record<Exclude<keyof Vocabulary & string, "None">, Text>>;

/** What happened: after "the" in English. */
export const KIND_WORDS: Readonly<Record<KindName, Text>> = {
  Origin: { en: "readiness at origin", zh: "产地备货完成" },
  ExportCleared: { en: "export clearance", zh: "出口放行" },
  Sighted: { en: "sighting", zh: "现场见证" },
  Departed: { en: "departure", zh: "启运" },
  Transshipped: { en: "unloading on the way", zh: "途中卸货" },
  Arrived: { en: "arrival", zh: "抵达" },
  ImportDeclared: { en: "import declaration", zh: "进口申报" },
  Inspected: { en: "inspection", zh: "检验检疫" },
  Held: { en: "hold", zh: "扣留" },
  HoldLifted: { en: "lifting of a hold", zh: "解除扣留" },
  ImportCleared: { en: "import clearance", zh: "进口放行" },
  Refused: { en: "refusal of entry", zh: "不准进口" },
  Confirmed: { en: "confirmation", zh: "海关确认" },
  Contradicted: { en: "contradiction", zh: "海关否认" },
  Received: { en: "receipt", zh: "接收" },
  Forwarded: { en: "inland departure", zh: "内陆启运" },
  Adjusted: { en: "adjustment", zh: "数量调整" },
  Incident: { en: "incident", zh: "异常" },
  Diverted: { en: "diversion", zh: "变更目的地" },
  TakenBack: { en: "taking back of the goods", zh: "收回货物" },
  Delivered: { en: "delivery", zh: "交付" },
  Returned: { en: "return", zh: "退运" },
  Destroyed: { en: "destruction", zh: "销毁" },
  Disputed: { en: "dispute", zh: "异议" },
  Correction: { en: "correction", zh: "更正" },
  Packed: { en: "packing", zh: "装入集装单元" },
  Unpacked: { en: "unpacking", zh: "移出集装单元" },
  Split: { en: "splitting", zh: "拆分" },
  Voided: { en: "voiding", zh: "作废" },
};

/** The capacity in which a party writes. */
export const ROLE_WORDS: Readonly<Record<RoleName, Text>> = {
  Brand: { en: "brand", zh: "品牌方" },
  Seller: { en: "seller", zh: "销售方" },
  Factory: { en: "factory", zh: "生产企业" },
  Carrier: { en: "carrier", zh: "承运人" },
  Port: { en: "port", zh: "港口" },
  Customs: { en: "customs", zh: "海关" },
  Inspector: { en: "inspector", zh: "检验检疫机构" },
  Broker: { en: "broker", zh: "报关企业" },
  Warehouse: { en: "warehouse", zh: "仓储企业" },
  Retailer: { en: "retailer", zh: "零售商" },
  Regulator: { en: "regulator", zh: "监管机构" },
};

/** How goods travel: after "by" in English. */
export const MODE_WORDS: WordsOf<typeof TransportMode> = {
  NotSpecified: { en: "means that are not stated", zh: "未注明的运输方式" },
  Maritime: { en: "sea", zh: "海运" },
  Rail: { en: "rail", zh: "铁路运输" },
  Road: { en: "road", zh: "公路运输" },
  Air: { en: "air", zh: "航空运输" },
  Mail: { en: "mail", zh: "邮件运输" },
  Multimodal: { en: "several modes", zh: "多式联运" },
  FixedInstallation: { en: "fixed installation", zh: "固定设施运输" },
  InlandWater: { en: "inland waterway", zh: "内河运输" },
  NotApplicable: { en: "a mode that does not apply", zh: "不适用的运输方式" },
};

const SIGHTING_WORDS: WordsOf<typeof Sighting> = {
  GateIn: { en: "in at the gate", zh: "进闸" },
  Loaded: { en: "loaded", zh: "装载" },
  Discharged: { en: "discharged", zh: "卸载" },
  GateOut: { en: "out at the gate", zh: "出闸" },
  Scanned: { en: "scanned", zh: "机检扫描" },
  Weighed: { en: "weighed", zh: "称重" },
  Other: { en: "otherwise", zh: "其他" },
};

const REGIME_WORDS: WordsOf<typeof Regime> = {
  General: { en: "general trade", zh: "一般贸易" },
  Bonded: { en: "in bond", zh: "保税" },
  DirectMail: { en: "direct mail", zh: "直邮" },
  Temporary: { en: "temporary admission", zh: "暂时进境" },
  Processing: { en: "processing", zh: "加工贸易" },
  Transit: { en: "transit", zh: "过境" },
};

const EXTENT_WORDS: WordsOf<typeof Extent> = {
  Whole: { en: "whole", zh: "全部" },
  ByLines: { en: "by lines", zh: "按明细分批" },
};

/** Why contents change. */
export const ADJUSTMENT_WORDS: WordsOf<typeof Adjustment> = {
  Sample: { en: "sample", zh: "抽样" },
  Shortage: { en: "shortage", zh: "短少" },
  Damage: { en: "damage", zh: "损坏" },
  Theft: { en: "theft", zh: "被盗" },
  Transformation: { en: "transformation", zh: "加工耗用" },
  Overage: { en: "overage", zh: "溢余" },
};

/** What went wrong. */
export const MISHAP_WORDS: WordsOf<typeof Mishap> = {
  Damage: { en: "damage", zh: "货损" },
  Loss: { en: "loss", zh: "灭失" },
  Theft: { en: "theft", zh: "被盗" },
  BrokenSeal: { en: "a broken seal", zh: "封志破损" },
  Temperature: { en: "a temperature out of range", zh: "温度超限" },
  Other: { en: "something else", zh: "其他情况" },
};

const RESULT_WORDS: WordsOf<typeof InspectionResult> = {
  Pass: { en: "passed", zh: "合格" },
  Fail: { en: "failed", zh: "不合格" },
};

const REASON_WORDS: WordsOf<typeof CorrectionReason> = {
  DidNotOccur: { en: "it did not occur", zh: "事件未发生" },
  IncorrectData: { en: "incorrect data", zh: "数据有误" },
};

/** What is recalled: after "this". */
export const SUBJECT_WORDS: WordsOf<typeof SubjectKind> = {
  Product: { en: "product", zh: "产品" },
  Batch: { en: "batch", zh: "批次" },
  Consignment: { en: "consignment", zh: "货物" },
};

/** The details of every kind that has some. */
const DETAIL_WORDS: { readonly [Kind in keyof typeof KIND_DETAILS]: WordsOf<(typeof KIND_DETAILS)[Kind]> } = {
  Sighted: SIGHTING_WORDS,
  Departed: MODE_WORDS,
  ImportDeclared: REGIME_WORDS,
  Inspected: RESULT_WORDS,
  ImportCleared: EXTENT_WORDS,
  Forwarded: MODE_WORDS,
  Adjusted: ADJUSTMENT_WORDS,
  Incident: MISHAP_WORDS,
  Correction: REASON_WORDS,
};

/**
 * The words for a name. A trace comes from anywhere: a name that the vocabulary does not have is told as it stands there.
 *
 * @example wordsFor(KIND_WORDS, "Departed").zh // "启运"
 */
export function wordsFor<Name extends string>(words: Readonly<Record<Name, Text>>, name: string | undefined): Text {
  const own = name === undefined || !Object.hasOwn(words, name) ? undefined : words[name as Name];
  return own ?? { en: String(name), zh: String(name) };
}

/** The words for the detail of a record; undefined when it has none. */
export function detailWords(kind: KindName, detail: string | undefined): Text | undefined {
  const words: Partial<Record<KindName, Readonly<Record<string, Text>>>> = DETAIL_WORDS;
  return detail === undefined ? undefined : wordsFor(words[kind] ?? {}, detail);
}
