import { expect } from "chai";
import { dataSlice, id as hash, keccak256, toBeHex } from "ethers";

import { signerIdOf } from "../sdk/ids.js";
import { CorrectionReason, Kind } from "../sdk/vocabulary.js";
import type { RecordProofStruct } from "../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture } from "./support/chain.js";
import { AT, containerOf, goodsAt, leaving, move, UNITS } from "./support/provedGoods.js";
import { historyOf, proofOf } from "./support/proofs.js";
import { checkpoint, world } from "./support/world.js";

describe("ProvedRecords", () => {
  /** Goods in Shanghai, undeclared; the export was customs' own. */
  async function arrived() {
    const w = await world();
    return { w, ...w.cast, goods: await goodsAt(w, "arrived") };
  }

  const CORRECTED = { changes: { scope: "NZ" } };

  describe("the record that a new one rests on", () => {
    it("is the one that the new record names", async () => {
      const { w, goods, nzCustoms } = await loadFixture(arrived);
      const { c, proof } = await goods.resting(nzCustoms, "Correction", "Customs", "NZTRG", {
        on: AT.exported,
        ...CORRECTED,
      });
      const { step } = await proofOf(w, goods.id, AT.exported);
      const other = hash("another record");
      await goods.refuseAs(["PastRecordMismatch", step, other], nzCustoms, { ...c, basedOn: other }, proof);
    });

    it("is given as it was made: another value in any field is another record", async () => {
      const { w, goods, nzCustoms } = await loadFixture(arrived);
      const { c, proof } = await goods.resting(nzCustoms, "Correction", "Customs", "NZTRG", {
        on: AT.exported,
        ...CORRECTED,
      });
      const { past } = proof;
      const forged = {
        party: nzCustoms.id + 1n,
        kind: Kind.Sighted,
        role: 8,
        place: toBeHex("0x434e534847", 5),
        occurredAt: BigInt(past.occurredAt) + 1n,
        basedOn: hash("another document"),
        detail: 1,
        dataHash: hash("other data"),
        next: 1,
        principal: 1,
        signer: signerIdOf(w.outsider.address),
        recordedAt: BigInt(past.recordedAt) + 1n,
        before: BigInt(past.before) + 1n,
      };
      for (const [field, value] of Object.entries(forged)) {
        const { ledger } = w;
        await expect(
          ledger.connect(nzCustoms.account).recordProved(c, { ...proof, past: { ...past, [field]: value } }),
          field,
        ).to.be.revertedWithCustomError(ledger, "PastRecordMismatch");
      }
    });

    it("may be the first after the creation and the very last", async () => {
      const { goods, factory, carrier } = await loadFixture(arrived);
      await goods.alone(factory, "Correction", "Factory", "NZTRG", { on: AT.origin, ...CORRECTED });
      const on = await goods.write(carrier, "Received", "Carrier", "CNSHG");
      await goods.undo(carrier, "Correction", "Carrier", "CNSHG", { on });
    });

    it("is no creation, which has no author to correct it", async () => {
      const { w, goods, factory } = await loadFixture(arrived);
      const [creation] = await historyOf(w, goods.id);
      const { c, proof } = await goods.resting(factory, "Correction", "Factory", "NZTRG", {
        on: AT.origin,
        ...CORRECTED,
      });
      const { step, computed } = { step: creation!.hash, computed: c.basedOn };
      await goods.refuseAs(["PastRecordMismatch", computed, step], factory, { ...c, basedOn: step }, proof);
    });
  });

  describe("the proof", () => {
    /** A correction of the export clearance whose proof was tampered with, and the head that leads to. */
    async function tampered(change: (proof: RecordProofStruct) => RecordProofStruct) {
      const { w, goods, nzCustoms } = await loadFixture(arrived);
      const { c, proof } = await goods.resting(nzCustoms, "Correction", "Customs", "NZTRG", {
        on: AT.exported,
        ...CORRECTED,
      });
      const changed = change(proof);
      let computed = fold(String(changed.headBefore), String(c.basedOn));
      for (const later of changed.later.map(String)) {
        computed = fold(computed, later.length === 66 ? later : keccak256(later));
      }
      const head = await w.ledger.headOf(goods.id);
      await goods.refuseAs(["ProofInvalid", goods.id, computed, head], nzCustoms, c, changed);
    }

    it("begins with the head before the record", async () => {
      await tampered((proof) => ({ ...proof, headBefore: hash("another head") }));
    });

    it("holds every later step", async () => {
      await tampered((proof) => ({ ...proof, later: proof.later.slice(1) }));
      await tampered((proof) => ({ ...proof, later: proof.later.slice(0, -1) }));
      await tampered((proof) => ({ ...proof, later: [] }));
    });

    it("holds the later steps in their order", async () => {
      await tampered((proof) => ({ ...proof, later: [...proof.later].reverse() }));
    });

    it("holds no step twice, and none besides", async () => {
      await tampered((proof) => ({ ...proof, later: [...proof.later, proof.later[0]!] }));
      await tampered((proof) => ({ ...proof, later: [hash("a step"), ...proof.later] }));
      await tampered((proof) => ({ ...proof, later: [...proof.later, "0x"] }));
    });

    it("holds the later steps as they were", async () => {
      await tampered((proof) => {
        const [first, ...rest] = proof.later.map(String);
        // Another kind (the fourth word) in the first one after the record.
        const changed = dataSlice(first!, 0, 127) + "09" + dataSlice(first!, 128).slice(2);
        return { ...proof, later: [changed, ...rest] };
      });
    });

    it("was made for the head as it is: a record in between makes it anew", async () => {
      const { w, goods, nzCustoms, cnPort } = await loadFixture(arrived);
      const { c, proof } = await goods.resting(nzCustoms, "Correction", "Customs", "NZTRG", {
        on: AT.exported,
        ...CORRECTED,
      });
      const stale = await w.ledger.headOf(goods.id);
      await goods.write(cnPort, "Sighted", "Port", "CNSHG", { detail: 1, scope: "CNSHG" });
      const head = await w.ledger.headOf(goods.id);
      await goods.refuseAs(["ProofInvalid", goods.id, stale, head], nzCustoms, c, proof);
      await goods.undo(nzCustoms, "Correction", "Customs", "NZTRG", { on: AT.exported, ...CORRECTED });
    });

    it("may be long", async () => {
      const { goods, nzCustoms, cnPort, w } = await loadFixture(arrived);
      const seen = await checkpoint(goods.id, cnPort, "Sighted", "Port", "CNSHG", { detail: 1, scope: "CNSHG" });
      await w.ledger.connect(cnPort.account).recordMany(Array.from({ length: 100 }, () => seen));
      await goods.undo(nzCustoms, "Correction", "Customs", "NZTRG", { on: AT.exported, ...CORRECTED });
    });
  });

  describe("later steps", () => {
    it("may be given by their hashes where they do not matter", async () => {
      const { goods, carrier, factory } = await loadFixture(arrived);
      const inFull = "none";
      await goods.alone(carrier, "Disputed", "Carrier", "CNSHG", { on: AT.departed, inFull });
      // The word tells by itself that the goods moved on.
      await goods.alone(factory, "Correction", "Factory", "NZTRG", { on: AT.origin, inFull, ...CORRECTED });
      // Carrier took the goods over with it: that is never taken back.
      await goods.alone(carrier, "Correction", "Carrier", "NZTRG", { on: AT.departed, inFull });
    });

    it("are given in full where they decide what the new record does", async () => {
      const { goods, nzCustoms } = await loadFixture(arrived);
      const on = AT.exported;
      const how = { on, ...CORRECTED };
      const write = [nzCustoms, "Correction", "Customs", "NZTRG"] as const;
      await goods.refuse(["LaterStepUnknown", 1], ...write, { ...how, inFull: "none" });
      await goods.refuse(["LaterStepUnknown", 1], ...write, { ...how, inFull: [0] });
      await goods.refuse(["LaterStepUnknown", 0], ...write, { ...how, inFull: [1] });
      await goods.undo(...write, { ...how, inFull: [0, 1] });
    });

    it("are asked for in full even behind one that decides already", async () => {
      const { goods, cnCustoms, broker, factory, w } = await loadFixture(arrived);
      await goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { detail: 1, principal: factory.id });
      const p = leaving(w, UNITS, 5);
      const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", p, { scope: "CN" });
      const next = leaving(w, UNITS - 5, 5);
      await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", next, { scope: "CN" });
      await goods.write(cnCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
      const how = { on, particulars: [p], changes: { scope: "CN" } };
      await goods.refuse(["LaterStepUnknown", 1], cnCustoms, "Correction", "Customs", "CNSHG", { ...how, inFull: [0] });
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
    });

    it("of a container are told from its log, also what was put in and taken out", async () => {
      const { w, carrier } = await loadFixture(arrived);
      const goods = await goodsAt(w, "exported", { key: "packed" });
      await goods.write(carrier, "Received", "Carrier", "NZTRG");
      const box = await containerOf(w, carrier, "NZTRG");
      const incident = await box.write(carrier, "Incident", "Carrier", "NZTRG", { detail: 1 });
      await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
      await move(w, "Unpacked", carrier, "Carrier", "NZTRG", box, [goods]);
      await box.alone(carrier, "Correction", "Carrier", "NZTRG", { on: incident });
      await goods.alone(carrier, "Disputed", "Carrier", "NZTRG", { on: 4, inFull: "none" });
    });
  });

  describe("what it takes", () => {
    it("takes only kinds that rest on an earlier record", async () => {
      const { goods, carrier } = await loadFixture(arrived);
      const { c, proof } = await goods.resting(carrier, "Incident", "Carrier", "CNSHG", { on: AT.arrived });
      for (const kind of [Kind.Incident, Kind.ImportCleared, Kind.Packed, Kind.Split, Kind.Diverted, Kind.None]) {
        await goods.refuseAs(["ParticularsNotTaken", kind], carrier, { ...c, kind, detail: 1 }, proof);
      }
    });

    for (const [kind, role] of [
      ["Correction", "Carrier"],
      ["Confirmed", "Customs"],
      ["Contradicted", "Customs"],
    ] as const) {
      it(`takes no ${kind} without an earlier record`, async () => {
        const { w, goods, carrier, cnCustoms } = await loadFixture(arrived);
        const by = role === "Customs" ? cnCustoms : carrier;
        const scope = role === "Customs" ? "CN" : "";
        const c = await checkpoint(goods.id, by, kind, role, "CNSHG", { scope, detail: kind === "Correction" ? 1 : 0 });
        await expect(w.ledger.connect(by.account).record(c))
          .to.be.revertedWithCustomError(w.ledger, "ParticularsMissing")
          .withArgs(Kind[kind]);
      });
    }

    it("binds the record as any other: key, role, place, party, time and details", async () => {
      const { w, goods, nzCustoms, broker } = await loadFixture(arrived);
      const { ledger } = w;
      const { c, proof } = await goods.resting(nzCustoms, "Correction", "Customs", "NZTRG", {
        on: AT.exported,
        ...CORRECTED,
      });
      await goods.refuseAs(
        ["SignerUnknown", nzCustoms.id, signerIdOf(broker.account.address)],
        { ...nzCustoms, account: broker.account },
        c,
        proof,
      );
      await goods.refuseAs(
        ["SignerLacksRole", nzCustoms.id, signerIdOf(nzCustoms.account.address), 8],
        nzCustoms,
        { ...c, role: 8 },
        proof,
      );
      await goods.refuseAs(["NextNotAllowed", Kind.Correction, 1], nzCustoms, { ...c, next: 1 }, proof);
      await goods.refuseAs(["PrincipalNotAllowed", Kind.Correction, 1], nzCustoms, { ...c, principal: 1 }, proof);
      await goods.refuseAs(["MoveChanged", goods.id, 4, 5], nzCustoms, { ...c, expectedMove: 4 }, proof);
      for (const detail of [0, 3, 255]) {
        await goods.refuseAs(["DetailInvalid", Kind.Correction, detail], nzCustoms, { ...c, detail }, proof);
      }
      await expect(
        ledger.connect(nzCustoms.account).recordProved({ ...c, consignment: hash("no consignment") }, proof),
      ).to.be.revertedWithCustomError(ledger, "PastRecordMismatch");
      await ledger.connect(w.admin).suspendParty(nzCustoms.id);
      const { suspendedAt } = await ledger.partyOf(nzCustoms.id);
      await goods.refuseAs(["PartyIsSuspended", nzCustoms.id, suspendedAt], nzCustoms, c, proof);
    });

    it("logs the record with what it rests on, and says what it would do beforehand", async () => {
      const { w, goods, nzCustoms } = await loadFixture(arrived);
      const { ledger } = w;
      const { c, proof } = await goods.resting(nzCustoms, "Correction", "Customs", "NZTRG", {
        on: AT.exported,
        changes: { scope: "NZ", detail: CorrectionReason.IncorrectData },
      });
      const call = ledger.interface.encodeFunctionData("recordProved", [c, proof]);
      const result = ledger.interface.encodeFunctionResult("recordProved", [6]);
      const signer = signerIdOf(nzCustoms.account.address);
      await expect(ledger.dryRun.staticCall(call, signer))
        .to.be.revertedWithCustomError(ledger, "DryRun")
        .withArgs(true, result);
      const before = await ledger.wordOf(goods.id);
      const tx = await ledger.connect(nzCustoms.account).recordProved(c, proof);
      const { timestamp } = (await ethers.provider.getBlock("latest"))!;
      await expect(tx)
        .to.emit(ledger, "CheckpointRecorded")
        .withArgs(
          goods.id,
          nzCustoms.id,
          Kind.Correction,
          6,
          c.place,
          c.occurredAt,
          c.basedOn,
          2,
          c.dataHash,
          0,
          0,
          signer,
          timestamp,
          before,
        );
      await expect(tx)
        .to.emit(ledger, "RecordUndone")
        .withArgs(goods.id, AT.exported, 6, await ledger.wordOf(goods.id));
    });
  });
});

function fold(head: string, step: string): string {
  return keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32"], [head, step]));
}
