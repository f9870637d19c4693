// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {BatchAffairs} from "./annex/BatchAffairs.sol";
import {ConsignmentAffairs} from "./annex/ConsignmentAffairs.sol";
import {PartyAffairs} from "./annex/PartyAffairs.sol";
import {ProductAffairs} from "./annex/ProductAffairs.sol";
import {RecallAffairs} from "./annex/RecallAffairs.sol";
import {Standards} from "./annex/Standards.sol";

/// @title The ledger's second annex: parties, what happens to products and batches, recalls, views
/// @notice See `JourneyAnnex`. Called by itself it admits nobody: it is governed by itself.
contract RegistryAnnex is PartyAffairs, ProductAffairs, BatchAffairs, ConsignmentAffairs, RecallAffairs, Standards {
    /// @notice Deploys the code.
    constructor() AccessManaged(address(this)) {}
}
