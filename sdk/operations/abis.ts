import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";

/** The access manager beside the ledger, which governs admission. */
export const ACCESS_MANAGER = AccessManager__factory.createInterface();

/** The interfaces whose errors an operation may meet. */
export const LEDGER_ABIS = [IWaymark__factory.createInterface(), ACCESS_MANAGER] as const;
