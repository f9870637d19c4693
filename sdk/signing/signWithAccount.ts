import type { Signer } from "ethers";

import type { TypedData } from "./typedData.js";

/**
 * Signs with an account, or as an owner of a contract wallet that takes its owners' signatures as they are: 65 bytes. Works
 * with anything that ethers calls a Signer: a browser's wallet, a key in memory, a hardware wallet, an account under
 * EIP-7702.
 *
 * @throws what the wallet throws, for instance when its user declines.
 * @example const signature = await signWithAccount(officer, checkpointsTypedData(waymark, [checkpoint], terms));
 */
export function signWithAccount(
  account: Pick<Signer, "signTypedData">,
  { domain, types, value }: TypedData,
): Promise<string> {
  return account.signTypedData(domain, types, value);
}
