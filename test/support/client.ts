import { connect } from "../../sdk/connect.js";
import type { WaymarkClient } from "../../sdk/client.js";
import { ethers } from "./chain.js";
import type { World } from "./world.js";

/** The SDK's view of a test world. */
export async function clientOf({ ledger }: Pick<World, "ledger">): Promise<WaymarkClient> {
  return await connect({ provider: ethers.provider, address: await ledger.getAddress() });
}
