// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice What a container holds, in the 28 bytes where other consignments have the hash of their lines. From the low
/// end:
///
/// | bits | field | meaning |
/// |---|---|---|
/// | 0–31 | number | its number among all containers, from 1 |
/// | 32–63 | children | consignments directly inside |
/// | 64–95 | stopped | … that are held, hold something stopped, or are refused |
/// | 96–127 | apart | … that have customs records of their own, or hold something that has |
/// | 128–135 | height | 1 = holds no container, 2 = holds such containers, 3 = holds those; 0 = empty |
type Inside is bytes28;

using InsideFields for Inside global;

/// @title InsideFields
/// @notice Reads and changes the counts of a container. A count changes by one with a child's word, and there are
/// fewer consignments than 2^32.
library InsideFields {
    uint256 private constant CHILD = 1 << 32;
    uint256 private constant STOPPED = 1 << 64;
    uint256 private constant APART = 1 << 96;
    uint256 private constant HEIGHT = 128;

    function empty(uint32 containerNumber) internal pure returns (Inside) {
        return _wrap(containerNumber);
    }

    function number(Inside i) internal pure returns (uint32) {
        return uint32(_bits(i));
    }

    function children(Inside i) internal pure returns (uint32) {
        return uint32(_bits(i) >> 32);
    }

    function stopped(Inside i) internal pure returns (uint32) {
        return uint32(_bits(i) >> 64);
    }

    function apart(Inside i) internal pure returns (uint32) {
        return uint32(_bits(i) >> 96);
    }

    function height(Inside i) internal pure returns (uint8) {
        return uint8(_bits(i) >> HEIGHT);
    }

    /// @dev So many more children, none of which stops the container, and of which so many are apart. `tallest` is the
    /// largest height among them, 0 = none is a container.
    function withChildren(Inside i, uint256 count, uint256 apartOnes, uint8 tallest) internal pure returns (Inside) {
        uint256 bits = _bits(i) + count * CHILD + apartOnes * APART;
        if (tallest >= i.height()) bits = (bits & ~(uint256(0xFF) << HEIGHT)) | ((uint256(tallest) + 1) << HEIGHT);
        return _wrap(bits);
    }

    /// @dev One child less; the last one takes the height with it.
    function withoutChild(Inside i, bool stops, bool isApart) internal pure returns (Inside) {
        uint256 bits = _bits(i) - CHILD - (stops ? STOPPED : 0) - (isApart ? APART : 0);
        Inside rest = _wrap(bits);
        return rest.children() == 0 ? empty(i.number()) : rest;
    }

    /// @dev A child changed what it is counted for.
    function withChange(
        Inside i,
        bool stopped_,
        bool stops,
        bool wasApart,
        bool isApart
    ) internal pure returns (Inside) {
        uint256 bits = _bits(i) + (stops ? STOPPED : 0) + (isApart ? APART : 0);
        return _wrap(bits - (stopped_ ? STOPPED : 0) - (wasApart ? APART : 0));
    }

    function _bits(Inside i) private pure returns (uint256) {
        return uint224(Inside.unwrap(i));
    }

    function _wrap(uint256 bits) private pure returns (Inside) {
        return Inside.wrap(bytes28(uint224(bits)));
    }
}
