import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { PartyId } from "../ids.js";

/** A call that is ready to be sent, tried or signed. */
export interface Call {
  /** Address of the contract: the ledger, or the access manager beside it. */
  readonly to: string;
  /** Selector and arguments, 0x and hexadecimal digits. */
  readonly data: string;
  /** The party whose nonces a signature of it uses; undefined for what is not said in a party's name. */
  readonly party?: PartyId;
  /** The records that a signature covers, in words; undefined when it is signed as an Act. */
  readonly records?: readonly CheckpointStruct[];
  /** Whether the one record comes with lines, children, a part or a proof. */
  readonly particulars?: boolean;
}
