import { Interface } from "ethers";

import { IAccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/IAccessManager__factory.js";
import { Multicall__factory } from "../../typechain-types/factories/@openzeppelin/contracts/utils/Multicall__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";

/**
 * The access manager beside the ledger, which governs admission: what OpenZeppelin's `AccessManager` answers to, put together
 * from its parts, for with its own bindings comes the code that deploys it, a fifteenth of a buyer's page.
 */
export const ACCESS_MANAGER = new Interface([
  ...IAccessManager__factory.abi,
  ...Multicall__factory.abi,
  // Of the libraries that it uses.
  "error InsufficientBalance(uint256 balance, uint256 needed)",
  "error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)",
  // Of it alone.
  "function ADMIN_ROLE() view returns (uint64)",
  "function PUBLIC_ROLE() view returns (uint64)",
]);

/** The interfaces whose errors an operation may meet. */
export const LEDGER_ABIS = [IWaymark__factory.createInterface(), ACCESS_MANAGER] as const;
