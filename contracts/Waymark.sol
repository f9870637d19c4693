// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {Onward} from "./annex/Onward.sol";
import {BatchRegister} from "./registers/BatchRegister.sol";
import {CheckpointRegister} from "./registers/CheckpointRegister.sol";
import {ConsignmentRegister} from "./registers/ConsignmentRegister.sol";
import {ItemRegister} from "./registers/ItemRegister.sol";
import {ProductRegister} from "./registers/ProductRegister.sol";
import {Verifying} from "./registers/Verifying.sol";

/// @title Waymark: the ledger
/// @notice See `IWaymark` for the words and for all functions. Immutable: no upgrade, no owner; the AccessManager named at
/// construction governs admission only. What every journey pays for is here; the rest is the code of two annexes, at
/// addresses that are part of this code, and runs on this contract's state.
contract Waymark is
    ProductRegister,
    BatchRegister,
    ConsignmentRegister,
    CheckpointRegister,
    ItemRegister,
    AccessManaged,
    Onward
{
    /// @notice Deploys an empty ledger.
    /// @param accessManager The OpenZeppelin AccessManager that governs admission.
    /// @param journeyAnnex The `JourneyAnnex`.
    constructor(
        address accessManager,
        address journeyAnnex
    ) Verifying(journeyAnnex) AccessManaged(accessManager) Onward(journeyAnnex) {}
}
