import { expect } from "chai";
import { id, makeError, ZeroHash, type TransactionRequest } from "ethers";

import { InvalidValueError, WaymarkError } from "../../../sdk/errors.js";
import { trace, type GoodsTrace } from "../../../sdk/goods/trace.js";
import { verify } from "../../../sdk/goods/verify.js";
import { derivedId } from "../../../sdk/hashing/derivedId.js";
import { hashPart } from "../../../sdk/hashing/hashPart.js";
import { batchId, lotKey } from "../../../sdk/ids.js";
import type { Line } from "../../../sdk/line.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { clientBehind, nodeThat } from "../../support/lyingNode.js";
import { batchDetails, checkpoint, createConsignment, GTIN, line, world, type World } from "../../support/world.js";

const LOT = "(01)09520123456788(10)LOT7";

/** Three consignments of one lot, one after the other. */
async function threefold() {
  const w = await world();
  const { factory } = w.cast;
  await w.ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: lotKey("LOT7") }));
  const lot = batchId(GTIN, lotKey("LOT7"));
  const made: { consignment: string; block: number }[] = [];
  for (const [index, key] of ["one", "two", "three"].entries()) {
    const consignment = await createConsignment(w, { key: id(key), lines: [line(lot, index + 1)] });
    made.push({ consignment, block: await ethers.provider.getBlockNumber() });
  }
  const [first, second, third] = made;
  return { ...w, client: await clientOf(w), lot, first: first!, second: second!, third: third! };
}

function idsOf(traces: readonly Trace[]): string[] {
  return traces.map(({ consignment }) => consignment);
}

async function hashAt(block: number): Promise<string> {
  return (await ethers.provider.getBlock(block))!.hash!;
}

async function origin(w: World, consignment: string): Promise<void> {
  const { factory } = w.cast;
  const record = await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
  await w.ledger.connect(factory.account).record(record);
}

describe("sdk/goods: one of several consignments", () => {
  it("tells the last of them as far as it may, and counts the others", async () => {
    const { client, first, second, third } = await loadFixture(threefold);
    const last = await trace(client, LOT, { limit: 1 });
    expect(last).to.include({ of: 3, exact: false });
    expect(idsOf(last.consignments)).to.deep.equal([third.consignment]);
    const two = await trace(client, LOT, { limit: 2 });
    expect(two).to.include({ of: 3, exact: false });
    expect(idsOf(two.consignments)).to.deep.equal([second.consignment, third.consignment]);
    const all = await trace(client, LOT, { limit: 3 });
    expect(all).to.include({ of: 3, exact: false });
    expect(idsOf(all.consignments)).to.deep.equal([first, second, third].map(({ consignment }) => consignment));
  });

  it("reads no more than the blocks that it is told to", async () => {
    const { client, first, ...w } = await loadFixture(threefold);
    await origin(w, first.consignment);
    const early = await trace(client, LOT, { toBlock: first.block });
    expect(early).to.include({ of: 1, exact: true });
    expect(early.consignments.map(({ block, records }) => ({ block, records }))).to.deep.equal([
      { block: first.block, records: [] },
    ]);
    // As of then all is told; since then others were loaded, and this one went on.
    for (const options of [{ block: first.block }, { blockHash: await hashAt(first.block) }]) {
      const { exact, account, sentence } = await verify(client, early, options);
      expect({ exact, account }).to.deep.equal({
        exact: true,
        account: { loaded: 1n, told: 1n, stale: 0, whole: true },
      });
      expect(sentence.en).to.match(/^All 0 records/);
    }
    expect((await verify(client, early)).verdict).to.equal("altered");
    const [, ...others] = (await trace(client, LOT)).consignments;
    const stale = { ...early, consignments: others, others: early.consignments };
    expect((await verify(client, stale)).account).to.deep.equal({ loaded: 6n, told: 5n, stale: 1, whole: false });
  });

  it("is not exact by a number alone: what is told must be the one that there is", async () => {
    const { client, first } = await loadFixture(threefold);
    const early = await trace(client, LOT, { toBlock: first.block });
    const at = { block: first.block };
    const more = await verify(client, { ...early, of: 2 }, at);
    expect(more).to.include({ verdict: "warns", exact: false });
    expectBothLanguages(more.sentence);
    expect(more.sentence.en).to.match(
      /^These goods are in one of 2 consignments of this lot\. Of the worst of the 1 that were told: All 0 records/,
    );
    expect(more.sentence.zh).to.match(/^该商品在此批次的 2 票货物之一中。已告知的 1 票中情况最差的一票：/);

    const all = await trace(client, LOT);
    for (const of of [1, 3]) {
      const { verdict, exact, sentence } = await verify(client, { ...all, of });
      expect({ verdict, exact }).to.deep.equal({ verdict: "holds", exact: false });
      expect(sentence.en).to.match(new RegExp(`^These goods are in one of ${of} .* Of the worst of them: All`));
      expect(sentence.zh).to.match(new RegExp(`^该商品在此批次的 ${of} 票货物之一中。其中情况最差的一票：`));
    }
  });

  it("tells nothing better of goods of which not all is told than of those that are", async () => {
    const { client, third, ...w } = await loadFixture(threefold);
    const all = await trace(client, LOT);
    await origin(w, third.consignment);
    const { verdict, sentence } = await verify(client, { ...all, of: 4 });
    expect(verdict).to.equal("altered");
    expect(sentence.en).to.match(/^These goods are in one of 4 .* Of the worst of the 3 that were told: /);
    // The others as told are as they were; one more was left out, and another is held.
    const { nzCustoms } = w.cast;
    const held = await checkpoint(third.consignment, nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" });
    await w.ledger.connect(nzCustoms.account).record(held);
    const now = await trace(client, LOT, { limit: 2 });
    expect(now.of).to.equal(3);
    const lacking = await verify(client, now);
    expect(lacking).to.include({ verdict: "warns", exact: false });
    expect(lacking.account).to.deep.equal({ loaded: 6n, told: 5n, stale: 0, whole: false });
    expect(lacking.sentence.zh).to.match(
      /^该批次的货物未全部告知：已告知的各票共装运 5 个单位，而账本记载为 6 个单位。/,
    );
  });

  it("says that parts are not told in Chinese as in English", async () => {
    const { client, lot, third, ...w } = await loadFixture(threefold);
    const { factory } = w.cast;
    await origin(w, third.consignment);
    const units = (quantity: bigint): Line[] => [{ batch: lot, quantity, items: ZeroHash }];
    const part = { key: id("part"), contents: units(3n), leaving: units(1n), dataHash: id("data") };
    const basedOn = hashPart(part);
    const split = await checkpoint(third.consignment, factory, "Split", "Factory", "NZTRG", { scope: "NZ", basedOn });
    await w.ledger.connect(factory.account).split(split, part);
    const apart = derivedId(factory.id, factory.id, part.key);
    const goods = await trace(client, LOT);
    expect(goods.of).to.equal(4);
    const without = { ...goods, consignments: goods.consignments.filter(({ consignment }) => consignment !== apart) };
    const { account, sentence } = await verify(client, without);
    expect(account).to.deep.equal({ loaded: 6n, told: 6n, stale: 0, whole: false });
    expect(sentence.en).to.match(/^Not all consignments of this lot are told: others were made from the ones/);
    expect(sentence.zh).to.match(/^该批次的货物未全部告知：另有由已告知各票拆分出或退回的货物。/);

    // A server that takes a part's lines away makes it no part of another lot.
    const from = async (consignment: string): Promise<Trace> => {
      const told = await traceConsignment(client, consignment);
      return consignment === apart ? { ...told, creation: { ...told.creation, lines: [] } } : told;
    };
    const stripped = await trace(client, LOT, { from });
    expect(idsOf(stripped.consignments)).to.include(apart);
    expect((await verify(client, stripped)).verdict).to.equal("altered");
  });

  it("counts what has the form of a trace and says nothing as told otherwise", async () => {
    const { client } = await loadFixture(threefold);
    const { consignments, ...goods } = await trace(client, LOT);
    const [one, ...others] = consignments;
    for (const creation of [{}, { lines: [{ batch: 5 }] }, { lines: undefined }]) {
      const hollow = { ...one!, creation: { ...one!.creation, ...creation, type: "Creation" } } as Trace;
      const broken: Trace = { ...one!, creation: creation as never };
      for (const options of [{}, { blockHash: await hashAt(await client.provider.getBlockNumber()) }]) {
        const { account } = await verify(client, { ...goods, consignments: others, others: [broken] }, options);
        expect(account).to.deep.equal({ loaded: 6n, told: 5n, stale: 1, whole: false });
        if (creation.lines === undefined) continue;
        const { account: same } = await verify(client, { ...goods, consignments: others, others: [hollow] }, options);
        expect(same).to.deep.equal(account);
      }
    }
  });

  it("tells a node that fails while units are counted as that", async () => {
    const w = await loadFixture(threefold);
    const goods = await trace(w.client, LOT);
    const { selector } = w.ledger.interface.getFunction("batchOf");
    const down = nodeThat({
      call: async (asked: TransactionRequest) => {
        if (asked.data?.startsWith(selector) === true) throw makeError("connection refused", "NETWORK_ERROR");
        return await ethers.provider.call(asked);
      },
    });
    const client = await clientBehind(w, down);
    const nothing: GoodsTrace = { ...goods, consignments: [], others: [] };
    let error: unknown;
    await verify(client, nothing).catch((caught: unknown) => (error = caught));
    expect(error).to.be.instanceOf(WaymarkError);
  });

  it("says what it was given that is none, by its name", async () => {
    const { client } = await loadFixture(threefold);
    const goods = await trace(client, LOT);
    const nothing = { ...goods, batch: undefined, consignments: [], others: [] };
    for (const [given, options, what] of [
      [undefined, {}, "trace of goods"],
      [{ ...goods, consignments: {} }, {}, "list of consignments"],
      [{ ...goods, others: {} }, {}, "list of other consignments"],
      [{ ...goods, batch: "0x12" }, {}, "batch of goods"],
      [nothing, { block: -1 }, "block"],
    ] as const) {
      let error: unknown;
      await verify(client, given as never, options).catch((caught: unknown) => (error = caught));
      expect(error).to.be.instanceOf(InvalidValueError).and.have.property("message").that.includes(what);
    }
    const link = "https://trace.example/01/09520123456788/10/LOT7/21/S1";
    for (const [options, what, toDo] of [
      [{ limit: 0 }, "0 is no number of consignments", "Give a whole number from 1 on, or leave it out."],
      [{ from: "x" }, "hands over no traces", "Give a function from a consignment's id to its trace"],
      [{ item: 5 }, "evidence of an item", ""],
      [{ item: { proofs: 5 } }, "list of proofs", ""],
    ] as const) {
      let error: unknown;
      await trace(client, link, options as never).catch((caught: unknown) => (error = caught));
      expect(error).to.be.instanceOf(InvalidValueError).and.have.property("message").that.includes(what);
      expect(error).to.have.property("toDo").that.includes(toDo);
    }
  });
});
