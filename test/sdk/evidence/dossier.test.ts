import { isDeepStrictEqual } from "node:util";

import { expect } from "chai";
import fc from "fast-check";

import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { FatalError, InvalidValueError } from "../../../sdk/errors.js";
import { formatDossier, parseDossier, type Dossier } from "../../../sdk/evidence/dossier.js";
import { makeDossier } from "../../../sdk/evidence/makeDossier.js";
import { fromPlain, toPlain } from "../../../sdk/documents/plain.js";
import { dossierTextIn, renderDossier } from "../../../sdk/evidence/renderDossier.js";
import { verifyDossier } from "../../../sdk/evidence/verifyDossier.js";
import { serialHashOf } from "../../../sdk/manifest/itemProof.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { listedGoods } from "../../support/listedGoods.js";

/** Names of members, among them those that stand for something. */
const NAME = fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom("bigint", "map", "object"));

async function made() {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const trace = await traceConsignment(client, journey.part);
  const { hash } = (await ethers.provider.getBlock("latest"))!;
  const terms = { blockHash: hash!, ledger: client.address };
  const dossier = await makeDossier(client, trace, terms.blockHash);
  return { client, trace, terms, text: formatDossier(dossier) };
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

  it("is made at a block that is named, and at no other by mistake", async () => {
    const { client, trace } = await loadFixture(made);
    for (const blockHash of [undefined, 5, "latest"]) {
      const caught: unknown = await makeDossier(client, trace, blockHash as never).catch((error: unknown) => error);
      expect(caught).to.be.instanceOf(InvalidValueError).with.property("message").that.includes("hash of the block");
    }
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
});
