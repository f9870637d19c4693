// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title OtherwiseMindedAccount
/// @notice Stands for the code that accounts delegate to under EIP-7702 and that knows nothing of their own key: session
/// keys, modules. Whether the account's key signed must not depend on it.
contract OtherwiseMindedAccount is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0xffffffff;
    }
}
