import { expect } from "chai";
import { concat, dataSlice, getBytes, hexlify, id as hash, toBeHex, ZeroAddress } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { p256Signer } from "../../sdk/signing/p256Signer.js";
import { signerIdOfKey } from "../../sdk/signing/signerIdOfKey.js";
import { signWithPasskey } from "../../sdk/signing/signWithPasskey.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { ethers, loadFixture } from "../support/chain.js";
import { Authenticator, Chip, flipped, UP, UV } from "../support/keys.js";
import { enrol, inspected, officers, poorKey, type OfficersWorld } from "../support/officers.js";
import { authorizeRecords, type Key, type Signed } from "../support/signing.js";
import { at, FOREVER } from "../support/world.js";

const SECP256K1 = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

async function expectInvalid(w: OfficersWorld, { c, signed }: SignedRecord, signature: string): Promise<void> {
  await expect(w.ledger.recordSigned(c, { ...signed, signature }))
    .to.be.revertedWithCustomError(w.ledger, "SignatureInvalid")
    .withArgs(signerIdOfKey(String(signed.signer)), signed.digest);
}

interface SignedRecord {
  readonly c: Awaited<ReturnType<typeof inspected>>;
  readonly signed: Signed;
}

/** The record that these tests have signed; made at one time, so that its digest stays. */
async function signedBy(w: OfficersWorld, key: Key): Promise<SignedRecord> {
  const c = await inspected(w);
  return { c, signed: await authorizeRecords(w, key, [c]) };
}

describe("SignedAffairs: keys", () => {
  it("refuses the other of two equally good ECDSA signatures, and those that are none", async () => {
    const w = await loadFixture(officers);
    const { c, signed } = await signedBy(w, w.officers.account);
    const bytes = getBytes(String(signed.signature));
    const [r, s, v] = [bytes.subarray(0, 32), BigInt(hexlify(bytes.subarray(32, 64))), bytes[64]!];
    const high = toBeHex(SECP256K1 - s, 32);
    for (const forged of [
      concat([r, high, toBeHex(v === 27 ? 28 : 27)]),
      concat([r, high, toBeHex(v)]),
      concat([r, toBeHex(s, 32), toBeHex(v === 27 ? 28 : 27)]),
      concat([r, toBeHex(s, 32), "0x00"]),
      concat([r, toBeHex(s, 32)]),
      concat([bytes, "0x00"]),
      concat([toBeHex(0, 32), toBeHex(0, 32), "0x1b"]),
      "0x",
    ]) {
      await expectInvalid(w, { c, signed }, forged);
    }
    await (await w.ledger.recordSigned(c, signed)).wait();
  });

  it("refuses a P-256 signature with the high s, of another key, or of the wrong length", async () => {
    const w = await loadFixture(officers);
    const { c, signed } = await signedBy(w, w.officers["P-256 key"]);
    const signature = String(signed.signature);
    for (const forged of [
      flipped(signature),
      await new Chip("another").sign(signed.digest),
      dataSlice(signature, 0, 63),
      concat([toBeHex(0, 32), dataSlice(signature, 32)]),
      concat([dataSlice(signature, 0, 32), toBeHex(0, 32)]),
      "0x",
    ]) {
      await expectInvalid(w, { c, signed }, forged);
    }
    await (await w.ledger.recordSigned(c, signed)).wait();
  });

  it("refuses a passkey's assertion of another challenge, another device, or without its user's consent", async () => {
    const w = await loadFixture(officers);
    const { c, signed } = await signedBy(w, w.officers.passkey);
    const device = new Authenticator("officer's passkey");
    const challenge = getBytes(signed.digest);
    const right = await device.get(challenge);
    const replaced = async (flags: number) => {
      // The SDK refuses such assertions itself, so their flags are changed in what it encoded: the signature is of them.
      const careless = await device.get(challenge, { flags });
      const kept = hexlify(right.authenticatorData).slice(2);
      const encoded = signWithPasskey(signed.digest, { ...right, signature: careless.signature });
      return encoded.replace(kept, hexlify(careless.authenticatorData).slice(2));
    };
    const other = hash("another digest");
    for (const forged of [
      await new Authenticator("another device").sign(signed.digest),
      signWithPasskey(other, await device.get(getBytes(other))),
      await replaced(0),
      await replaced(UP),
      await replaced(UV),
      // Backed up without being able to be (WebAuthn, section 6.1).
      await replaced(UP | UV | 0x10),
      flippedAssertion(String(signed.signature)),
      dataSlice(String(signed.signature), 0, 191),
      "0x",
      await new Chip("officer's passkey").sign(signed.digest),
    ]) {
      await expectInvalid(w, { c, signed }, forged);
    }
    await (await w.ledger.recordSigned(c, signed)).wait();
  });

  it("refuses a key's signature under the other verifier", async () => {
    const w = await loadFixture(officers);
    const { p256, webAuthn } = await w.ledger.verifiers();
    const device = new Authenticator("officer's passkey");
    const chip = new Chip("officer's passkey");
    const asChip = p256Signer(p256, chip.publicKey);
    const asPasskey = p256Signer(webAuthn, chip.publicKey);
    const sign = (digest: string) => device.sign(digest);
    const chosen = await signedBy(w, { signer: asChip, id: signerIdOfKey(asChip), sign });
    await expectInvalid(w, chosen, String(chosen.signed.signature));
    const other = await signedBy(w, { signer: asPasskey, id: signerIdOfKey(asPasskey), sign: (d) => chip.sign(d) });
    await expectInvalid(w, other, String(other.signed.signature));
  });

  it("refuses what a wallet's owner signed under the owner's own address, and for another wallet of the same owner", async () => {
    const w = await loadFixture(officers);
    const { ledger } = w;
    const owner = poorKey("owner of the wallet");
    const second = await (await ethers.deployContract("OwnedWallet", [owner.signer])).getAddress();
    for (const key of [owner, { ...owner, signer: second, id: signerIdOf(second) }]) await enrol(w, key);
    const { c, signed } = await signedBy(w, w.officers.wallet);
    for (const signer of [owner.signer, second]) {
      const { digest } = await authorizeRecords(w, { ...owner, id: signerIdOf(signer) }, [c], {
        nonce: BigInt(signed.nonce),
      });
      await expect(ledger.recordSigned(c, { ...signed, signer }))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(signerIdOf(signer), digest);
    }
    await (await ledger.recordSigned(c, signed)).wait();
  });

  it("takes no contract's word that is none of the party's keys: not a stranger's wallet, verifier, or the ledger's own", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const { id } = cast.cnCustoms;
    const yes = await (await ethers.deployContract("HostileWallet", [0, ZeroAddress, "0x"])).getAddress();
    const c = await inspected(w);
    const wallet = { signer: yes, id: signerIdOfKey(yes), sign: () => Promise.resolve("0x") };
    await expect(ledger.recordSigned(c, await authorizeRecords(w, wallet, [c])))
      .to.be.revertedWithCustomError(ledger, "SignerUnknown")
      .withArgs(id, wallet.id);
    const verified = [concat([yes, "0x01"]), p256Signer(yes, new Chip("officer's chip").publicKey)];
    const address = await ledger.getAddress();
    const { p256 } = await ledger.verifiers();
    const own = [address, concat([address, "0x01"]), ZeroAddress, p256, concat([address, toBeHex(1, 64)])];
    for (const signer of [...verified, ...own]) {
      const key = { signer, id: signerIdOfKey(signer), sign: () => Promise.resolve("0x") };
      const signed = await authorizeRecords(w, key, [c]);
      await expect(ledger.recordSigned(c, signed))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, signed.digest);
    }
  });

  it("refuses signers shorter than an address", async () => {
    const w = await loadFixture(officers);
    const { ledger } = w;
    const c = await inspected(w);
    for (const signer of ["0x", "0x12", dataSlice(w.officers.account.signer, 0, 19)]) {
      // The ledger hashes whatever is not 20 bytes long.
      const key = { signer, id: ethers.keccak256(signer), sign: () => Promise.resolve("0x") };
      const signed = await authorizeRecords(w, key, [c]);
      await expect(ledger.recordSigned(c, signed))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, signed.digest);
    }
  });

  it("asks a delegated account's code only when its key did not sign", async () => {
    const w = await loadFixture(officers);
    const { ledger } = w;
    const delegated = w.officers["delegated account"];
    expect(await ethers.provider.getCode(delegated.signer)).to.match(/^0xef0100[0-9a-f]{40}$/);
    const { c, signed } = await signedBy(w, delegated);
    await expectInvalid(w, { c, signed }, await poorKey("somebody").sign(signed.digest));
    await (await ledger.recordSigned(c, signed)).wait();
  });

  describe("addSigner", () => {
    it("refuses every verifier but the ledger's two, and every key that is no point of the curve", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { p256, webAuthn } = await ledger.verifiers();
      const { publicKey } = new Chip("new");
      const yes = await (await ethers.deployContract("HostileWallet", [0, ZeroAddress, "0x"])).getAddress();
      const own = ledger.connect(cast.cnCustoms.account);
      const add = (signer: string) =>
        own.addSigner(cast.cnCustoms.id, signer, roleSet(["Customs"]), at("CN"), 0, FOREVER, KeyHolder.Officer);
      const flippedY = concat([dataSlice(publicKey, 0, 63), toBeHex(BigInt(dataSlice(publicKey, 63)) ^ 1n, 1)]);
      const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
      for (const signer of [
        p256Signer(yes, publicKey),
        p256Signer(await ledger.getAddress(), publicKey),
        p256Signer(ZeroAddress, publicKey),
        concat([p256, flippedY]),
        concat([webAuthn, flippedY]),
        concat([p256, toBeHex(0, 64)]),
        concat([p256, toBeHex(P, 32), dataSlice(publicKey, 32)]),
      ]) {
        await expect(add(signer)).to.be.revertedWithCustomError(ledger, "SignerKeyInvalid").withArgs(signer);
      }
      for (const signer of [
        "0x",
        dataSlice(p256, 0, 19),
        concat([p256, publicKey, "0x00"]),
        concat([p256, dataSlice(publicKey, 0, 63)]),
        concat([p256, "0x00"]),
        ZeroAddress,
      ]) {
        await expect(add(signer))
          .to.be.revertedWithCustomError(ledger, "SignerUnsupported")
          .withArgs(signer.toLowerCase());
      }
      for (const verifier of [p256, webAuthn]) {
        const signer = p256Signer(verifier, publicKey);
        await expect(add(signer))
          .to.emit(ledger, "SignerAdded")
          .withArgs(
            cast.cnCustoms.id,
            signerIdOfKey(signer),
            signer,
            roleSet(["Customs"]),
            at("CN"),
            0,
            FOREVER,
            KeyHolder.Officer,
          );
      }
    });
  });
});

/** An encoded assertion with the other of its two signatures. */
function flippedAssertion(encoded: string): string {
  return concat([flipped(dataSlice(encoded, 0, 64)), dataSlice(encoded, 64)]);
}
