import { expect } from "chai";
import { zeroPadBytes, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { Adjustment, Kind } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { AT, goodsAt, leaving, NOTE, UNITS } from "../support/provedGoods.js";
import { historyOf, proofOf, stepOf, type Goods } from "../support/proofs.js";
import { heldAt } from "../support/records.js";
import { signRecord } from "../support/signedRecord.js";
import { at, country, deployLedger, line, world, type Member } from "../support/world.js";

const CN = { scope: "CN" };
const to = (code: string) => ({ basedOn: zeroPadBytes(country(code), 32) });

describe("ProvedRecords: attacks", () => {
  async function refusedGoods() {
    const w = await world();
    const goods = await goodsAt(w, "declared");
    const refusal = await goods.write(w.cast.cnCustoms, "Refused", "Customs", "CNSHG", CN);
    return { w, goods, refusal, ...w.cast };
  }
  async function falselyCleared() {
    const w = await world();
    const goods = await goodsAt(w, "cleared", { exportBasis: "reported", importBasis: "reported" });
    return { w, goods, ...w.cast };
  }

  it("nobody corrects another's record, whatever its role, custody or mandate", async () => {
    const { goods, refusal, broker, carrier, factory, cnCustoms, inspector } = await loadFixture(refusedGoods);
    for (const [by, role, place, scope] of [
      [broker, "Broker", "CNSHG", ""],
      [carrier, "Carrier", "CNSHG", ""],
      [factory, "Factory", "NZTRG", "NZ"],
      [inspector, "Inspector", "CNSHG", "CN"],
    ] as const) {
      await goods.refuse(["NotAuthor", goods.id, by.id, cnCustoms.id], by, "Correction", role, place, {
        on: refusal,
        changes: { scope },
      });
    }
    expect((await goods.word()).customs).to.equal("Refused");
  });

  it("nobody corrects in the name of the author either", async () => {
    const { goods, refusal, carrier, cnCustoms } = await loadFixture(refusedGoods);
    const impostor = { id: cnCustoms.id, account: carrier.account };
    const refusal_ = ["SignerUnknown", cnCustoms.id, signerIdOf(carrier.account.address)] as const;
    await goods.refuse(refusal_, impostor, "Correction", "Customs", "CNSHG", { on: refusal, changes: CN });
  });

  describe("a refusal is not washed", () => {
    it("by a broker's report, corrected, contradicted or not", async () => {
      const { w, goods, broker, factory } = await loadFixture(refusedGoods);
      const { ledger } = w;
      const reported = { principal: factory.id, basedOn: NOTE };
      for (const kind of ["ImportCleared", "Refused"] as const) {
        await expect(goods.write(broker, kind, "Broker", "CNSHG", reported))
          .to.be.revertedWithCustomError(ledger, "CustomsForbids")
          .withArgs(goods.id, Kind[kind], 4);
      }
      await expect(goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { principal: factory.id, detail: 1 }))
        .to.be.revertedWithCustomError(ledger, "CustomsForbids")
        .withArgs(goods.id, Kind.ImportDeclared, 4);
      await goods.alone(broker, "Correction", "Broker", "CNSHG", { on: AT.declared });
    });

    it("by taking back the arrival that it rests on", async () => {
      const { goods, carrier } = await loadFixture(refusedGoods);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: AT.arrived });
    });

    it("by taking back a refusal that was only reported, once customs refused themselves", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms } = w.cast;
      const goods = await goodsAt(w, "declared");
      const on = await goods.write(broker, "Refused", "Broker", "CNSHG", { principal: factory.id, basedOn: NOTE });
      await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
      await goods.alone(broker, "Correction", "Broker", "CNSHG", { on, inFull: "none" });
    });

    it("by taking back a reported refusal that customs confirmed", async () => {
      const w = await loadFixture(world);
      const { broker, factory, cnCustoms } = w.cast;
      const goods = await goodsAt(w, "declared");
      const on = await goods.write(broker, "Refused", "Broker", "CNSHG", { principal: factory.id, basedOn: NOTE });
      await goods.prove(cnCustoms, "Confirmed", "Customs", "CNSHG", { on, changes: CN });
      await goods.alone(broker, "Correction", "Broker", "CNSHG", { on, inFull: "none" });
    });

    it("by diverting, on the spot or on the way back", async () => {
      const { w, goods, carrier, cnCustoms } = await loadFixture(refusedGoods);
      const divert = (place: string) => goods.write(carrier, "Diverted", "Carrier", place, to("VN"));
      await expect(divert("CNSHG"))
        .to.be.revertedWithCustomError(w.ledger, "MovementForbids")
        .withArgs(goods.id, Kind.Diverted, 5);
      await goods.write(carrier, "Returned", "Carrier", "CNSHG", to("NZ"));
      for (const leave of [
        () => Promise.resolve(0n),
        () => goods.write(cnCustoms, "ExportCleared", "Customs", "CNSHG", CN),
        () => goods.write(carrier, "Departed", "Carrier", "CNSHG", { detail: 1 }),
      ]) {
        await leave();
        await expect(divert("CNSHG"))
          .to.be.revertedWithCustomError(w.ledger, "DiversionAfterRefusal")
          .withArgs(goods.id);
      }
    });

    it("by returning within the territory, or returning and taking that back", async () => {
      const { w, goods, carrier } = await loadFixture(refusedGoods);
      const before = await goods.word();
      await expect(goods.write(carrier, "Returned", "Carrier", "CNSHG", to("CN")))
        .to.be.revertedWithCustomError(w.ledger, "ReturnNotAllowed")
        .withArgs(goods.id, country("CN"));
      const on = await goods.write(carrier, "Returned", "Carrier", "CNSHG", to("NZ"));
      const sequence = await goods.undo(carrier, "Correction", "Carrier", "CNSHG", { on });
      expect(await goods.word()).to.deep.equal({ ...before, sequence, lastMove: sequence });
    });
  });

  describe("goods are domestic again only as if they had never been abroad", () => {
    /** Domestic goods unloaded in Singapore. */
    async function abroad() {
      const w = await world();
      const goods = await goodsAt(w, "origin", { destination: "NZ" });
      await goods.write(w.cast.carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      const on = await goods.write(w.cast.carrier, "Transshipped", "Carrier", "SGSIN");
      expect((await goods.word()).flags).to.not.include("domestic");
      return { w, goods, on, ...w.cast };
    }

    it("by the author's correction of the very last move, which all can see", async () => {
      const { goods, on, carrier } = await loadFixture(abroad);
      await goods.undo(carrier, "Correction", "Carrier", "SGSIN", { on });
      expect(await goods.word()).to.include({ movement: "InTransit", place: "NZTRG" });
    });

    it("not once they went on", async () => {
      const { goods, on, carrier } = await loadFixture(abroad);
      await goods.write(carrier, "Departed", "Carrier", "SGSIN", { detail: 1 });
      await goods.alone(carrier, "Correction", "Carrier", "SGSIN", { on });
    });

    it("not by taking back the later moves first", async () => {
      const { goods, on, carrier } = await loadFixture(abroad);
      const left = await goods.write(carrier, "Departed", "Carrier", "SGSIN", { detail: 1 });
      await goods.undo(carrier, "Correction", "Carrier", "SGSIN", { on: left });
      await goods.alone(carrier, "Correction", "Carrier", "SGSIN", { on });
      expect((await goods.word()).flags).to.not.include("domestic");
    });

    it("not under a hold", async () => {
      const w = await loadFixture(world);
      const { carrier, inspector } = w.cast;
      const goods = await goodsAt(w, "origin", { destination: "NZ" });
      await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      const on = await goods.write(carrier, "Transshipped", "Carrier", "CNSHG");
      await goods.write(inspector, "Held", "Inspector", "CNSHG", CN);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on });
    });
  });

  it("a clearance is not kept alive by reporting it anew: that is contradicted too, and the hold stops a third", async () => {
    const { w, goods, broker, factory, cnCustoms, carrier } = await loadFixture(falselyCleared);
    const reported = { principal: factory.id, basedOn: NOTE };
    const how = { on: AT.cleared, changes: CN };
    const { c, proof } = await goods.resting(cnCustoms, "Contradicted", "Customs", "CNSHG", how);
    // The broker is faster: it takes its report back, and makes another.
    await goods.undo(broker, "Correction", "Broker", "CNSHG", { on: AT.cleared });
    const anew = await goods.write(broker, "ImportCleared", "Broker", "CNSHG", reported);
    const head = await w.ledger.headOf(goods.id);
    const stale = (await historyOf(w, goods.id))[AT.cleared]!.headBefore;
    await goods.refuseAs(["ProofInvalid", goods.id, stale, head], cnCustoms, c, proof);
    const held = await goods.undo(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: anew, changes: CN });
    await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", how);
    expect(await goods.word()).to.include({ customs: "Declared", holds: 1n });
    expect((await w.ledger.holdOf(goods.id, cnCustoms.id)).sequence).to.equal(held);
    await expect(goods.write(broker, "ImportCleared", "Broker", "CNSHG", reported))
      .to.be.revertedWithCustomError(w.ledger, "ConsignmentHeld")
      .withArgs(goods.id, 1, false);
    // Customs refuse under their own hold, and nothing is reported any more.
    await goods.write(cnCustoms, "Refused", "Customs", "CNSHG", CN);
    await goods.write(cnCustoms, "HoldLifted", "Customs", "CNSHG", { basedOn: heldAt(held), ...CN });
    await expect(goods.write(carrier, "Delivered", "Carrier", "CNSHG"))
      .to.be.revertedWithCustomError(w.ledger, "CustomsForbids")
      .withArgs(goods.id, Kind.Delivered, 4);
  });

  it("a record of another consignment proves nothing", async () => {
    const { w, goods, cnCustoms } = await loadFixture(falselyCleared);
    const twin = await goodsAt(w, "cleared", { key: "twin", exportBasis: "reported", importBasis: "reported" });
    const { c, proof } = await twin.resting(cnCustoms, "Contradicted", "Customs", "CNSHG", {
      on: AT.cleared,
      changes: CN,
    });
    // Said of the other, the record has another step; and the step it has is not in the other's history.
    const { ledger } = w;
    const send = (record: CheckpointStruct) => ledger.connect(cnCustoms.account).recordProved(record, proof);
    await expect(send({ ...c, consignment: goods.id })).to.be.revertedWithCustomError(ledger, "PastRecordMismatch");
    const step = stepOf(goods.id, proof.past);
    await expect(send({ ...c, consignment: goods.id, basedOn: step })).to.be.revertedWithCustomError(
      ledger,
      "ProofInvalid",
    );
    await send(c);
  });

  it("a record of the same consignment on another ledger proves nothing", async () => {
    const { w, goods, cnCustoms } = await loadFixture(falselyCleared);
    const { ledger } = await deployLedger();
    const { c, proof } = await goods.resting(cnCustoms, "Contradicted", "Customs", "CNSHG", {
      on: AT.cleared,
      changes: CN,
    });
    const signer = signerIdOf(cnCustoms.account.address);
    // The other ledger knows nobody yet; with the same party and goods its head is another, for its address is in it.
    await expect(ledger.connect(cnCustoms.account).recordProved(c, proof))
      .to.be.revertedWithCustomError(ledger, "SignerUnknown")
      .withArgs(cnCustoms.id, signer);
    const [creation] = await historyOf(w, goods.id);
    const genesis = keccak(
      ["bytes32", "uint256", "address", "bytes32"],
      [
        ethers.id("WaymarkGenesis(uint256 chainId,address ledger,bytes32 consignment)"),
        (await ethers.provider.getNetwork()).chainId,
        await ledger.getAddress(),
        goods.id,
      ],
    );
    expect(creation!.headBefore).to.not.equal(genesis);
  });

  it("of two corrections that race, the second rests on a history that is no more", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "cleared");
    const on = await goods.write(carrier, "Forwarded", "Carrier", "CNSHG", { detail: 3 });
    const [first, second] = [
      await goods.resting(carrier, "Correction", "Carrier", "CNSHG", { on }),
      await goods.resting(carrier, "Correction", "Carrier", "CNSHG", { on }),
    ];
    const { ledger } = w;
    const stale = await ledger.headOf(goods.id);
    await ledger.connect(carrier.account).recordProved(first.c, first.proof);
    const refusal = ["ProofInvalid", goods.id, stale, await ledger.headOf(goods.id)] as const;
    await goods.refuseAs(refusal, carrier, second.c, second.proof);
    // Proved anew it is taken, and changes nothing.
    await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on });
  });

  it("a clearance is not taken back after the goods were handed over, whoever tries", async () => {
    const { w, goods, broker, cnCustoms, carrier } = await loadFixture(falselyCleared);
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    await goods.alone(broker, "Correction", "Broker", "CNSHG", { on: AT.cleared });
    await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
    const own = await goodsAt(w, "cleared", { key: "own" });
    await own.write(carrier, "Delivered", "Carrier", "CNSHG");
    await own.write(carrier, "Returned", "Carrier", "CNSHG", to("CN"));
    // Arrived and Cleared as when it was written, but handed over in between.
    await own.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
  });

  describe("units are not doubled", () => {
    async function released() {
      const w = await world();
      const goods = await goodsAt(w, "declared");
      const p = leaving(w, UNITS, 5);
      const on = await goods.writeLines(w.cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", p, CN);
      return { w, goods, p, on, ...w.cast };
    }
    async function comeBack({ w, id }: Goods, by: Member, on: bigint, p: ReturnType<typeof leaving>) {
      const { proof } = await proofOf(w, id, on, { particulars: [p], inFull: "none" });
      const details = { key: NOTE, place: at("CNSHG"), destination: country("CN"), dataHash: ZeroHash };
      return w.ledger.connect(by.account).returnReleased(by.id, details, id, proof, [line(w.batch, 5)]);
    }

    it("by undoing a release, then returning its units", async () => {
      const { w, goods, p, on, cnCustoms, carrier } = await loadFixture(released);
      const { step } = await proofOf(w, goods.id, on);
      const how = { on, particulars: [p], changes: CN };
      await goods.undo(cnCustoms, "Correction", "Customs", "CNSHG", how);
      await expect(comeBack(goods, carrier, on, p))
        .to.be.revertedWithCustomError(w.ledger, "ReleaseUndone")
        .withArgs(goods.id, step);
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
    });

    it("by returning the units of a release, then undoing it", async () => {
      const { w, goods, p, on, cnCustoms, carrier } = await loadFixture(released);
      await comeBack(goods, carrier, on, p);
      const { contents } = await w.ledger.consignmentOf(goods.id);
      const how = { on, particulars: [p], changes: CN };
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
      expect((await w.ledger.consignmentOf(goods.id)).contents).to.equal(contents);
    });

    it("by undoing an adjustment, release or split out of its turn", async () => {
      const { w, goods, p, on, cnCustoms, carrier } = await loadFixture(released);
      const q = leaving(w, UNITS - 5, 5);
      const shortage = { detail: Adjustment.Shortage };
      const later = await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", q, shortage);
      const how = { on, particulars: [p], changes: CN };
      await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", how);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", { on: later, particulars: [q] });
    });

    it("by undoing an adjustment twice", async () => {
      const { w, goods, carrier } = await loadFixture(released);
      const q = leaving(w, UNITS - 5, 5);
      const on = await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", q, { detail: Adjustment.Theft });
      const how = { on, particulars: [q] };
      await goods.undo(carrier, "Correction", "Carrier", "CNSHG", how);
      await goods.alone(carrier, "Correction", "Carrier", "CNSHG", how);
    });
  });

  describe("a relayer of a signed correction", () => {
    /** Customs' correction of its own clearance, signed; the proof is the relayer's to supply. */
    async function signed() {
      const w = await world();
      const { cnCustoms, cnPort } = w.cast;
      const goods = await goodsAt(w, "cleared");
      await goods.write(cnPort, "Sighted", "Port", "CNSHG", { detail: 1, scope: "CNSHG" });
      const how = { on: AT.cleared, changes: CN };
      const { c } = await goods.resting(cnCustoms, "Correction", "Customs", "CNSHG", how);
      const deadline = (await networkHelpers.time.latest()) + 3600;
      const nonce = 7n;
      const signature = await signRecord(w, cnCustoms, c, ["Correction", "Customs", "CNSHG", "CN"], nonce, deadline);
      const authorization = { signer: cnCustoms.account.address, nonce, deadline, signature };
      return { w, goods, c, authorization, cnCustoms };
    }

    async function relay({ w, goods, c, authorization }: Awaited<ReturnType<typeof signed>>, inFull: "all" | "none") {
      const { proof } = await proofOf(w, goods.id, AT.cleared, { inFull });
      const call = w.ledger.interface.encodeFunctionData("recordProved", [c, proof]);
      return w.ledger.connect(w.outsider).relay(c.party, call, authorization);
    }

    it("sends it with its proof, and it takes back what it must", async () => {
      const stage = await loadFixture(signed);
      await expect(relay(stage, "all"))
        .to.emit(stage.w.ledger, "RecordUndone")
        .withArgs(stage.goods.id, AT.cleared, 9, (word: bigint) => word > 0n);
      expect((await stage.goods.word()).customs).to.equal("Declared");
    });

    it("cannot weaken it by hiding what came later", async () => {
      const stage = await loadFixture(signed);
      await expect(relay(stage, "none")).to.be.revertedWithCustomError(stage.w.ledger, "LaterStepUnknown").withArgs(0);
      // The signature is not used up by that.
      await relay(stage, "all");
    });

    it("cannot turn it to another record of the same author", async () => {
      const stage = await loadFixture(signed);
      const { w, goods, c, authorization, cnCustoms } = stage;
      const seen = await goods.write(cnCustoms, "Inspected", "Customs", "CNSHG", { detail: 1, ...CN });
      const { proof, step } = await proofOf(w, goods.id, seen);
      const relayed = (record: CheckpointStruct) =>
        w.ledger
          .connect(w.outsider)
          .relay(c.party, w.ledger.interface.encodeFunctionData("recordProved", [record, proof]), authorization);
      await expect(relayed(c)).to.be.revertedWithCustomError(w.ledger, "PastRecordMismatch").withArgs(step, c.basedOn);
      await expect(relayed({ ...c, basedOn: step })).to.be.revertedWithCustomError(w.ledger, "SignatureInvalid");
    });
  });
});

function keccak(types: string[], values: unknown[]): string {
  return ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(types, values));
}
