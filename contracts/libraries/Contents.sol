// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Line} from "../interfaces/IConsignments.sol";

/// @title Contents
/// @notice What a consignment holds, as one hash of its lines in order.
library Contents {
    uint256 internal constant MAX_LINES = 64;

    /// @dev `keccak256(abi.encode(lines))` of lines in calldata.
    function hashOf(Line[] calldata lines) internal pure returns (bytes32) {
        return keccak256(abi.encode(lines));
    }

    /// @dev The part of the hash that is stored: 28 bytes, so that the creator fits beside it in one slot.
    function stored(bytes32 hash) internal pure returns (bytes28) {
        return bytes28(hash);
    }
}
