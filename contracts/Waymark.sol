// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IWaymark} from "./interfaces/IWaymark.sol";
import {BatchRegister} from "./registers/BatchRegister.sol";
import {CheckpointRegister} from "./registers/CheckpointRegister.sol";
import {ConsignmentRegister} from "./registers/ConsignmentRegister.sol";
import {PartyRegister} from "./registers/PartyRegister.sol";
import {ProductRegister} from "./registers/ProductRegister.sol";

/// @title Waymark: the ledger
/// @notice See `IWaymark` for the words. Immutable: no proxy, no upgrade, no owner; the AccessManager named at
/// construction governs admission only.
contract Waymark is IWaymark, PartyRegister, ProductRegister, BatchRegister, ConsignmentRegister, CheckpointRegister {
    /// @notice Deploys an empty ledger.
    /// @param accessManager The OpenZeppelin AccessManager that governs admission.
    constructor(address accessManager) PartyRegister(accessManager) {}
}
