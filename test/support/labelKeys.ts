import { createECDH, createHash, randomBytes } from "node:crypto";

import {
  AbiCoder,
  computeAddress,
  concat,
  encodeBase64,
  getBytes,
  hexlify,
  SigningKey,
  toBeHex,
  toBigInt,
} from "ethers";

/** A key that signs digests, as the ERC-7913 bytes by which the ledger knows it. */
export interface DigestKey {
  readonly signer: string;
  sign(digest: string): string;
}

/** Order of the group of P-256. */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** An account's key, the same for the same 32 bytes. */
export function accountKey(secret: string): DigestKey {
  const key = new SigningKey(secret);
  return { signer: computeAddress(key).toLowerCase(), sign: (digest) => key.sign(digest).serialized };
}

/** A P-256 key as a chip holds it, behind the ledger's first verifier. */
export function chipKey(verifier: string): DigestKey {
  const { secret, publicKey } = p256Pair();
  return { signer: concat([verifier, publicKey]), sign: (digest) => concat(p256Sign(secret, digest)) };
}

/** A passkey that answers as an authenticator does, behind the ledger's second verifier. */
export function passkey(verifier: string): DigestKey {
  const { secret, publicKey } = p256Pair();
  return {
    signer: concat([verifier, publicKey]),
    sign(digest) {
      const challenge = encodeBase64(digest).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
      const clientData = `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://label.example"}`;
      // Hash of the relying party's name; user present and verified; a counter that is not kept.
      const authenticatorData = concat([sha256(Buffer.from("label.example")), "0x05", "0x00000000"]);
      const signed = sha256(getBytes(concat([authenticatorData, sha256(Buffer.from(clientData))])));
      const [r, s] = p256Sign(secret, signed);
      // The six fields one after the other; encoded as a struct they would have an offset in front.
      return AbiCoder.defaultAbiCoder().encode(
        ["bytes32", "bytes32", "uint256", "uint256", "bytes", "string"],
        [r, s, clientData.indexOf('"challenge"'), clientData.indexOf('"type"'), authenticatorData, clientData],
      );
    },
  };
}

function p256Pair(): { secret: bigint; publicKey: string } {
  const curve = createECDH("prime256v1");
  const publicKey = curve.generateKeys();
  // Without the byte that says uncompressed.
  return { secret: toBigInt(curve.getPrivateKey()), publicKey: hexlify(publicKey.subarray(1)) };
}

/** ECDSA over a digest as it is: Node's own signs only what it has hashed itself. */
function p256Sign(secret: bigint, digest: string): [r: string, s: string] {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(randomBytes(32));
  const k = toBigInt(curve.getPrivateKey());
  const r = modulo(toBigInt(curve.getPublicKey().subarray(1, 33)));
  const s = modulo(inverse(k) * (toBigInt(digest) + r * secret));
  // Of a signature and its mirror the ledger takes the one in the lower half.
  return [toBeHex(r, 32), toBeHex(s > P256_ORDER / 2n ? P256_ORDER - s : s, 32)];
}

function modulo(value: bigint): bigint {
  return ((value % P256_ORDER) + P256_ORDER) % P256_ORDER;
}

/** Extended Euclid. */
function inverse(value: bigint): bigint {
  let [previous, rest] = [P256_ORDER, modulo(value)];
  let [before, factor] = [0n, 1n];
  while (rest !== 0n) {
    const quotient = previous / rest;
    [previous, rest] = [rest, previous - quotient * rest];
    [before, factor] = [factor, before - quotient * factor];
  }
  return modulo(before);
}

function sha256(bytes: Uint8Array): string {
  return hexlify(createHash("sha256").update(bytes).digest());
}
