// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {SignerId} from "../types/Ids.sol";

/// @title Rare
/// @notice How the ledger hands what it does not judge itself to its annex: it calls itself with what was signed or
/// sent and the key behind it (see `Caller`), and the call reaches the annex like any other.
library Rare {
    /// @dev Appends a record through `ICheckpoints.recordRare`; a revert is passed on as it is.
    function append(Checkpoint calldata c, SignerId signer) internal returns (uint24 sequence) {
        bytes4 selector = ICheckpoints.recordRare.selector;
        // A Checkpoint is thirteen words. Memory-safe: writes only behind the free memory pointer, or does not return.
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, selector)
            calldatacopy(add(m, 0x04), c, 0x1a0)
            mstore(add(m, 0x1a4), signer)
            let success := call(gas(), address(), 0, m, 0x1c4, 0, 0x20)
            if iszero(success) {
                returndatacopy(m, 0, returndatasize())
                revert(m, returndatasize())
            }
            sequence := mload(0)
        }
    }
}
