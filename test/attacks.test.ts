import { expect } from "chai";

import { lotKey } from "../sdk/ids.js";
import { TransportMode } from "../sdk/places/transportMode.js";
import { Adjustment, Extent, Kind, Movement, Regime, Role, roleSet } from "../sdk/vocabulary.js";
import type { IWaymark } from "../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "./support/chain.js";
import { arrivedGoods, contentsOf, createdGoods, declaredGoods, shippedGoods } from "./support/goods.js";
import { heldAt, particulars, type Writer } from "./support/records.js";
import { direct } from "./support/way.js";
import { at, batchDetails, line, world, type Member, type World } from "./support/world.js";

/** Attacks by parties that are correctly granted, each with its own cunning. */
describe("Attacks", () => {
  let w: World;
  let ledger: IWaymark;
  let cast: World["cast"];

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger, cast } = w);
  });

  const as = (by: Member) => ledger.connect(by.account);

  describe("borrowed input batches", () => {
    /** A factory appointed to make the product registers a new lot from 10 units of the world's batch. */
    const makeFrom = (by: Member, lot: string, quantity = 10n) =>
      as(by).registerBatchFrom(by.id, batchDetails({ lotKey: lotKey(lot) }), [{ batch: w.batch, quantity }]);

    const consume = async (goods: Writer, by: Member, units: number) => {
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, units)]);
      const changes = { scope: "NZ", detail: Adjustment.Transformation, basedOn };
      return [await goods.checkpoint(by, "Adjusted", "Factory", "NZTRG", changes), p] as const;
    };

    it("are not to be had: only who had the goods in custody and consumed them names them, once", async () => {
      const { factory, factory2, brand } = cast;
      await as(brand).appoint(w.product, factory2.id, 1);
      const goods = await createdGoods(w, direct);
      const [c, p] = await consume(goods, factory, 10);
      await goods.takeLines(factory, c, p);
      for (const borrower of [factory2, brand]) {
        await expect(makeFrom(borrower, `LOT-${borrower.id}`))
          .to.be.revertedWithCustomError(ledger, "InputNotConsumed")
          .withArgs(w.batch, borrower.id, 10n, 0n);
      }
      await expect(makeFrom(factory, "OUT-1")).to.emit(ledger, "InputConsumed");
      await expect(makeFrom(factory, "OUT-2"))
        .to.be.revertedWithCustomError(ledger, "InputNotConsumed")
        .withArgs(w.batch, factory.id, 10n, 0n);
    });

    it("are not counted twice in one list", async () => {
      const { factory } = cast;
      const goods = await createdGoods(w, direct);
      const [c, p] = await consume(goods, factory, 10);
      await goods.takeLines(factory, c, p);
      const input = { batch: w.batch, quantity: 6n };
      await expect(as(factory).registerBatchFrom(factory.id, batchDetails({ lotKey: lotKey("OUT") }), [input, input]))
        .to.be.revertedWithCustomError(ledger, "InputNotConsumed")
        .withArgs(w.batch, factory.id, 6n, 4n);
      expect(await ledger.creditOf(factory.id, w.batch)).to.equal(10n);
    });

    it("are not consumed by who does not have the goods", async () => {
      const { factory, factory2 } = cast;
      const goods = await createdGoods(w, direct);
      const [c, p] = await consume(goods, factory2, 10);
      await goods.refuseLines(["NotCustodian", goods.id, factory2.id, factory.id, 0n], factory2, c, p);
      expect(await ledger.creditOf(factory2.id, w.batch)).to.equal(0n);
    });
  });

  describe("one Held lifted twice", () => {
    it("does not free goods that another authority holds, one after the other or in one call", async () => {
      const { cnCustoms, inspector } = cast;
      const CN = { scope: "CN" };
      const goods = await declaredGoods(w, direct);
      await goods.take(cnCustoms, "Held", "Customs", "CNSHG", CN);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", CN);
      const own = heldAt((await ledger.holdOf(goods.id, cnCustoms.id)).sequence);
      const others = heldAt((await ledger.holdOf(goods.id, inspector.id)).sequence);
      const lift = (basedOn: string) =>
        goods.checkpoint(cnCustoms, "HoldLifted", "Customs", "CNSHG", { ...CN, basedOn });

      await expect(as(cnCustoms).recordMany([await lift(own), await lift(own)]))
        .to.be.revertedWithCustomError(ledger, "HoldNotOpen")
        .withArgs(goods.id, cnCustoms.id, own, 0);
      await goods.refuseAs(["HoldNotOpen", goods.id, cnCustoms.id, others, BigInt(own)], cnCustoms, await lift(others));
      await goods.takeAs(cnCustoms, await lift(own));
      await goods.refuseAs(["HoldNotOpen", goods.id, cnCustoms.id, own, 0n], cnCustoms, await lift(own));
      await goods.refuseAs(["HoldNotOpen", goods.id, cnCustoms.id, others, 0n], cnCustoms, await lift(others));
      const held = ["ConsignmentHeld", goods.id, 1n, false] as const;
      await goods.refuse(held, cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
    });

    it("does not lift a later hold of the same placer: each is named by its own Held", async () => {
      const { cnCustoms } = cast;
      const CN = { scope: "CN" };
      const goods = await arrivedGoods(w, direct);
      const hold = async () => {
        await goods.take(cnCustoms, "Held", "Customs", "CNSHG", CN);
        return (await ledger.holdOf(goods.id, cnCustoms.id)).sequence;
      };
      const first = await hold();
      const lifted = await goods.checkpoint(cnCustoms, "HoldLifted", "Customs", "CNSHG", {
        ...CN,
        basedOn: heldAt(first),
      });
      await goods.takeAs(cnCustoms, lifted);
      const second = await hold();
      await goods.refuseAs(["HoldNotOpen", goods.id, cnCustoms.id, heldAt(first), second], cnCustoms, lifted);
      expect((await goods.word()).holds).to.equal(1n);
    });
  });

  describe("clearing where the goods are not", () => {
    it("is refused to customs of the country at another of its places, whole and by lines", async () => {
      const { cnCustoms } = cast;
      const goods = await declaredGoods(w, direct);
      const refusal = ["NotThere", goods.id, at("CNHAZ"), at("CNSHG")] as const;
      await goods.refuse(refusal, cnCustoms, "ImportCleared", "Customs", "CNHAZ", { scope: "CN" });
      const { p, basedOn } = particulars(contentsOf(w), contentsOf(w));
      const byLines = await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNHAZ", {
        scope: "CN",
        basedOn,
        detail: Extent.ByLines,
      });
      await goods.refuseLines(refusal, cnCustoms, byLines, p);
    });

    it("is refused to customs of another country, at their place or at the goods'", async () => {
      const { customs2, nzCustoms } = cast;
      const goods = await declaredGoods(w, direct);
      for (const [by, scope, there] of [
        [customs2, "DE", "DEHAM"],
        [nzCustoms, "NZ", "NZTRG"],
      ] as const) {
        const here = ["NotThere", goods.id, at(there), at("CNSHG")] as const;
        await goods.refuse(here, by, "ImportCleared", "Customs", there, { scope });
        await goods.refuse(["OutOfScope", at(scope), at("CNSHG")], by, "ImportCleared", "Customs", "CNSHG", { scope });
        for (const wider of ["", "CN", "CNSHG"]) {
          const refusal = ["RoleNotGranted", by.id, at(wider), Role.Customs] as const;
          await goods.refuse(refusal, by, "ImportCleared", "Customs", "CNSHG", { scope: wider });
        }
      }
    });

    it("is refused while they are at sea, and on an inland leg, where they stand nowhere", async () => {
      const { cnCustoms, carrier, warehouse } = cast;
      const CN = { scope: "CN" };
      const atSea = await shippedGoods(w, direct);
      const forbidden = ["MovementForbids", atSea.id, Kind.ImportCleared, Movement.InTransit] as const;
      await atSea.refuse(forbidden, cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);

      await atSea.take(carrier, "Arrived", "Carrier", "CNSHG", { next: warehouse.id });
      await atSea.take(cast.broker, "ImportDeclared", "Broker", "CNSHG", {
        detail: Regime.General,
        principal: cast.factory.id,
      });
      await atSea.take(carrier, "Forwarded", "Carrier", "CNSHG", { detail: TransportMode.Road, next: warehouse.id });
      for (const place of ["CNSHG", "CNHAZ"]) {
        const nowhere = ["NotThere", atSea.id, at(place), at("")] as const;
        await atSea.refuse(nowhere, cnCustoms, "ImportCleared", "Customs", place, CN);
      }
    });

    it("is refused for export anywhere but where they stand, also to an office granted at both places", async () => {
      const { factory, nzCustoms } = cast;
      await ledger.setGrant(nzCustoms.id, at("DE"), roleSet(["Customs"]));
      const goods = await createdGoods(w, direct);
      await goods.take(factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
      for (const [place, scope] of [
        ["DEHAM", "DE"],
        ["NZAKL", "NZ"],
      ] as const) {
        const refusal = ["NotThere", goods.id, at(place), at("NZTRG")] as const;
        await goods.refuse(refusal, nzCustoms, "ExportCleared", "Customs", place, { scope });
      }
    });
  });
});
