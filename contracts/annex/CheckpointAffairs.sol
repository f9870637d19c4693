// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {Checkpoint, ICheckpoints, Particulars} from "../interfaces/ICheckpoints.sol";
import {ConsignmentDetails, Line} from "../interfaces/IConsignments.sol";
import {IProofs, RecordProof} from "../interfaces/IProofs.sol";
import {ISigned} from "../interfaces/ISigned.sol";
import {Caller} from "../libraries/Caller.sol";
import {LineRecords} from "../LineRecords.sol";
import {ProvedRecords} from "../ProvedRecords.sol";
import {RareRecords} from "../RareRecords.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {BatchId, ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Kind} from "../types/Kind.sol";
import {ruleOf} from "../types/KindTable.sol";
import {Rule} from "../types/Rule.sol";
import {Word} from "../types/Word.sol";

/// @title CheckpointAffairs
/// @notice Records that are rare or come with more than their checkpoint, and dry runs of all.
abstract contract CheckpointAffairs is IProofs, LedgerStorage {
    /* WRITING */

    /// @notice As `ICheckpoints.recordRare`.
    function recordRare(Checkpoint calldata checkpoint) external returns (uint24 sequence) {
        return RareRecords.append(_ledger, checkpoint, Caller.id());
    }

    /// @notice As `ICheckpoints.recordByLines`.
    function recordByLines(
        Checkpoint calldata checkpoint,
        Particulars calldata particulars
    ) external returns (uint24 sequence) {
        return LineRecords.append(_ledger, checkpoint, particulars, Caller.id());
    }

    /// @inheritdoc IProofs
    function recordProved(
        Checkpoint calldata checkpoint,
        RecordProof calldata proof
    ) external returns (uint24 sequence) {
        return ProvedRecords.append(_ledger, Caller.id(), checkpoint, proof);
    }

    /// @inheritdoc IProofs
    function returnReleased(
        PartyId party,
        ConsignmentDetails calldata details,
        ConsignmentId from,
        RecordProof calldata proof,
        Line[] calldata lines
    ) external returns (ConsignmentId consignment) {
        return ProvedRecords.returnReleased(_ledger, Caller.id(), party, details, from, proof, lines);
    }

    /* VIEWS */

    /// @notice As `ICheckpoints.preview`.
    function preview(Checkpoint calldata checkpoint, SignerId signer) external view returns (Word afterwards) {
        return RareRecords.preview(_ledger, checkpoint, signer);
    }

    /// @notice As `ICheckpoints.previewByLines`.
    function previewByLines(
        Checkpoint calldata checkpoint,
        Particulars calldata particulars,
        SignerId signer
    ) external view returns (Word afterwards) {
        return LineRecords.preview(_ledger, checkpoint, particulars, signer);
    }

    /// @notice As `ICheckpoints.dryRun`.
    function dryRun(bytes calldata call, SignerId signer) external {
        if (call.length < 4) revert ISigned.CallInvalid(call);
        bool taken = LowLevelCall.callNoReturn(address(this), Caller.named(call, signer));
        revert ICheckpoints.DryRun(taken, LowLevelCall.returnData());
    }

    /// @notice As `ICheckpoints.ruleOfKind`.
    function ruleOfKind(Kind kind) external pure returns (Rule) {
        return ruleOf(kind);
    }

    /// @inheritdoc IProofs
    function cameBack(bytes32 step, BatchId batch, bytes32 items) external view returns (uint64) {
        return _ledger.cameBack[keccak256(abi.encode(step, batch, items))];
    }
}
