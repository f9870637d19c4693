import { expect } from "chai";
import { id, toBeHex, type Log } from "ethers";

import { FatalError } from "../../../sdk/errors.js";
import { trace } from "../../../sdk/goods/trace.js";
import { verify } from "../../../sdk/goods/verify.js";
import { parseSscc, type Sscc } from "../../../sdk/gs1/sscc.js";
import { batchId, consignmentId, consignmentKey, lotKey, signerIdOf, type PartyId } from "../../../sdk/ids.js";
import { rolesIn } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { clientBehind, tellingLogs } from "../../support/lyingNode.js";
import { waymarkOf } from "../../support/waymark.js";
import {
  admit,
  at,
  batchDetails,
  createConsignment,
  GTIN,
  HS6,
  line,
  world,
  type Member,
  type World,
} from "../../support/world.js";

const LOT = "(01)09520123456788(10)LOT7";
const SSCC = parseSscc("095201230000000011");

/** One lot, in a consignment and in a numbered unit of the brand. */
async function shipped() {
  const w = await world();
  const before = await w.ledger.runner!.provider!.getBlockNumber();
  const { factory, brand } = w.cast;
  await w.ledger.connect(factory.account).registerBatch(factory.id, batchDetails({ lotKey: lotKey("LOT7") }));
  const lot = batchId(GTIN, lotKey("LOT7"));
  const loose = await createConsignment(w, { key: id("loose"), lines: [line(lot, 3)] });
  const unit = await unitOf(w, brand, SSCC);
  return { ...w, client: await clientOf(w), before, lot, loose, unit };
}

/** A party numbers a unit of the world's batch. */
async function unitOf(w: World, by: Member, sscc: Sscc): Promise<string> {
  await createConsignment(w, { by, key: consignmentKey(sscc), lines: [line(w.batch, 1)] });
  return consignmentId(by.id, consignmentKey(sscc));
}

/** A party that takes over goods of the factory splits a numbered part off. */
async function partOf(w: World, by: Member, sscc: Sscc): Promise<{ readonly part: string; readonly block: number }> {
  const consignment = await createConsignment(w, { key: id("whole"), lines: [line(w.batch, 5)] });
  const [factory, taker] = [await waymarkOf(w, w.cast.factory), await waymarkOf(w, by)];
  const here = { consignment, place: "NZTRG" } as const;
  await factory.checkpoints.record({ ...here, kind: "Origin", role: "Factory", next: by.id }).send();
  const [role] = rolesIn((await w.ledger.signerOf(by.id, signerIdOf(by.account.address))).roles);
  if (role === undefined) throw new Error("It has a role.");
  await taker.checkpoints.record({ ...here, kind: "Received", role }).send();
  return await taker.consignments.split({ ...here, role, sscc, units: [{ batch: w.batch, quantity: 2 }] }).send();
}

async function errorOf(attempt: Promise<unknown>): Promise<FatalError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof FatalError) return error;
  throw new Error(`Expected an error that is final, and got ${String(error)}.`);
}

/** A seller that claims the product, with a lot under the same number. */
async function claim(w: World, seller: Member): Promise<string> {
  const ledger = w.ledger.connect(seller.account);
  await ledger.registerProduct(seller.id, GTIN, 0, at(""), HS6, id("claim"));
  const product = (seller.id << 64n) | GTIN;
  await ledger.registerBatch(seller.id, batchDetails({ product, lotKey: lotKey("LOT7") }));
  return batchId(product, lotKey("LOT7"));
}

describe("sdk/goods: the batch of a lot", () => {
  it("is the confirmed product's, with the sellers' after it in the order of their admission", async () => {
    const w = await loadFixture(shipped);
    const { seller } = w.cast;
    const late = await admit(w.ledger, "late", w.admin, [["", ["Seller"]]]);
    expect(late.id > seller.id).to.equal(true);
    // Who claimed first does not matter.
    const [lateLot, sellersLot] = [await claim(w, late), await claim(w, seller)];
    const { batch, alsoRegistered } = await trace(w.client, LOT);
    expect({ batch, alsoRegistered }).to.deep.equal({ batch: w.lot, alsoRegistered: [sellersLot, lateLot] });
  });

  it("is not known before it was registered, and neither are its consignments before they were made", async () => {
    const w = await loadFixture(shipped);
    const error = await errorOf(trace(w.client, LOT, { toBlock: w.before }));
    expect(error).to.deep.include({
      name: "BatchNotFound",
      values: { gtin: "09520123456788", lot: "LOT7", salt: `0x${"00".repeat(32)}`, products: 1 },
    });
    const then = await trace(w.client, LOT, { toBlock: w.before + 1 });
    expect(then).to.deep.include({ batch: w.lot, consignments: [], of: 0, exact: false });
    expect((await verify(w.client, then, { block: w.before + 1 })).sentence.en).to.match(/none of it was ever loaded/);
    const { consignments } = await trace(w.client, LOT, { toBlock: w.before + 2 });
    expect(consignments.map(({ consignment, block }) => [consignment, block])).to.deep.equal([[w.loose, w.before + 2]]);
  });

  it("is found behind a node that adds logs of something else", async () => {
    const w = await loadFixture(shipped);
    const [other] = await w.ledger.runner!.provider!.getLogs({ fromBlock: 0, address: await w.ledger.getAddress() });
    const client = await clientBehind(
      w,
      tellingLogs((logs) => [other!, ...logs]),
    );
    const own = await trace(w.client, LOT);
    expect(await trace(client, LOT)).to.deep.include({ batch: w.lot, of: 1, consignments: own.consignments });
    const unit = await trace(client, `(00)${SSCC}`);
    expect(unit.consignments.map(({ consignment }) => consignment)).to.deep.equal([w.unit]);
    // From a server, which is held against the node's logs.
    const told = await trace(client, w.loose, { from: () => Promise.resolve(own.consignments[0]!) });
    expect(told.consignments[0]!.parts).to.deep.equal([]);
  });
});

describe("sdk/goods: the consignment of a logistic unit", () => {
  for (const [length, prefix, sscc] of [
    [4, 8_087n, "080871234567890121"],
    [12, 808_712_345_678n, "080871234567890121"],
  ] as const) {
    it(`is that of the holder of a prefix of ${length} digits`, async () => {
      const w = await loadFixture(shipped);
      const { factory } = w.cast;
      const asked = parseSscc(sscc);
      const before = await w.client.provider.getBlockNumber();
      await w.ledger.assignPrefix(prefix, length, factory.id);
      const unit = await unitOf(w, factory, asked);
      const found = await trace(w.client, `(00)${asked}`);
      expect(found).to.deep.include({ batch: undefined, alsoRegistered: [], of: 1, exact: true, others: [] });
      expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([unit]);
      // Before that nobody held it, and then had the unit not been made.
      const nobody = await errorOf(trace(w.client, `(00)${asked}`, { toBlock: before }));
      expect(nobody).to.deep.include({ name: "UnitNotFound", values: valuesOf(asked, undefined) });
      const none = await errorOf(trace(w.client, `(00)${asked}`, { toBlock: before + 1 }));
      expect(none).to.deep.include({ name: "UnitNotFound", values: valuesOf(asked, factory.id) });
      expect(none.message).to.include(`Party ${factory.id}, which holds the prefix in the SSCC ${asked},`);
    });
  }

  function valuesOf(sscc: Sscc, holder: PartyId | undefined) {
    return { sscc, salt: `0x${"00".repeat(32)}`, holder };
  }

  /** Parties that the brand owns, each with a unit under the number. */
  async function sisters(w: World, sscc: Sscc, ...names: readonly string[]): Promise<string[]> {
    const { brand, factory } = w.cast;
    const units: string[] = [];
    for (const name of names) {
      await w.ledger.admitParty(`did:web:${name}.example`, "did:web:brand.example", brand.account.address);
      const party = await w.ledger.partyCount();
      const { account } = factory;
      await w.ledger.setGrant(party, at("NZ"), 1 << 3);
      await w.ledger.connect(brand.account).addSigner(party, account.address, 1 << 3, at(""), 0, 2n ** 40n - 1n, 2);
      await w.ledger.connect(account).createContainer(party, consignmentKey(sscc), at("NZTRG"), id(name));
      units.push(consignmentId(party, consignmentKey(sscc)));
    }
    return units;
  }

  it("is a part too, which the holder of the prefix split off goods of whomever", async () => {
    const w = await loadFixture(shipped);
    const sscc = parseSscc("195201230000000018");
    const { part, block } = await partOf(w, w.cast.brand, sscc);
    const found = await trace(w.client, `(00)${sscc}`);
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([part]);
    const before = await errorOf(trace(w.client, `(00)${sscc}`, { toBlock: block - 1 }));
    expect(before).to.deep.include({ name: "UnitNotFound", values: valuesOf(sscc, w.cast.brand.id) });
  });

  it("is asked for where the holder split off goods of several creators under one number", async () => {
    const w = await loadFixture(shipped);
    const { brand } = w.cast;
    const sscc = parseSscc("195201230000000018");
    const found = [(await partOf(w, brand, sscc)).part];
    const consignment = await createConsignment(w, { by: brand, key: id("own"), lines: [line(w.batch, 5)] });
    const split = {
      consignment,
      role: "Brand",
      place: "NZTRG",
      sscc,
      units: [{ batch: w.batch, quantity: 2 }],
    } as const;
    found.push((await (await waymarkOf(w, brand)).consignments.split(split).send()).part);
    expect(await errorOf(trace(w.client, `(00)${sscc}`))).to.deep.include({
      name: "UnitAmbiguous",
      message: `Party ${brand.id} split 2 consignments off under the SSCC ${sscc}, of different creators.`,
      toDo: `Give the id of the one that is meant: ${found.join(", ")}.`,
      values: { ...valuesOf(sscc, brand.id), found },
    });
  });

  it("is a part that a party of the holder's controller split off", async () => {
    const w = await loadFixture(shipped);
    const { brand, factory } = w.cast;
    await sisters(w, parseSscc("195201230000000025"), "arm");
    const sscc = parseSscc("195201230000000018");
    const { part } = await partOf(w, { ...factory, id: await w.ledger.partyCount() }, sscc);
    const found = await trace(w.client, `(00)${sscc}`);
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([part]);
    // What the holder made itself goes before.
    const own = await unitOf(w, brand, sscc);
    const then = await trace(w.client, `(00)${sscc}`);
    expect(then.consignments.map(({ consignment }) => consignment)).to.deep.equal([own]);
  });

  it("is no part that a stranger split off", async () => {
    const w = await loadFixture(shipped);
    const sscc = parseSscc("195201230000000018");
    await partOf(w, w.cast.carrier, sscc);
    expect((await errorOf(trace(w.client, `(00)${sscc}`))).name).to.equal("UnitNotFound");
    // Nor where the node says that the brand made it.
    const { topicHash } = w.ledger.interface.getEvent("ConsignmentDerived");
    const by = toBeHex(w.cast.brand.id, 32);
    const forged = (log: Log): Log =>
      log.topics[0] === topicHash
        ? (Object.create(log, { topics: { value: [...log.topics.slice(0, 3), by] } }) as Log)
        : log;
    const all = await w.client.provider.getLogs({ fromBlock: 0, address: w.client.address });
    const client = await clientBehind(
      w,
      tellingLogs((logs) => (logs.length > 0 ? logs : all).map(forged)),
    );
    expect((await errorOf(trace(client, `(00)${sscc}`))).name).to.equal("UnitNotFound");
  });

  it("is the holder's own, whoever of its controller used the number too", async () => {
    const w = await loadFixture(shipped);
    await sisters(w, SSCC, "north", "south");
    const found = await trace(w.client, `(00)${SSCC}`);
    expect(found.consignments.map(({ consignment }) => consignment)).to.deep.equal([w.unit]);
  });

  it("is asked for where several of one controller have one, naming each", async () => {
    const w = await loadFixture(shipped);
    const sscc = parseSscc("195201230000000018");
    const [north, south] = await sisters(w, sscc, "north", "south");
    const { brand } = w.cast;
    const error = await errorOf(trace(w.client, `(00)${sscc}`));
    expect(error).to.deep.include({
      name: "UnitAmbiguous",
      message: `2 parties of the controller of party ${brand.id} have a consignment under the SSCC ${sscc}.`,
      toDo: `Give the id of the one that is meant: ${north}, ${south}.`,
      values: { ...valuesOf(sscc, brand.id), found: [north, south] },
    });
    // Up to the block of the first there was one.
    const { creation } = (await trace(w.client, north!)).consignments[0]!;
    const then = await trace(w.client, `(00)${sscc}`, { toBlock: creation.log.block });
    expect(then.consignments.map(({ consignment }) => consignment)).to.deep.equal([north]);
  });

  it("is no stranger's whom a node says to be of the same controller", async () => {
    const w = await loadFixture(shipped);
    const { factory, brand } = w.cast;
    const sscc = parseSscc("195201230000000018");
    await unitOf(w, factory, sscc);
    const abi = w.ledger.interface;
    const event = abi.getEvent("PartyAdmitted");
    const forged = (log: Log): Log => {
      if (log.topics[0] !== event.topicHash) return log;
      const args: readonly unknown[] = abi.decodeEventLog(event, log.data, log.topics).toArray();
      const lie = args.map((value, index) =>
        event.inputs[index]!.name === "controller" ? "did:web:brand.example" : value,
      );
      const { data } = abi.encodeEventLog(event, lie);
      // The same log but for that.
      return Object.create(log, { data: { value: data } }) as Log;
    };
    const client = await clientBehind(
      w,
      tellingLogs((logs) => logs.map(forged)),
    );
    const error = await errorOf(trace(client, `(00)${sscc}`));
    expect(error).to.deep.include({ name: "UnitNotFound", values: valuesOf(sscc, brand.id) });
  });
});
