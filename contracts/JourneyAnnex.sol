// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CheckpointAffairs} from "./annex/CheckpointAffairs.sol";
import {ContainerAffairs} from "./annex/ContainerAffairs.sol";
import {ItemAffairs} from "./annex/ItemAffairs.sol";
import {Onward} from "./annex/Onward.sol";
import {SignedAffairs} from "./annex/SignedAffairs.sol";

/// @title The ledger's first annex: what some journeys have, and not all
/// @notice One contract may have 24,576 bytes, and the ledger has more to say. What it does not find in its own code it
/// runs from here, on its own state and in its own name; what is not here either comes from the second annex. The
/// addresses are part of the code, so nothing can replace them. Called by itself an annex is an empty ledger.
contract JourneyAnnex is CheckpointAffairs, ContainerAffairs, ItemAffairs, SignedAffairs, Onward {
    /// @notice Deploys the code.
    /// @param registryAnnex The `RegistryAnnex`.
    /// @param p256Verifier Verifier of plain P-256 signatures (ERC-7913).
    /// @param webAuthnVerifier Verifier of WebAuthn assertions (ERC-7913).
    constructor(
        address registryAnnex,
        address p256Verifier,
        address webAuthnVerifier
    ) SignedAffairs(p256Verifier, webAuthnVerifier) Onward(registryAnnex) {}
}
