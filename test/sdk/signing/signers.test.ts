import { generateKeyPairSync, sign } from "node:crypto";

import { expect } from "chai";
import {
  concat,
  Contract,
  dataSlice,
  getBytes,
  hexlify,
  id as hash,
  keccak256,
  sha256,
  Signature,
  toBeHex,
  verifyTypedData,
  Wallet,
  zeroPadValue,
  type Signer,
} from "ethers";

import { InvalidValueError } from "../../../sdk/errors.js";
import { signerIdOf } from "../../../sdk/ids.js";
import { activationTypedData } from "../../../sdk/signing/activationTypedData.js";
import { actTypedData } from "../../../sdk/signing/actTypedData.js";
import { p256Signature } from "../../../sdk/signing/p256Signature.js";
import { p256Signer } from "../../../sdk/signing/p256Signer.js";
import { signerIdOfKey } from "../../../sdk/signing/signerIdOfKey.js";
import { signWithAccount } from "../../../sdk/signing/signWithAccount.js";
import { signWithCryptoKey, type P256CryptoKey } from "../../../sdk/signing/signWithCryptoKey.js";
import { accountKey, cryptoSigningKey, p256SigningKey, passkeySigningKey } from "../../../sdk/signing/signingKey.js";
import { signWithP256 } from "../../../sdk/signing/signWithP256.js";
import { signWithPasskey } from "../../../sdk/signing/signWithPasskey.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { Authenticator, BE, BS, Chip, der, flipped, UP, UV } from "../../support/keys.js";

const DIGEST = hash("digest");
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
/** A point of P-256 whose x is so small that x + p is below 2^256 too. */
const SMALL_X = 5n;
const Y_OF_SMALL_X = "0x459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc";
const ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const VERIFY = "0x024ad318";

/** The two verifiers that go with a ledger. */
async function verifiers() {
  const abi = ["function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)"];
  const deployed = async (name: string) =>
    new Contract(await (await ethers.deployContract(name)).getAddress(), abi, ethers.provider);
  return { p256: await deployed("ERC7913P256Verifier"), webAuthn: await deployed("ERC7913WebAuthnVerifier") };
}

function verify(contract: Contract, key: string, signature: string): Promise<unknown> {
  return contract.getFunction("verify").staticCall(key, DIGEST, signature) as Promise<unknown>;
}

/** Expects that signing is refused, in these words. */
async function expectInvalid(signing: Promise<unknown>, words: string): Promise<void> {
  const error: unknown = await signing.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).to.be.instanceOf(InvalidValueError).with.property("message").that.includes(words);
}

describe("sdk/signing: keys", () => {
  it("signWithAccount gives the signature of the account over the typed data", async () => {
    const wallet = Wallet.createRandom();
    const terms = { signer: signerIdOf(wallet.address), nonce: 3n, deadline: 5 };
    const data = actTypedData({ chainId: 1n, address: ADDRESS }, { party: 7n, call: "0x12345678" }, terms);
    const signature = await signWithAccount(wallet, data);
    expect(verifyTypedData(data.domain, data.types, data.value, signature)).to.equal(wallet.address);
  });

  it("signWithAccount writes what the account's key signed with the low s, however the account gives it", async () => {
    const wallet = Wallet.createRandom();
    const terms = { signer: signerIdOf(wallet.address), nonce: 3n, deadline: 5 };
    const data = actTypedData({ chainId: 1n, address: ADDRESS }, { party: 7n, call: "0x12345678" }, terms);
    const low = await signWithAccount(wallet, data);
    const { r, s, yParity, compactSerialized } = Signature.from(low);
    const high = toBeHex(SECP256K1_ORDER - BigInt(s), 32);
    for (const given of [
      concat([r, high, toBeHex(28 - yParity, 1)]),
      concat([r, high, toBeHex(1 - yParity, 1)]),
      concat([r, s, toBeHex(yParity, 1)]),
      compactSerialized,
      low.toUpperCase().replace("0X", "0x"),
    ]) {
      const account = {
        // Of addresses too, devices give what they will.
        getAddress: () => Promise.resolve(wallet.address.toLowerCase()),
        signTypedData: () => Promise.resolve(given),
      };
      expect(await signWithAccount(account, data), given).to.equal(low);
    }
  });

  it("signWithAccount names the account that signed in place of the one that was asked", async () => {
    const [owner, other] = [Wallet.createRandom(), Wallet.createRandom()];
    const wallet = await (await ethers.deployContract("OwnedWallet", [owner.address])).getAddress();
    const data = activationTypedData({ chainId: 1n, address: ADDRESS }, { batch: DIGEST, serialHash: DIGEST });
    const signature = await owner.signTypedData(data.domain, data.types, data.value);
    const asked = (address: string, provider: Signer["provider"], given = signature) =>
      signWithAccount(
        { provider, getAddress: () => Promise.resolve(address), signTypedData: () => Promise.resolve(given) },
        data,
      );
    const { provider } = ethers;
    await expectInvalid(
      asked(other.address, provider),
      `Account ${other.address} gave a signature of ${owner.address}.`,
    );
    for (const none of ["0x", "0x1234", `${signature}00`, `0x${"00".repeat(65)}`]) {
      await expectInvalid(asked(other.address, provider, none), "gave what is no signature of an account");
    }
    // A contract decides itself what it takes: the approval of a hash, of a Safe, has 65 bytes too.
    const approval = concat([zeroPadValue(owner.address, 32), toBeHex(0, 32), "0x01"]);
    for (const given of [signature, approval, "0x1234"]) expect(await asked(wallet, provider, given)).to.equal(given);
    // Without a chain nobody knows whether it is one.
    const unreachable = { ...provider, getCode: () => Promise.reject(new Error("offline")) } as Signer["provider"];
    for (const chain of [null, unreachable]) expect(await asked(other.address, chain)).to.equal(signature);
  });

  it("p256Signer is the verifier and the key, in 84 bytes, and signerIdOfKey their hash", () => {
    const { publicKey } = new Chip("key");
    const signer = p256Signer(ADDRESS, publicKey);
    expect(signer).to.equal(concat([ADDRESS, publicKey]));
    expect(p256Signer(ADDRESS.toLowerCase(), concat(["0x04", publicKey]))).to.equal(signer);
    // As a browser tells the public key of a passkey.
    const spki = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "der", type: "spki" });
    expect(p256Signer(ADDRESS, new Uint8Array(spki).buffer)).to.equal(concat([ADDRESS, spki.subarray(-64)]));
    expect(signerIdOfKey(signer)).to.equal(keccak256(signer));
    expect(signerIdOfKey(ADDRESS)).to.equal(signerIdOf(ADDRESS));
    expect(() => p256Signer("0x12", publicKey)).to.throw(InvalidValueError, "is no address");
    expect(() => p256Signer(ADDRESS, concat(["0x02", publicKey.slice(0, 66)]))).to.throw(
      InvalidValueError,
      "no public key",
    );
    expect(() => p256Signer(ADDRESS, concat(["0x05", publicKey]))).to.throw(InvalidValueError, "no public key");
    const others = generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey.export({
      format: "der",
      type: "spki",
    });
    expect(() => p256Signer(ADDRESS, others)).to.throw(InvalidValueError, "no public key");
    expect(() => p256Signer(ADDRESS, {} as never)).to.throw(
      InvalidValueError,
      "An object is no public key of P-256: that is bytes",
    );
    expect(() => signerIdOfKey("0x1234")).to.throw(InvalidValueError, "less than 20 bytes");
  });

  it("p256Signer refuses what is no point of the curve: no key could sign for it", () => {
    const { publicKey } = new Chip("key");
    const [x, y] = [dataSlice(publicKey, 0, 32), dataSlice(publicKey, 32)];
    const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
    const negative = toBeHex(p - BigInt(y), 32);
    expect(p256Signer(ADDRESS, concat([toBeHex(SMALL_X, 32), Y_OF_SMALL_X]))).to.have.length(2 + 2 * 84);
    expect(p256Signer(ADDRESS, concat([x, negative])), "the other point with this x").to.equal(
      concat([ADDRESS, x, negative]),
    );
    for (const none of [
      toBeHex(0, 64),
      `0x${"01".repeat(64)}`,
      concat([y, x]),
      concat([x, toBeHex(BigInt(y) ^ 1n, 32)]),
      // Points have one way to be written.
      concat([toBeHex(SMALL_X + p, 32), Y_OF_SMALL_X]),
    ]) {
      expect(() => p256Signer(ADDRESS, none), none).to.throw(InvalidValueError, "it is no point of that curve");
    }
  });

  it("p256Signature reads both encodings, and gives the low s of either signature", async () => {
    const chip = new Chip("key");
    for (let i = 0; i < 32; i++) {
      const raw = await chip.signDigest(getBytes(hash(String(i))));
      const other = getBytes(flipped(hexlify(raw)));
      const low = BigInt(hexlify(raw.subarray(32))) <= ORDER / 2n ? raw : other;
      const expected = { r: hexlify(low.subarray(0, 32)), s: hexlify(low.subarray(32)) };
      for (const form of [raw, other, der(raw), der(other), hexlify(raw)]) {
        expect(p256Signature(form)).to.deep.equal(expected);
      }
    }
  });

  it("p256Signature reads what OpenSSL writes", async () => {
    const { webAuthn } = await loadFixture(verifiers);
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x, y } = publicKey.export({ format: "jwk" });
    const key = concat([Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")]);
    for (let i = 0; i < 8; i++) {
      // OpenSSL hashes what it signs; the data of an assertion are hashed before they are signed.
      const { authenticatorData, clientDataJSON } = await new Authenticator("device").get(getBytes(DIGEST));
      const signed = getBytes(concat([authenticatorData, sha256(clientDataJSON)]));
      const signature = sign("sha256", signed, privateKey);
      const encoded = signWithPasskey(DIGEST, { authenticatorData, clientDataJSON, signature });
      expect(await verify(webAuthn, key, encoded)).to.equal(VERIFY);
    }
  });

  it("p256Signature refuses what is none", () => {
    const one = toBeHex(1, 32);
    for (const none of [
      "0x",
      "0x30",
      concat([one, toBeHex(0, 32)]),
      concat([toBeHex(ORDER, 32), one]),
      concat([one, toBeHex(ORDER, 32)]),
      concat([one, one, "0x00"]),
      "0x3006020101020101ff",
      "0x300602010102010102",
      "0x3003020101",
      "0x3009020101020101020101",
      "0x3006020101030101",
      "0x30060200010201",
      "0x3006020101020501",
    ]) {
      expect(() => p256Signature(none), none).to.throw(InvalidValueError, "is no signature on P-256");
    }
    expect(p256Signature("0x3006020101020101")).to.deep.equal({ r: one, s: one });
  });

  it("signWithP256 gives what the P-256 verifier takes, whichever s the key gives and in whichever form", async () => {
    const { p256 } = await loadFixture(verifiers);
    const chip = new Chip("key");
    const raw = await chip.signDigest(getBytes(DIGEST));
    for (const answer of [raw, getBytes(flipped(hexlify(raw))), der(raw)]) {
      const signature = await signWithP256({ signDigest: () => Promise.resolve(answer) }, DIGEST);
      expect(getBytes(signature)).to.have.length(64);
      expect(await verify(p256, chip.publicKey, signature)).to.equal(VERIFY);
    }
  });

  it("no key is asked to sign what does not have 32 bytes", async () => {
    const chip = { signDigest: () => Promise.reject(new Error("The key was asked.")) };
    const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
      "sign",
      "verify",
    ]);
    const assertion = await new Authenticator("device").get(getBytes(DIGEST));
    for (const digest of ["nonsense", "0x12", DIGEST.slice(0, -2), `${DIGEST}00`]) {
      await expectInvalid(signWithP256(chip, digest), "does not have 32 bytes");
      await expectInvalid(signWithCryptoKey(privateKey, digest, "https://gateway.example"), "does not have 32 bytes");
      expect(() => signWithPasskey(digest, assertion)).to.throw(InvalidValueError, "does not have 32 bytes");
    }
  });

  it("signWithPasskey gives what the WebAuthn verifier takes", async () => {
    const { webAuthn } = await loadFixture(verifiers);
    const device = new Authenticator("device");
    for (const flags of [UP | UV, UP | UV | BE, UP | UV | BE | BS]) {
      const assertion = await device.get(getBytes(DIGEST), { flags });
      expect(await verify(webAuthn, device.publicKey, signWithPasskey(DIGEST, assertion))).to.equal(VERIFY);
    }
  });

  it("signWithPasskey takes client data with more in them, as browsers may add", async () => {
    const { webAuthn } = await loadFixture(verifiers);
    const device = new Authenticator("device");
    const assertion = await device.get(getBytes(DIGEST), { extra: { note: "do not compare against a template" } });
    expect(await verify(webAuthn, device.publicKey, signWithPasskey(DIGEST, assertion))).to.equal(VERIFY);
  });

  it("signWithPasskey refuses an assertion that the ledger would refuse", async () => {
    const device = new Authenticator("device");
    const other = await device.get(getBytes(hash("another digest")));
    expect(() => signWithPasskey(DIGEST, other)).to.throw(InvalidValueError, "another challenge");
    const created = await device.get(getBytes(DIGEST), { type: "webauthn.create" });
    expect(() => signWithPasskey(DIGEST, created)).to.throw(InvalidValueError, "another ceremony");
    for (const flags of [0, UP, UV]) {
      const careless = await device.get(getBytes(DIGEST), { flags });
      expect(() => signWithPasskey(DIGEST, careless)).to.throw(InvalidValueError, "has not verified its user");
    }
    const assertion = await device.get(getBytes(DIGEST));
    expect(() => signWithPasskey(DIGEST, { ...assertion, authenticatorData: "0x12" })).to.throw(InvalidValueError);
    const cut = dataSlice(hexlify(assertion.authenticatorData), 0, 36);
    expect(() => signWithPasskey(DIGEST, { ...assertion, authenticatorData: cut })).to.throw(
      InvalidValueError,
      "has less than 37 bytes",
    );
    const odd = await device.get(getBytes(DIGEST), { flags: UP | UV | BS });
    expect(() => signWithPasskey(DIGEST, odd)).to.throw(InvalidValueError, "backed up, and may not be");
    expect(() => signWithPasskey(DIGEST, { ...assertion, clientDataJSON: "0xfffe" })).to.throw(
      InvalidValueError,
      "no text in UTF-8",
    );
    expect(() => signWithPasskey(DIGEST, undefined as never)).to.throw(InvalidValueError, "no assertion of a passkey");
    expect(() => signWithPasskey(DIGEST, { ...assertion, signature: "0x12" })).to.throw(
      InvalidValueError,
      "no signature",
    );
  });

  it("refuses what is no key when it is given, and not as a fault of the SDK when it is to sign", async () => {
    const { subtle } = globalThis.crypto;
    const pair = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const other = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, false, ["sign", "verify"]);
    const publicKey = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
    const here = "https://gateway.example";
    const made = (key: unknown, origin = here) => cryptoSigningKey(ADDRESS, publicKey, key as P256CryptoKey, origin);
    for (const key of [pair, pair.publicKey, other.privateKey, {}, undefined]) {
      expect(() => made(key)).to.throw(InvalidValueError, /private key of WebCrypto/);
    }
    // A key as text or as a JWK is not told again.
    for (const key of ["-----BEGIN PRIVATE KEY-----\nc2VjcmV0", { kty: "EC", crv: "P-256", d: "c2VjcmV0" }]) {
      expect(() => made(key))
        .to.throw(InvalidValueError, /private key of WebCrypto/)
        .which.has.property("values")
        .that.deep.equals({ value: "(not shown)" });
    }
    expect(() => made("c2VjcmV0")).to.throw(InvalidValueError, /^Text is no private key of WebCrypto/);
    expect(() => made(pair.privateKey, "gateway.example")).to.throw(
      InvalidValueError,
      '"gateway.example" is no origin.',
    );
    await expectInvalid(signWithCryptoKey(pair.publicKey, DIGEST, here), "no private key of WebCrypto");
    expect(made(pair.privateKey).signer).to.match(/^0x[0-9a-f]{168}$/);

    const none = undefined as never;
    expect(() => p256SigningKey(ADDRESS, publicKey, none)).to.throw(InvalidValueError, /is no P-256 key: /);
    expect(() => passkeySigningKey(ADDRESS, publicKey, none)).to.throw(InvalidValueError, /ask a passkey: /);
    for (const account of [undefined, ADDRESS, {}])
      await expectInvalid(accountKey(account as never), " is no account: ");
  });

  it("signWithCryptoKey signs with a key of WebCrypto, through the WebAuthn verifier", async () => {
    const { webAuthn } = await loadFixture(verifiers);
    const { subtle } = globalThis.crypto;
    const pair = await subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const publicKey = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
    const signer = p256Signer(await webAuthn.getAddress(), publicKey);
    const key = `0x${signer.slice(42)}`;
    for (let i = 0; i < 4; i++) {
      const signature = await signWithCryptoKey(pair.privateKey, DIGEST, "https://gateway.example");
      expect(await verify(webAuthn, key, signature)).to.equal(VERIFY);
    }
  });
});
