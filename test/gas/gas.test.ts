import { readFile, writeFile } from "node:fs/promises";

import { expect } from "chai";
import { id as hash, type ContractTransactionReceipt, type ContractTransactionResponse } from "ethers";

import { batchId, consignmentId, lotKey, type ConsignmentId } from "../../sdk/ids.js";
import { Regime } from "../../sdk/vocabulary.js";
import type { LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import {
  at,
  batchDetails,
  checkpoint,
  country,
  createConsignment,
  HS6,
  line,
  PREFIX_LENGTH,
  world,
  type Member,
  type RecordChanges,
  type World,
} from "../support/world.js";
import { BARS_BEYOND, measureBeyond } from "./beyond.js";
import { evmCharge } from "./evmCharge.js";

/** A record where the goods stand, or one that only says so. */
const CHECKPOINT = 48_500;
/** One at another place than the last in the same territory: the code of the place is checked. */
const ELSEWHERE = 49_500;
/** One at a place in another territory than the last. */
const ACROSS_A_BORDER = 51_000;
/** One that rests on a mandate reads three slots more: the creator, the mandate and the principal's standing. */
const UNDER_A_MANDATE = ACROSS_A_BORDER + 3 * 2_100;
/** A reported one reads a slot more: whether customs of the territory write for themselves. */
const REPORTED = UNDER_A_MANDATE + 2_100;

/**
 * What each operation may cost, in the order in which the figures are listed. All are measured in second use: the parties
 * have written before, and the brand, the batches and the holder of the hold have their storage.
 */
const BARS = {
  "register a product": 58_000,
  "register a batch of 1 item": 84_000,
  "register a batch of 1,000,000 items": 84_000,
  "create a consignment with one line": 112_000,
  "each further line of a consignment": 9_000,
  "record Origin, naming who is next": CHECKPOINT,
  "record ExportCleared": CHECKPOINT,
  "record Sighted where the goods stand": CHECKPOINT,
  "record Sighted ahead of the goods, across a border": ACROSS_A_BORDER,
  "record Departed, accepting custody": CHECKPOINT,
  "record Transshipped, across a border": ACROSS_A_BORDER,
  "record Departed from a transit port": CHECKPOINT,
  "record ImportDeclared under a mandate, across a border": UNDER_A_MANDATE,
  "record Arrived, across a border, naming who is next": ACROSS_A_BORDER,
  "record Inspected": CHECKPOINT,
  "record Held": 73_000,
  "record HoldLifted": 52_000,
  "record ImportCleared": CHECKPOINT,
  "record ImportCleared, reported on a document": REPORTED,
  "record Refused": CHECKPOINT,
  "record Received, accepting custody": CHECKPOINT,
  "record Forwarded": CHECKPOINT,
  "record Received at the end of an inland leg": ELSEWHERE,
  "record Incident": CHECKPOINT,
  "record Delivered": CHECKPOINT,
  "record Destroyed": CHECKPOINT,
  "five checkpoints of a journey: Origin, ExportCleared, Departed, Arrived, Delivered": 247_000,
  "a whole import, from product to delivery, in ten transactions": 602_000,
  ...BARS_BEYOND,
} as const;

type Scenario = keyof typeof BARS;
type Figures = Record<Scenario, number>;

const SNAPSHOT = new URL("../../snapshots/gas.json", import.meta.url);
const DRIFT = 0.02;
const MAX_OVERHEAD = 0.08;

/** The time at which everything happens: fixed, so that its bytes cost the same in every run. */
const NOW = 2_000_000_000;

/** What is measured: everything after the fixture, which has used every slot once that a second use finds used. */
async function busyWorld(): Promise<World & { batches: string[] }> {
  await networkHelpers.time.increaseTo(NOW);
  const w = await world();
  const batches: string[] = [];
  for (let i = 0; i < 12; i++) {
    const key = lotKey(`WARM${i}`);
    await (
      await w.ledger.connect(w.cast.factory.account).registerBatch(w.cast.factory.id, batchDetails({ lotKey: key }))
    ).wait();
    batches.push(batchId(w.product, key));
  }
  await createConsignment(w, { key: hash("an earlier consignment"), lines: batches.map((batch) => line(batch, 1)) });
  return { ...w, batches };
}

async function gasOf(transaction: Promise<ContractTransactionResponse>): Promise<number> {
  return Number((await receiptOf(transaction)).gasUsed);
}

async function receiptOf(transaction: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const receipt = await (await transaction).wait();
  return receipt!;
}

function registerProduct({ ledger, cast }: World, gtin: bigint): Promise<number> {
  const { brand } = cast;
  return gasOf(
    ledger.connect(brand.account).registerProduct(brand.id, gtin, PREFIX_LENGTH, at(""), HS6, hash("product data")),
  );
}

function registerBatch({ ledger, cast }: World, lot: string, quantity: bigint): Promise<number> {
  const { factory } = cast;
  const details = batchDetails({ lotKey: lotKey(lot), quantity, itemsRoot: hash(`items of ${lot}`) });
  return gasOf(ledger.connect(factory.account).registerBatch(factory.id, details));
}

function create({ ledger, cast }: World, key: string, lines: LineStruct[]): Promise<number> {
  const { factory } = cast;
  const details = { key, place: at("NZTRG"), destination: country("CN"), dataHash: hash("consignment data") };
  return gasOf(ledger.connect(factory.account).createConsignment(factory.id, details, lines));
}

type Write = (
  by: Member,
  kind: Parameters<typeof checkpoint>[2],
  role: Parameters<typeof checkpoint>[3],
  place: string,
  changes?: RecordChanges,
) => Promise<number>;

/** Records about one consignment, one after the other. */
function writerOf({ ledger }: World, id: ConsignmentId): Write {
  return async (by, kind, role, place, changes = {}) =>
    gasOf(
      ledger.connect(by.account).record(await checkpoint(id, by, kind, role, place, { occurredAt: NOW, ...changes })),
    );
}

/** Brings a new consignment to its place in Shanghai, undeclared, with the retailer named next. */
async function arrive(w: World, id: ConsignmentId): Promise<Write> {
  const { factory, nzCustoms, carrier, retailer } = w.cast;
  const write = writerOf(w, id);
  await write(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
  await write(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  await write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  await write(carrier, "Arrived", "Carrier", "CNSHG", { next: retailer.id });
  return write;
}

const sequenceWord = (sequence: bigint) => ethers.toBeHex(sequence, 32);

/** A consignment over a transit port, held in its port of arrival, forwarded inland under bond. */
async function measureLongJourney(w: World, figures: Partial<Figures>): Promise<void> {
  const { factory, nzCustoms, carrier, cnPort, broker, cnCustoms, inspector, warehouse } = w.cast;
  const id = await createConsignment(w);
  const write = writerOf(w, id);
  figures["record Origin, naming who is next"] = await write(factory, "Origin", "Factory", "NZTRG", {
    scope: "NZ",
    next: carrier.id,
  });
  figures["record ExportCleared"] = await write(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  figures["record Departed, accepting custody"] = await write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  figures["record Transshipped, across a border"] = await write(carrier, "Transshipped", "Carrier", "SGSIN");
  figures["record Departed from a transit port"] = await write(carrier, "Departed", "Carrier", "SGSIN", { detail: 1 });
  figures["record ImportDeclared under a mandate, across a border"] = await write(
    broker,
    "ImportDeclared",
    "Broker",
    "CNSHG",
    {
      detail: Regime.Bonded,
      principal: factory.id,
    },
  );
  figures["record Sighted ahead of the goods, across a border"] = await write(cnPort, "Sighted", "Port", "CNSHG", {
    scope: "CNSHG",
    detail: 3,
  });
  figures["record Arrived, across a border, naming who is next"] = await write(carrier, "Arrived", "Carrier", "CNSHG", {
    next: warehouse.id,
  });
  figures["record Sighted where the goods stand"] = await write(cnPort, "Sighted", "Port", "CNSHG", {
    scope: "CNSHG",
    detail: 3,
  });
  figures["record Inspected"] = await write(inspector, "Inspected", "Inspector", "CNSHG", { scope: "CN", detail: 1 });
  figures["record Held"] = await write(inspector, "Held", "Inspector", "CNSHG", { scope: "CN" });
  const { sequence } = await w.ledger.holdOf(id, inspector.id);
  figures["record HoldLifted"] = await write(inspector, "HoldLifted", "Inspector", "CNSHG", {
    scope: "CN",
    basedOn: sequenceWord(sequence),
  });
  figures["record Incident"] = await write(carrier, "Incident", "Carrier", "CNSHG", { detail: 4 });
  figures["record Forwarded"] = await write(carrier, "Forwarded", "Carrier", "CNSHG", {
    detail: 3,
    next: warehouse.id,
  });
  figures["record Received at the end of an inland leg"] = await write(warehouse, "Received", "Warehouse", "CNHAZ", {
    scope: "CN",
  });
  figures["record ImportCleared"] = await write(cnCustoms, "ImportCleared", "Customs", "CNHAZ", { scope: "CN" });
  figures["record Delivered"] = await write(warehouse, "Delivered", "Warehouse", "CNHAZ", { scope: "CN" });
}

/** Goods cleared on a broker's word and handed over, and goods that customs refuse. */
async function measureOtherEnds(w: World, figures: Partial<Figures>): Promise<void> {
  const { factory, broker, cnCustoms, retailer, carrier } = w.cast;
  const few = [line(w.batch, 1)];
  const reported = await arrive(w, await createConsignment(w, { key: hash("reported"), lines: few }));
  await reported(broker, "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal: factory.id });
  figures["record ImportCleared, reported on a document"] = await reported(broker, "ImportCleared", "Broker", "CNSHG", {
    principal: factory.id,
    basedOn: hash("customs release note"),
  });
  figures["record Received, accepting custody"] = await reported(retailer, "Received", "Retailer", "CNSHG", {
    scope: "CN",
  });

  const refused = await arrive(w, await createConsignment(w, { key: hash("refused"), lines: few }));
  figures["record Refused"] = await refused(cnCustoms, "Refused", "Customs", "CNSHG", { scope: "CN" });
  figures["record Destroyed"] = await refused(carrier, "Destroyed", "Carrier", "CNSHG");
}

async function measureFiveCheckpoints(w: World): Promise<number> {
  const { factory, nzCustoms, carrier, broker, cnCustoms } = w.cast;
  const write = writerOf(w, await createConsignment(w, { key: hash("five"), lines: [line(w.batch, 1)] }));
  let sum = await write(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
  sum += await write(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  sum += await write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  sum += await write(carrier, "Arrived", "Carrier", "CNSHG");
  await write(broker, "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal: factory.id });
  await write(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
  return sum + (await write(carrier, "Delivered", "Carrier", "CNSHG"));
}

async function measureWholeImport(w: World): Promise<number> {
  const { factory, nzCustoms, carrier, broker, cnCustoms } = w.cast;
  let sum = await registerProduct(w, 9_520_123_456_757n);
  sum += await registerBatch(w, "WHOLE", 1_000n);
  const key = hash("a whole import");
  sum += await create(w, key, [line(batchId(w.product, lotKey("WHOLE")), 480)]);
  const write = writerOf(w, consignmentId(factory.id, key));
  sum += await write(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
  sum += await write(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  sum += await write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  sum += await write(carrier, "Arrived", "Carrier", "CNSHG");
  sum += await write(broker, "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal: factory.id });
  sum += await write(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
  return sum + (await write(carrier, "Delivered", "Carrier", "CNSHG"));
}

async function measure(): Promise<Figures> {
  const w = await loadFixture(busyWorld);
  const figures: Partial<Figures> = {};
  figures["register a product"] = await registerProduct(w, 9_520_123_456_771n);
  figures["register a batch of 1 item"] = await registerBatch(w, "SINGLE", 1n);
  figures["register a batch of 1,000,000 items"] = await registerBatch(w, "MILLION", 1_000_000n);
  const lines = w.batches.map((batch) => line(batch, 24));
  const oneLine = await create(w, hash("one line"), lines.slice(0, 1));
  figures["create a consignment with one line"] = oneLine;
  figures["each further line of a consignment"] = Math.ceil(
    ((await create(w, hash("eleven lines"), lines.slice(1))) - oneLine) / 10,
  );
  await measureLongJourney(w, figures);
  await measureOtherEnds(w, figures);
  figures["five checkpoints of a journey: Origin, ExportCleared, Departed, Arrived, Delivered"] =
    await measureFiveCheckpoints(w);
  figures["a whole import, from product to delivery, in ten transactions"] = await measureWholeImport(w);
  return inOrder({ ...figures, ...(await measureBeyond(await loadFixture(busyWorld), NOW)) });
}

/** The figures in the order of the bars, all of them. */
function inOrder(figures: Partial<Figures>): Figures {
  const entries = scenarios().map((scenario): [Scenario, number] => {
    const figure = figures[scenario];
    if (figure === undefined) throw new Error(`"${scenario}" was not measured.`);
    return [scenario, figure];
  });
  // Every scenario has its entry.
  return Object.fromEntries(entries) as Figures;
}

function scenarios(): Scenario[] {
  // The keys of a constant object are exactly those it is written with.
  return Object.keys(BARS) as Scenario[];
}

describe("Gas", () => {
  let figures: Figures;

  before(async () => {
    figures = await measure();
    if (process.env.UPDATE_SNAPSHOT === "1") await writeFile(SNAPSHOT, `${JSON.stringify(figures, null, 2)}\n`);
  });

  it("has a snapshot of exactly these scenarios", async () => {
    expect(Object.keys(await readSnapshot())).to.deep.equal(scenarios());
  });

  for (const scenario of scenarios()) {
    it(`${scenario}: at most ${BARS[scenario].toLocaleString("en")}, and as in the snapshot`, async () => {
      const known = (await readSnapshot())[scenario] ?? 0;
      expect(figures[scenario], "passes its bar").to.be.at.most(BARS[scenario]);
      expect(
        figures[scenario],
        "drifts from snapshots/gas.json; when it should, run with UPDATE_SNAPSHOT=1",
      ).to.be.within(Math.floor(known * (1 - DRIFT)), Math.ceil(known * (1 + DRIFT)));
    });
  }

  it("spends at most 8 % beyond what the EVM charges for intrinsic cost, calldata, storage and log", async () => {
    const w = await loadFixture(busyWorld);
    const { carrier, factory, nzCustoms } = w.cast;
    const id = await createConsignment(w);
    await writerOf(w, id)(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
    for (const [by, kind, role, place, changes] of [
      [nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }],
      [carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }],
      [carrier, "Transshipped", "Carrier", "SGSIN", {}],
    ] as const) {
      const record = await checkpoint(id, by, kind, role, place, { ...changes, occurredAt: NOW });
      const receipt = await receiptOf(w.ledger.connect(by.account).record(record));
      const charge = await evmCharge(receipt);
      // Read: signer, grant, party, word, head. Written: word, head.
      expect(charge.count, kind).to.deep.equal({ SLOAD: 5, SSTORE: 2, LOG4: 1 });
      expect(Number(receipt.gasUsed) / charge.gas - 1, kind).to.be.within(0, MAX_OVERHEAD);
    }
  });
});

async function readSnapshot(): Promise<Partial<Record<string, number>>> {
  // Written by this very test.
  return JSON.parse(await readFile(SNAPSHOT, "utf8")) as Partial<Record<string, number>>;
}
