// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IProofs, PastRecord, RecordProof} from "../interfaces/IProofs.sol";
import {Ledger} from "../storage/Ledger.sol";
import {ConsignmentId, PartyId} from "../types/Ids.sol";
import {Kind, Movement} from "../types/Kind.sol";
import {Word} from "../types/Word.sol";
import {Axes} from "./Axes.sol";
import {Steps} from "./Steps.sol";

/// @title Proving
/// @notice That a record is part of a consignment's history, and what came after it, told from the head alone.
library Proving {
    /// @dev A checkpoint's step: type, consignment and the thirteen fields of a PastRecord, a word each.
    uint256 private constant CHECKPOINT_BYTES = 15 * 32;

    /// @dev The hash of a record's step.
    function stepOf(ConsignmentId id, PastRecord calldata past) internal pure returns (bytes32) {
        return keccak256(abi.encode(Steps.CHECKPOINT, id, past));
    }

    /// @notice Reverts unless the head holds the step, with the later ones after it.
    function requireHeld(
        Ledger storage ledger,
        ConsignmentId id,
        RecordProof calldata proof,
        bytes32 step
    ) internal view {
        bytes32 computed = Steps.fold(proof.headBefore, step);
        for (uint256 i; i < proof.later.length; ++i) {
            computed = Steps.fold(computed, _hashOf(proof.later[i]));
        }
        bytes32 head = ledger.consignments[id].head;
        if (computed != head) revert IProofs.ProofInvalid(id, computed, head);
    }

    /// @notice Whether a later step changed one of these fields of the word or, if asked, may have changed the contents. Each
    /// must be given in full: one given by its hash alone would let whoever sends a record decide what it does.
    /// @param w The word of the goods now.
    function touched(
        RecordProof calldata proof,
        Word w,
        uint256 fields,
        bool contents
    ) internal pure returns (bool any) {
        // From the last step backwards: a step led to the word before the next one, or to the present word.
        for (uint256 i = proof.later.length; i != 0; --i) {
            bytes calldata step = proof.later[i - 1];
            if (step.length == 32) revert IProofs.LaterStepUnknown(i - 1);
            // What is not a checkpoint (packing, unpacking, a container's own records of them) may change anything.
            if (!_isCheckpoint(step)) return true;
            Word before = Word.wrap(uint256(bytes32(step[14 * 32:])));
            // What was handed over has used what was cleared, also when it comes back.
            if ((Word.unwrap(before) ^ Word.unwrap(w)) & fields != 0 || before.movement() == Movement.Delivered)
                any = true;
            if (contents && Axes.mayChangeContents(Kind(uint8(step[127])))) any = true;
            w = before;
        }
    }

    /// @notice Whether every later step is a checkpoint, and none is the party's. Each must be given in full.
    function silentSince(RecordProof calldata proof, PartyId party) internal pure returns (bool) {
        for (uint256 i; i < proof.later.length; ++i) {
            bytes calldata step = proof.later[i];
            if (step.length == 32) revert IProofs.LaterStepUnknown(i);
            if (!_isCheckpoint(step) || uint256(bytes32(step[64:96])) == PartyId.unwrap(party)) return false;
        }
        return true;
    }

    function _hashOf(bytes calldata step) private pure returns (bytes32) {
        return step.length == 32 ? bytes32(step) : keccak256(step);
    }

    function _isCheckpoint(bytes calldata step) private pure returns (bool) {
        return step.length == CHECKPOINT_BYTES && bytes32(step[:32]) == Steps.CHECKPOINT;
    }
}
