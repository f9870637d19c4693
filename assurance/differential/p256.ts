import { createHash, generateKeyPairSync, sign } from "node:crypto";

import { AbiCoder, concat, getBytes, hexlify, Interface, toBeHex } from "ethers";

import { STRANGER } from "./cast.js";
import type { Contract } from "./contract.js";
import { LEDGER } from "./encodeOperation.js";
import { Random } from "./random.js";

const VERIFIER = new Interface(["function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)"]);
/** The precompile that verifies P-256 signatures (EIP-7951). */
const PRECOMPILE = toBeHex(0x100, 20);

/** Sends P-256 signatures, right ones and wrong ones, to the precompile and to the ledger's verifier in turn. */
export async function tryP256(contract: Contract, seed: number, times: number): Promise<void> {
  const random = new Random(seed);
  const [answer = "0x"] = await contract.views([LEDGER.encodeFunctionData("verifiers")]);
  const [verifier] = AbiCoder.defaultAbiCoder().decode(["address", "address"], answer) as unknown as [string];
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const key = concat([Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  for (let i = 0; i < times; i++) {
    const message = getBytes(random.bytes32());
    const hash = hexlify(createHash("sha256").update(message).digest());
    const signature = hexlify(sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" }));
    const said = random.chance(0.7) ? hash : random.bytes32();
    if (i % 2 === 0) await contract.sendTo(PRECOMPILE, STRANGER, concat([said, signature, key]));
    else await contract.sendTo(verifier, STRANGER, VERIFIER.encodeFunctionData("verify", [key, said, signature]));
  }
}
