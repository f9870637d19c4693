import { expect } from "chai";

import { Kind, Role } from "../../sdk/vocabulary.js";
import { ethers, loadFixture } from "../support/chain.js";
import { AT, goodsAt, leaving, NOTE, UNITS } from "../support/provedGoods.js";
import type { WordFields } from "../../assurance/model/word.js";
import { admit, at, world, type Member } from "../support/world.js";

describe("ProvedRecords: Confirmed", () => {
  const NZ = { scope: "NZ" };
  const CN = { scope: "CN" };

  async function reported() {
    const w = await world();
    const goods = await goodsAt(w, "cleared", { exportBasis: "reported", importBasis: "reported" });
    return { w, ...w.cast, goods };
  }

  /** The word with one more step and one more flag. */
  function gained(before: WordFields, flag: WordFields["flags"][number]): WordFields {
    return { ...before, sequence: before.sequence + 1n, flags: [...before.flags, flag].sort(byBit) };
  }
  const ORDER = ["exportCleared", "exportOwn", "importOwn", "domestic", "travelled", "inland"];
  const byBit = (a: string, b: string) => ORDER.indexOf(a) - ORDER.indexOf(b);

  it("makes a reported export clearance customs' own, also when the goods are at sea", async () => {
    const w = await loadFixture(world);
    const goods = await goodsAt(w, "departed", { exportBasis: "reported" });
    const before = await goods.word();
    await goods.prove(w.cast.nzCustoms, "Confirmed", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
    expect(await goods.word()).to.deep.equal(gained(before, "exportOwn"));
  });

  it("makes a reported import clearance customs' own", async () => {
    const { goods, cnCustoms } = await loadFixture(reported);
    const before = await goods.word();
    await goods.prove(cnCustoms, "Confirmed", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
    expect(await goods.word()).to.deep.equal(gained(before, "importOwn"));
  });

  it("makes a reported refusal customs' own", async () => {
    const { w, cnCustoms, broker, factory } = await loadFixture(reported);
    const goods = await goodsAt(w, "declared", { key: "refused" });
    const on = await goods.write(broker, "Refused", "Broker", "CNSHG", { principal: factory.id, basedOn: NOTE });
    const before = await goods.word();
    await goods.prove(cnCustoms, "Confirmed", "Customs", "CNSHG", { on, changes: CN });
    expect(await goods.word()).to.deep.equal(gained(before, "importOwn"));
  });

  it("makes a reported release by lines customs' own", async () => {
    const { w, cnCustoms, broker, factory } = await loadFixture(reported);
    const goods = await goodsAt(w, "declared", { key: "parts" });
    const on = await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", leaving(w, UNITS, 5), {
      principal: factory.id,
    });
    const before = await goods.word();
    await goods.prove(cnCustoms, "Confirmed", "Customs", "CNSHG", { on, changes: CN });
    expect(await goods.word()).to.deep.equal(gained(before, "importOwn"));
  });

  it("is recorded alone when the reported record stands no more", async () => {
    const { goods, broker, cnCustoms } = await loadFixture(reported);
    await goods.undo(broker, "Correction", "Broker", "CNSHG", { on: AT.cleared });
    await goods.alone(cnCustoms, "Confirmed", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
  });

  it("is recorded alone when customs wrote for themselves since", async () => {
    const { goods, cnCustoms } = await loadFixture(reported);
    await goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", CN);
    await goods.alone(cnCustoms, "Confirmed", "Customs", "CNSHG", { on: AT.cleared, changes: CN, inFull: "none" });
  });

  it("can be said twice, and adds nothing the second time", async () => {
    const { goods, cnCustoms } = await loadFixture(reported);
    const how = { on: AT.cleared, changes: CN };
    await goods.prove(cnCustoms, "Confirmed", "Customs", "CNSHG", how);
    await goods.alone(cnCustoms, "Confirmed", "Customs", "CNSHG", how);
  });

  it("can be said of goods that are delivered, destroyed or held by another", async () => {
    const { w, goods, carrier, nzCustoms, inspector } = await loadFixture(reported);
    await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
    const how = { on: AT.exported, changes: NZ };
    const before = await goods.word();
    await goods.prove(nzCustoms, "Confirmed", "Customs", "NZTRG", how);
    expect(await goods.word()).to.deep.equal(gained(before, "exportOwn"));
    for (const end of ["Delivered", "Destroyed"] as const) {
      const other = await goodsAt(w, "cleared", { key: end, exportBasis: "reported" });
      await other.write(carrier, end, "Carrier", "CNSHG");
      const ended = await other.word();
      await other.prove(nzCustoms, "Confirmed", "Customs", "NZTRG", how);
      expect(await other.word()).to.deep.equal(gained(ended, "exportOwn"));
    }
  });

  describe("who and what", () => {
    for (const kind of ["Confirmed", "Contradicted"] as const) {
      it(`${kind} is customs' alone`, async () => {
        const { goods, inspector, broker, factory, regulator } = await loadFixture(reported);
        const refused = async (by: Member, role: "Inspector" | "Broker" | "Factory" | "Regulator", scope: string) =>
          goods.refuse(
            ["RoleMayNotWrite", Kind[kind], Role[role]],
            by,
            kind,
            role,
            role === "Factory" ? "NZTRG" : "CNSHG",
            {
              on: AT.cleared,
              changes: { scope },
            },
          );
        await refused(inspector, "Inspector", "CN");
        await refused(regulator, "Regulator", "CN");
        await refused(broker, "Broker", "");
        await refused(factory, "Factory", "NZ");
      });

      it(`${kind} is for customs of the place of the reported record`, async () => {
        const { w, goods, nzCustoms, cnCustoms, customs2 } = await loadFixture(reported);
        const there = at("NZTRG");
        // Where the goods are by now, but not where the record was made.
        await goods.refuse(["NotThere", goods.id, at("CNSHG"), there], cnCustoms, kind, "Customs", "CNSHG", {
          on: AT.exported,
          changes: CN,
        });
        await goods.refuse(["NotThere", goods.id, at("NZAKL"), there], nzCustoms, kind, "Customs", "NZAKL", {
          on: AT.exported,
          changes: NZ,
        });
        await goods.refuse(["OutOfScope", at("DE"), there], customs2, kind, "Customs", "NZTRG", {
          on: AT.exported,
          changes: { scope: "DE" },
        });
        await goods.refuse(
          ["RoleNotGranted", customs2.id, at("NZ"), Role.Customs],
          customs2,
          kind,
          "Customs",
          "NZTRG",
          {
            on: AT.exported,
            changes: NZ,
          },
        );
        const office = await admit(w.ledger, "auckland", (await ethers.getSigners()).at(-1)!, [["NZAKL", ["Customs"]]]);
        await goods.refuse(["OutOfScope", at("NZAKL"), there], office, kind, "Customs", "NZTRG", {
          on: AT.exported,
          changes: { scope: "NZAKL" },
        });
      });

      it(`${kind} is of a reported record, not of customs' own`, async () => {
        const { w, cnCustoms, nzCustoms } = await loadFixture(reported);
        const goods = await goodsAt(w, "cleared", { key: "own" });
        await goods.refuse(
          ["NotReported", goods.id, Kind.ImportCleared, Role.Customs],
          cnCustoms,
          kind,
          "Customs",
          "CNSHG",
          {
            on: AT.cleared,
            changes: CN,
          },
        );
        await goods.refuse(
          ["NotReported", goods.id, Kind.ExportCleared, Role.Customs],
          nzCustoms,
          kind,
          "Customs",
          "NZTRG",
          {
            on: AT.exported,
            changes: NZ,
          },
        );
      });

      it(`${kind} is of a clearance or refusal, not of a declaration or a move`, async () => {
        const { goods, cnCustoms } = await loadFixture(reported);
        await goods.refuse(
          ["NotReported", goods.id, Kind.ImportDeclared, Role.Broker],
          cnCustoms,
          kind,
          "Customs",
          "CNSHG",
          {
            on: AT.declared,
            changes: CN,
          },
        );
        await goods.refuse(["NotReported", goods.id, Kind.Arrived, Role.Carrier], cnCustoms, kind, "Customs", "CNSHG", {
          on: AT.arrived,
          changes: CN,
        });
      });
    }
  });
});
