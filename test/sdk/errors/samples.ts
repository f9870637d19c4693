import { AccessManager__factory, IWaymark__factory } from "../../../typechain-types/index.js";

export const LEDGER = IWaymark__factory.createInterface();
export const ACCESS_MANAGER = AccessManager__factory.createInterface();

export const CONSIGNMENT = `0x${"ab".repeat(31)}cd`;
export const ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

/** The data of a refusal, and its words. */
export const HELD = LEDGER.encodeErrorResult("ConsignmentHeld", [CONSIGNMENT, 2, false]);
export const HELD_MESSAGE = "Consignment 0xabababab…abcd is held: 2 holds are open on it.";
