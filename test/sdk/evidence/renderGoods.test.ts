import { expect } from "chai";
import { id } from "ethers";

import type { ItemState } from "../../../sdk/crossReference/matter.js";
import { discloseAll } from "../../../sdk/disclosure/disclose.js";
import type { Disclosure } from "../../../sdk/disclosure/disclosure.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { formatDossier, parseDossier, type Dossier } from "../../../sdk/evidence/dossier.js";
import { makeDossier } from "../../../sdk/evidence/makeDossier.js";
import { renderDossier } from "../../../sdk/evidence/renderDossier.js";
import { verifyDossier } from "../../../sdk/evidence/verifyDossier.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import type { Verification } from "../../../sdk/verify/verification.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { listedGoods } from "../../support/listedGoods.js";

type Listed = Awaited<ReturnType<typeof listedGoods>>;

/** A dossier of the listed goods, as it is read back and verified. */
async function dossierOf(
  { client, trace }: Listed,
  options: Parameters<typeof makeDossier>[3] = {},
): Promise<{ dossier: Dossier; verification: Verification; blockHash: string }> {
  const { hash } = (await ethers.provider.getBlock("latest"))!;
  const blockHash = hash!;
  const dossier = parseDossier(formatDossier(await makeDossier(client, trace, blockHash, options)));
  return { dossier, verification: await verifyDossier(dossier, { blockHash, ledger: client.address }), blockHash };
}

/** The cells under a heading of the file for people, as they read: the tables of a dossier have nothing in them but text. */
function cellsUnder(heading: string, html: string): string[][] {
  const [, after = ""] = html.split(`<h2>${heading}</h2>`);
  const [section = ""] = after.split("<h2>");
  return [...section.matchAll(/<tr>(.*?)<\/tr>/gsu)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gsu)].map(([, cell = ""]) =>
      cell
        .replaceAll(/<br>\n?/g, "\n")
        .replaceAll(/<[^>]*>/g, "")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">"),
    ),
  );
}

const [GOODS, ITEM, DISCLOSED] = [
  "The goods · 货物",
  "The item asked about · 所查商品",
  "What was disclosed · 披露内容",
];

/** What stands in a dossier of the listed goods that is told with these changes. */
function rendered(
  { dossier, verification, blockHash }: Awaited<ReturnType<typeof dossierOf>>,
  changes: { readonly trace?: Partial<Trace>; readonly item?: Partial<ItemState>; readonly dossier?: Partial<Dossier> },
): string {
  const trace = { ...dossier.trace, ...changes.trace };
  const item = verification.item === undefined ? undefined : { ...verification.item, ...changes.item };
  return renderDossier({ ...dossier, ...changes.dossier, trace }, { ...verification, item }, blockHash);
}

describe("sdk/evidence: what the goods of a dossier are", () => {
  it("is told in both languages, with how much there was and is", async () => {
    const w = await loadFixture(listedGoods);
    const html = rendered(await dossierOf(w, { disclosures: w.disclosures }), {});
    const [batch] = w.trace.batches.keys();
    expect(cellsUnder(GOODS, html)).to.deep.equal([
      [
        "Product (GTIN) · 产品（GTIN）",
        "Lot, batch and its maker · 批号、批次及其生产方",
        "Loaded · 装载数量",
        "Left · 剩余数量",
        "Country of origin · 原产地",
        "Best before · 保质期至",
      ],
      [
        "09520123456788\nHS 190110\nconfirmed by the brand · 经品牌方确认",
        `LISTED\n${batch!}\ndid:web:factory.example`,
        "2 H87",
        "2 H87",
        "NZ",
        "2028-05-01",
      ],
    ]);
  });

  it("says what nobody told of them: no lot, no date, another's product", async () => {
    const w = await loadFixture(listedGoods);
    const made = await dossierOf(w);
    const [[batch, details] = []] = [...w.trace.batches];
    const [[product, registered] = []] = [...w.trace.products];
    const undated = new Map([[batch!, { ...details!, expiry: 0 }]]);
    const claimed = new Map([[product!, { ...registered!, confirmed: false, hs6: 10_121 }]]);
    const [, row] = cellsUnder(GOODS, rendered(made, { trace: { batches: undated, products: claimed } }));
    expect(row).to.deep.equal([
      "09520123456788\nHS 010121\nclaimed by a seller · 由销售方自行登记",
      `lot not disclosed · 批号未披露\n${batch!}\ndid:web:factory.example`,
      "2 H87",
      "2 H87",
      "NZ",
      "",
    ]);
    const [, unknown] = cellsUnder(GOODS, rendered(made, { trace: { batches: new Map() } }));
    expect(unknown).to.deep.equal([
      "\nHS 000000\nclaimed by a seller · 由销售方自行登记",
      `lot not disclosed · 批号未披露\n${batch!}`,
      "2 ",
      "2 ",
      "",
      "",
    ]);
    const container = { creation: { ...w.trace.creation, lines: [] } };
    expect(rendered(made, { trace: container })).to.include(
      '<h2>The goods · 货物</h2>\n<p>A container: what it held has its own story. · <span lang="zh">集装单元：其中货物各有自己的记录。</span></p>',
    );
  });

  it("tells lines of one batch and the same items together, with what is left of them", async () => {
    const w = await loadFixture(listedGoods);
    const made = await dossierOf(w);
    const [own] = w.trace.creation.lines;
    const other = { ...own!, items: id("other items"), quantity: 7n };
    const lines = [{ ...own!, quantity: 10n }, other, { ...own!, quantity: 90n }];
    const trace = { creation: { ...w.trace.creation, lines }, records: [] };
    const [, ...rows] = cellsUnder(GOODS, rendered(made, { trace }));
    expect(rows.map(([, , loaded, left]) => [loaded, left])).to.deep.equal([
      ["100 H87", "100 H87"],
      ["7 H87", "7 H87"],
    ]);
  });

  it("is not told of a trace that was altered", async () => {
    const w = await loadFixture(listedGoods);
    const { dossier, blockHash } = await dossierOf(w, { item: w.item, disclosures: w.disclosures });
    const altered = { ...dossier, trace: { ...dossier.trace, records: [] } };
    const verification = await verifyDossier(altered, { blockHash, ledger: w.client.address });
    expect(verification.verdict).to.equal("altered");
    const html = renderDossier(altered, verification, blockHash);
    for (const heading of [GOODS, ITEM, DISCLOSED]) expect(html).not.to.include(`<h2>${heading}</h2>`);
  });
});

describe("sdk/evidence: what a dossier tells of an item", () => {
  it("is what the ledger knows of it, in both languages", async () => {
    const w = await loadFixture(listedGoods);
    const made = await dossierOf(w, { item: w.item });
    const rows = (item: Partial<ItemState>): Record<string, string> =>
      Object.fromEntries(cellsUnder(ITEM, rendered(made, { item })) as [string, string][]);
    const at = `${new Date(w.activatedAt * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
    const [listed, place, key] = [
      "Listed under a root of the batch · 已在批次的清单根下登记",
      "Labelled at · 贴标地点",
      "Hidden key of its label · 标签的隐藏密钥",
    ];
    expect(rows({})).to.deep.equal({
      "Batch · 批次": w.item.batch,
      "Serial number, as its keccak256 · 序列号（keccak256 哈希值）": w.item.serialHash,
      [listed]: w.roots.join("\n"),
      [place]: `Hangzhou CNHAZ by party ${w.labelling.labeller} · 杭州（CNHAZ），参与方 ${w.labelling.labeller}`,
      [key]: `first activated at ${at} · 首次激活于 ${at}`,
    });
    expect(rows({ activatedAt: 0 })).to.include({ [key]: "never used · 从未使用" });
    const nothing = rows({ activatedAt: 0, hasKey: false, provedUnder: [], labellings: [] });
    expect(nothing).to.include({
      [listed]: "not proved · 未出示证明",
      [key]: "not proved to be there · 没有证据表明存在",
    });
    expect(nothing).not.to.have.property(place);
  });

  it("is nothing when none was asked about", async () => {
    const w = await loadFixture(listedGoods);
    const asked = await dossierOf(w, { item: w.item });
    expect(rendered(asked, { dossier: { item: undefined } })).not.to.include(ITEM);
    expect(rendered(await dossierOf(w), {})).not.to.include(ITEM);
  });
});

describe("sdk/evidence: what a dossier shows as disclosed", () => {
  it("is each value with who wrote it, and with what", async () => {
    const w = await loadFixture(listedGoods);
    const html = rendered(await dossierOf(w, { disclosures: w.disclosures }), {});
    expect(cellsUnder(DISCLOSED, html)).to.deep.equal([
      ["Field · 字段", "Value · 内容", "Written by, with which record · 记录方及所在记录"],
      ["goods.lot", "LISTED", `did:web:factory.example\nregistration of the batch · 批次登记\n${w.item.batch}`],
      [
        "equipment.seal[0]",
        "<b>NZ-1</b>",
        "did:web:factory.example\nstep 2, readiness at origin, as factory · 第 2 步，产地备货完成，以生产企业身份",
      ],
    ]);
    expect(html).not.to.include("<b>");
    expect(rendered(await dossierOf(w), {})).not.to.include(DISCLOSED);
  });

  it("is nothing that its author did not write", async () => {
    const w = await loadFixture(listedGoods);
    const forged = w.disclosures.map((one) => JSON.parse(JSON.stringify(one).replaceAll("NZ-1", "NZ-9")) as Disclosure);
    const made = await dossierOf(w, { disclosures: forged });
    expect(made.verification.verdict).not.to.equal("altered");
    const html = rendered(made, {});
    expect(html.slice(0, html.indexOf("<script"))).not.to.include("NZ-9");
  });

  it("names the product, the creation and another journey as what they are, and shows what is no text as JSON", async () => {
    const w = await loadFixture(listedGoods);
    const made = await dossierOf(w);
    const { trace } = made.dossier;
    const { chainId, ledger, consignment } = trace;
    const about = { chainId: chainId.toString(), ledger: ledger.toLowerCase() };
    const value = { value: 5, unit: "H87" };
    const fields = [{ path: "goods.quantity", value }];
    const [[product, registered] = []] = [...trace.products];
    const other = { ...trace.creation, creator: registered!.registrant };
    const inside = { consignment: id("a container"), steps: [other], creation: other, records: [] };
    const of = (subject: object): Disclosure =>
      discloseAll({ about: { ...about, ...subject }, fields, secret: newRecordSecret() } as never);
    const [ofProduct, ofCreation, ofOther] = [
      of({ product: product!.toString() }),
      of({ consignment, sequence: 1 }),
      of({ consignment: inside.consignment, sequence: 1 }),
    ] as (Disclosure & { readonly dataHash: string })[];
    const creation = { ...trace.creation, dataHash: ofCreation!.dataHash };
    const container = { ...other, dataHash: ofOther!.dataHash };
    const told: Partial<Trace> = {
      creation,
      steps: [creation, ...trace.steps.slice(1)],
      products: new Map([[product!, { ...registered!, dataHash: ofProduct!.dataHash }]]),
      inside: [{ ...inside, creation: container, steps: [container] }],
    };
    const disclosures = [ofProduct!, ofCreation!, ofOther!];
    const [, ...rows] = cellsUnder(DISCLOSED, rendered(made, { trace: told, dossier: { disclosures } }));
    const shown = JSON.stringify(value).replaceAll('"', "&quot;");
    expect(rows).to.deep.equal([
      ["goods.quantity", shown, `did:web:brand.example\nregistration of the product · 产品登记\n${product!}`],
      ["goods.quantity", shown, "did:web:factory.example\nstep 1, creation · 第 1 步，创建"],
      ["goods.quantity", shown, `did:web:brand.example\nstep 1, creation · 第 1 步，创建\n${inside.consignment}`],
    ]);
  });
});
