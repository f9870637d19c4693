import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import type { Finding } from "../../../sdk/crossReference/finding.js";
import { trace, type GoodsTrace } from "../../../sdk/goods/trace.js";
import { verify, type GoodsVerification } from "../../../sdk/goods/verify.js";
import { hashPart } from "../../../sdk/hashing/hashPart.js";
import { derivedId } from "../../../sdk/hashing/derivedId.js";
import { batchId, lotKey } from "../../../sdk/ids.js";
import { itemTree, type ItemTree } from "../../../sdk/manifest/itemTree.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import {
  at,
  batchDetails,
  checkpoint,
  createConsignment,
  GTIN,
  hashParticulars,
  line,
  world,
} from "../../support/world.js";

const ASKED = "https://trace.example/01/09520123456788/10/LOT7/21/S1";

/** A lot of four listed items. Of the trees of what is loaded two have S1, each with another neighbour. */
async function listedLot() {
  const w = await world();
  const { factory, brand, warehouse } = w.cast;
  const key = lotKey("LOT7");
  const batch = batchId(GTIN, key);
  const items = ["S0", "S1", "S2", "S3"].map((serial) => ({ serial }));
  const [all, left, right] = await Promise.all([
    itemTree(batch, items),
    itemTree(batch, items.slice(0, 2)),
    itemTree(batch, items.slice(1, 3)),
  ]);
  const details = batchDetails({ lotKey: key, quantity: 20n, itemsRoot: all.root });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  await w.ledger.connect(brand.account).appoint(GTIN, warehouse.id, 4);
  const client = await clientOf(w);
  const ask = async (...trees: ItemTree[]): Promise<{ goods: GoodsTrace; found: GoodsVerification }> => {
    const proofs = trees.map((tree) => ({ ...tree.prove("S1"), root: tree.root }));
    const goods = await trace(client, ASKED, { item: { proofs } });
    return { goods, found: await verify(client, goods) };
  };
  return { ...w, lot: batch, all, left, right, client, ask };
}

function listedIn({ consignments }: GoodsVerification): Finding[] {
  return consignments.flatMap(
    ({ crossReference }) => crossReference?.findings.filter(({ rule }) => rule === "item-listed") ?? [],
  );
}

describe("sdk/goods: an item under several roots", () => {
  it("is contradicted by two consignments that were loaded with it apart", async () => {
    const { lot, all, left, right, client, ask, ...w } = await loadFixture(listedLot);
    const one = await createConsignment(w, { key: id("one"), lines: [line(lot, 2, left.root)] });
    const two = await createConsignment(w, { key: id("two"), lines: [line(lot, 2, right.root)] });
    const { goods, found } = await ask(all, left, right);
    expect(goods).to.include({ of: 2, exact: false });
    expect(found.verdict).to.equal("contradicted");
    // That there are more, of which nothing is known, makes it no better.
    const more = await verify(client, { ...goods, of: 3 });
    expect(more.verdict).to.equal("contradicted");
    expect(more.sentence.en).to.match(/^These goods are in one of 3 .* Of the worst of the 2 that were told: /);
    const untold = await verify(client, { ...goods, consignments: goods.consignments.slice(1) });
    expect(untold).to.deep.include({ exact: false, account: { loaded: 4n, told: 2n, stale: 0, whole: false } });
    const findings = listedIn(found);
    expect(findings.map(({ verdict }) => verdict)).to.deep.equal(["contradiction", "contradiction"]);
    for (const { sentence } of findings) {
      expectBothLanguages(sentence);
      expect(sentence.en).to.match(/^The same item was loaded more than once: in /);
      for (const consignment of [one, two]) expect(sentence.en).to.include(consignment);
    }
  });

  it("is not contradicted by stories that are none, which are altered", async () => {
    const { lot, all, left, client, ask, ...w } = await loadFixture(listedLot);
    await createConsignment(w, { lines: [line(lot, 2, left.root)] });
    const { goods } = await ask(all, left);
    for (const other of [null, {}, { ...goods.consignments[0], creation: { lines: [{ batch: 5 }] } }] as never[]) {
      const found = await verify(client, { ...goods, consignments: [...goods.consignments, other] });
      expect(found).to.include({ verdict: "altered", exact: false, account: undefined });
      expect(found.consignments[0]!.verdict).to.equal("holds");
    }
  });

  it("is contradicted by two lines of one consignment", async () => {
    const { lot, all, left, right, ask, ...w } = await loadFixture(listedLot);
    await createConsignment(w, { lines: [line(lot, 2, left.root), line(lot, 2, right.root)] });
    const [finding] = listedIn((await ask(all, left, right)).found);
    expect(finding).to.include({ verdict: "contradiction" });
  });

  it("is contradicted by two labels of one labeller, at two places", async () => {
    const { lot, all, left, right, ask, ...w } = await loadFixture(listedLot);
    const { warehouse } = w.cast;
    await createConsignment(w, { lines: [line(lot, 4)] });
    for (const [tree, place] of [
      [left, "CNHAZ"],
      [right, "CNSHG"],
    ] as const) {
      await w.ledger.connect(warehouse.account).labelItems(warehouse.id, lot, tree.root, 2, at(place));
    }
    const [finding] = listedIn((await ask(all, left, right)).found);
    expect(finding).to.include({ verdict: "contradiction" });
    expect(finding!.sentence.en).to.match(
      /labelled more than once: by .* at Hangzhou CNHAZ, .* at Shanghai Pt CNSHG\.$/,
    );
  });

  it("is not contradicted by a part that was split off the goods", async () => {
    const { lot, all, left, ask, ...w } = await loadFixture(listedLot);
    const { factory } = w.cast;
    const exact = { batch: lot, items: left.root };
    const rest = { batch: lot, items: ZeroHash, quantity: 1n };
    const whole = await createConsignment(w, { key: id("one"), lines: [{ ...exact, quantity: 2n }, rest] });
    const origin = await checkpoint(whole, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    await w.ledger.connect(factory.account).record(origin);
    const parts: string[] = [];
    // First one of two, then the other.
    for (const [key, quantity] of [
      [id("a"), 2n],
      [id("b"), 1n],
    ] as const) {
      const contents = [{ ...exact, quantity }, rest];
      const part = { key, contents, leaving: [{ ...exact, quantity: 1n }], dataHash: ZeroHash };
      const basedOn = hashPart(part);
      const split = await checkpoint(whole, factory, "Split", "Factory", "NZTRG", { scope: "NZ", basedOn });
      await w.ledger.connect(factory.account).split(split, part);
      parts.push(derivedId(factory.id, factory.id, key));
      const { goods, found } = await ask(all, left);
      // Where the line was split, the item may have stayed or gone: only when nothing of it stayed is that known.
      const may = parts.length === 1 ? [whole, ...parts] : parts;
      expect(goods.consignments.map(({ consignment }) => consignment)).to.have.members(may);
      expect(goods).to.include({ of: 2, exact: false });
      expect(found.account).to.deep.equal({ loaded: 3n, told: 3n, stale: 0, whole: true });
      expect(listedIn(found).map(({ verdict }) => verdict)).to.deep.equal(["pass", "pass"]);
    }
  });

  it("is not contradicted by a consignment that was voided before it left", async () => {
    const { lot, all, left, right, ask, ...w } = await loadFixture(listedLot);
    const { factory } = w.cast;
    const contents = [line(lot, 2, left.root)];
    const one = await createConsignment(w, { key: id("one"), lines: contents });
    const particulars = { contents, leaving: contents, document: ZeroHash, items: ZeroHash };
    const basedOn = hashParticulars(particulars);
    const voided = await checkpoint(one, factory, "Voided", "Factory", "NZTRG", { scope: "NZ", basedOn });
    await w.ledger.connect(factory.account).recordByLines(voided, particulars);
    const two = await createConsignment(w, { key: id("two"), lines: [line(lot, 2, right.root)] });
    const { goods, found } = await ask(all, left, right);
    expect(goods.exact).to.equal(true);
    expect(goods.consignments.map(({ consignment }) => consignment)).to.deep.equal([two]);
    expect(found).to.deep.include({ exact: true, account: { loaded: 2n, told: 2n, stale: 0, whole: true } });
    expect(listedIn(found).map(({ verdict }) => verdict)).to.deep.equal(["pass"]);
  });
});
