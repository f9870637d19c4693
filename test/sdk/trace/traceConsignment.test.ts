import { expect } from "chai";
import { id as hash, zeroPadValue, ZeroHash } from "ethers";

import { FatalError, InvalidValueError, RetryableError } from "../../../sdk/errors.js";
import { batchId, consignmentId, lotKey } from "../../../sdk/ids.js";
import { fromBytes5 } from "../../../sdk/places/scope.js";
import type { TraceOptions } from "../../../sdk/trace/blockRange.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { Kind, nameIn, Role } from "../../../sdk/vocabulary.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney, DOCUMENT, ITEMS, RELEASED_ITEMS } from "../../support/journey.js";
import { at, batchDetails, createConsignment, GTIN, HS6, line, PREFIX_LENGTH, world } from "../../support/world.js";

describe("sdk/trace: traceConsignment", () => {
  it("tells what was written, record by record", async () => {
    const journey = await loadFixture(bondedJourney);
    const trace = await traceConsignment(await clientOf(journey), journey.consignment);
    const written = journey.written.map(({ checkpoint: c, leaving, signer }, index) => ({
      type: "Record",
      sequence: index + 2,
      kind: nameIn(Kind, BigInt(c.kind)),
      party: BigInt(c.party),
      role: nameIn(Role, BigInt(c.role)),
      place: fromBytes5(String(c.place)),
      occurredAt: Number(c.occurredAt),
      detail: Number(c.detail),
      basedOn: c.basedOn,
      dataHash: c.dataHash,
      next: BigInt(c.next),
      principal: BigInt(c.principal),
      signer: zeroPadValue(signer.toLowerCase(), 32),
      particulars:
        leaving.length === 0
          ? undefined
          : {
              lines: leaving.map(({ batch, quantity, items }) => ({ batch, quantity: BigInt(quantity), items })),
              document: DOCUMENT,
              items: RELEASED_ITEMS,
            },
    }));
    // What the chain adds is compared below.
    const added = ["basis", "detailName", "recordedAt", "before", "log"];
    const none = { part: undefined, children: undefined, about: undefined, undoes: undefined, undoneBy: undefined };
    const told = trace.records.map((record) =>
      Object.fromEntries(Object.entries(record).filter(([name]) => !added.includes(name))),
    );
    expect(told).to.deep.equal(written.map((record) => ({ ...record, ...none })));
    expect(trace.steps).to.deep.equal([trace.creation, ...trace.records]);
  });

  it("says each record's basis, detail and place on the chain", async () => {
    const journey = await loadFixture(bondedJourney);
    const trace = await traceConsignment(await clientOf(journey), journey.consignment);
    expect(
      trace.records.map(({ basis, kind, role }) => `${basis} ${kind} ${role}`).filter((it) => !it.startsWith("own")),
    ).to.deep.equal(["reported ImportCleared Broker"]);
    expect(trace.records.map(({ detailName }) => detailName).filter((name) => name !== undefined)).to.deep.equal([
      "Loaded",
      "Maritime",
      "Maritime",
      "Pass",
      "Road",
      "Bonded",
      "Sample",
      "Overage",
      "ByLines",
      "ByLines",
    ]);
    for (const { log, recordedAt } of [trace.creation, ...trace.records]) {
      const block = await ethers.provider.getBlock(log.block);
      expect(block!.timestamp).to.equal(recordedAt);
      expect(block!.transactions).to.deep.equal([log.transaction]);
    }
  });

  it("tells the creation, and what and who it is about", async () => {
    const journey = await loadFixture(bondedJourney);
    const client = await clientOf(journey);
    const { creation, batches, products, parties, ...trace } = await traceConsignment(client, journey.consignment);
    const { brand, factory } = journey.cast;
    expect(trace.chainId).to.equal(31337n);
    expect(trace.ledger).to.equal(client.address);
    expect(trace.consignment).to.equal(journey.consignment);
    expect(trace.block).to.equal(await ethers.provider.getBlockNumber());
    expect(creation).to.deep.include({
      sequence: 1,
      creator: factory.id,
      key: hash("SSCC 109520123000000012"),
      place: "NZTRG",
      destination: "CN",
      dataHash: hash("consignment data"),
      signer: zeroPadValue(factory.account.address.toLowerCase(), 32),
      lines: [
        { batch: journey.batch, quantity: 400n, items: ZeroHash },
        { batch: journey.batch, quantity: 80n, items: ITEMS },
      ],
    });
    expect([...batches]).to.deep.equal([
      [
        journey.batch,
        {
          product: GTIN,
          maker: factory.id,
          lotKey: lotKey("NZ2611A"),
          quantity: 1_000n,
          unit: "H87",
          origin: "NZ",
          expiry: 20_280_501,
          itemsRoot: hash("items"),
          dataHash: hash("batch data"),
        },
      ],
    ]);
    expect([...products]).to.deep.equal([
      [
        GTIN,
        {
          registrant: brand.id,
          gtin: "09520123456788",
          hs6: HS6,
          dataHash: ZeroHash,
          confirmed: true,
          endorsedBy: 0n,
        },
      ],
    ]);
    const named = [
      "brand",
      "factory",
      "carrier",
      "nzPort",
      "nzCustoms",
      "cnPort",
      "broker",
      "cnCustoms",
      "inspector",
      "warehouse",
    ] as const;
    expect([...parties]).to.deep.equal(
      named.map((name) => [
        journey.cast[name].id,
        { uri: `did:web:${name}.example`, controller: `did:web:${name}.example` },
      ]),
    );
  });

  it("keeps two consignments of one batch apart", async () => {
    const w = await loadFixture(world);
    const client = await clientOf(w);
    const first = await createConsignment(w, { key: hash("1"), lines: [line(w.batch, 1)] });
    const second = await createConsignment(w, { key: hash("2"), lines: [line(w.batch, 2), line(w.batch, 3)] });
    const quantities = async (id: string): Promise<bigint[]> =>
      (await traceConsignment(client, id)).creation.lines.map(({ quantity }) => quantity);
    expect(await quantities(first)).to.deep.equal([1n]);
    expect(await quantities(second)).to.deep.equal([2n, 3n]);
  });

  it("says whether a claimed product was confirmed by the brand", async () => {
    const w = await loadFixture(world);
    const client = await clientOf(w);
    const { seller, brand } = w.cast;
    const product = (seller.id << 64n) | GTIN;
    await w.ledger.connect(seller.account).registerProduct(seller.id, GTIN, 0, at(""), HS6, ZeroHash);
    await w.ledger.connect(seller.account).registerBatch(seller.id, batchDetails({ product }));
    const lines = [line(batchId(product, lotKey("NZ2611A")), 1)];
    const consignment = await createConsignment(w, { by: seller, lines });

    const claimed = (await traceConsignment(client, consignment)).products.get(product);
    expect(claimed).to.include({ registrant: seller.id, confirmed: false, endorsedBy: 0n });
    await w.ledger.connect(brand.account).endorseProduct(brand.id, product, PREFIX_LENGTH);
    const trace = await traceConsignment(client, consignment);
    expect(trace.products.get(product)).to.include({ registrant: seller.id, confirmed: true, endorsedBy: brand.id });
    expect(trace.parties.get(brand.id)?.uri).to.equal("did:web:brand.example");
  });

  it("reads up to a block", async () => {
    const journey = await loadFixture(bondedJourney);
    const client = await clientOf(journey);
    const whole = await traceConsignment(client, journey.consignment);
    const early = await traceConsignment(client, journey.consignment, { toBlock: whole.records[4]!.log.block });
    expect(early.records).to.deep.equal(whole.records.slice(0, 5));
  });

  it("reads no blocks that are none, or that the chain does not have yet", async () => {
    const journey = await loadFixture(bondedJourney);
    const client = await clientOf(journey);
    const latest = await ethers.provider.getBlockNumber();
    const refusalOf = async (blocks: TraceOptions): Promise<unknown> =>
      await traceConsignment(client, journey.consignment, blocks).catch((caught: unknown) => caught);
    for (const blocks of [{ toBlock: -5 }, { toBlock: NaN }, { toBlock: Infinity }, { fromBlock: 0.5 }]) {
      expect(await refusalOf(blocks))
        .to.be.instanceOf(InvalidValueError)
        .with.property("message")
        .that.includes("is no number of a block");
    }
    expect(await refusalOf({ fromBlock: latest, toBlock: 1 }))
      .to.be.instanceOf(InvalidValueError)
      .and.include({
        message: `There is nothing to read from block ${latest} to block 1.`,
        toDo: "Give a first block that is not after the last; both count.",
      });
    expect(await refusalOf({ toBlock: latest + 1 }))
      .to.be.instanceOf(RetryableError)
      .and.deep.include({
        name: "NodeBehind",
        message: `The node has no block ${latest + 1} yet: its latest is ${latest}.`,
        toDo: "Try again in a little while, or ask a node of the same chain that has it.",
        values: { block: latest + 1, latest },
      });
  });

  it("asks the node for no consignment that is none", async () => {
    const client = await clientOf(await loadFixture(bondedJourney));
    for (const consignment of ["0x12", "nonsense", "", null, 5] as never[]) {
      const error: unknown = await traceConsignment(client, consignment).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(InvalidValueError);
    }
  });

  it("says that a consignment was not created in the blocks read", async () => {
    const journey = await loadFixture(bondedJourney);
    const client = await clientOf(journey);
    const latest = await ethers.provider.getBlockNumber();
    const unknown = consignmentId(99n, hash("none"));
    for (const [id, fromBlock] of [
      [unknown, 0],
      [journey.consignment, latest],
    ] as const) {
      const error: unknown = await traceConsignment(client, id, { fromBlock }).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(FatalError);
      expect(error).to.include({
        name: "ConsignmentNotFound",
        message: `The ledger did not create consignment ${id} between blocks ${fromBlock} and ${latest}.`,
        toDo: "Check the consignment, the chain, and that the first block is not after its creation.",
      });
      expect(error).to.have.deep.property("values", { consignment: id, from: fromBlock, to: latest });
    }
  });
});
