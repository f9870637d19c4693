import { getBytes, hexlify, type BytesLike } from "ethers";

import { givenBytes } from "../given.js";
import type { SignerId } from "../ids.js";
import { signerIdOfKey } from "../signing/signerIdOfKey.js";

/**
 * The id of a signer that is given as it was added, or by its id.
 *
 * @param signer An account's address, the ERC-7913 bytes of any key, or the 32 bytes of its id.
 * @throws InvalidValueError when it is none of these.
 */
export function signerGiven(signer: BytesLike): SignerId {
  const bytes = getBytes(givenBytes("signer", signer));
  return bytes.length === 32 ? hexlify(bytes) : signerIdOfKey(bytes);
}
