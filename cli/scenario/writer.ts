import { Wallet, type Signer } from "ethers";

import type { PartyId } from "../../sdk/ids.js";
import type { Operation } from "../../sdk/operations/operation.js";
import type { Mined } from "../../sdk/operations/receipt.js";
import type { SignedCall } from "../../sdk/operations/signCall.js";
import { accountKey, cryptoSigningKey, type SigningKey } from "../../sdk/signing/signingKey.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { Clock } from "./clock.js";
import type { SignsWith } from "./scenario.js";

/** A party's key, and the way by which what it says reaches the ledger. */
export interface Writer {
  readonly how: SignsWith;
  /** Whether somebody else sends what it says. */
  readonly isRelayed: boolean;
  /** ERC-7913 bytes, by which the ledger knows the key. */
  readonly signer: string;
  /** The ledger, on which what the party says is put together. */
  readonly waymark: Waymark;
  /** Has what the party says written. */
  write(operation: Operation<unknown>): Promise<Mined>;
  /** Signs what the party says, for somebody to send later. */
  sign(operation: Operation<unknown>): Promise<SignedCall>;
}

/** How long what was signed may be sent after the end of the journey, in seconds: longer than any play. */
const DAY = 86_400;

/** An account, which sends what it says and pays for it. */
export async function accountWriter(client: Waymark, party: PartyId, account: Signer, clock: Clock): Promise<Writer> {
  const key = await accountKey(account);
  return {
    how: "account",
    isRelayed: false,
    signer: key.signer,
    waymark: client.as(account, party),
    write: (operation) => operation.send(),
    sign: signerWith(key, clock),
  };
}

/** Where the passkey would be asked for its user: part of what it signs. */
const ORIGIN = "https://officers.waymark.example";

/**
 * A P-256 key pair that is made here and signs as a passkey does. It has no account, and so no ether: what it signed is
 * sent by somebody who is no party and whom nobody has to trust, for nothing can be changed in it.
 */
export async function passkeyWriter(client: Waymark, party: PartyId, relayer: Signer, clock: Clock): Promise<Writer> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const { webAuthn } = await client.ledger.verifiers();
  const key = cryptoSigningKey(webAuthn, raw, privateKey, ORIGIN);
  return relayedWriter("passkey", client.as(relayer, party), key, clock);
}

/** Another account of a party, made here and without ether: what it signed is sent by somebody else. */
export async function freshWriter(client: Waymark, party: PartyId, relayer: Signer, clock: Clock): Promise<Writer> {
  return relayedWriter("account", client.as(relayer, party), await accountKey(Wallet.createRandom()), clock);
}

function relayedWriter(how: SignsWith, waymark: Waymark, key: SigningKey, clock: Clock): Writer {
  const sign = signerWith(key, clock);
  return {
    how,
    isRelayed: true,
    signer: key.signer,
    waymark,
    sign,
    write: async (operation) => await waymark.relay(await sign(operation)).send(),
  };
}

/** Signs with nonces from 0 on, which the key has to itself. */
function signerWith(key: SigningKey, { end }: Clock): Writer["sign"] {
  let nonces = 0n;
  return async (operation) => {
    const signed = await operation.sign(key, { nonce: nonces, deadline: end + DAY });
    nonces += 1n;
    return signed;
  };
}
