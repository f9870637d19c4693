// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint} from "../interfaces/ICheckpoints.sol";
import {PartyId} from "../types/Ids.sol";
import {Kind} from "../types/Kind.sol";
import {Place} from "../types/Place.sol";

/// @title Fields
/// @notice Reads the fields of a record as they stand in calldata, after one check of all of them instead of one each.
/// @dev A Checkpoint is thirteen words; the offsets below are those of its fields. Kind and role need no bound: a number
/// without a row, or without a bit in any set, is refused by the table.
library Fields {
    /// @dev Reverts, as the compiler's own checks do, when any field has bits beside its value.
    function requireClean(Checkpoint calldata c) internal pure {
        assembly ("memory-safe") {
            let beside := shr(32, calldataload(add(c, 0x20))) // party
            beside := or(beside, shr(8, calldataload(add(c, 0x40)))) // kind
            beside := or(beside, shr(8, calldataload(add(c, 0x60)))) // role
            beside := or(beside, shl(40, calldataload(add(c, 0x80)))) // place
            beside := or(beside, shr(40, calldataload(add(c, 0xa0)))) // occurredAt
            beside := or(beside, shr(8, calldataload(add(c, 0xe0)))) // detail
            beside := or(beside, shr(32, calldataload(add(c, 0x120)))) // next
            beside := or(beside, shr(32, calldataload(add(c, 0x140)))) // principal
            beside := or(beside, shl(40, calldataload(add(c, 0x160)))) // scope
            beside := or(beside, shr(24, calldataload(add(c, 0x180)))) // expectedMove
            if beside {
                revert(0, 0)
            }
        }
    }

    /// @dev Whether two records name the same party, role, place and scope.
    function sameWriter(Checkpoint calldata a, Checkpoint calldata b) internal pure returns (bool same) {
        assembly ("memory-safe") {
            let difference := xor(calldataload(add(a, 0x20)), calldataload(add(b, 0x20)))
            difference := or(difference, xor(calldataload(add(a, 0x60)), calldataload(add(b, 0x60))))
            difference := or(difference, xor(calldataload(add(a, 0x80)), calldataload(add(b, 0x80))))
            difference := or(difference, xor(calldataload(add(a, 0x160)), calldataload(add(b, 0x160))))
            same := iszero(difference)
        }
    }

    function party(Checkpoint calldata c) internal pure returns (PartyId value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x20))
        }
    }

    function kind(Checkpoint calldata c) internal pure returns (Kind value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x40))
        }
    }

    /// @dev The role as a bit of a set of roles.
    function roleBit(Checkpoint calldata c) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shl(calldataload(add(c, 0x60)), 1)
        }
    }

    function place(Checkpoint calldata c) internal pure returns (Place value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x80))
        }
    }

    function occurredAt(Checkpoint calldata c) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0xa0))
        }
    }

    function detail(Checkpoint calldata c) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0xe0))
        }
    }

    function next(Checkpoint calldata c) internal pure returns (PartyId value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x120))
        }
    }

    function principal(Checkpoint calldata c) internal pure returns (PartyId value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x140))
        }
    }

    function scope(Checkpoint calldata c) internal pure returns (Place value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x160))
        }
    }

    function expectedMove(Checkpoint calldata c) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(add(c, 0x180))
        }
    }
}
