import { createECDH } from "node:crypto";

import { concat, getBytes, HDNodeWallet, hexlify, Mnemonic, sha256, toBeHex, toUtf8Bytes } from "ethers";

import { base64Url } from "../../sdk/base64Url.js";
import { signWithP256 } from "../../sdk/signing/signWithP256.js";
import { signWithPasskey } from "../../sdk/signing/signWithPasskey.js";

/** Accounts of the test chain, as many as it is made with. */
const ACCOUNTS = 40;
const PHRASE = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const parent = HDNodeWallet.fromMnemonic(PHRASE, "m/44'/60'/0'/0");
const accounts = new Map<string, HDNodeWallet>();
for (let i = 0; i < ACCOUNTS; i++) {
  const wallet = parent.deriveChild(i);
  accounts.set(wallet.address, wallet);
}

/** The key of one of the test chain's accounts: it signs in this process, without a call to the node. */
export function keyOf(address: string): HDNodeWallet {
  const wallet = accounts.get(address);
  if (wallet === undefined) throw new Error(`${address} is none of the test chain's accounts.`);
  return wallet;
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function inverse(value: bigint): bigint {
  // By Fermat: the order is a prime.
  let result = 1n;
  for (let base = value % ORDER, power = ORDER - 2n; power > 0n; power >>= 1n, base = (base * base) % ORDER) {
    if (power & 1n) result = (result * base) % ORDER;
  }
  return result;
}

/**
 * A P-256 key as a secure element has it, signing 32 bytes as they are. Node's own signing hashes first, so the equation of
 * FIPS 186-5, section 6.4, is written out here; the curve is Node's. For tests: nothing here resists timing attacks.
 */
export class Chip {
  readonly #secret: string;
  /** x and y, 64 bytes. */
  readonly publicKey: string;

  /** @param name Makes the key; the same name, the same key. */
  constructor(name: string) {
    this.#secret = sha256(toUtf8Bytes(name));
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(getBytes(this.#secret));
    this.publicKey = hexlify(curve.getPublicKey().subarray(1));
  }

  /** r and s, 64 bytes; s as it comes. */
  signDigest(digest: Uint8Array): Promise<Uint8Array> {
    // From the key and the digest alone, in the manner of RFC 6979: the same bytes, and so the same gas, in every run.
    const nonce = getBytes(sha256(concat([this.#secret, digest])));
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(nonce);
    const r = BigInt(hexlify(curve.getPublicKey().subarray(1, 33))) % ORDER;
    const s = (inverse(BigInt(hexlify(nonce))) * (BigInt(hexlify(digest)) + r * BigInt(this.#secret))) % ORDER;
    return Promise.resolve(getBytes(concat([toBeHex(r, 32), toBeHex(s, 32)])));
  }

  /** As the ledger takes it. */
  sign(digest: string): Promise<string> {
    return signWithP256(this, digest);
  }
}

/** The other signature that is mathematically as good: of 64 bytes r, s the one with order − s. */
export function flipped(signature: string): string {
  const bytes = getBytes(signature);
  return concat([bytes.subarray(0, 32), toBeHex(ORDER - BigInt(hexlify(bytes.subarray(32))), 32)]);
}

/** Flags of authenticator data (WebAuthn, section 6.1). */
export const UP = 0x01;
export const UV = 0x04;
export const BE = 0x08;
export const BS = 0x10;

/** A passkey's device with its browser: it makes what `navigator.credentials.get` answers with. */
export class Authenticator {
  readonly #chip: Chip;
  readonly #site: string;
  readonly publicKey: string;

  constructor(name: string, site = "officers.customs.example") {
    this.#chip = new Chip(name);
    this.publicKey = this.#chip.publicKey;
    this.#site = site;
  }

  /** Runs the ceremony for a challenge. */
  async get(challenge: Uint8Array, { flags = UP | UV | BE | BS, type = "webauthn.get", extra = {} } = {}) {
    // In this order and without spaces: WebAuthn, section 5.8.1.1.
    const clientDataJSON = toUtf8Bytes(
      JSON.stringify({
        type,
        challenge: base64Url(challenge),
        origin: `https://${this.#site}`,
        crossOrigin: false,
        ...extra,
      }),
    );
    const authenticatorData = getBytes(
      concat([sha256(toUtf8Bytes(this.#site)), new Uint8Array([flags]), toBeHex(7, 4)]),
    );
    const signed = sha256(concat([authenticatorData, sha256(clientDataJSON)]));
    const signature = der(await this.#chip.signDigest(getBytes(signed)));
    return { authenticatorData, clientDataJSON, signature };
  }

  /** As the ledger takes it. */
  async sign(digest: string): Promise<string> {
    return signWithPasskey(digest, await this.get(getBytes(digest)));
  }
}

/** 64 bytes as browsers give them: `SEQUENCE { INTEGER, INTEGER }`, each as short as it can be and never negative. */
export function der(signature: Uint8Array): Uint8Array {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((half) => {
    const digits = [...getBytes(toBeHex(BigInt(hexlify(half))))];
    const positive = (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits;
    return [0x02, positive.length, ...positive];
  });
  const content = integers.flat();
  return new Uint8Array([0x30, content.length, ...content]);
}
