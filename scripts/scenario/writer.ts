import type { TransactionResponse, Signer } from "ethers";

import type { PartyId } from "../../sdk/ids.js";
import { actDigest } from "../../sdk/signing/actDigest.js";
import { checkpointsDigest } from "../../sdk/signing/checkpointsDigest.js";
import { p256Signer } from "../../sdk/signing/p256Signer.js";
import { signerIdOfKey } from "../../sdk/signing/signerIdOfKey.js";
import { signWithCryptoKey } from "../../sdk/signing/signWithCryptoKey.js";
import type { SigningTerms } from "../../sdk/signing/signingTerms.js";
import type { SigningLedger } from "../../sdk/signing/signingDomain.js";
import type {
  AuthorizationStruct,
  CheckpointStruct,
  IWaymark,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { SignsWith } from "./scenario.js";

/** A party's key, and the way by which what it says reaches the ledger. */
export interface Writer {
  readonly how: SignsWith;
  /** ERC-7913 bytes, by which the ledger knows the key. */
  readonly signer: string;
  /**
   * Writes records, one or many.
   *
   * @param call The function and arguments of a record with particulars; else the records are written as they are.
   */
  record(records: readonly CheckpointStruct[], call?: string): Promise<TransactionResponse>;
  /** Does anything else in the name of a party. */
  act(party: PartyId, call: string): Promise<TransactionResponse>;
}

/** An account, which sends what it says and pays for it. */
export async function accountWriter(ledger: IWaymark, account: Signer): Promise<Writer> {
  const own = ledger.connect(account);
  const to = await ledger.getAddress();
  const send = async (data: string): Promise<TransactionResponse> => await account.sendTransaction({ to, data });
  return {
    how: "account",
    signer: await account.getAddress(),
    record([first, ...others], call) {
      if (call !== undefined) return send(call);
      if (first === undefined) throw new Error("There is no record to write.");
      return others.length === 0 ? own.record(first) : own.recordMany([first, ...others]);
    },
    act: (_party, call) => send(call),
  };
}

/** Where the passkey would be asked for its user: part of what it signs. */
const ORIGIN = "https://officers.waymark.example";

/**
 * A P-256 key pair that is made here and signs as a passkey does. It has no account, and so no ether: what it signed is
 * sent by somebody who is no party and whom nobody has to trust, for nothing can be changed in it.
 */
export async function passkeyWriter(ledger: IWaymark, relayer: Signer, deadline: number): Promise<Writer> {
  const { provider } = relayer;
  if (provider === null) throw new Error("The relayer has no chain.");
  const domain: SigningLedger = { chainId: (await provider.getNetwork()).chainId, address: await ledger.getAddress() };
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const signer = p256Signer((await ledger.verifiers()).webAuthn, raw);
  const relay = ledger.connect(relayer);

  let nonces = 0n;
  const authorize = async (digestFor: (terms: SigningTerms) => string): Promise<AuthorizationStruct> => {
    const terms = { signer: signerIdOfKey(signer), nonce: nonces, deadline };
    const signature = await signWithCryptoKey(privateKey, digestFor(terms), ORIGIN);
    nonces += 1n;
    return { signer, nonce: terms.nonce, deadline, signature };
  };
  return {
    how: "passkey",
    signer,
    async record(records, call) {
      const [first, ...others] = records;
      if (first === undefined) throw new Error("There is no record to write.");
      const particulars = call !== undefined;
      const authorization = await authorize((terms) => checkpointsDigest(domain, records, terms, { particulars }));
      if (call !== undefined) return relay.relay(first.party, call, authorization);
      return others.length === 0
        ? relay.recordSigned(first, authorization)
        : relay.recordManySigned([...records], authorization);
    },
    async act(party, call) {
      return relay.relay(party, call, await authorize((terms) => actDigest(domain, { party, call }, terms)));
    },
  };
}
