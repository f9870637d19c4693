import { connect } from "../../sdk/connect.js";
import type { Waymark } from "../../sdk/waymark.js";
import { ethers } from "./chain.js";
import type { Member, World } from "./world.js";

/** The SDK as a party uses it: connected with its account, and for it. */
export async function waymarkOf({ ledger }: Pick<World, "ledger">, { id, account }: Member): Promise<Waymark> {
  const address = await ledger.getAddress();
  return await connect({ provider: ethers.provider, address, signer: account, party: id });
}
