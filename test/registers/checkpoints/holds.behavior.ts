import { expect } from "chai";
import { ZeroHash } from "ethers";

import { Adjustment, Kind, Role } from "../../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../../support/chain.js";
import { arrivedGoods, clearedGoods, contentsOf, createdGoods, declaredGoods } from "../../support/goods.js";
import { heldAt, particulars } from "../../support/records.js";
import type { WayOfWriting } from "../../support/way.js";
import { admit, at, line, world } from "../../support/world.js";

const IN_CN = { scope: "CN" };

/** Holds by several authorities, and who ends them. */
export function shouldHold(way: WayOfWriting): void {
  describe("holds", () => {
    it("are kept for each authority with the sequence and chain time of its Held", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await arrivedGoods(w, way);
      const first = await goods.take(cast.inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const second = await goods.take(cast.cnCustoms, "Held", "Customs", "CNSHG", IN_CN);
      const { sequence, holds } = await goods.word();
      expect(holds).to.equal(2n);
      for (const [placer, held, at_] of [
        [cast.inspector, sequence - 1n, first],
        [cast.cnCustoms, sequence, second],
      ] as const) {
        const hold = await ledger.holdOf(goods.id, placer.id);
        expect([hold.sequence, hold.placedAt]).to.deep.equal([held, BigInt((await at_.getBlock()).timestamp)]);
      }
    });

    it("stop every move, clearance and adjustment until the last is lifted", async () => {
      const w = await loadFixture(world);
      const { inspector, regulator, carrier, cnCustoms } = w.cast;
      const goods = await clearedGoods(w, way);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const first = (await goods.word()).sequence;
      await goods.take(regulator, "Held", "Regulator", "CNSHG", IN_CN);
      const second = (await goods.word()).sequence;
      for (const kind of ["Received", "Delivered", "Destroyed"] as const) {
        await goods.refuse(["ConsignmentHeld", goods.id, 2n, false], carrier, kind, "Carrier", "CNSHG");
      }
      await goods.refuse(["ConsignmentHeld", goods.id, 2n, false], carrier, "Forwarded", "Carrier", "CNSHG", {
        detail: 3,
      });
      await goods.refuse(["ConsignmentHeld", goods.id, 2n, false], cnCustoms, "Destroyed", "Customs", "CNSHG", IN_CN);
      await goods.take(inspector, "HoldLifted", "Inspector", "CNSHG", { ...IN_CN, basedOn: heldAt(first) });
      await goods.refuse(["ConsignmentHeld", goods.id, 1n, false], carrier, "Delivered", "Carrier", "CNSHG");
      await goods.take(regulator, "HoldLifted", "Regulator", "CNSHG", { ...IN_CN, basedOn: heldAt(second) });
      await goods.take(carrier, "Delivered", "Carrier", "CNSHG");
    });

    it("do not stop witnesses and incidents", async () => {
      const w = await loadFixture(world);
      const { inspector, cnPort, carrier } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      await goods.take(cnPort, "Sighted", "Port", "CNSHG", { scope: "CNSHG", detail: 5 });
      await goods.take(inspector, "Inspected", "Inspector", "CNSHG", { ...IN_CN, detail: 2 });
      await goods.take(carrier, "Incident", "Carrier", "CNSHG", { detail: 4 });
    });

    it("are open once for each party", async () => {
      const w = await loadFixture(world);
      const { inspector } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const { sequence } = await goods.word();
      await goods.refuse(
        ["HoldAlreadyOpen", goods.id, inspector.id, sequence],
        inspector,
        "Held",
        "Inspector",
        "CNSHG",
        IN_CN,
      );
      await goods.take(inspector, "HoldLifted", "Inspector", "CNSHG", { ...IN_CN, basedOn: heldAt(sequence) });
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      expect((await w.ledger.holdOf(goods.id, inspector.id)).sequence).to.equal(sequence + 2n);
    });

    it("are lifted only by their placer, naming its own Held, once", async () => {
      const w = await loadFixture(world);
      const { inspector, inspector2, cnCustoms } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const first = (await goods.word()).sequence;
      await goods.take(cnCustoms, "Held", "Customs", "CNSHG", IN_CN);
      const second = (await goods.word()).sequence;
      const lift = { ...IN_CN, basedOn: heldAt(first) };
      await goods.refuse(
        ["HoldNotOpen", goods.id, inspector2.id, heldAt(first), 0n],
        inspector2,
        "HoldLifted",
        "Inspector",
        "CNSHG",
        lift,
      );
      await goods.refuse(
        ["HoldNotOpen", goods.id, cnCustoms.id, heldAt(first), second],
        cnCustoms,
        "HoldLifted",
        "Customs",
        "CNSHG",
        lift,
      );
      for (const named of [ZeroHash, heldAt(second)]) {
        await goods.refuse(
          ["HoldNotOpen", goods.id, inspector.id, named, first],
          inspector,
          "HoldLifted",
          "Inspector",
          "CNSHG",
          {
            ...IN_CN,
            basedOn: named,
          },
        );
      }
      await goods.take(inspector, "HoldLifted", "Inspector", "CNSHG", lift);
      expect((await w.ledger.holdOf(goods.id, inspector.id)).sequence).to.equal(0n);
      expect((await goods.word()).holds).to.equal(1n);
      await goods.refuse(
        ["HoldNotOpen", goods.id, inspector.id, heldAt(first), 0n],
        inspector,
        "HoldLifted",
        "Inspector",
        "CNSHG",
        lift,
      );
    });

    it("are lifted from any place of the placer's grant, and no other", async () => {
      const w = await loadFixture(world);
      const { inspector } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const basedOn = heldAt((await goods.word()).sequence);
      await goods.refuse(["OutOfScope", at("CN"), at("SGSIN")], inspector, "HoldLifted", "Inspector", "SGSIN", {
        ...IN_CN,
        basedOn,
      });
      await goods.take(inspector, "HoldLifted", "Inspector", "CNHAZ", { ...IN_CN, basedOn });
    });

    it("of a suspended placer are lifted by its appointed successor, and only then", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const { inspector, inspector2 } = cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const lift = { ...IN_CN, basedOn: heldAt((await goods.word()).sequence), principal: inspector.id };
      const refused = ["NotSuccessor", inspector.id, inspector2.id] as const;
      await goods.refuse(refused, inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
      await (await ledger.appointSuccessor(inspector.id, inspector2.id)).wait();
      await goods.refuse(refused, inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
      await (await ledger.suspendParty(inspector.id)).wait();
      const since = await networkHelpers.time.latest();
      await goods.refuse(
        ["PartyIsSuspended", inspector.id, since],
        inspector,
        "HoldLifted",
        "Inspector",
        "CNSHG",
        lift,
      );
      await goods.refuse(["RoleMayNotWrite", Kind.HoldLifted, Role.Port], cast.port2, "HoldLifted", "Port", "CNSHG", {
        ...lift,
        scope: "CNSHG",
      });
      await goods.refuse(
        ["HoldNotOpen", goods.id, inspector.id, heldAt(1), (await goods.word()).sequence],
        inspector2,
        "HoldLifted",
        "Inspector",
        "CNSHG",
        {
          ...lift,
          basedOn: heldAt(1),
        },
      );
      await goods.take(inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
      expect((await goods.word()).holds).to.equal(0n);
      expect((await ledger.holdOf(goods.id, inspector.id)).sequence).to.equal(0n);
    });

    it("let their sole placer refuse, destroy and take samples; not when another holds too", async () => {
      const w = await loadFixture(world);
      const { cnCustoms, inspector } = w.cast;
      const goods = await declaredGoods(w, way);
      await goods.take(cnCustoms, "Held", "Customs", "CNSHG", IN_CN);
      const held = ["ConsignmentHeld", goods.id, 1n, false] as const;
      await goods.refuse(held, cnCustoms, "ImportCleared", "Customs", "CNSHG", IN_CN);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", IN_CN);
      const basedOn = heldAt((await goods.word()).sequence);
      for (const kind of ["Refused", "Destroyed"] as const) {
        await goods.refuse(["ConsignmentHeld", goods.id, 2n, false], cnCustoms, kind, "Customs", "CNSHG", IN_CN);
      }
      await goods.take(inspector, "HoldLifted", "Inspector", "CNSHG", { ...IN_CN, basedOn });
      await goods.take(cnCustoms, "Refused", "Customs", "CNSHG", IN_CN);
      await goods.take(cnCustoms, "Destroyed", "Customs", "CNSHG", IN_CN);
      expect((await goods.word()).movement).to.equal("Closed");
    });

    it("of another do not stop an authority's sample, but any other adjustment", async () => {
      const w = await loadFixture(world);
      const { cnCustoms, inspector, carrier } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(cnCustoms, "Held", "Customs", "CNSHG", IN_CN);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
      const adjust = (detail: number) => ({ basedOn, detail });
      const held = ["ConsignmentHeld", goods.id, 1n, false] as const;
      const damaged = await goods.checkpoint(inspector, "Adjusted", "Inspector", "CNSHG", {
        ...IN_CN,
        ...adjust(Adjustment.Damage),
      });
      await goods.refuseLines(held, inspector, damaged, p);
      const own = await goods.checkpoint(carrier, "Adjusted", "Carrier", "CNSHG", adjust(Adjustment.Sample));
      await goods.refuseLines(held, carrier, own, p);
      const sample = await goods.checkpoint(inspector, "Adjusted", "Inspector", "CNSHG", {
        ...IN_CN,
        ...adjust(Adjustment.Sample),
      });
      await goods.takeLines(inspector, sample, p);
    });

    it("are fifteen at most", async () => {
      const w = await loadFixture(world);
      const spare = (await ethers.getSigners()).slice(-15);
      const goods = await createdGoods(w, way);
      for (const [i, account] of spare.entries()) {
        const office = await admit(w.ledger, `office${i}`, account, [["NZ", ["Customs"]]]);
        await goods.take(office, "Held", "Customs", "NZTRG", { scope: "NZ" });
      }
      await goods.refuse(["TooManyHolds", goods.id], w.cast.nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" });
      expect((await goods.word()).holds).to.equal(15n);
    });
  });
}
