// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice One log, as the test runner records it.
struct Log {
    bytes32[] topics;
    bytes data;
    address emitter;
}

/// @title The test runner's instructions that these tests use
/// @notice Hardhat answers them at the address of `VM`; the names and meanings are Foundry's.
interface Vm {
    /// @notice The next call is made by `caller`.
    function prank(address caller) external;

    /// @notice Sets the chain's clock.
    function warp(uint256 timestamp) external;

    /// @notice Begins to record logs.
    function recordLogs() external;

    /// @notice The logs since they were last asked for.
    function getRecordedLogs() external returns (Log[] memory);

    /// @notice The address of a private key.
    function addr(uint256 privateKey) external returns (address);

    /// @notice Signs a digest with a private key.
    function sign(uint256 privateKey, bytes32 digest) external returns (uint8 v, bytes32 r, bytes32 s);

    /// @notice The creation code of a contract, its libraries linked: "File.sol:Name".
    function getCode(string calldata artifact) external view returns (bytes memory);

    /// @notice The value of an environment variable, or `otherwise`.
    function envOr(string calldata name, string calldata otherwise) external view returns (string memory);

    /// @notice Appends a line to a file that the configuration allows to write.
    function writeLine(string calldata path, string calldata line) external;

    /// @notice The value in a storage slot of `target`.
    function load(address target, bytes32 slot) external view returns (bytes32);
}

/// @dev Address by the runner's convention.
Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @dev Brings a random number into `min` … `max`, both included.
function bound(uint256 value, uint256 min, uint256 max) pure returns (uint256) {
    return min + (value % (max - min + 1));
}
