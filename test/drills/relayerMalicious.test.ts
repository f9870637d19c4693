import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { Kind, Role } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { arrivedGoods } from "../support/goods.js";
import { accountKey, authorizeRecords, CHAIN_ID, type Terms } from "../support/signing.js";
import { recordsDigest } from "../support/typedData.js";
import { direct } from "../support/way.js";
import { at } from "../support/world.js";
import { governedWorld } from "./governedWorld.js";

describe("Drill: the relayer is gone, or malicious", () => {
  /** An officer of customs at Shanghai who signs, and a relayer who is to send it. */
  const start = async () => {
    const w = await loadFixture(governedWorld);
    const goods = await arrivedGoods(w, direct);
    const { cnCustoms } = w.cast;
    const key = accountKey(cnCustoms.account.address);
    const inspect = (changes: Partial<CheckpointStruct> = {}) =>
      goods.checkpoint(cnCustoms, "Inspected", "Customs", "CNSHG", { scope: "CN", detail: 1 }).then((c) => ({
        ...c,
        ...changes,
      }));
    const sign = (c: CheckpointStruct, terms: Terms = {}) => authorizeRecords(w, key, [c], terms);
    const relayer = w.ledger.connect(w.spare[0]);
    return { w, goods, cnCustoms, key, inspect, sign, relayer };
  };

  it("gone: the officer sends the same signature itself, or anybody does, once", async () => {
    const { w, inspect, sign, cnCustoms, relayer } = await start();
    const c = await inspect();
    const signed = await sign(c);
    await w.ledger.connect(w.outsider).recordSigned(c, signed);
    for (const late of [relayer, w.ledger.connect(cnCustoms.account)]) {
      await expect(late.recordSigned(c, signed))
        .to.be.revertedWithCustomError(w.ledger, "NonceIsUsed")
        .withArgs(cnCustoms.id, signerIdOf(cnCustoms.account.address), signed.nonce);
    }
  });

  it("it changes nothing: whatever field it touches, the signature is for another record", async () => {
    const { w, inspect, sign, relayer, key } = await start();
    const c = await inspect();
    const signed = await sign(c);
    const changes: Partial<CheckpointStruct>[] = [
      { party: w.cast.inspector.id },
      { consignment: hash("other goods") },
      { kind: Kind.Held },
      { role: Role.Inspector },
      { scope: at("") },
      { place: at("CNHAZ") },
      { occurredAt: Number(c.occurredAt) - 1 },
      { detail: 2 },
      { next: 1 },
      { principal: 1 },
      { expectedMove: 1 },
      { basedOn: hash("other basis") },
      { dataHash: ZeroHash },
    ];
    expect(changes.flatMap(Object.keys).sort()).to.deep.equal(Object.keys(c).sort());
    const ledger = await w.ledger.getAddress();
    const [nonce, deadline] = [BigInt(signed.nonce), BigInt(signed.deadline)];
    const frame = { chainId: CHAIN_ID, ledger, signer: key.id, nonce, deadline };
    for (const change of changes) {
      const forged = { ...c, ...change };
      await expect(relayer.recordSigned(forged, signed), Object.keys(change)[0])
        .to.be.revertedWithCustomError(w.ledger, "SignatureInvalid")
        .withArgs(key.id, recordsDigest(frame, [forged]));
    }
  });

  it("it sends in another order, and each record is taken for itself; what relies on a move is not taken after another", async () => {
    const { w, goods, inspect, sign, relayer } = await start();
    const [first, second] = [await inspect({ dataHash: hash("first") }), await inspect({ dataHash: hash("second") })];
    const [a, b] = [await sign(first), await sign(second)];
    await relayer.recordSigned(second, b);
    await relayer.recordSigned(first, a);

    const { lastMove } = await goods.word();
    const careful = await inspect({ expectedMove: lastMove });
    const c = await sign(careful);
    await goods.take(w.cast.warehouse, "Received", "Warehouse", "CNSHG", { scope: "CN" });
    await expect(relayer.recordSigned(careful, c))
      .to.be.revertedWithCustomError(w.ledger, "MoveChanged")
      .withArgs(goods.id, lastMove, (await goods.word()).lastMove);
  });

  it("it keeps a record back: not beyond the deadline, nor after the officer has burnt the nonce", async () => {
    const { w, inspect, sign, relayer, cnCustoms, key } = await start();
    const now = await networkHelpers.time.latest();
    const c = await inspect();
    const brief = await sign(c, { deadline: BigInt(now + 600) });
    await networkHelpers.time.setNextBlockTimestamp(now + 601);
    await expect(relayer.recordSigned(c, brief))
      .to.be.revertedWithCustomError(w.ledger, "SignatureExpired")
      .withArgs(now + 600);

    const kept = await sign(c);
    const nonce = BigInt(kept.nonce);
    await w.ledger.connect(cnCustoms.account).burnNonces(cnCustoms.id, nonce >> 8n, 1n << (nonce & 0xffn));
    await expect(relayer.recordSigned(c, kept))
      .to.be.revertedWithCustomError(w.ledger, "NonceIsUsed")
      .withArgs(cnCustoms.id, key.id, nonce);
  });

  it("honest parties recover: another relayer sends what is signed anew, and the history tells which was recorded", async () => {
    const { w, goods, inspect, sign } = await start();
    const before = (await goods.word()).sequence;
    const c = await inspect();
    await w.ledger.connect(w.spare[1]).recordSigned(c, await sign(c));
    expect((await goods.word()).sequence).to.equal(before + 1n);
  });
});
