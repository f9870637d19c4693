import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { FatalError } from "../../../sdk/errors.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { decodeWord } from "../../../sdk/word.js";
import type { Waymark } from "../../../sdk/waymark.js";
import { loadFixture } from "../../support/chain.js";
import { waymarkOf } from "../../support/waymark.js";
import { world, type CastName, type World } from "../../support/world.js";

const SSCC = "095201230000000127";
const DOCUMENT = hash("document");

/** Every party of the world with the SDK in its hands. */
async function hands(w: World): Promise<Record<CastName, Waymark>> {
  const entries = await Promise.all(
    Object.entries(w.cast).map(async ([name, member]) => [name, await waymarkOf(w, member)] as const),
  );
  // The keys are those of the cast.
  return Object.fromEntries(entries) as Record<CastName, Waymark>;
}

async function start() {
  const w = await loadFixture(world);
  return { w, by: await hands(w), next: (name: CastName) => w.cast[name].id };
}

describe("sdk: a journey in the words of the trade", () => {
  it("goes from product to delivery, and verifies", async () => {
    const { w, by, next } = await start();
    const registered = await by.brand.products.register({ gtin: "9520123456702", hs6: "190110" }).send();
    expect(registered).to.include({ gtin: "09520123456702", confirmed: true, registrant: w.cast.brand.id });
    await by.brand.products
      .appoint({ product: registered.product, agent: w.cast.factory.id, tasks: ["maker", "shipper"] })
      .send();
    const { batch } = await by.factory.batches
      .register({
        product: registered.product,
        lot: "L1",
        quantity: 1_000,
        unit: "H87",
        origin: "NZ",
        expiry: "2028-05-01",
      })
      .send();
    expect(batch).to.equal(by.factory.batches.idOf(registered.product, "L1"));
    const written = await by.factory.batches.find(batch);
    expect(await by.factory.batches.find(`0x${batch.slice(2).toUpperCase()}`)).to.deep.equal(written);

    const created = await by.factory.consignments
      .create({ sscc: SSCC, place: "NZTRG", destination: "CN", lines: [{ batch, quantity: 480 }] })
      .send();
    const { consignment } = created;
    expect(consignment).to.equal(by.factory.consignments.idOf(w.cast.factory.id, { sscc: SSCC }));
    expect(created.head).to.equal(await w.ledger.headOf(consignment));
    expect(created.events.map(({ name }) => name)).to.deep.equal(["LineLoaded", "ConsignmentCreated"]);
    expect(created.events[1]!.values).to.include({ place: "NZTRG", destination: "CN" });

    const at = { consignment, place: "NZTRG" } as const;
    await by.factory.checkpoints.record({ ...at, kind: "Origin", role: "Factory", next: next("carrier") }).send();
    await by.nzCustoms.checkpoints.record({ ...at, kind: "ExportCleared", role: "Customs" }).send();
    await by.nzPort.checkpoints.record({ ...at, kind: "Sighted", seen: "gateIn", role: "Port" }).send();
    const departed = await by.carrier.checkpoints
      .record({ ...at, kind: "Departed", mode: "maritime", role: "Carrier" })
      .send();
    expect(departed).to.include({ consignment, kind: "Departed", sequence: 5, party: w.cast.carrier.id });
    expect(departed.head).to.equal(await w.ledger.headOf(consignment));
    expect(departed.gasUsed).to.be.a("bigint").and.be.above(40_000n);
    expect(departed.events).to.have.length(1);
    expect(departed.events[0]!.values).to.include({ kind: "Departed", role: "Carrier", place: "NZTRG", detail: 1 });

    const there = { consignment, place: "CNSHG" } as const;
    await by.carrier.checkpoints.record({ ...there, kind: "Arrived", role: "Carrier", next: next("warehouse") }).send();
    await by.broker.checkpoints
      .record({
        ...there,
        kind: "ImportDeclared",
        regime: "bonded",
        role: "Broker",
        principal: w.cast.factory.id,
        document: DOCUMENT,
      })
      .send();
    await by.inspector.checkpoints.record({ ...there, kind: "Inspected", result: "pass", role: "Inspector" }).send();
    const held = await by.inspector.checkpoints.record({ ...there, kind: "Held", role: "Inspector" }).send();
    expect((await by.inspector.consignments.state(consignment)).holds).to.equal(1);
    const second = await by.cnCustoms.checkpoints.record({ ...there, kind: "Held", role: "Customs" }).send();
    const [first, other] = await by.carrier.consignments.holds(consignment.toUpperCase().replace("0X", "0x"));
    const placed = { consignment, kind: "Held" } as const;
    expect(first).to.deep.equal({ ...placed, party: w.cast.inspector.id, sequence: 9, recordedAt: held.recordedAt });
    expect(other).to.deep.equal({ ...placed, party: w.cast.cnCustoms.id, sequence: 10, recordedAt: second.recordedAt });
    await by.cnCustoms.checkpoints.record({ ...there, kind: "HoldLifted", role: "Customs" }).send();
    // One that was placed anew counts from there.
    const again = await by.cnCustoms.checkpoints.record({ ...there, kind: "Held", role: "Customs" }).send();
    const open = (await by.carrier.consignments.holds(consignment)).map(({ sequence }) => sequence);
    expect(open).to.deep.equal([9, again.sequence]);
    await by.cnCustoms.checkpoints.record({ ...there, kind: "HoldLifted", role: "Customs" }).send();
    await by.inspector.checkpoints
      .record({
        ...there,
        kind: "Adjusted",
        cause: "sample",
        role: "Inspector",
        units: [{ batch, quantity: 2 }],
        document: DOCUMENT,
      })
      .send();
    await by.inspector.checkpoints.record({ ...there, kind: "HoldLifted", role: "Inspector" }).send();
    expect(held.sequence).to.equal(9);
    await by.cnCustoms.checkpoints
      .record({ ...there, kind: "ImportCleared", role: "Customs", units: [{ batch, quantity: 100 }] })
      .send();
    await by.cnCustoms.checkpoints.record({ ...there, kind: "ImportCleared", role: "Customs" }).send();
    await by.warehouse.checkpoints
      .record({ ...there, kind: "Received", role: "Warehouse", next: next("retailer") })
      .send();
    await by.retailer.checkpoints.record({ ...there, kind: "Received", role: "Retailer" }).send();
    await by.retailer.checkpoints.record({ ...there, kind: "Delivered", role: "Retailer" }).send();

    const state = await by.brand.consignments.state(consignment);
    expect(await by.brand.consignments.holds(consignment)).to.deep.equal([]);
    const unknown: unknown = await by.brand.consignments.holds(ZeroHash).catch((caught: unknown) => caught);
    expect(unknown).to.be.instanceOf(FatalError).with.property("name", "ConsignmentUnknown");
    expect(state).to.include({ movement: "Delivered", customs: "Cleared", place: "CNSHG" });
    const trace = await traceConsignment(by.retailer, consignment);
    expect((await verifyHead(by.retailer, trace)).problems).to.deep.equal([]);
  });

  it("packs, unpacks, splits and voids", async () => {
    const { w, by } = await start();
    const { batch } = w;
    const here = { place: "NZTRG", role: "Factory" } as const;
    const make = async (sscc: string) =>
      (
        await by.factory.consignments
          .create({ sscc, place: "NZTRG", destination: "CN", lines: [{ batch, quantity: 100 }] })
          .send()
      ).consignment;
    const [first, second, third] = [
      await make("095201230000000011"),
      await make("095201230000000028"),
      await make("095201230000000035"),
    ];
    const container = await by.factory.consignments
      .createContainer({ sscc: "095201230000000042", place: "NZTRG" })
      .send();
    expect(container.number).to.equal(1);
    const children = [first, second].toSorted().toReversed();
    const packed = await by.factory.consignments.pack({ ...here, consignment: container.consignment, children }).send();
    expect(packed).to.include({ kind: "Packed", consignment: container.consignment });
    expect(decodeWord(await w.ledger.wordOf(first)).parent).to.equal(1);
    await by.factory.consignments.unpack({ ...here, consignment: container.consignment, children: [second] }).send();

    const split = await by.factory.consignments
      .split({ ...here, consignment: second, sscc: "095201230000000059", units: [{ batch, quantity: 40 }] })
      .send();
    expect((await by.factory.consignments.state(split.part)).custodian).to.equal(w.cast.factory.id);
    expect(split).to.include({ kind: "Split", consignment: second });

    const { loaded } = await w.ledger.batchOf(batch);
    await by.factory.consignments.void({ ...here, consignment: third }).send();
    expect((await w.ledger.batchOf(batch)).loaded).to.equal(loaded - 100n);
    expect((await by.factory.consignments.state(third)).movement).to.equal("Closed");
  });

  it("corrects, confirms and disputes what the history has, and makes released units a consignment again", async () => {
    const { w, by, next } = await start();
    const { batch } = w;
    const { consignment } = await by.factory.consignments
      .create({ sscc: SSCC, place: "NZTRG", destination: "CN", lines: [{ batch, quantity: 100 }] })
      .send();
    const at = { consignment, place: "NZTRG" } as const;
    await by.factory.checkpoints.record({ ...at, kind: "Origin", role: "Factory", next: next("carrier") }).send();
    const reported = await by.broker.checkpoints
      .record({ ...at, kind: "ExportCleared", role: "Broker", principal: w.cast.factory.id, document: DOCUMENT })
      .send();
    await by.nzCustoms.checkpoints
      .record({ ...at, kind: "Confirmed", role: "Customs", about: reported.sequence })
      .send();
    await by.carrier.checkpoints.record({ ...at, kind: "Departed", mode: "maritime", role: "Carrier" }).send();
    const there = { consignment, place: "CNSHG" } as const;
    await by.carrier.checkpoints.record({ ...there, kind: "Arrived", role: "Carrier", next: next("warehouse") }).send();
    await by.broker.checkpoints
      .record({ ...there, kind: "ImportDeclared", regime: "bonded", role: "Broker", principal: w.cast.factory.id })
      .send();
    const byLines = { ...there, kind: "ImportCleared", role: "Customs" } as const;
    const mistaken = await by.cnCustoms.checkpoints.record({ ...byLines, units: [{ batch, quantity: 70 }] }).send();
    const correction = await by.cnCustoms.checkpoints
      .record({ ...there, kind: "Correction", reason: "incorrectData", role: "Customs", about: mistaken.sequence })
      .send();
    const undone = correction.events.find(({ name }) => name === "RecordUndone");
    expect(undone?.values).to.include({ undone: mistaken.sequence, sequence: correction.sequence });
    await by.factory.checkpoints
      .record({ ...there, kind: "Disputed", role: "Factory", scope: "NZ", place: "NZTRG" })
      .send();
    const released = await by.cnCustoms.checkpoints.record({ ...byLines, units: [{ batch, quantity: 60 }] }).send();
    const back = await by.carrier.consignments
      .returnReleased({
        sscc: "095201230000000066",
        place: "CNSHG",
        destination: "CN",
        lines: [{ batch, quantity: 5 }],
        from: consignment,
        release: released.sequence,
      })
      .send();
    expect((await by.carrier.consignments.state(back.consignment)).movement).to.equal("Arrived");
    expect(back.head).not.to.equal(ZeroHash);
  });
});
