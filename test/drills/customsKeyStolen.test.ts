import { expect } from "chai";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { arrivedGoods, readyGoods } from "../support/goods.js";
import { heldAt, Writer } from "../support/records.js";
import { accountKey, authorizeRecords } from "../support/signing.js";
import { direct } from "../support/way.js";
import { at, createConsignment, FOREVER } from "../support/world.js";
import { DAY, governedWorld } from "./governedWorld.js";

const { time } = networkHelpers;
const NZ = { scope: "NZ" };

describe("Drill: a customs officer's key is stolen", () => {
  /** An officer of New Zealand's customs at Tauranga, whose key a thief has from now on. */
  const start = async () => {
    const w = await loadFixture(governedWorld);
    const { nzCustoms } = w.cast;
    const [account] = w.spare;
    const office = w.ledger.connect(nzCustoms.account);
    const roles = roleSet(["Customs"]);
    await office.addSigner(nzCustoms.id, account.address, roles, at("NZTRG"), 0, FOREVER, KeyHolder.Officer);
    const stolenAt = await time.latest();
    return {
      w,
      office,
      nzCustoms,
      stolenAt,
      thief: { id: nzCustoms.id, account },
      signer: signerIdOf(account.address),
    };
  };

  it("it touches nothing elsewhere: not by the key's place, nor by the office's grants, nor where the goods are not", async () => {
    const { w, thief, signer } = await start();
    const abroad = await arrivedGoods(w, direct);
    const outside = ["SignerOutOfScope", thief.id, signer, at("NZTRG"), at("CNSHG")] as const;
    for (const kind of ["Held", "Inspected", "ImportCleared", "Refused", "Destroyed"] as const) {
      await abroad.refuse(outside, thief, kind, "Customs", "CNSHG", NZ);
      await abroad.refuse(["RoleNotGranted", thief.id, at("CN"), Role.Customs], thief, kind, "Customs", "CNSHG", {
        scope: "CN",
      });
    }
    await abroad.refuse(["NotThere", abroad.id, at("NZTRG"), at("CNSHG")], thief, "Held", "Customs", "NZTRG", NZ);
    const elsewhere = new Writer(w, direct, await createConsignment(w, { key: "0x".padEnd(66, "7"), place: "NZAKL" }));
    const other = ["SignerOutOfScope", thief.id, signer, at("NZTRG"), at("NZAKL")] as const;
    await elsewhere.refuse(other, thief, "Held", "Customs", "NZAKL", NZ);
  });

  it("it makes the thief no manager: it adds no key, names no agent and cannot keep itself alive", async () => {
    const { w, thief, signer, office } = await start();
    const own = w.ledger.connect(thief.account);
    for (const attempt of [
      own.addSigner(thief.id, w.spare[1].address, roleSet(["Customs"]), at(""), 0, FOREVER, KeyHolder.Officer),
      own.setMandate(thief.id, w.cast.broker.id, roleSet(["Broker"])),
      own.setManager(thief.id, thief.account.address),
    ]) {
      await expect(attempt).to.be.revertedWithCustomError(w.ledger, "NotManager").withArgs(thief.id, signer);
    }
    await office.revokeSigner(thief.id, signer, 0);
    await expect(
      office.addSigner(thief.id, thief.account.address, roleSet(["Customs"]), at(""), 0, FOREVER, KeyHolder.Officer),
    )
      .to.be.revertedWithCustomError(w.ledger, "SignerExists")
      .withArgs(thief.id, signer);
  });

  it("revoked, it writes nothing: no record of its own, and none that it signed before and somebody sends later", async () => {
    const { w, thief, signer, office, stolenAt } = await start();
    const goods = await readyGoods(w, direct);
    const c = await goods.checkpoint(thief, "Held", "Customs", "NZTRG", NZ);
    const authorization = await authorizeRecords(w, accountKey(thief.account.address), [c]);
    await office.revokeSigner(thief.id, signer, stolenAt);
    const revokedAt = await time.latest();
    await goods.refuse(["SignerIsRevoked", thief.id, signer, revokedAt], thief, "Held", "Customs", "NZTRG", NZ);
    await expect(w.ledger.connect(w.outsider).recordSigned(c, authorization))
      .to.be.revertedWithCustomError(w.ledger, "SignerIsRevoked")
      .withArgs(thief.id, signer, revokedAt);
  });

  it("what it wrote in between stays and is marked: every record says which key wrote it, and the key says since when", async () => {
    const { w, thief, signer, office, stolenAt } = await start();
    const goods = await readyGoods(w, direct);
    await goods.take(thief, "Held", "Customs", "NZTRG", NZ);
    await office.revokeSigner(thief.id, signer, stolenAt);
    expect((await w.ledger.signerOf(thief.id, signer)).compromisedSince).to.equal(stolenAt);
    const { records } = await traceConsignment(await clientOf(w), goods.id);
    const suspect = records.filter((record) => record.signer === signer && record.recordedAt >= stolenAt);
    expect(suspect.map(({ kind, party }) => [kind, party])).to.deep.equal([["Held", thief.id]]);
  });

  it("the claim has bounds: neither the future nor longer ago than the reporting window, and it is made once", async () => {
    const { w, thief, signer, office, stolenAt } = await start();
    await time.increase(61 * DAY);
    const now = (await time.latest()) + 10;
    for (const [since, at] of [
      [now + 1, now],
      [stolenAt, now + 1],
    ] as const) {
      await time.setNextBlockTimestamp(at);
      await expect(office.revokeSigner(thief.id, signer, since))
        .to.be.revertedWithCustomError(w.ledger, "CompromiseInvalid")
        .withArgs(since, at - 60 * DAY);
    }
    await office.revokeSigner(thief.id, signer, now - 1);
    const revokedAt = await time.latest();
    await expect(office.revokeSigner(thief.id, signer, now))
      .to.be.revertedWithCustomError(w.ledger, "SignerIsRevoked")
      .withArgs(thief.id, signer, revokedAt);
  });

  it("honest parties recover: the office, with its own key, lifts the false hold, and the goods go on", async () => {
    const { w, thief, signer, office, stolenAt, nzCustoms } = await start();
    const goods = await readyGoods(w, direct);
    await goods.take(thief, "Held", "Customs", "NZTRG", NZ);
    const { carrier } = w.cast;
    await goods.refuse(["ConsignmentHeld", goods.id, 1, false], carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await office.revokeSigner(thief.id, signer, stolenAt);
    const { sequence } = await w.ledger.holdOf(goods.id, nzCustoms.id);
    await goods.take(nzCustoms, "HoldLifted", "Customs", "NZTRG", { ...NZ, basedOn: heldAt(sequence) });
    await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  });
});
