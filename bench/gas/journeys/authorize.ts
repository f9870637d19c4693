import { actDigest } from "../../../sdk/signing/actDigest.js";
import { checkpointsDigest } from "../../../sdk/signing/checkpointsDigest.js";
import type { SigningLedger } from "../../../sdk/signing/signingDomain.js";
import type { SigningTerms } from "../../../sdk/signing/signingTerms.js";
import type { AuthorizationStruct, CheckpointStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "../../support/chain.js";
import type { Key } from "../../support/signers.js";
import { FOREVER, type World } from "../../support/world.js";

/** Signs records with one of a key's nonces. */
export function authorizeRecords(
  w: World,
  key: Key,
  records: readonly CheckpointStruct[],
  nonce: bigint,
): Promise<AuthorizationStruct> {
  return authorize(w, key, nonce, (ledger, terms) => checkpointsDigest(ledger, records, terms));
}

/** Signs any other call with one of a key's nonces. */
export function authorizeAct(
  w: World,
  key: Key,
  party: bigint,
  call: string,
  nonce: bigint,
): Promise<AuthorizationStruct> {
  return authorize(w, key, nonce, (ledger, terms) => actDigest(ledger, { party, call }, terms));
}

async function authorize(
  w: World,
  key: Key,
  nonce: bigint,
  digestFor: (ledger: SigningLedger, terms: SigningTerms) => string,
): Promise<AuthorizationStruct> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { chainId, address: await w.ledger.getAddress() };
  const terms = { signer: key.id, nonce, deadline: FOREVER };
  const signature = await key.sign(digestFor(domain, terms));
  return { signer: key.signer, nonce, deadline: FOREVER, signature };
}
