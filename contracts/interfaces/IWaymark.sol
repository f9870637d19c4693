// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

import {IBatches} from "./IBatches.sol";
import {ICheckpoints} from "./ICheckpoints.sol";
import {IConsignments} from "./IConsignments.sol";
import {IContainers} from "./IContainers.sol";
import {IItems} from "./IItems.sol";
import {IParties} from "./IParties.sol";
import {IProducts} from "./IProducts.sol";
import {IProofs} from "./IProofs.sol";
import {IRecalls} from "./IRecalls.sol";
import {ISigned} from "./ISigned.sol";

/// @title Waymark: the journey of imported goods, written by the parties who saw it happen
/// @notice A **party** (an admitted organisation) writes through its **signers**, in a **role** granted to it at a
/// **place** (UN/LOCODE) or a wider scope. A **product** (GTIN) is made in **batches** (lots); quantities of batches
/// travel in **consignments**, which may be packed into **containers**; each **checkpoint** on the way is one record
/// that moves a consignment along two axes, movement and customs, with holds beside them. **Custody** is carried by
/// the records themselves. The **head** is the running hash of a consignment's history: nobody, the administrators
/// included, can alter or remove a record.
interface IWaymark is
    IParties,
    IProducts,
    IBatches,
    IConsignments,
    ICheckpoints,
    IContainers,
    IProofs,
    IItems,
    IRecalls,
    ISigned,
    IAccessManaged,
    IERC165,
    IERC5267
{}
