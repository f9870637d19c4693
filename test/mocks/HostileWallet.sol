// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @title HostileWallet
/// @notice Stands for contract wallets, and for verifiers of signatures, that are made to harm who asks them.
contract HostileWallet is IERC1271, IERC7913SignatureVerifier {
    /// @notice What it does when it is asked.
    enum Manner {
        /// Takes any signature.
        Agrees,
        /// Uses all the gas there is.
        Burns,
        /// Answers with 100,000 bytes.
        Floods,
        /// Fails with 2,000 bytes.
        Complains,
        /// Calls `target`, and takes any signature when that fails.
        Calls
    }

    Manner public manner;
    address public target;
    bytes public data;

    constructor(Manner manner_, address target_, bytes memory data_) {
        manner = manner_;
        target = target_;
        data = data_;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        _behave();
        return IERC1271.isValidSignature.selector;
    }

    /// @inheritdoc IERC7913SignatureVerifier
    function verify(bytes calldata, bytes32, bytes calldata) external view returns (bytes4) {
        _behave();
        return IERC7913SignatureVerifier.verify.selector;
    }

    function _behave() private view {
        if (manner == Manner.Burns) {
            for (uint256 i; i < type(uint256).max; ++i) {
                keccak256(abi.encode(i));
            }
        } else if (manner == Manner.Floods) {
            // Does not return; the size of the answer is all that matters.
            assembly ("memory-safe") {
                return(0x80, 100000)
            }
        } else if (manner == Manner.Complains) {
            // Does not return.
            assembly ("memory-safe") {
                revert(0x80, 2000)
            }
        } else if (manner == Manner.Calls) {
            // A state change here would have to fail: the ledger asks with a static call.
            (bool success, ) = target.staticcall(data);
            require(!success, "the ledger could be entered");
        }
    }
}
