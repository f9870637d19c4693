import { expect } from "chai";
import { id as hash, keccak256, AbiCoder, ZeroHash } from "ethers";

import { TransportMode } from "../../../sdk/places/transportMode.js";
import { Adjustment, Extent, Kind } from "../../../sdk/vocabulary.js";
import type { LineStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../../support/chain.js";
import {
  arrivedGoods,
  clearedGoods,
  contentsOf,
  createdGoods,
  declaredGoods,
  DOCUMENT,
  UNITS,
} from "../../support/goods.js";
import { particulars, type Refusal, type Writer } from "../../support/records.js";
import type { WayOfWriting } from "../../support/way.js";
import { line, world, type World } from "../../support/world.js";

const IN_CN = { scope: "CN" };
const BY_LINES = { detail: Extent.ByLines };
const ITEMS = hash("the items that leave");

/** What the ledger keeps of contents: the first 28 bytes of their hash. */
function storedContents(lines: LineStruct[]): string {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ["tuple(bytes32 batch, uint64 quantity, bytes32 items)[]"],
    [lines],
  );
  return keccak256(encoded).slice(0, 2 + 56);
}

/** Records that change contents: clearance by lines, and adjustments. */
export function shouldTakeLines(way: WayOfWriting): void {
  describe("clearance by lines", () => {
    it("releases units until the last closes the goods, and logs each line", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await declaredGoods(w, way);
      let left = UNITS;
      for (const units of [100, 300, 80]) {
        const said = { document: DOCUMENT, items: ITEMS };
        const { p, basedOn } = particulars([line(w.batch, left)], [line(w.batch, units)], said);
        const c = await goods.checkpoint(cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", {
          ...IN_CN,
          ...BY_LINES,
          basedOn,
        });
        const receipt = await goods.takeLines(cast.cnCustoms, c, p);
        left -= units;
        const { sequence, customs, movement } = await goods.word();
        await expect(receipt).to.emit(ledger, "LineReleased").withArgs(w.batch, goods.id, units, ZeroHash);
        await expect(receipt).to.emit(ledger, "ParticularsRecorded").withArgs(goods.id, sequence, DOCUMENT, ITEMS);
        expect([movement, customs]).to.deep.equal(left === 0 ? ["Closed", "Cleared"] : ["Arrived", "PartlyCleared"]);
        const { contents } = await ledger.consignmentOf(goods.id);
        expect(contents).to.equal(storedContents(left === 0 ? [] : [line(w.batch, left)]));
      }
    });

    it("may end with the rest as a whole", async () => {
      const w = await loadFixture(world);
      const { cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
      await goods.takeLines(
        cnCustoms,
        await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", { ...IN_CN, ...BY_LINES, basedOn }),
        p,
      );
      await goods.take(cnCustoms, "ImportCleared", "Customs", "CNSHG", IN_CN);
      expect((await goods.word()).customs).to.equal("Cleared");
    });

    it("reported needs the document in its particulars", async () => {
      const w = await loadFixture(world);
      const { broker, factory } = w.cast;
      const goods = await declaredGoods(w, way);
      const without = particulars(contentsOf(w), [line(w.batch, 1)]);
      const reported = { principal: factory.id };
      const c = await goods.checkpoint(broker, "ImportCleared", "Broker", "CNSHG", {
        ...BY_LINES,
        ...reported,
        basedOn: without.basedOn,
      });
      await goods.refuseLines(["DocumentMissing", Kind.ImportCleared], broker, c, without.p);
      const withIt = particulars(contentsOf(w), [line(w.batch, 1)], { document: DOCUMENT });
      const d = await goods.checkpoint(broker, "ImportCleared", "Broker", "CNSHG", {
        ...BY_LINES,
        ...reported,
        basedOn: withIt.basedOn,
      });
      await goods.takeLines(broker, d, withIt.p);
    });

    it("by customs forbids the broker to report the rest", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
      await goods.takeLines(
        cnCustoms,
        await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", { ...IN_CN, ...BY_LINES, basedOn }),
        p,
      );
      await goods.refuse(["CustomsHasSpoken", goods.id], broker, "ImportCleared", "Broker", "CNSHG", {
        principal: factory.id,
        basedOn: DOCUMENT,
      });
    });
  });

  describe("lines", () => {
    it("are the contents as they stand, on what the record is based, and no more than is held", async () => {
      const w = await loadFixture(world);
      const goods = await declaredGoods(w, way);
      const one = [line(w.batch, 1)];
      const actual = storedContents(contentsOf(w));
      for (const wrong of [
        [line(w.batch, UNITS - 1)],
        [line(w.batch, UNITS), line(w.batch, 1)],
        [line(w.batch, UNITS, ITEMS)],
        [],
      ]) {
        await refuseRelease(w, goods, ["ContentsMismatch", goods.id, storedContents(wrong), actual], wrong, one);
      }
      const contents = contentsOf(w);
      await refuseRelease(w, goods, ["LineCountInvalid", 0], contents, []);
      await refuseRelease(w, goods, ["LineCountInvalid", 65], contents, Array<LineStruct>(65).fill(line(w.batch, 1)));
      await refuseRelease(w, goods, ["QuantityInvalid", 0], contents, [line(w.batch, 0)]);
      await refuseRelease(w, goods, ["LineNotHeld", goods.id, w.batch, UNITS + 1, UNITS], contents, [
        line(w.batch, UNITS + 1),
      ]);
      await refuseRelease(w, goods, ["LineNotHeld", goods.id, hash("other"), 1, 0], contents, [line(hash("other"), 1)]);
      await refuseRelease(w, goods, ["LineNotHeld", goods.id, w.batch, 1, 0], contents, [line(w.batch, 1, ITEMS)]);
      const twice = [line(w.batch, UNITS), line(w.batch, 1)];
      await refuseRelease(w, goods, ["LineNotHeld", goods.id, w.batch, 1, 0], contents, twice);
    });

    it("must hash to what the record is based on", async () => {
      const w = await loadFixture(world);
      const { cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
      const other = particulars(contentsOf(w), [line(w.batch, 2)]);
      const c = await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", {
        ...BY_LINES,
        ...IN_CN,
        basedOn: other.basedOn,
      });
      await goods.refuseLines(["ParticularsMismatch", basedOn, other.basedOn], cnCustoms, c, p);
    });

    it("are taken by no other kind, and asked of every adjustment", async () => {
      const w = await loadFixture(world);
      const { carrier, cnCustoms } = w.cast;
      const goods = await declaredGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 1)]);
      for (const kind of ["Received", "Destroyed", "Incident"] as const) {
        await goods.refuseLines(
          ["ParticularsNotTaken", Kind[kind]],
          carrier,
          await goods.checkpoint(carrier, kind, "Carrier", "CNSHG", { basedOn }),
          p,
        );
      }
      const refused = await goods.checkpoint(cnCustoms, "Refused", "Customs", "CNSHG", { ...IN_CN, basedOn });
      await goods.refuseLines(["ParticularsNotTaken", Kind.Refused], cnCustoms, refused, p);
      await goods.refuse(["ParticularsMissing", Kind.Adjusted], carrier, "Adjusted", "Carrier", "CNSHG", { detail: 1 });
    });

    it("of the same batch are used up in their order and drop out when empty", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const contents = [line(w.batch, 3), line(w.batch, 4, ITEMS), line(w.batch, 5)];
      const goods = await createdGoods(w, way, { lines: contents });
      const { p, basedOn } = particulars(contents, [line(w.batch, 3), line(w.batch, 1)]);
      const c = await goods.checkpoint(cast.factory, "Adjusted", "Factory", "NZTRG", {
        scope: "NZ",
        basedOn,
        detail: 2,
      });
      await goods.takeLines(cast.factory, c, p);
      const { contents: stored } = await ledger.consignmentOf(goods.id);
      expect(stored).to.equal(storedContents([line(w.batch, 4, ITEMS), line(w.batch, 4)]));
    });
  });

  describe("adjustments", () => {
    for (const [cause, detail] of Object.entries(Adjustment)) {
      if (detail === Adjustment.None || detail === Adjustment.Transformation || detail === Adjustment.Overage) continue;
      it(`for ${cause.toLowerCase()} shrink the contents and credit nobody`, async () => {
        const w = await loadFixture(world);
        const { ledger, cast } = w;
        const goods = await arrivedGoods(w, way);
        const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 2)], { items: ITEMS });
        const c = await goods.checkpoint(cast.carrier, "Adjusted", "Carrier", "CNSHG", { basedOn, detail });
        const receipt = await goods.takeLines(cast.carrier, c, p);
        await expect(receipt).to.emit(ledger, "LineAdjusted").withArgs(w.batch, goods.id, detail, 2, ZeroHash);
        await expect(receipt)
          .to.emit(ledger, "ParticularsRecorded")
          .withArgs(goods.id, (await goods.word()).sequence, ZeroHash, ITEMS);
        expect((await ledger.consignmentOf(goods.id)).contents).to.equal(storedContents([line(w.batch, UNITS - 2)]));
        expect(await ledger.creditOf(cast.carrier.id, w.batch)).to.equal(0n);
      });
    }

    it("for an overage note it and mint nothing, however much", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await arrivedGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, UNITS * 2)]);
      const c = await goods.checkpoint(cast.carrier, "Adjusted", "Carrier", "CNSHG", {
        basedOn,
        detail: Adjustment.Overage,
      });
      const receipt = await goods.takeLines(cast.carrier, c, p);
      await expect(receipt)
        .to.emit(ledger, "LineAdjusted")
        .withArgs(w.batch, goods.id, Adjustment.Overage, UNITS * 2, ZeroHash);
      expect((await ledger.consignmentOf(goods.id)).contents).to.equal(storedContents(contentsOf(w)));
      expect((await goods.word()).movement).to.equal("Arrived");
    });

    it("that leave nothing close the goods", async () => {
      const w = await loadFixture(world);
      const { carrier } = w.cast;
      const goods = await arrivedGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), contentsOf(w));
      const c = await goods.checkpoint(carrier, "Adjusted", "Carrier", "CNSHG", { basedOn, detail: Adjustment.Theft });
      await goods.takeLines(carrier, c, p);
      expect((await goods.word()).movement).to.equal("Closed");
    });

    it("for transformation credit the custodian, of goods that are cleared", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await clearedGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 5)]);
      const c = await goods.checkpoint(cast.carrier, "Adjusted", "Carrier", "CNSHG", {
        basedOn,
        detail: Adjustment.Transformation,
      });
      const receipt = await goods.takeLines(cast.carrier, c, p);
      await expect(receipt)
        .to.emit(ledger, "LineAdjusted")
        .withArgs(w.batch, goods.id, Adjustment.Transformation, 5, ZeroHash);
      expect(await ledger.creditOf(cast.carrier.id, w.batch)).to.equal(5n);
    });

    it("for transformation are refused to goods in bond, and to an authority", async () => {
      const w = await loadFixture(world);
      const { carrier, inspector, warehouse } = w.cast;
      const goods = await declaredGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 5)]);
      const consumed = { basedOn, detail: Adjustment.Transformation };
      const c = await goods.checkpoint(carrier, "Adjusted", "Carrier", "CNSHG", consumed);
      await goods.refuseLines(["TransformationNotCleared", goods.id], carrier, c, p);
      const byAuthority = await goods.checkpoint(inspector, "Adjusted", "Inspector", "CNSHG", {
        ...IN_CN,
        ...consumed,
      });
      await goods.refuseLines(
        ["NotCustodian", goods.id, inspector.id, carrier.id, warehouse.id],
        inspector,
        byAuthority,
        p,
      );
    });

    it("for transformation are taken of domestic goods on their way, and of none that were refused", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const { factory, carrier, nzCustoms } = cast;
      const goods = await createdGoods(w, way, { destination: "NZ" });
      await goods.take(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
      await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: TransportMode.Road });
      await goods.take(carrier, "Arrived", "Carrier", "NZAKL");
      const first = particulars(contentsOf(w), [line(w.batch, 5)]);
      const consumed = { basedOn: first.basedOn, detail: Adjustment.Transformation };
      await goods.takeLines(
        carrier,
        await goods.checkpoint(carrier, "Adjusted", "Carrier", "NZAKL", consumed),
        first.p,
      );

      await goods.take(nzCustoms, "Refused", "Customs", "NZAKL", { scope: "NZ" });
      expect((await goods.word()).flags).to.include("domestic");
      const second = particulars([line(w.batch, UNITS - 5)], [line(w.batch, 5)]);
      await goods.refuseLines(
        ["TransformationNotCleared", goods.id],
        carrier,
        await goods.checkpoint(carrier, "Adjusted", "Carrier", "NZAKL", { ...consumed, basedOn: second.basedOn }),
        second.p,
      );
      expect(await ledger.creditOf(carrier.id, w.batch)).to.equal(5n);
    });

    it("for transformation are taken of goods that never left", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await createdGoods(w, way);
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 5)]);
      const consumed = { scope: "NZ", basedOn, detail: Adjustment.Transformation };
      await goods.takeLines(
        cast.factory,
        await goods.checkpoint(cast.factory, "Adjusted", "Factory", "NZTRG", consumed),
        p,
      );
      expect(await ledger.creditOf(cast.factory.id, w.batch)).to.equal(5n);
      expect((await goods.word()).customs).to.equal("None");
    });
  });
}

async function refuseRelease(w: World, goods: Writer, refusal: Refusal, contents: LineStruct[], leaving: LineStruct[]) {
  const { cnCustoms } = w.cast;
  const { p, basedOn } = particulars(contents, leaving);
  const c = await goods.checkpoint(cnCustoms, "ImportCleared", "Customs", "CNSHG", { ...IN_CN, ...BY_LINES, basedOn });
  await goods.refuseLines(refusal, cnCustoms, c, p);
}
