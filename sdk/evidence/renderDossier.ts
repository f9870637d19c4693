import { nameOf, placeName, timeOf } from "../crossReference/matter.js";
import type { Finding, FindingVerdict } from "../crossReference/finding.js";
import { en, zh, type Text } from "../text.js";
import { storyOf, type StoryStep } from "../trace/story.js";
import type { Verdict, Verification } from "../verify/verification.js";
import { detailWords, KIND_WORDS, ROLE_WORDS, wordsFor } from "../vocabularyWords.js";
import { requireObject, requireText } from "../given.js";
import { formatDossier, type Dossier } from "./dossier.js";
import { both, escape, table } from "./html.js";
import { disclosureSection, goodsSection, itemSection } from "./renderGoods.js";

const WORDS: Readonly<Record<Verdict, Text>> = {
  holds: { en: "Nothing contradicts", zh: "未发现矛盾" },
  warns: { en: "Read the warnings", zh: "请注意提醒" },
  contradicted: { en: "The records contradict each other", zh: "记录相互矛盾" },
  altered: { en: "Altered: not what the ledger has", zh: "已被篡改：与账本不符" },
};

const FINDING_WORDS: Readonly<Record<FindingVerdict, Text>> = {
  pass: { en: "pass", zh: "相符" },
  "not checkable": { en: "not checkable", zh: "无法核对" },
  warning: { en: "warning", zh: "提醒" },
  contradiction: { en: "contradiction", zh: "矛盾" },
};

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin:0}.verdict{border-left:.5rem solid;padding:.5rem 1rem;margin:1rem 0}
.holds,.pass{border-color:#2e7d32}.warns,.warning{border-color:#b26a00}.contradicted,.altered,.contradiction{border-color:#b3261e}
.not-checkable{border-color:#767676}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;
padding:.25rem .75rem .25rem 0;border-top:1px solid #8884}li{border-left:.25rem solid;padding-left:.75rem;margin:.5rem 0;
list-style:none}ul{padding:0}code{overflow-wrap:anywhere;font-size:.85em}small{opacity:.75}`;

/**
 * A dossier as one HTML file for people: the verdict on top, the goods, the item that was asked about and what was disclosed,
 * contradictions first of what was held against each other, the records, then how to check it all again. It runs no script, loads nothing, and holds the dossier itself, so that the file alone is enough.
 *
 * @param verification What verifying the dossier found: give what was found now, not what it says of itself.
 * @throws InvalidValueError when one of them is none.
 * @example await writeFile("evidence.html", renderDossier(dossier, await verifyDossier(dossier, terms), blockHash))
 */
export function renderDossier(dossier: Dossier, verification: Verification, blockHash: string): string {
  requireObject("dossier", dossier);
  requireObject("verification", verification);
  const { trace } = dossier;
  requireObject("trace of a dossier", trace);
  const { verdict, sentence, crossReference } = verification;
  const isAltered = verdict === "altered";
  const records = isAltered ? [] : storyOf(trace);
  const parts = [goodsSection, (it: Dossier) => itemSection(it, verification.item), disclosureSection];
  const sections = isAltered ? [] : parts.map((part) => part(dossier)).filter((section) => section !== "");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evidence: ${escape(trace.consignment)}</title><style>${STYLE}</style></head><body>
<h1>Evidence about a consignment · 货物证据</h1>
<div class="verdict ${verdict}"><strong>${both(WORDS[verdict])}</strong><br>${escape(sentence.en)}<br>
<span lang="zh">${escape(sentence.zh)}</span></div>
<p><small>Consignment · 货物</small> <code>${escape(trace.consignment)}</code><br>
<small>Ledger · 账本</small> <code>${escape(trace.ledger)}</code> <small>on chain · 所在链</small> ${escape(String(trace.chainId))}<br>
<small>Proved at block · 证明所依区块</small> <code>${escape(blockHash)}</code></p>
${[...sections, ""].join("\n")}<h2>What was held against each other · 相互核对</h2>
<ul>${(crossReference?.findings ?? []).map(finding).join("\n")}</ul>
<h2>What the parties wrote · 各方记录</h2>
${table(
  RECORD_HEADS,
  records.map((step) => row(dossier, step)),
)}
<h2>How to check this · 如何核验</h2>
<p>Unaltered is not the same as true: this shows that the parties wrote these records, then, and that nothing was changed or
left out since. To check it without trusting this file, learn the hash of the block from a node or an explorer that you
trust, and run <code>waymark verify</code> on this file, or <code>verifyDossier</code> of the Waymark SDK on the JSON
document that stands at its end.</p>
<p lang="zh">未被篡改不等于属实：这仅表明各方当时写下了这些记录，且此后未有改动或遗漏。如需在不信任本文件的情况下核验，请从您信任的节点或区块浏览器获知该区块的哈希值，再对本文件运行
<code>waymark verify</code>，或用 Waymark SDK 的 <code>verifyDossier</code> 核验文件末尾的 JSON 文档。</p>
<script type="application/json" id="dossier">${formatDossier(dossier).replaceAll("<", String.raw`\u003c`)}</script>
</body></html>
`;
}

/** The dossier in a file that `renderDossier` made; the text itself when it is none. */
export function dossierTextIn(file: string): string {
  requireText("dossier", file);
  const [, text] = /<script type="application\/json" id="dossier">([^<]*)<\/script>/.exec(file) ?? [];
  return text ?? file;
}

function finding({ verdict, rule, sentence, steps, error }: Finding): string {
  const rests = steps.map(({ sequence }) => sequence).join(", ");
  return `<li class="${verdict.replace(" ", "-")}"><strong>${both(FINDING_WORDS[verdict])}</strong> ${escape([sentence.en, error].filter(Boolean).join(" "))}<br>
<span lang="zh">${escape(sentence.zh)}</span> <small>${escape(rule)}${rests === "" ? "" : ` · steps ${escape(rests)}`}</small></li>`;
}

/** The cells that tell a record. */
function row(dossier: Dossier, { record }: StoryStep): string[] {
  const kind = wordsFor(KIND_WORDS, record.kind);
  const detail = detailWords(record.kind, record.detailName);
  const what: Text = {
    en: [kind.en, detail?.en].filter(Boolean).join(": "),
    zh: [kind.zh, detail?.zh].filter(Boolean).join("："),
  };
  const basis = record.basis === "reported" ? REPORTED : NOTHING;
  const undone =
    record.undoneBy === undefined
      ? NOTHING
      : { en: en` (taken back by step ${record.undoneBy})`, zh: zh`（已被第${record.undoneBy}步撤回）` };
  const told = { en: en`${what}${basis}${undone}`, zh: zh`${what}${basis}${undone}` };
  return [
    escape(timeOf(record.occurredAt)),
    both(told),
    both(placeName(record.place)),
    `${both(nameOf(dossier, record.party))}<br>\n<small>${both(wordsFor(ROLE_WORDS, record.role))}</small>`,
  ];
}

const RECORD_HEADS: readonly Text[] = [
  { en: "When", zh: "时间" },
  { en: "What", zh: "事件" },
  { en: "Where", zh: "地点" },
  { en: "Who", zh: "记录方" },
];

const REPORTED: Text = { en: " (reported, not customs' own)", zh: "（代为报告，并非海关自己的记录）" };
const NOTHING: Text = { en: "", zh: "" };
