// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Inside, InsideFields} from "../../contracts/types/Inside.sol";
import {bound} from "../support/Vm.sol";

/// @title What a container counts, against plain numbers beside it
contract InsideTest {
    /// @dev The counts as numbers of their own.
    struct Counts {
        uint256 number;
        uint256 children;
        uint256 stopped;
        uint256 apart;
        uint256 height;
    }

    function testFuzz_Empty(uint32 number) public pure {
        _same(InsideFields.empty(number), Counts(number, 0, 0, 0, 0), "empty");
    }

    function testFuzz_Layout(uint32 number, uint32 children, uint32 stopped, uint32 apart, uint8 height) public pure {
        Counts memory counts = Counts(number, children, stopped, apart, height);
        _same(_pack(counts), counts, "read back");
    }

    /// @dev Up to as many as go in with one call.
    function testFuzz_WithChildren(Counts memory counts, uint8 count, uint8 apartOnes, uint8 tallest) public pure {
        _narrow(counts, type(uint32).max - type(uint8).max);
        uint256 height = bound(tallest, 0, type(uint8).max - 1);
        apartOnes = uint8(bound(apartOnes, 0, count));
        Inside i = _pack(counts).withChildren(count, apartOnes, uint8(height));
        counts.children += count;
        counts.apart += apartOnes;
        // One higher than its highest child.
        if (height + 1 > counts.height) counts.height = height + 1;
        _same(i, counts, "withChildren");
    }

    function testFuzz_WithoutChild(Counts memory counts, bool stops, bool isApart) public pure {
        _narrow(counts, type(uint32).max);
        if (counts.children == 0) ++counts.children;
        if (stops && counts.stopped == 0) ++counts.stopped;
        if (isApart && counts.apart == 0) ++counts.apart;
        Inside i = _pack(counts).withoutChild(stops, isApart);
        if (--counts.children == 0) {
            // The last one takes everything with it, the height too.
            counts = Counts(counts.number, 0, 0, 0, 0);
        } else {
            if (stops) --counts.stopped;
            if (isApart) --counts.apart;
        }
        _same(i, counts, "withoutChild");
    }

    function testFuzz_WithChange(
        Counts memory counts,
        bool stopped,
        bool stops,
        bool wasApart,
        bool isApart
    ) public pure {
        _narrow(counts, type(uint32).max - 1);
        if (stopped && counts.stopped == 0) ++counts.stopped;
        if (wasApart && counts.apart == 0) ++counts.apart;
        Inside i = _pack(counts).withChange(stopped, stops, wasApart, isApart);
        if (stopped && !stops) --counts.stopped;
        if (!stopped && stops) ++counts.stopped;
        if (wasApart && !isApart) --counts.apart;
        if (!wasApart && isApart) ++counts.apart;
        _same(i, counts, "withChange");
    }

    /// @dev Up to 32 children come, change and go: what is counted is what is inside, and nothing stays behind.
    function testFuzz_ComingAndGoing(uint256 seed, uint32 number) public pure {
        Inside i = InsideFields.empty(number);
        uint8[32] memory children; // bit 0: inside, bit 1: stops, bit 2: apart
        for (uint256 step; step < 64; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 which = seed % 32;
            bool stops = (seed >> 8) & 1 == 1;
            bool isApart = (seed >> 9) & 1 == 1;
            uint8 told = 1 | (stops ? 2 : 0) | (isApart ? 4 : 0);
            (bool stopped, bool wasApart) = (children[which] & 2 != 0, children[which] & 4 != 0);
            if (children[which] == 0) {
                // What stops a container does not go in.
                i = i.withChildren(1, isApart ? 1 : 0, uint8((seed >> 16) % 3));
                children[which] = told & 5;
            } else if ((seed >> 10) & 1 == 1) {
                i = i.withChange(stopped, stops, wasApart, isApart);
                children[which] = told;
            } else {
                i = i.withoutChild(stopped, wasApart);
                children[which] = 0;
            }
            _counted(i, children);
        }
        for (uint256 j; j < 32; ++j) {
            if (children[j] != 0) i = i.withoutChild(children[j] & 2 != 0, children[j] & 4 != 0);
        }
        _same(i, Counts(number, 0, 0, 0, 0), "nothing stays behind");
    }

    function _counted(Inside i, uint8[32] memory children) private pure {
        uint256 inside;
        uint256 stopped;
        uint256 apart;
        for (uint256 j; j < 32; ++j) {
            inside += children[j] & 1;
            stopped += (children[j] >> 1) & 1;
            apart += (children[j] >> 2) & 1;
        }
        require(i.children() == inside && i.stopped() == stopped && i.apart() == apart, "counts what is inside");
        require((i.height() == 0) == (inside == 0) && i.height() <= 3, "height");
    }

    /* REFERENCE */

    /// @dev Brings random counts into the width of their fields, `max` at most.
    function _narrow(Counts memory counts, uint256 max) private pure {
        counts.number = bound(counts.number, 0, type(uint32).max);
        counts.children = bound(counts.children, 0, max);
        counts.stopped = bound(counts.stopped, 0, max);
        counts.apart = bound(counts.apart, 0, max);
        counts.height = bound(counts.height, 0, type(uint8).max);
    }

    /// @dev The fields one behind the other, the number in the last four bytes.
    function _pack(Counts memory counts) private pure returns (Inside) {
        bytes memory packed = abi.encodePacked(
            bytes11(0),
            uint8(counts.height),
            uint32(counts.apart),
            uint32(counts.stopped),
            uint32(counts.children),
            uint32(counts.number)
        );
        return Inside.wrap(bytes28(packed));
    }

    function _same(Inside i, Counts memory counts, string memory what) private pure {
        require(i.number() == counts.number && i.children() == counts.children, what);
        require(i.stopped() == counts.stopped && i.apart() == counts.apart && i.height() == counts.height, what);
        require(Inside.unwrap(i) == Inside.unwrap(_pack(counts)), "nothing beside the fields");
    }
}
