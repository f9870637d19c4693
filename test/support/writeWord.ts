import { AbiCoder, keccak256 } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, networkHelpers } from "./chain.js";

/** More slots than the ledger's state has before its mapping of consignments. */
const SLOTS = 64n;

/** Gives a consignment a word that no test reaches by records, in the one slot that holds its word now. */
export async function writeWord(ledger: IWaymark, id: ConsignmentId, word: bigint): Promise<void> {
  const target = await ledger.getAddress();
  const now = await ledger.wordOf(id);
  for (let position = 0n; position < SLOTS; position++) {
    const slot = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256"], [id, position]));
    if (BigInt(await ethers.provider.getStorage(target, slot)) !== now) continue;
    await networkHelpers.setStorageAt(target, slot, word);
    return;
  }
  throw new Error("The consignment's slot was not found.");
}
