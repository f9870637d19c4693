import { dateOf, nameOf, placeName, timeOf, type ItemState } from "../crossReference/matter.js";
import type { Disclosure, DisclosureSubject } from "../disclosure/disclosure.js";
import type { JsonValue } from "../disclosure/jsonValue.js";
import type { ShownFields } from "../disclosure/shownFields.js";
import { shownIn, type Shown } from "../disclosure/shownIn.js";
import type { Line } from "../line.js";
import { en, listed, zh, type Text } from "../text.js";
import { journeyIn } from "../trace/journeys.js";
import { remainingLines } from "../trace/remainingLines.js";
import type { Trace } from "../trace/trace.js";
import { KIND_WORDS, ROLE_WORDS, wordsFor } from "../vocabularyWords.js";
import type { Dossier } from "./dossier.js";
import { both, code, escape, table } from "./html.js";

/**
 * What the goods of a dossier are: a row of each batch and its items, with how much there was and is. Two lines of the same are
 * one, as nobody can tell from which of them units left. Not of an altered trace.
 */
export function goodsSection({ trace, disclosures }: Dossier): string {
  const shown = shownIn(trace, disclosures);
  const remaining = together(remainingLines(trace.creation.lines, trace.records).after);
  const heading = "<h2>The goods · 货物</h2>";
  if (trace.creation.lines.length === 0) return `${heading}\n<p>${both(NO_LINES)}</p>`;
  const rows = together(trace.creation.lines).map(({ batch: id, quantity, items }) => {
    const batch = trace.batches.get(id);
    const product = batch === undefined ? undefined : trace.products.get(batch.product);
    const left = remaining.find((line) => isSame(line, { batch: id, items }))?.quantity ?? 0n;
    const lot = shown.ofBatch(id).get("goods.lot");
    const unit = batch?.unit ?? "";
    return [
      `${escape(product?.gtin ?? "")}<br><small>HS ${escape(String(product?.hs6 ?? "").padStart(6, "0"))}<br>
${both(product?.confirmed === true ? CONFIRMED : CLAIMED)}</small>`,
      `${lot === undefined ? both(LOT_HIDDEN) : escape(lot)}<br>${code(id)}${batch === undefined ? "" : `<br><small>${both(nameOf({ trace }, batch.maker))}</small>`}`,
      escape(`${quantity} ${unit}`),
      escape(`${left} ${unit}`),
      escape(batch?.origin ?? ""),
      escape(batch === undefined || batch.expiry === 0 ? "" : dateOf(batch.expiry)),
    ];
  });
  return `${heading}\n${table(GOODS_HEADS, rows)}`;
}

/** Lines with those of the same batch and items as one. */
function together(lines: readonly Line[]): Line[] {
  const sums: Line[] = [];
  for (const line of lines) {
    const index = sums.findIndex((other) => isSame(other, line));
    const before = sums[index];
    if (before === undefined) sums.push(line);
    else sums[index] = { ...before, quantity: before.quantity + line.quantity };
  }
  return sums;
}

function isSame(line: Line, { batch, items }: Omit<Line, "quantity">): boolean {
  return line.batch === batch && line.items === items;
}

const GOODS_HEADS: readonly Text[] = [
  { en: "Product (GTIN)", zh: "产品（GTIN）" },
  { en: "Lot, batch and its maker", zh: "批号、批次及其生产方" },
  { en: "Loaded", zh: "装载数量" },
  { en: "Left", zh: "剩余数量" },
  { en: "Country of origin", zh: "原产地" },
  { en: "Best before", zh: "保质期至" },
];
const NO_LINES: Text = { en: "A container: what it held has its own story.", zh: "集装单元：其中货物各有自己的记录。" };
const LOT_HIDDEN: Text = { en: "lot not disclosed", zh: "批号未披露" };
const CONFIRMED: Text = { en: "confirmed by the brand", zh: "经品牌方确认" };
const CLAIMED: Text = { en: "claimed by a seller", zh: "由销售方自行登记" };

/** Which item was asked about, and what the ledger knows of it; nothing when none was. */
export function itemSection({ trace, item: asked }: Dossier, item: ItemState | undefined): string {
  if (asked === undefined || item === undefined) return "";
  const labels = item.labellings.map(({ labeller, place }) => {
    const [who, where] = [nameOf({ trace }, labeller), placeName(place)];
    return { en: en`${where} by ${who}`, zh: zh`${where}，${who}` };
  });
  const rows: readonly (readonly [Text, string])[] = [
    [{ en: "Batch", zh: "批次" }, code(asked.batch)],
    [{ en: "Serial number, as its keccak256", zh: "序列号（keccak256 哈希值）" }, code(asked.serialHash)],
    [
      { en: "Listed under a root of the batch", zh: "已在批次的清单根下登记" },
      item.provedUnder.length === 0 ? both(UNPROVED) : item.provedUnder.map(code).join("<br>"),
    ],
    ...(labels.length === 0 ? [] : [[{ en: "Labelled at", zh: "贴标地点" }, both(listed(labels))] as const]),
    [{ en: "Hidden key of its label", zh: "标签的隐藏密钥" }, both(keyWords(item))],
  ];
  return `<h2>The item asked about · 所查商品</h2>
<table>${rows.map(([head, cell]) => `<tr><th>${both(head)}</th><td>${cell}</td></tr>`).join("\n")}</table>`;
}

const UNPROVED: Text = { en: "not proved", zh: "未出示证明" };

function keyWords({ activatedAt, hasKey }: ItemState): Text {
  if (activatedAt !== 0) {
    const when = timeOf(activatedAt);
    return { en: en`first activated at ${when}`, zh: zh`首次激活于${when}` };
  }
  return hasKey ? { en: "never used", zh: "从未使用" } : { en: "not proved to be there", zh: "没有证据表明存在" };
}

/** Each value that was disclosed and proved, with who wrote it where; nothing when none was. Not of an altered trace. */
export function disclosureSection({ trace, disclosures }: Dossier): string {
  const shown = shownIn(trace, disclosures);
  const subjects = new Map(disclosures.map(({ about }: Disclosure) => [JSON.stringify(about), about]));
  const rows = [...subjects.values()].flatMap((about) => {
    const author = authorOf(trace, about);
    return [...fieldsOf(shown, about).values].map(([path, value]) => [code(path), escape(textOf(value)), author]);
  });
  if (rows.length === 0) return "";
  return `<h2>What was disclosed · 披露内容</h2>\n${table(DISCLOSURE_HEADS, rows)}`;
}

const DISCLOSURE_HEADS: readonly Text[] = [
  { en: "Field", zh: "字段" },
  { en: "Value", zh: "内容" },
  { en: "Written by, with which record", zh: "记录方及所在记录" },
];

function fieldsOf(shown: Shown, about: DisclosureSubject): ShownFields {
  if ("batch" in about) return shown.ofBatch(about.batch);
  return "product" in about ? shown.ofProduct(BigInt(about.product)) : shown.ofStep(about);
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Who wrote what has the disclosed data, and what that is. */
function authorOf(trace: Trace, about: DisclosureSubject): string {
  const told = (who: bigint | undefined, what: Text, id = ""): string =>
    `${who === undefined ? "" : `${both(nameOf({ trace }, who))}<br>`}<small>${both(what)}${id === "" ? "" : `<br>${code(id)}`}</small>`;
  if ("batch" in about) return told(trace.batches.get(about.batch)?.maker, OF_BATCH, about.batch);
  if ("product" in about) return told(trace.products.get(BigInt(about.product))?.registrant, OF_PRODUCT, about.product);
  const { consignment, sequence } = about;
  const journey = journeyIn(trace, consignment);
  const record = journey?.records.find((one) => one.sequence === sequence);
  const id = consignment === trace.consignment ? "" : consignment;
  if (record === undefined) return told(journey?.creation.creator, OF_CREATION, id);
  const [kind, role] = [wordsFor(KIND_WORDS, record.kind), wordsFor(ROLE_WORDS, record.role)];
  const what = { en: en`step ${sequence}, ${kind}, as ${role}`, zh: zh`第${sequence}步，${kind}，以${role}身份` };
  return told(record.party, what, id);
}

const OF_BATCH: Text = { en: "registration of the batch", zh: "批次登记" };
const OF_PRODUCT: Text = { en: "registration of the product", zh: "产品登记" };
const OF_CREATION: Text = { en: "step 1, creation", zh: "第 1 步，创建" };
