// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Onward
/// @notice Runs another contract's code for every function that the contract does not have, on its own state. The other
/// one is named when the contract is made, and for good.
abstract contract Onward {
    /// @notice The contract whose code answers what this one's own does not.
    address public immutable ONWARD;

    constructor(address onward) {
        ONWARD = onward;
    }

    /// @dev The call goes on as it came, and the answer comes back as it is.
    /// Passing calls on is all that this contract is for.
    // solhint-disable-next-line no-complex-fallback
    fallback() external {
        address onward = ONWARD;
        // Memory-safe: writes only behind the free memory pointer, and does not return.
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, 0, calldatasize())
            let success := delegatecall(gas(), onward, m, calldatasize(), 0, 0)
            returndatacopy(m, 0, returndatasize())
            if iszero(success) {
                revert(m, returndatasize())
            }
            return(m, returndatasize())
        }
    }
}
