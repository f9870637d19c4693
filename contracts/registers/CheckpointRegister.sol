// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints, Particulars} from "../interfaces/ICheckpoints.sol";
import {LineRecords} from "../LineRecords.sol";
import {Recording} from "../libraries/Recording.sol";
import {Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {SignerId, signerIdOf} from "../types/Ids.sol";
import {Kind} from "../types/Kind.sol";
import {ruleOf} from "../types/KindTable.sol";
import {Rule} from "../types/Rule.sol";
import {Word} from "../types/Word.sol";

/// @title CheckpointRegister
/// @notice The journey, record by record.
abstract contract CheckpointRegister is ICheckpoints, LedgerStorage {
    using Recording for Ledger;

    /// @inheritdoc ICheckpoints
    function record(Checkpoint calldata checkpoint) external returns (uint24 sequence) {
        return _ledger.append(checkpoint, signerIdOf(msg.sender));
    }

    /// @inheritdoc ICheckpoints
    function recordByLines(
        Checkpoint calldata checkpoint,
        Particulars calldata particulars
    ) external returns (uint24 sequence) {
        return LineRecords.append(_ledger, checkpoint, particulars, signerIdOf(msg.sender));
    }

    /// @inheritdoc ICheckpoints
    function preview(Checkpoint calldata checkpoint, SignerId signer) external view returns (Word afterwards) {
        return LineRecords.previewPlain(_ledger, checkpoint, signer);
    }

    /// @inheritdoc ICheckpoints
    function previewByLines(
        Checkpoint calldata checkpoint,
        Particulars calldata particulars,
        SignerId signer
    ) external view returns (Word afterwards) {
        return LineRecords.preview(_ledger, checkpoint, particulars, signer);
    }

    /// @inheritdoc ICheckpoints
    function ruleOfKind(Kind kind) external pure returns (Rule) {
        return ruleOf(kind);
    }
}
