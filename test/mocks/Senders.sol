// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

/// @notice A call, and the account it comes from.
struct Attempt {
    address from;
    address to;
    bytes data;
}

/// @notice What became of a call: whether it was taken, and what it returned or reverted with.
struct Outcome {
    bool taken;
    bytes answer;
}

/// @title Senders
/// @notice Stands for the many accounts that each try a call: `eth_call` gives every one of them this code, so that one
/// request asks what thousands of transactions would meet. The ledger sees each account as the sender.
contract Senders {
    /// @notice Carries what an attempt came to out of the revert that undoes it.
    error Attempted(bool taken, bytes answer);

    /// @notice Tries every call from the account it names, each on the state as it is now.
    function tryAll(Attempt[] calldata attempts) external returns (Outcome[] memory outcomes) {
        outcomes = new Outcome[](attempts.length);
        for (uint256 i; i < attempts.length; ++i) {
            Attempt calldata attempt = attempts[i];
            try Senders(attempt.from).tryOne(attempt.to, attempt.data) {} catch (bytes memory reason) {
                // Behind the selector.
                assembly ("memory-safe") {
                    let size := sub(mload(reason), 4)
                    reason := add(reason, 4)
                    mstore(reason, size)
                }
                (outcomes[i].taken, outcomes[i].answer) = abi.decode(reason, (bool, bytes));
            }
        }
    }

    /// @notice Sends one call from this account, and undoes it.
    function tryOne(address to, bytes calldata data) external {
        bool taken = LowLevelCall.callNoReturn(to, data);
        revert Attempted(taken, LowLevelCall.returnData());
    }
}
