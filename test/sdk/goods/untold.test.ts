import { expect } from "chai";
import { id, toBeHex, ZeroHash, type Log, type Provider } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import { trace } from "../../../sdk/goods/trace.js";
import { verify } from "../../../sdk/goods/verify.js";
import { derivedId } from "../../../sdk/hashing/derivedId.js";
import { hashPart } from "../../../sdk/hashing/hashPart.js";
import { batchId, lotKey } from "../../../sdk/ids.js";
import { itemTree } from "../../../sdk/manifest/itemTree.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { clientBehind, hiding, nodeThat } from "../../support/lyingNode.js";
import {
  batchDetails,
  checkpoint,
  createConsignment,
  GTIN,
  hashParticulars,
  line,
  world,
  type World,
} from "../../support/world.js";

const LOT = "https://trace.example/01/09520123456788/10/NZ2611A";

/** The ledger behind a node that does not tell that a consignment was loaded, or made from another. */
async function hidingFrom({ ledger }: Pick<World, "ledger">, ...consignments: string[]): Promise<WaymarkClient> {
  const [loaded, derived] = ["LineLoaded", "ConsignmentDerived"].map(
    (name) => ledger.interface.getEvent(name as "LineLoaded").topicHash,
  );
  const isHidden = ({ topics }: Log): boolean =>
    (topics[0] === loaded && consignments.includes(topics[2]!)) ||
    (topics[0] === derived && consignments.includes(topics[1]!));
  return await clientBehind({ ledger }, hiding(isHidden));
}

async function latestHash(): Promise<string> {
  return (await ethers.provider.getBlock("latest"))!.hash!;
}

/** One lot in two consignments, the second of which customs hold. */
async function heldLot() {
  const w = await world();
  const { factory, nzCustoms } = w.cast;
  const good = await createConsignment(w, { key: id("one"), lines: [line(w.batch, 3)] });
  const bad = await createConsignment(w, { key: id("two"), lines: [line(w.batch, 7)] });
  for (const one of [good, bad]) {
    const origin = await checkpoint(one, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    await w.ledger.connect(factory.account).record(origin);
  }
  const held = await checkpoint(bad, nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" });
  await w.ledger.connect(nzCustoms.account).record(held);
  return { ...w, client: await clientOf(w), good, bad };
}

/** One lot in two consignments, in the first of which an item is proved to be. */
async function listedLot() {
  const w = await world();
  const { factory } = w.cast;
  const key = lotKey("LOT7");
  const batch = batchId(GTIN, key);
  const serials = ["S0", "S1", "S2", "S3"].map((serial) => ({ serial }));
  const [all, some] = await Promise.all([itemTree(batch, serials), itemTree(batch, serials.slice(0, 2))]);
  const details = batchDetails({ lotKey: key, quantity: 20n, itemsRoot: all.root });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  const one = await createConsignment(w, { key: id("one"), lines: [line(batch, 2, some.root)] });
  const two = await createConsignment(w, { key: id("two"), lines: [line(batch, 2)] });
  const asked = "https://trace.example/01/09520123456788/10/LOT7/21/S1";
  const item = { proofs: [all, some].map((tree) => ({ ...tree.prove("S1"), root: tree.root })) };
  return { ...w, client: await clientOf(w), asked, item, one, two };
}

/** Takes a consignment back before it left: its units go back into their batches. */
async function voided(w: World, consignment: string, quantity: number): Promise<void> {
  const { factory } = w.cast;
  const contents = [line(w.batch, quantity)];
  const particulars = { contents, leaving: contents, document: toBeHex(0, 32), items: toBeHex(0, 32) };
  const record = await checkpoint(consignment, factory, "Voided", "Factory", "NZTRG", {
    scope: "NZ",
    basedOn: hashParticulars(particulars),
  });
  await w.ledger.connect(factory.account).recordByLines(record, particulars);
}

describe("sdk/goods: consignments that nobody told of", () => {
  it("misses the units of a consignment that a node keeps to itself, asked or proved", async () => {
    const w = await loadFixture(heldLot);
    const lied = await hidingFrom(w, w.bad);
    const goods = await trace(lied, LOT);
    expect(goods).to.include({ of: 1, exact: false });
    for (const options of [{}, { blockHash: await latestHash() }]) {
      const { verdict, sentence, exact, account } = await verify(lied, goods, options);
      expect({ verdict, exact }).to.deep.equal({ verdict: "warns", exact: false });
      expect(account).to.deep.equal({ loaded: 10n, told: 3n, stale: 0, whole: false });
      expectBothLanguages(sentence);
      expect(sentence.en).to.match(
        /^Not all consignments of this lot are told: .*loaded 3 units.*ledger counts 10\. Trace the goods again from another node/,
      );
      expect(sentence.en).to.match(/ The worst of the consignments that are told: All 1 records/);
      expect(sentence.zh).to.match(/^该批次的货物未全部告知：/);
    }
  });

  it("accounts for all units of a lot that is told whole", async () => {
    const w = await loadFixture(heldLot);
    const goods = await trace(w.client, LOT);
    const { verdict, account } = await verify(w.client, goods, { blockHash: await latestHash() });
    expect({ verdict, account }).to.deep.equal({
      verdict: "warns",
      account: { loaded: 10n, told: 10n, stale: 0, whole: true },
    });
    // A node that lied to `trace` about the count as well is found out by proof.
    const lied = await hidingFrom(w, w.bad);
    const told = { ...(await trace(lied, LOT)), exact: true };
    expect((await verify(w.client, told, { blockHash: await latestHash() })).exact).to.equal(false);
  });

  it("says of a lot of which nothing is told that some was loaded", async () => {
    const w = await loadFixture(heldLot);
    const lied = await hidingFrom(w, w.good, w.bad);
    const { verdict, sentence } = await verify(lied, await trace(lied, LOT));
    expect(verdict).to.equal("warns");
    expect(sentence.en).to.match(/^Not all consignments of this lot are told: .*loaded 0 units.*counts 10\. Trace /);
  });

  it("counts no units that a voided consignment put back", async () => {
    const w = await loadFixture(world);
    const client = await clientOf(w);
    const one = await createConsignment(w, { key: id("one"), lines: [line(w.batch, 3)] });
    await createConsignment(w, { key: id("two"), lines: [line(w.batch, 7)] });
    await voided(w, one, 3);
    const goods = await trace(client, LOT);
    expect(await verify(client, goods)).to.deep.include({ account: { loaded: 7n, told: 7n, stale: 0, whole: true } });
    // One that holds nothing any more may be left out: no goods are in it.
    const lied = await hidingFrom(w, one);
    const { exact, account } = await verify(lied, await trace(lied, LOT));
    expect({ exact, account }).to.deep.equal({ exact: true, account: { loaded: 7n, told: 7n, stale: 0, whole: true } });
  });

  it("does not take the units of stories that are not as the ledger has them", async () => {
    const w = await loadFixture(heldLot);
    const goods = await trace(w.client, LOT);
    const [good, bad] = goods.consignments;
    const twice = { ...goods, of: 1, consignments: [good!], others: [good!, { ...bad!, records: [] }] };
    expect((await verify(w.client, twice)).account).to.deep.equal({ loaded: 10n, told: 3n, stale: 1, whole: false });
    const nonsense = { ...goods, of: 1, consignments: [good!], others: [{} as never, null as never] };
    for (const options of [{}, { blockHash: await latestHash() }]) {
      expect((await verify(w.client, nonsense, options)).account).to.include({ told: 3n, stale: 2, whole: false });
    }
  });

  it("misses what is hidden of an item's lot too, and verifies what else was told of it", async () => {
    const { client, asked, item, one, two, ...w } = await loadFixture(listedLot);
    const goods = await trace(client, asked, { item });
    expect(goods.consignments.map(({ consignment }) => consignment)).to.deep.equal([one]);
    expect(goods.others.map(({ consignment }) => consignment)).to.deep.equal([two]);
    for (const options of [{}, { blockHash: await latestHash() }]) {
      const { exact, account, verdict } = await verify(client, goods, options);
      expect({ exact, account }).to.deep.equal({
        exact: true,
        account: { loaded: 4n, told: 4n, stale: 0, whole: true },
      });
      expect(verdict).to.equal("holds");
    }
    const lied = await hidingFrom(w, two);
    const { verdict, exact, account } = await verify(lied, await trace(lied, asked, { item }));
    expect({ verdict, exact }).to.deep.equal({ verdict: "warns", exact: false });
    expect(account).to.deep.equal({ loaded: 4n, told: 2n, stale: 0, whole: false });
  });

  it("tells stories that the ledger has otherwise by now apart from those that nobody told", async () => {
    const { client, asked, item, two, ...w } = await loadFixture(listedLot);
    const { factory } = w.cast;
    const goods = await trace(client, asked, { item });
    const origin = await checkpoint(two, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    await w.ledger.connect(factory.account).record(origin);
    for (const options of [{}, { blockHash: await latestHash() }]) {
      const { verdict, exact, account, sentence } = await verify(client, goods, options);
      expect({ verdict, exact }).to.deep.equal({ verdict: "warns", exact: false });
      expect(account).to.deep.equal({ loaded: 4n, told: 2n, stale: 1, whole: false });
      expectBothLanguages(sentence);
      expect(sentence.en).to.match(
        /^It is not known whether all consignments of this lot are told\. .*: 1; trace the goods/,
      );
    }
    expect((await verify(client, await trace(client, asked, { item }))).account).to.include({ stale: 0, whole: true });
  });

  it("asks about one other consignment after the other", async () => {
    const w = await loadFixture(heldLot);
    const most = { open: 0, ever: 0 };
    const provider = nodeThat({
      call: async (...args: Parameters<Provider["call"]>) => {
        most.ever = Math.max(most.ever, ++most.open);
        return await ethers.provider.call(...args).finally(() => most.open--);
      },
    });
    const client = await clientBehind(w, provider);
    const { consignments, ...goods } = await trace(client, LOT);
    const openWith = async (others: readonly Trace[]): Promise<number> => {
      most.ever = 0;
      await verify(client, { ...goods, consignments: [], others });
      return most.ever;
    };
    const [good] = consignments;
    expect(await openWith(Array.from({ length: 5 }, () => good!))).to.equal(await openWith([good!]));
  });

  it("counts of a lot no part with units of other lots alone", async () => {
    const w = await loadFixture(world);
    const { factory, nzCustoms } = w.cast;
    const client = await clientOf(w);
    await w.ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: lotKey("LOT7") }));
    const other = batchId(GTIN, lotKey("LOT7"));
    const whole = await createConsignment(w, { key: id("one"), lines: [line(w.batch, 3), line(other, 4)] });
    const origin = await checkpoint(whole, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    await w.ledger.connect(factory.account).record(origin);
    const key = id("part");
    const ofOthers = { batch: other, items: ZeroHash };
    const contents = [
      { batch: w.batch, quantity: 3n, items: ZeroHash },
      { ...ofOthers, quantity: 4n },
    ];
    const part = { key, contents, leaving: [{ ...ofOthers, quantity: 2n }], dataHash: ZeroHash };
    const split = await checkpoint(whole, factory, "Split", "Factory", "NZTRG", {
      scope: "NZ",
      basedOn: hashPart(part),
    });
    await w.ledger.connect(factory.account).split(split, part);
    const apart = derivedId(factory.id, factory.id, key);
    await w.ledger
      .connect(nzCustoms.account)
      .record(await checkpoint(apart, nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" }));

    const goods = await trace(client, LOT);
    expect(goods).to.include({ of: 1, exact: true });
    expect(goods.others.map(({ consignment }) => consignment)).to.deep.equal([apart]);
    for (const options of [{}, { blockHash: await latestHash() }]) {
      const { exact, account, sentence } = await verify(client, goods, options);
      expect({ exact, account }).to.deep.equal({
        exact: true,
        account: { loaded: 3n, told: 3n, stale: 0, whole: true },
      });
      expect(sentence.en).to.match(/^All 2 records/);
    }
    const ofOther = await trace(client, "https://trace.example/01/09520123456788/10/LOT7");
    expect(ofOther).to.deep.include({ of: 2, exact: false, others: [] });
  });

  it("finds the lot of the confirmed product without the log of its registration", async () => {
    const w = await loadFixture(heldLot);
    const registered = w.ledger.interface.getEvent("ProductRegistered").topicHash;
    const lied = await clientBehind(
      w,
      hiding(({ topics }) => topics[0] === registered),
    );
    const { batch, of } = await trace(lied, LOT);
    expect({ batch, of }).to.deep.equal({ batch: w.batch, of: 2 });
  });

  it("misses a consignment of released units that came back, asked or proved", async () => {
    const w = await loadFixture(containerJourney);
    const client = await clientOf(w);
    for (const options of [{}, { blockHash: await latestHash() }]) {
      expect((await verify(client, await trace(client, LOT), options)).account).to.include({ whole: true });
      const lied = await hidingFrom(w, w.returned);
      const { account, sentence, verdict } = await verify(lied, await trace(lied, LOT), options);
      expect(account).to.include({ whole: false, told: account!.loaded });
      expect(verdict).not.to.equal("holds");
      expectBothLanguages(sentence);
      expect(sentence.en).to.match(/^Not all consignments of this lot are told: .*made from/);
    }
  });
});
