import { expect } from "chai";

import type { Role } from "../../sdk/vocabulary.js";
import { Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { AT, containerOf, goodsAt, move } from "../support/provedGoods.js";
import { checkpoint, world, type Member } from "../support/world.js";

const NZ = { scope: "NZ" };
const CN = { scope: "CN" };

describe("ProvedRecords: Disputed", () => {
  async function arrived() {
    const w = await world();
    return { w, ...w.cast, goods: await goodsAt(w, "arrived") };
  }

  it("is written plainly by who has the goods, and changes nothing", async () => {
    const { goods, carrier } = await loadFixture(arrived);
    const before = await goods.word();
    await goods.write(carrier, "Disputed", "Carrier", "CNSHG");
    expect(await goods.word()).to.deep.equal({ ...before, sequence: before.sequence + 1n });
  });

  it("is written plainly by who made packed goods a consignment, and by who has their container", async () => {
    const w = await loadFixture(world);
    const { carrier, factory } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    const before = await goods.word();
    await goods.write(factory, "Disputed", "Factory", "NZTRG", NZ);
    await goods.write(carrier, "Disputed", "Carrier", "NZTRG");
    expect(await goods.word()).to.deep.equal({ ...before, sequence: before.sequence + 2n });
  });

  it("is written by anybody that proves a record of its own", async () => {
    const { goods, nzCustoms, factory, cnPort, inspector } = await loadFixture(arrived);
    const inFull = "none";
    await goods.alone(nzCustoms, "Disputed", "Customs", "NZTRG", { on: AT.exported, inFull, changes: NZ });
    await goods.alone(factory, "Disputed", "Factory", "NZTRG", { on: AT.origin, inFull, changes: NZ });
    const at = { scope: "CNSHG" };
    const seen = await goods.write(cnPort, "Sighted", "Port", "CNSHG", { detail: 1, ...at });
    await goods.alone(cnPort, "Disputed", "Port", "CNSHG", { on: seen, inFull, changes: at });
    const held = await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
    await goods.alone(inspector, "Disputed", "Inspector", "CNSHG", { on: held, inFull, changes: CN });
  });

  it("is written of delivered goods too, not of closed ones", async () => {
    const w = await loadFixture(world);
    const { carrier, nzCustoms } = w.cast;
    const how = { on: AT.exported, changes: NZ };
    const goods = await goodsAt(w, "cleared");
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    await goods.alone(nzCustoms, "Disputed", "Customs", "NZTRG", how);
    const closed = await goodsAt(w, "cleared", { key: "closed" });
    await closed.write(carrier, "Destroyed", "Carrier", "CNSHG");
    const refusal = ["MovementForbids", closed.id, Kind.Disputed, 7] as const;
    await closed.refuse(refusal, nzCustoms, "Disputed", "Customs", "NZTRG", how);
  });

  it("is refused to strangers, plainly", async () => {
    const { w, goods, carrier, carrier2, cnPort, cnCustoms, warehouse, brand } = await loadFixture(arrived);
    const refused = async (by: Member, role: keyof typeof Role, scope: string) => {
      const c = await checkpoint(goods.id, by, "Disputed", role, "CNSHG", { scope });
      await expect(w.ledger.connect(by.account).record(c))
        .to.be.revertedWithCustomError(w.ledger, "NotCustodian")
        .withArgs(goods.id, by.id, carrier.id, warehouse.id);
    };
    await refused(carrier2, "Carrier", "");
    await refused(cnPort, "Port", "CNSHG");
    await refused(cnCustoms, "Customs", "CN");
    // Named next, but has not accepted; and the brand of the goods, which another made a consignment.
    await refused(warehouse, "Warehouse", "CN");
    await refused(brand, "Brand", "");
  });

  it("is refused to strangers, with another's record", async () => {
    const { goods, carrier2, nzCustoms, cnCustoms } = await loadFixture(arrived);
    await goods.refuse(["NotAuthor", goods.id, carrier2.id, nzCustoms.id], carrier2, "Disputed", "Carrier", "CNSHG", {
      on: AT.exported,
    });
    await goods.refuse(["NotAuthor", goods.id, cnCustoms.id, nzCustoms.id], cnCustoms, "Disputed", "Customs", "CNSHG", {
      on: AT.exported,
      changes: CN,
    });
  });

  it("is refused to who made an empty container and handed it on", async () => {
    const w = await loadFixture(world);
    const { carrier, carrier2 } = w.cast;
    const box = await containerOf(w, carrier, "NZTRG");
    const goods = await goodsAt(w, "origin");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    const offer = await box.write(carrier, "Received", "Carrier", "NZTRG", { next: carrier2.id });
    await box.write(carrier2, "Received", "Carrier", "NZTRG");
    const c = await checkpoint(box.id, carrier, "Disputed", "Carrier", "NZTRG");
    await expect(w.ledger.connect(carrier.account).record(c))
      .to.be.revertedWithCustomError(w.ledger, "NotCustodian")
      .withArgs(box.id, carrier.id, carrier2.id, 0);
    // It may still object with a record of its own.
    await box.alone(carrier, "Disputed", "Carrier", "NZTRG", { on: offer });
  });
});
