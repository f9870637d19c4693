// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {SignerId, signerIdOf} from "../types/Ids.sol";

/// @title Caller
/// @notice Which key a call comes from.
library Caller {
    /// @dev The sender; or, when the ledger calls itself with what a key signed, the id of that key, which the ledger
    /// has put behind the call's own bytes. Nobody but the ledger can send a call as the ledger, and it always adds one.
    function id() internal view returns (SignerId signer) {
        if (msg.sender != address(this)) return signerIdOf(msg.sender);
        // The last 32 bytes; a call without a selector and a key behind it does not reach a function that asks.
        assembly ("memory-safe") {
            signer := calldataload(sub(calldatasize(), 0x20))
        }
    }

    /// @dev A call that the ledger makes to itself in the name of a key.
    function named(bytes calldata data, SignerId signer) internal pure returns (bytes memory) {
        bytes4 selector = bytes4(data);
        if (selector == ICheckpoints.record.selector) selector = ICheckpoints.recordRare.selector;
        return abi.encodePacked(selector, data[4:], signer);
    }
}
