// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ISigned} from "../interfaces/ISigned.sol";

/// @title Verifying
/// @notice Knows the two verifiers of signers longer than 20 bytes (ERC-7913): the same as its annex.
abstract contract Verifying {
    /// @dev The verifier of plain P-256 signatures, whose question the ledger asks the chain itself.
    address internal immutable _P256_VERIFIER;
    /// @dev The verifier of WebAuthn assertions.
    address internal immutable _WEB_AUTHN_VERIFIER;

    constructor(address annex) {
        (_P256_VERIFIER, _WEB_AUTHN_VERIFIER) = ISigned(annex).verifiers();
    }
}
