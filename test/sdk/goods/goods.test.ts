import { expect } from "chai";
import { id, Wallet, ZeroHash } from "ethers";

import { FatalError, InvalidValueError } from "../../../sdk/errors.js";
import { trace } from "../../../sdk/goods/trace.js";
import { verify } from "../../../sdk/goods/verify.js";
import { parseSscc } from "../../../sdk/gs1/sscc.js";
import { batchId, consignmentId, consignmentKey, lotKey } from "../../../sdk/ids.js";
import { serialHashOf, type ManifestProof } from "../../../sdk/manifest/itemProof.js";
import { itemTree } from "../../../sdk/manifest/itemTree.js";
import { activationTypedData } from "../../../sdk/signing/activationTypedData.js";
import { signWithAccount } from "../../../sdk/signing/signWithAccount.js";
import { KeyHolder, roleSet } from "../../../sdk/vocabulary.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { at, batchDetails, createConsignment, FOREVER, GTIN, line, world } from "../../support/world.js";

const LABEL = new Wallet(id("a hidden key"));
const SALT = id("a salt");
const SSCC = parseSscc("095201230000000011");

/** One lot with a salt, of which ten items are listed; three of them go in one consignment that says which. */
async function goods() {
  const w = await world();
  const { factory, brand } = w.cast;
  const key = lotKey("LOT7", SALT);
  const batch = batchId(GTIN, key);
  const serials = Array.from({ length: 10 }, (_, index) => `S${index}`);
  const items = serials.map((serial) => ({ serial, labelSigner: LABEL.address }));
  const [all, some] = await Promise.all([itemTree(batch, items), itemTree(batch, items.slice(0, 3))]);
  const details = batchDetails({ lotKey: key, quantity: 20n, itemsRoot: all.root });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  await w.ledger.connect(brand.account).appoint(GTIN, factory.id, 3);
  const holding = await createConsignment(w, { key: id("one"), lines: [line(batch, 3, some.root)] });
  const other = await createConsignment(w, { key: id("two"), lines: [line(batch, 7)] });
  const unit = await createConsignment(w, {
    by: brand,
    key: consignmentKey(SSCC),
    lines: [line(w.batch, 5)],
  });
  const prove = (tree: typeof all, serial: string): ManifestProof & { root: string } => ({
    ...tree.prove(serial),
    root: tree.root,
  });
  return { ...w, client: await clientOf(w), batch, details, all, some, holding, other, unit, prove };
}

const link = (path: string): string => `https://trace.example/01/09520123456788${path}?s=${saltOf(SALT)}`;

function saltOf(hex: string): string {
  return Buffer.from(hex.slice(2), "hex").toString("base64url");
}

async function errorOf(attempt: Promise<unknown>): Promise<FatalError | InvalidValueError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof FatalError || error instanceof InvalidValueError) return error;
  throw new Error(`Expected an error of the SDK, and got ${String(error)}.`);
}

describe("sdk/goods: trace and verify", () => {
  it("finds the consignments of a lot by the code on the pack, and tells which it cannot tell apart", async () => {
    const { client, batch, holding, other } = await loadFixture(goods);
    const found = await trace(client, link("/10/LOT7"));
    expect(found).to.include({ batch, of: 2, exact: false, item: undefined });
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([holding, other]);
    const { verdict, sentence, consignments } = await verify(client, found);
    expect(verdict).to.equal("holds");
    expect(consignments).to.have.length(2);
    expectBothLanguages(sentence);
    expect(sentence.en).to.match(
      /^These goods are in one of 2 consignments of this lot\. Of the worst of them: All 0 records/,
    );
  });

  it("tells the one consignment that an item is proved to be in", async () => {
    const { client, all, some, holding, prove } = await loadFixture(goods);
    const loadings = [{ root: some.root, consignment: holding }];
    const evidence = { proofs: [prove(all, "S1"), prove(some, "S1"), prove(all, "S1")] };
    const found = await trace(client, link("/10/LOT7/21/S1"), { item: evidence });
    expect(found.exact).to.equal(true);
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([holding]);
    const { item, crossReference } = (await verify(client, found)).consignments[0]!;
    expect(item).to.deep.equal({ activatedAt: 0, hasKey: true, provedUnder: [all.root], labellings: [], loadings });
    const listed = crossReference!.findings.find(({ rule }) => rule === "item-listed");
    expect(listed).to.include({ verdict: "pass" });
  });

  it("warns of an item that was activated before, with the time", async () => {
    const w = await loadFixture(goods);
    const serialHash = serialHashOf("S1");
    const signature = await signWithAccount(LABEL, activationTypedData(w.client, { batch: w.batch, serialHash }));
    const { unit, expiry, dataHash, itemsRoot } = w.details;
    const { proof } = w.all.prove("S1");
    const item = { batch: w.batch, serialHash, labelSigner: LABEL.address, itemsRoot, proof: [...proof] };
    const rest = { unit, expiry, dataHash, root: ZeroHash, labelProof: [] };
    await w.ledger.activateItem({ ...item, ...rest }, signature);
    const found = await trace(w.client, link("/10/LOT7/21/S1"), {
      item: { proofs: [w.prove(w.all, "S1")] },
    });
    const { verdict, consignments } = await verify(w.client, found);
    expect(consignments[0]!.item!.activatedAt).to.equal(Number(await w.ledger.activatedAt(w.batch, serialHash)));
    expect(verdict).to.equal("warns");
    expect(consignments[0]!.crossReference!.findings[0]).to.include({ rule: "activated-once", verdict: "warning" });
  });

  it("believes no proof of another serial, another batch or a root that the ledger does not have", async () => {
    const { client, all, batch, prove } = await loadFixture(goods);
    const made = await itemTree(batch, [{ serial: "S1" }, { serial: "FAKE" }]);
    for (const [serial, proof] of [
      ["S2", prove(all, "S1")],
      ["FAKE", prove(made, "FAKE")],
      ["S1", { ...prove(all, "S1"), root: made.root }],
    ] as const) {
      const found = await trace(client, link(`/10/LOT7/21/${serial}`), { item: { proofs: [proof] } });
      const { item } = (await verify(client, found)).consignments[0]!;
      expect(item).to.include({ hasKey: false }).and.deep.include({ provedUnder: [] });
      expect(found.exact).to.equal(false);
    }
  });

  it("takes nothing for a proof that has not the form of one", async () => {
    const { client, all, some, prove } = await loadFixture(goods);
    const proof = prove(all, "S1");
    const broken = [null, undefined, 5, "proof", [], {}].concat(
      ...["serialHash", "signerHash", "root", "proof"].flatMap((name) =>
        [undefined, null, "0x", "zz", 5, ["zz"], [null]].map((value) => ({ ...proof, [name]: value })),
      ),
    ) as never[];
    const asked = link("/10/LOT7/21/S1");
    const found = await trace(client, asked, { item: { proofs: broken } });
    expect(found).to.include({ of: 2, exact: false });
    const block = (await ethers.provider.getBlock("latest"))!.hash!;
    for (const options of [{}, { blockHash: block }]) {
      for (const { item } of (await verify(client, found, options)).consignments)
        expect(item).to.deep.include({ provedUnder: [], labellings: [], loadings: [] });
    }
    const among = await trace(client, asked, { item: { proofs: [...broken, proof, prove(some, "S1")] } });
    expect(among.exact).to.equal(true);
    for (const proofs of [{}, "0x", 5, null] as never[]) {
      expect(await errorOf(trace(client, asked, { item: { proofs } }))).to.be.instanceOf(InvalidValueError);
    }
    for (const item of [null, 5, "x"] as never[]) {
      expect(await errorOf(trace(client, asked, { item }))).to.be.instanceOf(InvalidValueError);
    }
  });

  it("takes the key in the path of a link for what it is of, not what its query says besides", async () => {
    const w = await loadFixture(goods);
    const found = await trace(w.client, `https://trace.example/00/${SSCC}?01=09520123456788&10=LOT7`);
    expect(found.subject.type).to.equal("unit");
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([w.unit]);
  });

  it("finds a logistic unit by its SSCC, of the holder of the prefix alone", async () => {
    const w = await loadFixture(goods);
    // Somebody else uses the same number first: it is not taken for the holder's.
    await createConsignment(w, { key: consignmentKey(SSCC), lines: [line(w.batch, 1)] });
    const found = await trace(w.client, `https://trace.example/00/${SSCC}`);
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([w.unit]);
    expect((await trace(w.client, `(00)${SSCC}`)).consignments).to.have.length(1);
  });

  it("finds a unit that a sister of the prefix's holder numbered, and asks which when several did", async () => {
    const w = await loadFixture(goods);
    const { ledger, cast } = w;
    const brandsUri = "did:web:brand.example";
    const sscc = parseSscc("195201230000000018");
    const made: string[] = [];
    for (const name of ["north", "south"]) {
      await ledger.admitParty(`did:web:${name}.example`, brandsUri, cast.brand.account.address);
      const party = await ledger.partyCount();
      await ledger.setGrant(party, at("NZ"), roleSet(["Factory"]));
      const { account } = cast.brand;
      const manager = ledger.connect(account);
      await manager.addSigner(party, account.address, roleSet(["Factory"]), at(""), 0, FOREVER, KeyHolder.Server);
      // A container, which anybody with goods may make: the same as for goods.
      await manager.createContainer(party, consignmentKey(sscc), at("NZTRG"), ZeroHash);
      made.push(consignmentId(party, consignmentKey(sscc)));
      if (made.length === 1) {
        const found = await trace(w.client, `(00)${sscc}`);
        expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal(made);
      }
    }
    const error = await errorOf(trace(w.client, `(00)${sscc}`));
    expect(error.name).to.equal("UnitAmbiguous");
    for (const one of made) expect(error.toDo).to.include(one);
  });

  it("takes no stranger's unit for the holder's", async () => {
    const w = await loadFixture(goods);
    const sscc = parseSscc("195201230000000018");
    await createConsignment(w, { key: consignmentKey(sscc), lines: [line(w.batch, 1)] });
    expect((await errorOf(trace(w.client, `(00)${sscc}`))).name).to.equal("UnitNotFound");
  });

  it("tells a consignment by its id", async () => {
    const { client, other } = await loadFixture(goods);
    const found = await trace(client, other.toUpperCase().replace("0X", "0x"));
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([other]);
    expect((await verify(client, found)).sentence.en).to.match(/^All 0 records are unaltered and complete/);
  });

  it("tells no number of consignments that is none, nor what hands over no traces", async () => {
    const { client } = await loadFixture(goods);
    for (const limit of [0, -1, 1.5, NaN]) {
      const refused = await errorOf(trace(client, link("/10/LOT7"), { limit }));
      expect(refused)
        .to.be.instanceOf(InvalidValueError)
        .with.property("message")
        .that.includes("number of consignments");
    }
    for (const from of ["https://facts.example", () => Promise.resolve({})] as never[]) {
      expect(await errorOf(trace(client, link("/10/LOT7"), { from }))).to.be.instanceOf(InvalidValueError);
    }
  });

  it("verifies nothing but what it traced", async () => {
    const { client } = await loadFixture(goods);
    const { hash } = (await ethers.provider.getBlock("latest"))!;
    const found = await trace(client, link("/10/LOT7"));
    for (const batch of [null, 5, "0x12"] as never[]) {
      for (const options of [{}, { blockHash: hash! }])
        expect(await errorOf(verify(client, { ...found, batch }, options))).to.be.instanceOf(InvalidValueError);
    }
    for (const other of [undefined, null, 5, [], {}, { consignments: {} }]) {
      expect(await errorOf(verify(client, other as never))).to.be.instanceOf(InvalidValueError);
    }
  });

  it("says of a lot that was never loaded that it was not", async () => {
    const w = await loadFixture(goods);
    const { factory } = w.cast;
    await w.ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: lotKey("IDLE") }));
    const { verdict, sentence } = await verify(w.client, await trace(w.client, "(01)09520123456788(10)IDLE"));
    expect(verdict).to.equal("warns");
    expectBothLanguages(sentence);
    expect(sentence.en).to.match(/none of it was ever loaded/);
  });

  for (const [subject, name, message] of [
    ["https://trace.example/01/09520123456788/10/LOT7", "BatchNotFound", /has a lot LOT7/],
    ["(01)09520123456795(10)LOT7", "BatchNotFound", /No product with GTIN 09520123456795 is registered/],
    ["(00)195201230000000018", "UnitNotFound", /has made no such consignment/],
    ["(00)008808731234567891", "UnitNotFound", /Nobody on this ledger holds the company prefix/],
    [id("nothing"), "ConsignmentNotFound", /did not create consignment/],
    ["https://trace.example/01/09520123456788", "InvalidValueError", /names a product and no lot of it/],
    ["(414)9520123000004", "InvalidValueError", /names neither goods nor a logistic unit/],
    ["hello", "InvalidValueError", /"hello" names no goods/],
  ] as const) {
    it(`says of ${subject} what is wrong: ${name}`, async () => {
      const { client } = await loadFixture(goods);
      const error = await errorOf(trace(client, subject));
      expect(error.message).to.match(message);
      expect(error.name === name || error.constructor.name === name).to.equal(true, error.name);
      expect(error.toDo).to.match(/\.$/);
    });
  }
});
