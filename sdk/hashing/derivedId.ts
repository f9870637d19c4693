import type { ConsignmentId, PartyId } from "../ids.js";
import { hashEncoded } from "./encode.js";

/**
 * The id of a consignment made from another: `keccak256(abi.encode(uint32 creator, uint32 party, bytes32 key))`, so that its
 * creator stays provable and nobody takes it first.
 *
 * @param creator Creator of the consignment it is made from.
 * @param party Who makes it.
 */
export function derivedId(creator: PartyId, party: PartyId, key: string): ConsignmentId {
  return hashEncoded(["uint32", "uint32", "bytes32"], [creator, party, key]);
}
