// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Line} from "../../contracts/interfaces/IConsignments.sol";
import {Contents} from "../../contracts/libraries/Contents.sol";
import {BatchId} from "../../contracts/types/Ids.sol";
import {bound} from "../support/Vm.sol";

/// @title The hash of what a consignment holds
contract ContentsTest {
    /// @dev The encoding written out by words: offset of the array, its length, three words a line.
    function testFuzz_HashOf(uint256 seed, uint8 count) public view {
        Line[] memory lines = _lines(seed, bound(count, 0, Contents.MAX_LINES));
        bytes memory encoded = abi.encodePacked(uint256(32), lines.length);
        for (uint256 i; i < lines.length; ++i) {
            encoded = bytes.concat(
                encoded,
                abi.encodePacked(lines[i].batch, uint256(lines[i].quantity), lines[i].items)
            );
        }
        require(this.hashOf(lines) == keccak256(encoded), "hashOf");
    }

    /// @dev Any change of a line, and the order of two that differ, changes the stored part.
    function testFuzz_StoredTellsLinesApart(uint256 seed, uint8 count, uint8 index, uint8 field) public view {
        Line[] memory lines = _lines(seed, bound(count, 2, 8));
        bytes28 before = Contents.stored(this.hashOf(lines));
        uint256 i = index % lines.length;
        if (field % 4 == 0) lines[i].batch = BatchId.wrap(~BatchId.unwrap(lines[i].batch));
        if (field % 4 == 1) ++lines[i].quantity;
        if (field % 4 == 2) lines[i].items = ~lines[i].items;
        if (field % 4 == 3) (lines[0], lines[1]) = (lines[1], lines[0]);
        require(Contents.stored(this.hashOf(lines)) != before, "stored");
    }

    function testFuzz_Stored(bytes32 hash) public pure {
        bytes28 stored = Contents.stored(hash);
        for (uint256 i; i < 28; ++i) require(stored[i] == hash[i], "first 28 bytes");
    }

    /// @notice Lines in calldata, where the library takes them from.
    function hashOf(Line[] calldata lines) external pure returns (bytes32) {
        return Contents.hashOf(lines);
    }

    function _lines(uint256 seed, uint256 count) private pure returns (Line[] memory lines) {
        lines = new Line[](count);
        for (uint256 i; i < count; ++i) {
            bytes32 random = keccak256(abi.encode(seed, i));
            lines[i] = Line({
                batch: BatchId.wrap(random),
                // Below the largest, so that a test may add one.
                quantity: uint64(uint256(random) >> 200),
                items: keccak256(abi.encode(random))
            });
        }
    }
}
