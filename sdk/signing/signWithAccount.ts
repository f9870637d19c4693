import { recoverAddress, Signature, type Signer } from "ethers";

import { parseAddress } from "../address.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { digestOf } from "./digestOf.js";
import type { TypedData } from "./typedData.js";

/** An account that signs: what ethers calls a Signer. By its provider, if it has one, a contract is told from an account. */
export type SigningAccount = Pick<Signer, "getAddress" | "signTypedData"> & Partial<Pick<Signer, "provider">>;

/**
 * Signs with an account, or as an owner of a contract wallet that takes its owners' signatures as they are: 65 bytes. Works
 * with anything that ethers calls a Signer: a browser's wallet, a key in memory, a hardware wallet, an account under
 * EIP-7702.
 *
 * What the account's key signed is written as the ledger takes it, with the low s (EIP-2) and v 27 or 28, also where a device
 * gives the other s, v 0 or 1, or 64 bytes (EIP-2098). What another key signed is that of a contract (ERC-1271), and stays as it is.
 *
 * @throws InvalidValueError when a value of the data is none of its type; when another key signed, and the account's provider knows no contract at its address: before a
 * relayer pays for finding out. Also what the wallet throws, for instance when its user declines.
 * @example const signature = await signWithAccount(officer, checkpointsTypedData(waymark, [checkpoint], terms));
 */
export async function signWithAccount(account: SigningAccount, data: TypedData): Promise<string> {
  // First, so that nobody is asked to confirm what cannot be signed.
  const digest = digestOf(data);
  const given = await account.signTypedData(data.domain, data.types, data.value);
  const address = parseAddress(await account.getAddress(), "account");
  const signed = signedByKey(digest, given);
  if (signed?.by === address) return signed.signature;
  if (await isNoContract(account, address)) {
    throw new InvalidValueError(
      `Account ${address} gave ${signed === undefined ? "what is no signature of an account" : `a signature of ${signed.by}`}.`,
      `Have ${address} chosen in the wallet or device, or name the account that signs there.`,
      given,
    );
  }
  return given;
}

/** Which account's key signed a digest, and that signature with the low s; undefined when it is none of a key. */
function signedByKey(digest: string, given: string): { readonly by: string; readonly signature: string } | undefined {
  try {
    const canonical = Signature.from(given).getCanonical();
    return { by: recoverAddress(digest, canonical), signature: canonical.serialized };
  } catch {
    return undefined;
  }
}

/** Whether the chain says that there is no contract; without a chain it is not known, and what signed is believed. */
async function isNoContract({ provider }: SigningAccount, address: string): Promise<boolean> {
  try {
    return (await provider?.getCode(address)) === "0x";
  } catch {
    return false;
  }
}
