import { signerIdOf } from "../../sdk/ids.js";
import { ethers } from "./chain.js";
import { FOREVER, type Member, type World } from "./world.js";

const ACT = {
  Act: [
    { name: "signer", type: "bytes32" },
    { name: "party", type: "uint32" },
    { name: "call", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
};

/** Sends a call that a member signed, as somebody who is no party. */
export async function sendAct({ ledger, outsider }: World, by: Member, call: string, nonce: bigint): Promise<void> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "Waymark", version: "1", chainId, verifyingContract: await ledger.getAddress() };
  const { address } = by.account;
  const act = { signer: signerIdOf(address), party: by.id, call, nonce, deadline: FOREVER };
  const signature = await by.account.signTypedData(domain, ACT, act);
  await ledger.connect(outsider).relay(by.id, call, { signer: address, nonce, deadline: FOREVER, signature });
}
