import { isDeepStrictEqual } from "node:util";

import { expect } from "chai";
import { id, Wallet, ZeroHash } from "ethers";
import fc from "fast-check";

import { discloseAll } from "../../../sdk/disclosure/disclose.js";
import type { Disclosure } from "../../../sdk/disclosure/disclosure.js";
import { fieldTree } from "../../../sdk/disclosure/fieldTree.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { FatalError, InvalidValueError } from "../../../sdk/errors.js";
import { formatDossier, parseDossier, type Dossier } from "../../../sdk/evidence/dossier.js";
import { makeDossier } from "../../../sdk/evidence/makeDossier.js";
import { fromPlain, toPlain } from "../../../sdk/documents/plain.js";
import { dossierTextIn, renderDossier } from "../../../sdk/evidence/renderDossier.js";
import { verifyDossier } from "../../../sdk/evidence/verifyDossier.js";
import { batchId, lotKey } from "../../../sdk/ids.js";
import { serialHashOf } from "../../../sdk/manifest/itemProof.js";
import { itemTree } from "../../../sdk/manifest/itemTree.js";
import { activationTypedData } from "../../../sdk/signing/activationTypedData.js";
import { signWithAccount } from "../../../sdk/signing/signWithAccount.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import type { Verification } from "../../../sdk/verify/verification.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { at, batchDetails, checkpoint, createConsignment, GTIN, line, world } from "../../support/world.js";

/** Names of members, among them those that stand for something. */
const NAME = fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom("bigint", "map", "object"));

const [LOT_SECRET, SEAL_SECRET] = [newRecordSecret(), newRecordSecret()];

async function made() {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const trace = await traceConsignment(client, journey.part);
  const { hash } = (await ethers.provider.getBlock("latest"))!;
  const terms = { blockHash: hash!, ledger: client.address };
  const dossier = await makeDossier(client, trace, terms.blockHash);
  return { client, trace, terms, text: formatDossier(dossier) };
}

/** A consignment of a batch whose items are listed, one of which was activated. */
async function listedGoods() {
  const w = await world();
  const { factory, brand } = w.cast;
  const label = new Wallet(id("a hidden key"));
  const key = lotKey("LISTED");
  const batch = batchId(GTIN, key);
  const tree = await itemTree(
    batch,
    ["S1", "S2"].map((serial) => ({ serial, labelSigner: label.address })),
  );
  const lot = fieldTree([{ path: "goods.lot", value: "LISTED" }], LOT_SECRET);
  const details = batchDetails({ lotKey: key, quantity: 2n, itemsRoot: tree.root, dataHash: lot.dataHash });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  await w.ledger.connect(brand.account).appoint(GTIN, factory.id, 3);
  const consignment = await createConsignment(w, { key: id("listed"), lines: [line(batch, 2)] });
  const sealed = fieldTree([{ path: "equipment.seal[0]", value: "<b>NZ-1</b>" }], SEAL_SECRET);
  const origin = { scope: "NZ", dataHash: sealed.dataHash };
  await w.ledger
    .connect(factory.account)
    .record(await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", origin));
  const client = await clientOf(w);
  const subject = { chainId: client.chainId.toString(), ledger: client.address.toLowerCase() };
  const disclosures = [
    discloseAll({ about: { ...subject, batch }, fields: [{ path: "goods.lot", value: "LISTED" }], secret: LOT_SECRET }),
    discloseAll({
      about: { ...subject, consignment, sequence: 2 },
      fields: [{ path: "equipment.seal[0]", value: "<b>NZ-1</b>" }],
      secret: SEAL_SECRET,
    }),
  ];
  const serialHash = serialHashOf("S1");
  const { proof, signerHash } = tree.prove("S1");
  // The labels are put on in bond, under a root of its own.
  const later = await itemTree(batch, [{ serial: "S1", labelSigner: label.address }]);
  const { warehouse } = w.cast;
  await w.ledger.connect(brand.account).appoint(GTIN, warehouse.id, 4);
  await w.ledger.connect(warehouse.account).labelItems(warehouse.id, batch, later.root, 1, at("CNHAZ"));
  const { unit, expiry, dataHash, itemsRoot } = details;
  await w.ledger.activateItem(
    {
      ...{ batch, serialHash, labelSigner: label.address, unit, expiry, dataHash, itemsRoot, proof: [...proof] },
      ...{ root: ZeroHash, labelProof: [] },
    },
    await signWithAccount(label, activationTypedData(client, { batch, serialHash })),
  );
  return {
    client,
    disclosures,
    roots: [tree.root, later.root],
    labelling: { root: later.root, labeller: warehouse.id, place: "CNHAZ" },
    trace: await traceConsignment(client, consignment),
    activatedAt: Number(await w.ledger.activatedAt(batch, serialHash)),
    item: {
      batch,
      serialHash,
      proofs: [
        { serialHash, signerHash, proof, root: tree.root },
        { ...later.prove("S1"), root: later.root },
      ],
    },
  };
}

describe("sdk/evidence", () => {
  it("verifies as text, offline, what the ledger had", async () => {
    const { client, trace, terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    expect(verification).to.deep.equal(await verifyTrace(client, trace, { blockHash: terms.blockHash }));
    expect(verification.head.holds).to.equal(true);
    expect(dossier.found).to.deep.equal({
      verdict: verification.verdict,
      crossReference: fromPlain(toPlain(verification.crossReference)),
    });
  });

  it("does not believe what it says of itself", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const found: Dossier["found"] = { verdict: "holds", crossReference: undefined };
    const forged = { ...dossier, found, trace: { ...dossier.trace, records: dossier.trace.records.slice(1) } };
    const { verdict, crossReference } = await verifyDossier(forged, terms);
    expect({ verdict, crossReference }).to.deep.equal({ verdict: "altered", crossReference: undefined });
  });

  it("proves what it says of an item from the ledger's state, whatever the file claims", async () => {
    const w = await loadFixture(listedGoods);
    const { hash } = (await ethers.provider.getBlock("latest"))!;
    const terms = { blockHash: hash!, ledger: w.client.address };
    const dossier = parseDossier(
      formatDossier(await makeDossier(w.client, w.trace, terms.blockHash, { item: w.item })),
    );
    const { item } = await verifyDossier(dossier, terms);
    expect(item).to.deep.equal({
      ...{ activatedAt: w.activatedAt, hasKey: true, provedUnder: w.roots },
      ...{ labellings: [w.labelling], loadings: [] },
    });
    const asked = await verifyTrace(w.client, w.trace, { item: w.item });
    expect(asked.item).to.deep.equal(item);
    // A state that is claimed, or proofs of another tree, count for nothing.
    const claimed = { ...w.item, activatedAt: 0, hasKey: true, provedUnder: w.roots };
    expect((await verifyDossier({ ...dossier, item: claimed }, terms)).item).to.deep.equal(item);
    const unproved = await verifyDossier({ ...dossier, item: { ...w.item, proofs: [] } }, terms);
    expect(unproved.item).to.deep.equal({ ...item, hasKey: false, provedUnder: [], labellings: [] });
    // Of a batch whose items the maker listed, a labeller's root alone lists none.
    const relabelled = await verifyDossier({ ...dossier, item: { ...w.item, proofs: w.item.proofs.slice(1) } }, terms);
    expect(relabelled.item).to.deep.equal({ ...item, hasKey: false, provedUnder: [] });
    const other = { ...w.item, serialHash: serialHashOf("S2") };
    const error: unknown = await verifyDossier({ ...dossier, item: other }, terms).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(FatalError).with.property("name", "SlotUnproved");
  });

  it("says of parts of another form that they are, whichever they are", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const { trace, proof } = dossier;
    const nothing = [null] as never[];
    const wrong: Partial<Dossier>[] = [
      { standings: new Map([[1n, null as never]]) },
      { standings: new Map([["__proto__" as never, { suspended: [] } as never]]) },
      { trace: { ...trace, recalls: nothing } },
      { trace: { ...trace, inside: nothing } },
      { trace: { ...trace, parties: new Map([[1n, null as never]]) } },
      { trace: { ...trace, ledger: 7 as never } },
      { proof: { ...proof, slots: nothing } },
      { item: { batch: "0x", serialHash: "0x", proofs: [] } },
    ];
    for (const [index, parts] of wrong.entries()) {
      const error: unknown = await verifyDossier({ ...dossier, ...parts }, terms).catch((caught: unknown) => caught);
      expect(error, String(index)).to.be.instanceOf(FatalError).with.property("name", "DossierMalformed");
    }
  });

  it("finds standings that the ledger does not have", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const [[party, standing] = []] = dossier.standings;
    const since = { block: 0, index: 0 };
    const suspended = [{ since, value: true }];
    const standings = new Map([...dossier.standings, [party!, { ...standing!, suspended }]]);
    const { verdict, sentence } = await verifyDossier({ ...dossier, standings }, terms);
    expect(verdict).to.equal("altered");
    expect(sentence.en).to.equal(
      `This is not what the ledger recorded: What the logs say of the suspension of party ${party} is not what the ledger has.`,
    );
  });

  it("is worth nothing for another ledger or another block", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const other = `0x${"12".repeat(20)}`;
    const named = async (attempt: Promise<unknown>): Promise<string> =>
      await attempt.then(
        () => "nothing",
        (error: unknown) => (error instanceof FatalError ? error.name : String(error)),
      );
    expect(await named(verifyDossier(dossier, { ...terms, ledger: other }))).to.equal("LedgerMismatch");
    expect(await named(verifyDossier(dossier, { ...terms, chainId: 1n }))).to.equal("LedgerMismatch");
    expect(await named(verifyDossier(dossier, { ...terms, chainId: dossier.trace.chainId }))).to.equal("nothing");
    expect(await named(verifyDossier(dossier, { ...terms, blockHash: dossier.trace.consignment }))).to.equal(
      "BlockMismatch",
    );
    const moved = { ...dossier, trace: { ...dossier.trace, ledger: other } };
    expect(await named(verifyDossier(moved, { ...terms, ledger: other }))).to.equal("ProofInvalid");
  });

  it("refuses text that is no dossier", async () => {
    const { text } = await loadFixture(made);
    const broken = ["", "{}", "[]", "null", text.slice(0, -1), text.replace('"version": 1', '"version": 2')];
    for (const one of broken) expect(() => parseDossier(one), one.slice(0, 40)).to.throw(InvalidValueError);
  });

  it("says where its trace has another form than traces have", async () => {
    const { text } = await loadFixture(made);
    const wrong = text.replace('"type": "Derivation"', '"type": "Rumour"');
    expect(() => parseDossier(wrong)).to.throw(
      DocumentRefused,
      /The dossier was refused: \$\.trace\.steps\[0\]\.type: /,
    );
  });

  it("refuses text that is bigger or deeper than any story, before it works on it", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(() => parseDossier(deep)).to.throw(DocumentRefused, /deeper than/);
    expect(() => parseDossier(`[${"0,".repeat(1_000_000)}0]`)).to.throw(DocumentRefused, /more than 1000000 values/);
  });

  it("writes any value of the SDK as JSON and reads the same again", () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(NAME, tie("value"), { noNullPrototype: true }),
        fc
          .array(fc.tuple(fc.oneof(fc.bigInt({ min: 0n }), fc.string()), tie("value")))
          .map((entries) => new Map(entries)),
      ),
    })).value;
    fc.assert(
      fc.property(value, (one) => {
        // Chai cannot compare maps that hold maps.
        expect(isDeepStrictEqual(fromPlain(JSON.parse(JSON.stringify(toPlain(one)))), one)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("sdk/evidence: renderDossier", () => {
  it("puts the verdict first, and holds the dossier that it was made of", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    const html = renderDossier(dossier, verification, terms.blockHash);
    expect(html.indexOf(verification.sentence.en.slice(0, 40)))
      .to.be.greaterThan(0)
      .and.lessThan(html.indexOf("<table>"));
    const read = html.slice(0, html.indexOf("<script"));
    expect(read).to.include(terms.blockHash).and.not.include("ImportDeclared");
    for (const words of [
      "import declaration: in bond",
      "<small>broker",
      "进口申报：保税",
      "报关企业",
      "上海港（CNSHG）",
      "代为报告，并非海关自己的记录",
      "无法核对",
    ]) {
      expect(read).to.include(words);
    }
    expect(await verifyDossier(parseDossier(dossierTextIn(html)), terms)).to.deep.equal(verification);
  });

  it("calls a party that the trace does not name by its number, in both languages", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    const unnamed: Dossier = { ...dossier, trace: { ...dossier.trace, parties: new Map() } };
    const { party } = dossier.trace.records[0]!;
    expect(renderDossier(unnamed, verification, terms.blockHash)).to.include(
      `<td>party ${party} · <span lang="zh">参与方 ${party}</span><br>`,
    );
  });

  it("runs nothing that a party wrote, and shows what would turn the direction of writing", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    const parties = new Map(
      [...dossier.trace.parties].map(([id, party]) => [
        id,
        { ...party, uri: '"><img src=x onerror=alert(1)>\u202Eevil' },
      ]),
    );
    const html = renderDossier({ ...dossier, trace: { ...dossier.trace, parties } }, verification, terms.blockHash);
    expect(html).not.to.include("<img");
    expect(html.slice(0, html.indexOf("<script"))).not.to.include("\u202E");
    expect(html).to.include("&lt;img src=x onerror=alert(1)&gt;\\u202eevil");
    expect(html.match(/<script/g)).to.have.length(1);
    expect(html).to.include(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it("shows the goods, the item that was asked about and what was disclosed, in both languages", async () => {
    const w = await loadFixture(listedGoods);
    const { hash } = (await ethers.provider.getBlock("latest"))!;
    const terms = { blockHash: hash!, ledger: w.client.address };
    const { html } = await shown(w, terms, { item: w.item, disclosures: w.disclosures });
    const [batch] = w.trace.batches.keys();
    const { maker } = w.trace.batches.get(batch!)!;
    for (const words of [
      ...["The goods", "货物", GTIN.toString().padStart(14, "0"), batch!, "LISTED", "NZ", "2028-05-01"],
      ...["<td>2 H87</td>", "Country of origin", "原产地", w.trace.parties.get(maker)!.uri],
      ...["The item asked about", "所查商品", w.item.serialHash, "first activated", "首次激活于"],
      ...["What was disclosed", "披露内容", "equipment.seal[0]", "&lt;b&gt;NZ-1&lt;/b&gt;", "step 2", "第 2 步"],
      "registration of the batch",
      "批次登记",
    ]) {
      expect(html, words).to.include(words);
    }
    expect(html).not.to.include("<b>");
    // What its author did not write is not shown as what it wrote.
    const forged = w.disclosures.map((one) => JSON.parse(JSON.stringify(one).replaceAll("NZ-1", "NZ-9")) as Disclosure);
    const other = await shown(w, terms, { disclosures: forged });
    expect(other.html).not.to.include("NZ-9").and.not.include("所查商品");
    expect(other.verification.verdict).not.to.equal("altered");
  });

  it("shows lines of one batch and the same items together, with what is left of them", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    const { trace } = dossier;
    const [own] = trace.creation.lines;
    const other = { ...own!, items: id("other items"), quantity: 7n };
    const lines = [{ ...own!, quantity: 10n }, other, { ...own!, quantity: 90n }];
    const loaded = { ...trace, creation: { ...trace.creation, lines }, records: [] };
    const html = renderDossier({ ...dossier, trace: loaded }, verification, terms.blockHash);
    const cells = [...html.matchAll(/<td>(\d+) H87<\/td>/g)].map(([, quantity]) => quantity);
    expect(cells).to.deep.equal(["100", "100", "7", "7"]);
  });

  it("shows nothing of the goods of a trace that was altered", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const altered = { ...dossier, trace: { ...dossier.trace, records: dossier.trace.records.slice(1) } };
    const html = renderDossier(altered, await verifyDossier(altered, terms), terms.blockHash);
    const [batch] = dossier.trace.batches.keys();
    expect(html.slice(0, html.indexOf("<script"))).not.to.include(batch);
    const whole = renderDossier(dossier, await verifyDossier(dossier, terms), terms.blockHash);
    expect(whole.slice(0, whole.indexOf("<script"))).to.include(batch);
  });
});

/** A dossier as a reader sees it, before the JSON at its end. */
async function shown(
  { client, trace }: Awaited<ReturnType<typeof listedGoods>>,
  terms: { readonly blockHash: string; readonly ledger: string },
  options: Parameters<typeof makeDossier>[3],
): Promise<{ html: string; verification: Verification }> {
  const dossier = parseDossier(formatDossier(await makeDossier(client, trace, terms.blockHash, options)));
  const verification = await verifyDossier(dossier, terms);
  const html = renderDossier(dossier, verification, terms.blockHash);
  return { html: html.slice(0, html.indexOf("<script")), verification };
}
