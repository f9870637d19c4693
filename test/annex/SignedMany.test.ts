import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { concat, dataLength, dataSlice, id as hash, toBeHex } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { ethers, loadFixture } from "../support/chain.js";
import { enrol, inspected, officers, type OfficersWorld } from "../support/officers.js";
import { authorizeRecords, type Key } from "../support/signing.js";
import { encodeCall, revertOf, type LedgerCall } from "../support/way.js";
import { at, FOREVER, type RecordChanges } from "../support/world.js";

/** Gas that the ledger wants to have before each call: its share by the rule of EIP-150, and something to report with. */
const NEEDED = Math.floor((1_000_000 * 64) / 63) + 50_000;
/** How a hostile wallet behaves, in the order of its enum. */
const HOSTILE = { agrees: 0, burns: 1, floods: 2, complains: 3, calls: 4 } as const;

/** A record that an officer signed, as a call of the ledger. */
async function signedCall(w: OfficersWorld, key: Key, changes: RecordChanges = {}): Promise<string> {
  const c = await inspected(w, changes);
  return encodeCall(w, ["recordSigned", c, await authorizeRecords(w, key, [c])]);
}

/** An error of the ledger as bytes. */
function errorBytes({ ledger }: OfficersWorld, name: string, args: unknown[]): string {
  return ledger.interface.encodeErrorResult(ledger.interface.getError(name)!, args);
}

/** A contract that is one of customs' keys and means harm. */
async function hostileKey(w: OfficersWorld, manner: keyof typeof HOSTILE, call: LedgerCall = ["partyCount"]) {
  const data = encodeCall(w, call);
  const wallet = await ethers.deployContract("HostileWallet", [HOSTILE[manner], await w.ledger.getAddress(), data]);
  const signer = await wallet.getAddress();
  const key = { signer, id: signerIdOf(signer), sign: () => Promise.resolve("0x1234") };
  await enrol(w, key);
  return key;
}

describe("SignedAffairs: many calls", () => {
  describe("multicall", () => {
    it("makes signed and other calls in their order, and returns what each returned", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods, cast } = w;
      const before = (await goods.word()).sequence;
      const { account } = cast.cnCustoms;
      const calls = [
        await signedCall(w, w.officers.passkey),
        encodeCall(w, ["record", await inspected(w, { detail: 2 })]),
        encodeCall(w, ["isNonceUsed", 1, hash("key"), 0]),
        await signedCall(w, w.officers["P-256 key"]),
      ];
      const results = await ledger.connect(account).multicall.staticCall(calls);
      expect(results.map(BigInt)).to.deep.equal([before + 1n, before + 2n, 0n, before + 3n]);
      await (await ledger.connect(account).multicall(calls)).wait();
      expect((await goods.word()).sequence).to.equal(before + 3n);
    });

    it("makes all or none, and passes on the error of the first that fails", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods } = w;
      const head = await ledger.headOf(goods.id);
      const bad = await signedCall(w, w.officers.account, { expectedMove: 1 });
      const { lastMove } = await goods.word();
      await expect(ledger.multicall([await signedCall(w, w.officers.passkey), bad]))
        .to.be.revertedWithCustomError(ledger, "MoveChanged")
        .withArgs(goods.id, 1, lastMove);
      expect(await ledger.headOf(goods.id)).to.equal(head);
    });

    it("lets nobody but the sender speak where nothing is signed", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast, outsider } = w;
      const c = await inspected(w);
      for (const name of ["record", "recordRare"] as const) {
        await expect(ledger.connect(outsider).multicall([encodeCall(w, [name, c])]))
          .to.be.revertedWithCustomError(ledger, "SignerUnknown")
          .withArgs(cast.cnCustoms.id, signerIdOf(outsider.address));
      }
    });

    it("lets governance bundle its own calls", async () => {
      const w = await loadFixture(officers);
      const { ledger, admin, cast, outsider } = w;
      const call = encodeCall(w, ["suspendParty", cast.brand2.id]);
      await expect(ledger.connect(outsider).multicall([call]))
        .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
        .withArgs(outsider.address);
      await expect(ledger.connect(admin).multicall([call]))
        .to.emit(ledger, "PartySuspended")
        .withArgs(cast.brand2.id);
    });
  });

  for (const name of ["multicall", "tryMulticall"] as const) {
    it(`${name} makes 1 to 256 calls`, async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const call = encodeCall(w, ["partyCount"]);
      const send = (calls: string[]) => ledger[name](calls, { gasLimit: 16_000_000 });
      for (const count of [0, 257]) {
        await expect(send(Array.from({ length: count }, () => call)))
          .to.be.revertedWithCustomError(ledger, "CallCountInvalid")
          .withArgs(count);
      }
      await (await send(Array.from({ length: 256 }, () => call))).wait();
      for (const none of ["0x", "0x123456"]) {
        await expect(send([call, none]))
          .to.be.revertedWithCustomError(ledger, "CallInvalid")
          .withArgs(none);
      }
    });
  }

  describe("tryMulticall", () => {
    it("leaves out what fails, and reports its index and reason", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods, cast } = w;
      const before = (await goods.word()).sequence;
      const moved = await signedCall(w, w.officers.account, { expectedMove: 1 });
      const good = await signedCall(w, w.officers.passkey);
      const calls = [moved, good, good, await signedCall(w, w.officers.wallet), "0x12345678"];
      const { lastMove } = await goods.word();
      const key = w.officers.passkey.id;
      const rejections = await ledger.tryMulticall.staticCall(calls);
      const nonce = ledger.interface.decodeFunctionData("recordSigned", good)[1] as { nonce: bigint };
      const reasons = [
        [0n, errorBytes(w, "MoveChanged", [goods.id, 1, lastMove])],
        [2n, errorBytes(w, "NonceIsUsed", [cast.cnCustoms.id, key, nonce.nonce])],
        [4n, "0x"],
      ] as const;
      expect(rejections.map(({ index, reason }) => [index, reason])).to.deep.equal(reasons);
      const receipt = await (await ledger.tryMulticall(calls)).wait();
      for (const reason of reasons)
        await expect(receipt)
          .to.emit(ledger, "CallRejected")
          .withArgs(...reason);
      expect((await goods.word()).sequence).to.equal(before + 2n);
      expect(receipt!.logs).to.have.length(3 + 2 * 2);
    });

    it("reports at most 512 bytes of a reason", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { id, account } = cast.cnCustoms;
      const own = ledger.connect(account);
      for (const size of [300, 444, 445, 1_000]) {
        const signer = concat(Array.from({ length: size }, () => "0xab"));
        const add = encodeCall(w, ["addSigner", id, signer, roleSet(["Customs"]), at(""), 0, FOREVER, KeyHolder.None]);
        const whole = errorBytes(w, "SignerUnsupported", [signer]);
        const reason = dataLength(whole) > 512 ? dataSlice(whole, 0, 512) : whole;
        const [rejection, ...more] = await own.tryMulticall.staticCall([add]);
        expect([rejection?.index, rejection?.reason, more.length]).to.deep.equal([0n, reason, 0]);
        await expect(own.tryMulticall([add]))
          .to.emit(ledger, "CallRejected")
          .withArgs(0, reason);
      }
    });

    it("reverts as a whole when whoever sends it sends too little gas for any call", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const calls = [await signedCall(w, w.officers.passkey), await signedCall(w, w.officers.account)];
      await expect(ledger.tryMulticall(calls, { gasLimit: 1_000_000 }))
        .to.be.revertedWithCustomError(ledger, "GasTooLow")
        .withArgs(0, anyValue, NEEDED);
      // Enough for the first alone.
      await expect(ledger.tryMulticall(calls, { gasLimit: 1_135_000 }))
        .to.be.revertedWithCustomError(ledger, "GasTooLow")
        .withArgs(1, anyValue, NEEDED);
    });

    it("never leaves out a good call for want of gas, however much is sent", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods } = w;
      const calls = [
        await signedCall(w, w.officers.passkey),
        await signedCall(w, w.officers.wallet),
        await signedCall(w, w.officers["P-256 key"]),
      ];
      let taken = 0;
      for (let gasLimit = 100_000; gasLimit <= 1_500_000; gasLimit += 30_000) {
        const rejections = await ledger.tryMulticall.staticCall(calls, { gasLimit }).catch(() => undefined);
        if (rejections === undefined) continue;
        expect(rejections, String(gasLimit)).to.have.length(0);
        ++taken;
      }
      expect(taken).to.be.greaterThan(5);
      expect((await goods.word()).holds).to.equal(0n);
    });

    it("lets a hostile wallet cost no more than its share, and reports it", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods } = w;
      for (const manner of ["burns", "floods", "complains"] as const) {
        const key = await hostileKey(w, manner);
        const before = (await goods.word()).sequence;
        const c = await inspected(w);
        const signed = await authorizeRecords(w, key, [c]);
        const bomb = encodeCall(w, ["recordSigned", c, signed]);
        const calls = [await signedCall(w, w.officers.account), bomb, await signedCall(w, w.officers.passkey)];
        const receipt = await (await ledger.tryMulticall(calls, { gasLimit: 3_000_000 })).wait();
        const reason = errorBytes(w, "SignatureInvalid", [key.id, signed.digest]);
        await expect(receipt).to.emit(ledger, "CallRejected").withArgs(1, reason);
        expect(receipt!.gasUsed, manner).to.be.lessThan(1_350_000n);
        expect((await goods.word()).sequence, manner).to.equal(before + 2n);
      }
    });
  });

  it("a wallet that calls back while it is asked changes nothing", async () => {
    const w = await loadFixture(officers);
    const { ledger, goods, cast } = w;
    const c = await inspected(w);
    const inner = await authorizeRecords(w, w.officers.account, [c]);
    for (const call of [
      ["recordSigned", c, inner],
      ["burnNonces", cast.cnCustoms.id, 0, 1],
      ["multicall", [encodeCall(w, ["recordSigned", c, inner])]],
      ["tryMulticall", [encodeCall(w, ["burnNonces", 1, 0, 1])]],
    ] as LedgerCall[]) {
      const key = await hostileKey(w, "calls", call);
      const before = (await goods.word()).sequence;
      // The wallet agrees when its own call has failed: the record is taken, once, and nothing else.
      const receipt = await (await ledger.recordSigned(c, await authorizeRecords(w, key, [c]))).wait();
      expect(receipt!.logs, call[0]).to.have.length(2);
      expect((await goods.word()).sequence).to.equal(before + 1n);
    }
    expect(await ledger.isNonceUsed(cast.cnCustoms.id, w.officers.account.id, inner.nonce)).to.equal(false);
  });

  describe("dryRun", () => {
    it("tells what a call would return or meet, for any key, and leaves no trace", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods, outsider, cast } = w;
      const from = outsider.address;
      const [head, word] = [await ledger.headOf(goods.id), await ledger.wordOf(goods.id)];
      const c = await inspected(w);
      const sequence = (await goods.word()).sequence;
      const { passkey } = w.officers;
      const refused = errorBytes(w, "SignerUnknown", [cast.cnCustoms.id, hash("nobody")]);
      for (const [call, signer, taken, result] of [
        [["record", c], passkey.id, true, toBeHex(sequence + 1n, 32)],
        [["record", c], hash("nobody"), false, refused],
        [["burnNonces", cast.cnCustoms.id, 0, 7], passkey.id, true, "0x"],
        [["setManager", cast.brand.id, from], signerIdOf(cast.brand.account.address), true, "0x"],
        [["multicall", [encodeCall(w, ["record", c])]], hash("nobody"), false, refused],
      ] as [LedgerCall, string, boolean, string][]) {
        const dry = encodeCall(w, ["dryRun", encodeCall(w, call), signer]);
        const expected = errorBytes(w, "DryRun", [taken, result]);
        expect(await revertOf(ledger, from, dry)).to.equal(expected);
        // Sent in a transaction, alone, nested in itself or in others, it changes nothing either.
        await expect(ledger.dryRun(encodeCall(w, call), signer))
          .to.be.revertedWithCustomError(ledger, "DryRun")
          .withArgs(taken, result);
        await expect(ledger.multicall([dry]))
          .to.be.revertedWithCustomError(ledger, "DryRun")
          .withArgs(taken, result);
        await expect(ledger.dryRun(dry, passkey.id))
          .to.be.revertedWithCustomError(ledger, "DryRun")
          .withArgs(false, expected);
        await expect(ledger.tryMulticall([dry]))
          .to.emit(ledger, "CallRejected")
          .withArgs(0, dataSlice(expected, 0));
      }
      expect([await ledger.headOf(goods.id), await ledger.wordOf(goods.id)]).to.deep.equal([head, word]);
      expect(await ledger.isNonceUsed(cast.cnCustoms.id, passkey.id, 0)).to.equal(false);
      expect((await ledger.partyOf(cast.brand.id)).manager).to.equal(cast.brand.account.address);
    });

    it("tells of signed calls too, and refuses what is no call", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods } = w;
      const call = await signedCall(w, w.officers.passkey);
      const sequence = (await goods.word()).sequence;
      await expect(ledger.dryRun(call, hash("anybody")))
        .to.be.revertedWithCustomError(ledger, "DryRun")
        .withArgs(true, toBeHex(sequence + 1n, 32));
      await expect(ledger.dryRun("0x123456", hash("anybody")))
        .to.be.revertedWithCustomError(ledger, "CallInvalid")
        .withArgs("0x123456");
      // What the dry run did not use can still be sent.
      await (await ledger.multicall([call])).wait();
    });
  });
});
