import type { Signer } from "ethers";

import type { PartyId } from "../../sdk/ids.js";
import type { Operation } from "../../sdk/operations/operation.js";
import type { Mined } from "../../sdk/operations/receipt.js";
import { cryptoSigningKey } from "../../sdk/signing/signingKey.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { SignsWith } from "./scenario.js";

/** A party's key, and the way by which what it says reaches the ledger. */
export interface Writer {
  readonly how: SignsWith;
  /** ERC-7913 bytes, by which the ledger knows the key. */
  readonly signer: string;
  /** The ledger, on which what the party says is put together. */
  readonly waymark: Waymark;
  /** Has what the party says written. */
  write(operation: Operation<unknown>): Promise<Mined>;
}

/** An account, which sends what it says and pays for it. */
export async function accountWriter(client: Waymark, party: PartyId, account: Signer): Promise<Writer> {
  return {
    how: "account",
    signer: await account.getAddress(),
    waymark: client.as(account, party),
    write: (operation) => operation.send(),
  };
}

/** Where the passkey would be asked for its user: part of what it signs. */
const ORIGIN = "https://officers.waymark.example";

/**
 * A P-256 key pair that is made here and signs as a passkey does. It has no account, and so no ether: what it signed is
 * sent by somebody who is no party and whom nobody has to trust, for nothing can be changed in it.
 */
export async function passkeyWriter(
  client: Waymark,
  party: PartyId,
  relayer: Signer,
  deadline: number,
): Promise<Writer> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const { webAuthn } = await client.ledger.verifiers();
  const key = cryptoSigningKey(webAuthn, raw, privateKey, ORIGIN);
  const waymark = client.as(relayer, party);
  let nonces = 0n;
  return {
    how: "passkey",
    signer: key.signer,
    waymark,
    async write(operation) {
      const signed = await operation.sign(key, { nonce: nonces, deadline });
      nonces += 1n;
      return await waymark.relay(signed).send();
    },
  };
}
