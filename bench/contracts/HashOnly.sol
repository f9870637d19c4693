// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title HashOnly
/// @notice For comparison: the least that can be called an anchor. A hash is kept, with when it came first; by whom, of what
/// and whether he may are nobody's business.
contract HashOnly {
    mapping(bytes32 hash => uint256 time) public since;

    /// @notice Keeps a hash.
    function store(bytes32 hash) external {
        since[hash] = block.timestamp;
    }

    /// @notice Keeps many hashes.
    function storeMany(bytes32[] calldata hashes) external {
        for (uint256 i = 0; i < hashes.length; i++) {
            since[hashes[i]] = block.timestamp;
        }
    }
}
