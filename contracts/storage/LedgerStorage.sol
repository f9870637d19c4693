// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Ledger} from "./Ledger.sol";

/// @title LedgerStorage
/// @notice Holds the state that all registers share.
abstract contract LedgerStorage {
    Ledger internal _ledger;
}
