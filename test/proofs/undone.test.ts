import { expect } from "chai";
import { id as hash } from "ethers";

import { Adjustment, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { AT, containerOf, goodsAt, leaving, move, NOTE, UNITS } from "../support/provedGoods.js";
import { proofOf } from "../support/proofs.js";
import { admit, at, country, line, world } from "../support/world.js";

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };

describe("ProvedRecords: what is undone", () => {
  it("an agent's clearance, though the agent was named next", async () => {
    const w = await loadFixture(world);
    const { factory } = w.cast;
    const both = await admit(w.ledger, "both", w.outsider, [["", ["Broker", "Carrier"]]]);
    await (await w.ledger.connect(factory.account).setMandate(factory.id, both.id, roleSet(["Broker"]))).wait();
    const goods = await goodsAt(w, "created");
    await goods.write(factory, "Origin", "Factory", "NZTRG", { ...NZ, next: both.id });
    const reported = { principal: factory.id, basedOn: NOTE };
    const on = await goods.write(both, "ExportCleared", "Broker", "NZTRG", reported);
    await goods.undo(both, "Correction", "Broker", "NZTRG", { on });
    expect((await goods.word()).flags).to.not.include("exportCleared");
  });

  it("a move of the custodian, though it had named itself next", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG", { next: carrier.id });
    const before = await goods.word();
    const on = await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await goods.undo(carrier, "Correction", "Carrier", "NZTRG", { on });
    expect(await goods.word()).to.include({ movement: before.movement, next: carrier.id });
  });

  it("a departure by the mode whose number is that of an overage", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    const on = await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: Adjustment.Overage });
    // Custody that was accepted stays accepted: the first move of who was named next is no other's to have made.
    await goods.write(carrier, "Transshipped", "Carrier", "SGSIN");
    const again = await goods.write(carrier, "Departed", "Carrier", "SGSIN", { detail: Adjustment.Overage });
    expect(again).to.be.above(on);
    await goods.undo(carrier, "Correction", "Carrier", "SGSIN", { on: again });
    expect(await goods.word()).to.include({ movement: "AtTransit", place: "SGSIN" });
  });

  it("a clearance, though units left since", async () => {
    const w = await loadFixture(world);
    const { carrier, nzCustoms } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const lost = { detail: Adjustment.Shortage };
    await goods.writeLines(carrier, "Adjusted", "Carrier", "NZTRG", leaving(w, UNITS, 1), lost);
    await goods.undo(nzCustoms, "Correction", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
    expect((await goods.word()).flags).to.not.include("exportCleared");
  });

  it("nothing of a report that customs' own word has taken the place of, whatever of the history is shown", async () => {
    const w = await loadFixture(world);
    const { broker, nzCustoms } = w.cast;
    const goods = await goodsAt(w, "exported", { exportBasis: "reported" });
    await goods.write(nzCustoms, "ExportCleared", "Customs", "NZTRG", NZ);
    const how = { on: AT.exported, inFull: "none" as const };
    await goods.alone(broker, "Correction", "Broker", "NZTRG", how);
  });

  it("units that come back are on at most 64 lines", async () => {
    const w = await loadFixture(world);
    const { ledger, cast } = w;
    const { carrier, cnCustoms } = cast;
    const goods = await goodsAt(w, "declared");
    const p = leaving(w, UNITS, 10);
    const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", p, CN);
    const { proof } = await proofOf(w, goods.id, on, { inFull: "none", particulars: [p] });
    const details = { key: hash("back"), place: at("CNSHG"), destination: country("CN"), dataHash: hash("data") };
    for (const [count, name, argument] of [
      [64, "QuantityInvalid", 0],
      [65, "LineCountInvalid", 65],
    ] as const) {
      const lines = Array.from({ length: count }, () => line(w.batch, 0));
      await expect(ledger.connect(carrier.account).returnReleased(carrier.id, details, goods.id, proof, lines))
        .to.be.revertedWithCustomError(ledger, name)
        .withArgs(argument);
    }
  });

  it("the count of what stops a container, when refused goods are taken out of it", async () => {
    const w = await loadFixture(world);
    const { ledger, cast } = w;
    const { carrier, cnCustoms, factory } = cast;
    const goods = await goodsAt(w, "exported");
    const other = await goodsAt(w, "exported", { key: "other" });
    for (const each of [goods, other]) await each.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods, other]);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await box.write(carrier, "Arrived", "Carrier", "CNSHG");
    await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
    expect((await box.word()).flags).to.include("stoppedInside");
    await (await ledger.suspendParty(carrier.id)).wait();
    await goods.write(factory, "TakenBack", "Factory", "NZTRG", NZ);
    expect((await box.word()).flags).to.not.include("stoppedInside");
  });
});
