import { hexlify, randomBytes } from "ethers";

import type {
  AuthorizationStruct,
  CheckpointStruct,
  IWaymark,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { FatalError, InvalidValueError } from "../errors/waymarkError.js";
import { requireMethod, requireObject } from "../given.js";
import type { PartyId } from "../ids.js";
import { actTypedData } from "../signing/actTypedData.js";
import { askKey } from "../signing/askKey.js";
import { checkpointsTypedData } from "../signing/checkpointsTypedData.js";
import { signerIdOfKey } from "../signing/signerIdOfKey.js";
import type { SigningKey } from "../signing/signingKey.js";
import type { Call } from "./call.js";
import { presentSeconds, secondsOf, type When } from "./words.js";

/** What a key adds to what it signs. */
export interface SignOptions {
  /** Any number (uint256) that the key has not used for the party; unless said one that nobody else takes. */
  readonly nonce?: bigint;
  /** Until when it may be sent; unless said for a day. */
  readonly deadline?: When;
}

/** Something that a key signed: plain data, to be kept or passed on as JSON, for whoever to send. */
export interface SignedCall {
  readonly chainId: string;
  /** Address of the ledger. */
  readonly ledger: string;
  /** What is sent to the ledger, 0x and hexadecimal digits. */
  readonly data: string;
}

/** Seconds for which a signature may be sent, unless said. */
const DAY = 86_400n;

/** Signs a call as its records, in words, or as an Act. */
export async function signCall(
  { ledger, chainId, address }: { readonly ledger: IWaymark; readonly chainId: bigint; readonly address: string },
  { data: call, to, party, records, particulars = false }: Call,
  key: SigningKey,
  options: SignOptions,
): Promise<SignedCall> {
  if (party === undefined || to !== address) throw notSignable();
  requireOneParty(party, records ?? []);
  requireMethod("signing key", key, "sign");
  requireObject("set of options", options);
  const signer = signerIdOfKey(key.signer);
  const nonce = options.nonce ?? nextNonce();
  const deadline = secondsOf(options.deadline ?? presentSeconds() + DAY);
  const terms = { signer, nonce, deadline };
  const domain = { chainId, address };
  const data =
    records === undefined
      ? actTypedData(domain, { party, call }, terms)
      : checkpointsTypedData(domain, records, terms, { particulars });
  const authorization = { signer: key.signer, nonce, deadline, signature: await askKey(key, data) };
  return {
    chainId: chainId.toString(),
    ledger: address,
    data: envelope(ledger.interface, call, party, particulars ? [] : (records ?? []), authorization),
  };
}

/** @throws InvalidValueError for what the ledger refuses as "PartiesDiffer", and nobody may find out before it is relayed. */
function requireOneParty(party: PartyId, records: readonly CheckpointStruct[]): void {
  const other = records.map((record) => BigInt(record.party)).find((each) => each !== party);
  if (other === undefined) return;
  throw new InvalidValueError(
    `One signature covers records of party ${party} and of party ${other}.`,
    "Sign the records of each party by themselves.",
    other,
  );
}

/** The call by which anybody sends what was signed: plain records have one of their own. */
function envelope(
  abi: IWaymark["interface"],
  call: string,
  party: PartyId,
  [first, ...others]: readonly CheckpointStruct[],
  authorization: AuthorizationStruct,
): string {
  if (first === undefined) return abi.encodeFunctionData("relay", [party, call, authorization]);
  return others.length === 0
    ? abi.encodeFunctionData("recordSigned", [first, authorization])
    : abi.encodeFunctionData("recordManySigned", [[first, ...others], authorization]);
}

let word = 0n;
let used = 256;

/**
 * A nonce that needs no counting: 248 random bits, which 256 signatures share, so that all but the first of them cost 17,100
 * gas less. Keys of several processes, and officers without a connection, do not meet.
 */
function nextNonce(): bigint {
  if (used === 256) {
    word = BigInt(hexlify(randomBytes(31))) << 8n;
    used = 0;
  }
  used += 1;
  return word + BigInt(used - 1);
}

/** What no party says, no key of a party signs. */
export function notSignable(): FatalError {
  return new FatalError({
    name: "NotSignable",
    message: "This is not one call in a party's name, so that no key of a party can sign it.",
    toDo: "Send it from the account that may do it; of several operations sign each, or records together as recordMany().",
  });
}
