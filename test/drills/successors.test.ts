import { expect } from "chai";
import { getAddress } from "ethers";

import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { arrivedGoods } from "../support/goods.js";
import { heldAt } from "../support/records.js";
import { direct } from "../support/way.js";
import { DAY, expectUnauthorized, governedWorld, Intent } from "./governedWorld.js";

const NEXT_LEDGER = getAddress("0x".padEnd(42, "9"));
const CN = { scope: "CN" };

describe("Drill: another ledger is announced", () => {
  it("it is announced by the Governor alone, five days before, and never forced: everybody writes on", async () => {
    const w = await loadFixture(governedWorld);
    const goods = await arrivedGoods(w, direct);
    const head = await w.ledger.headOf(goods.id);
    const { Admin, Registrar, Suspender, Governor, Recovery } = w.governors;
    for (const account of [Admin, Registrar, Suspender, Recovery, w.outsider]) {
      await expectUnauthorized(w, account, "announceSuccessor", NEXT_LEDGER);
    }
    const announcement = await Intent.ofLedger(w, Governor, "announceSuccessor", NEXT_LEDGER);
    expect(await announcement.remaining()).to.equal(5 * DAY);
    await announcement.carryOut();
    expect(await w.ledger.successorLedger()).to.equal(NEXT_LEDGER);
    expect(await w.ledger.headOf(goods.id)).to.equal(head);
    await goods.take(w.cast.cnCustoms, "Inspected", "Customs", "CNSHG", { ...CN, detail: 1 });
  });

  it("a false one is called back by announcing another; the ledger itself is none", async () => {
    const w = await loadFixture(governedWorld);
    const { Governor } = w.governors;
    await (await Intent.ofLedger(w, Governor, "announceSuccessor", NEXT_LEDGER)).carryOut();
    const own = await w.ledger.getAddress();
    await expect((await Intent.ofLedger(w, Governor, "announceSuccessor", own)).carryOut())
      .to.be.revertedWithCustomError(w.ledger, "SuccessorInvalid")
      .withArgs(own);
    const other = getAddress("0x".padEnd(42, "8"));
    await (await Intent.ofLedger(w, Governor, "announceSuccessor", other)).carryOut();
    expect(await w.ledger.successorLedger()).to.equal(other);
  });
});

describe("Drill: an authority is gone, and its holds are open", () => {
  /** Goods in Shanghai that the inspector holds. */
  const start = async () => {
    const w = await loadFixture(governedWorld);
    const goods = await arrivedGoods(w, direct);
    const { inspector, inspector2 } = w.cast;
    await goods.take(inspector, "Held", "Inspector", "CNSHG", CN);
    const { sequence } = await w.ledger.holdOf(goods.id, inspector.id);
    return { w, goods, inspector, inspector2, lift: { ...CN, principal: inspector.id, basedOn: heldAt(sequence) } };
  };

  it("nobody lifts them instead: no other authority, no suspension alone, no appointment alone", async () => {
    const { w, goods, inspector, inspector2, lift } = await start();
    const refused = ["NotSuccessor", inspector.id, inspector2.id] as const;
    await goods.refuse(refused, inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
    await w.ledger.connect(w.governors.Suspender).suspendParty(inspector.id);
    await goods.refuse(refused, inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
    await (await Intent.ofLedger(w, w.governors.Registrar, "reinstateParty", inspector.id)).carryOut();
    const appointment = await Intent.ofLedger(w, w.governors.Governor, "appointSuccessor", inspector.id, inspector2.id);
    expect(await appointment.remaining()).to.equal(5 * DAY);
    await appointment.carryOut();
    await goods.refuse(refused, inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
  });

  it("honest parties recover: suspended and succeeded, its hold is lifted by the successor, whose record says whose it was", async () => {
    const { w, goods, inspector, inspector2, lift } = await start();
    await w.ledger.connect(w.governors.Suspender).suspendParty(inspector.id);
    await (await Intent.ofLedger(w, w.governors.Governor, "appointSuccessor", inspector.id, inspector2.id)).carryOut();
    await goods.take(inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
    expect((await goods.word()).holds).to.equal(0n);
    const { records } = await traceConsignment(await clientOf(w), goods.id);
    const lifted = records.at(-1);
    expect([lifted?.kind, lifted?.party, lifted?.principal]).to.deep.equal(["HoldLifted", inspector2.id, inspector.id]);
  });
});
