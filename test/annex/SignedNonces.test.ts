import { expect } from "chai";

import { signerIdOf } from "../../sdk/ids.js";
import { loadFixture } from "../support/chain.js";
import { inspected, KEY_KINDS, officers, poorKey, type OfficersWorld } from "../support/officers.js";
import { authorizeAct, authorizeRecords, type Key } from "../support/signing.js";
import { encodeCall } from "../support/way.js";

const WORD = 256n;
const LAST = 2n ** 256n - 1n;

async function send(w: OfficersWorld, key: Key, nonce: bigint) {
  const c = await inspected(w);
  return w.ledger.recordSigned(c, await authorizeRecords(w, key, [c], { nonce }));
}

async function expectUsed(w: OfficersWorld, key: Key, nonce: bigint): Promise<void> {
  const { id } = w.cast.cnCustoms;
  await expect(send(w, key, nonce))
    .to.be.revertedWithCustomError(w.ledger, "NonceIsUsed")
    .withArgs(id, key.id, nonce);
  expect(await w.ledger.isNonceUsed(id, key.id, nonce)).to.equal(true);
}

describe("SignedAffairs: nonces", () => {
  it("may be used in any order, across words, each once", async () => {
    const w = await loadFixture(officers);
    const { account } = w.officers;
    const nonces = [1_000n, 3n, LAST, 0n, 255n, WORD, 5n * WORD + 7n, 2n, LAST - 255n, WORD - 2n];
    for (const nonce of nonces) {
      expect(await w.ledger.isNonceUsed(w.cast.cnCustoms.id, account.id, nonce), String(nonce)).to.equal(false);
      await (await send(w, account, nonce)).wait();
    }
    for (const nonce of nonces) await expectUsed(w, account, nonce);
    for (const nonce of [1n, 4n, 253n, WORD + 1n, LAST - 1n, 5n * WORD + 6n]) {
      expect(await w.ledger.isNonceUsed(w.cast.cnCustoms.id, account.id, nonce), String(nonce)).to.equal(false);
    }
  });

  it("are a key's own, for each party: officers sign in parallel without knowing of each other", async () => {
    const w = await loadFixture(officers);
    for (const kind of KEY_KINDS) await (await send(w, w.officers[kind], 9n)).wait();
    for (const kind of KEY_KINDS) await expectUsed(w, w.officers[kind], 9n);
    const { id } = w.cast.inspector;
    for (const kind of KEY_KINDS) expect(await w.ledger.isNonceUsed(id, w.officers[kind].id, 9n)).to.equal(false);
  });

  it("are shared by records, arrays and acts", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const { account } = w.officers;
    const c = await inspected(w);
    const call = encodeCall(w, ["burnNonces", cast.cnCustoms.id, 77, 1]);
    const ways = [
      async (nonce: bigint) => ledger.recordSigned(c, await authorizeRecords(w, account, [c], { nonce })),
      async (nonce: bigint) => ledger.recordManySigned([c, c], await authorizeRecords(w, account, [c, c], { nonce })),
      async (nonce: bigint) =>
        ledger.relay(cast.cnCustoms.id, call, await authorizeAct(w, account, cast.cnCustoms.id, call, { nonce })),
    ];
    for (const [i, first] of ways.entries()) {
      const nonce = 20n + BigInt(i);
      await (await first(nonce)).wait();
      for (const again of ways) {
        await expect(again(nonce))
          .to.be.revertedWithCustomError(ledger, "NonceIsUsed")
          .withArgs(cast.cnCustoms.id, account.id, nonce);
      }
    }
  });

  it("are used by what is taken, and by nothing that is refused", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const { passkey } = w.officers;
    const wrong = await inspected(w, { expectedMove: 1 });
    const { lastMove } = await w.goods.word();
    await expect(ledger.recordSigned(wrong, await authorizeRecords(w, passkey, [wrong], { nonce: 3n })))
      .to.be.revertedWithCustomError(ledger, "MoveChanged")
      .withArgs(w.goods.id, 1, lastMove);
    expect(await ledger.isNonceUsed(cast.cnCustoms.id, passkey.id, 3n)).to.equal(false);
    await (await send(w, passkey, 3n)).wait();
  });

  describe("burnNonces", () => {
    it("gives up those of the mask, so that what was signed with them can never be sent", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { account, address, id } = { ...cast.cnCustoms, address: cast.cnCustoms.account.address };
      const signer = signerIdOf(address);
      const mask = (1n << 255n) | 0b101n;
      await expect(ledger.connect(account).burnNonces(id, 4, mask))
        .to.emit(ledger, "NoncesBurnt")
        .withArgs(id, signer, 4, mask);
      for (const [bit, burnt] of [
        [0n, true],
        [1n, false],
        [2n, true],
        [254n, false],
        [255n, true],
      ] as const) {
        expect(await ledger.isNonceUsed(id, signer, 4n * WORD + bit)).to.equal(burnt);
      }
      // A second time adds to the first.
      await (await ledger.connect(account).burnNonces(id, 4, 0b10n)).wait();
      expect(await ledger.isNonceUsed(id, signer, 4n * WORD + 2n)).to.equal(true);
      expect(await ledger.isNonceUsed(id, signer, 4n * WORD + 1n)).to.equal(true);
    });

    it("gives up the caller's own alone, whichever party it names", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast, outsider } = w;
      const { account } = w.officers;
      await (await ledger.connect(outsider).burnNonces(cast.cnCustoms.id, 0, LAST)).wait();
      expect(await ledger.isNonceUsed(cast.cnCustoms.id, account.id, 5n)).to.equal(false);
      await (await send(w, account, 5n)).wait();
    });

    it("is relayed for officers without ether, and used nonces stay used", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { id } = cast.cnCustoms;
      for (const kind of KEY_KINDS) {
        const key = w.officers[kind];
        await (await send(w, key, 1n)).wait();
        const call = encodeCall(w, ["burnNonces", id, 0, 0b1100n]);
        const relayed = ledger.relay(id, call, await authorizeAct(w, key, id, call, { nonce: WORD }));
        await expect(relayed).to.emit(ledger, "NoncesBurnt").withArgs(id, key.id, 0, 0b1100n);
        for (const nonce of [1n, 2n, 3n, WORD]) await expectUsed(w, key, nonce);
        await (await send(w, key, 4n)).wait();
      }
    });

    it("may give up the nonce with which it was itself signed", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { id } = cast.cnCustoms;
      const call = encodeCall(w, ["burnNonces", id, 0, LAST]);
      const { account } = w.officers;
      await (await ledger.relay(id, call, await authorizeAct(w, account, id, call, { nonce: 8n }))).wait();
      await expectUsed(w, account, 8n);
      await expectUsed(w, account, 255n);
      await (await send(w, account, WORD)).wait();
    });
  });

  it("do not outlive the key: what a revoked key signed before is refused", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const { id, account } = cast.cnCustoms;
    const key: Key = poorKey("officer's account");
    const c = await inspected(w);
    const authorization = await authorizeRecords(w, key, [c]);
    const receipt = await (await ledger.connect(account).revokeSigner(id, key.id, 0)).wait();
    const { timestamp } = await receipt!.getBlock();
    await expect(ledger.recordSigned(c, authorization))
      .to.be.revertedWithCustomError(ledger, "SignerIsRevoked")
      .withArgs(id, key.id, timestamp);
  });
});
