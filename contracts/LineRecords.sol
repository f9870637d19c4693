// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBatches} from "./interfaces/IBatches.sol";
import {Checkpoint, ICheckpoints, Particulars} from "./interfaces/ICheckpoints.sol";
import {IConsignments, Line} from "./interfaces/IConsignments.sol";
import {Contents} from "./libraries/Contents.sol";
import {Recording} from "./libraries/Recording.sol";
import {Consignment, Ledger} from "./storage/Ledger.sol";
import {ConsignmentId, SignerId} from "./types/Ids.sol";
import {Adjustment, Customs, Kind, Movement} from "./types/Kind.sol";
import {ruleOf} from "./types/KindTable.sol";
import {NEEDS_LINES, TAKES_LINES} from "./types/Rule.sol";
import {Word, WordFields} from "./types/Word.sol";

/// @title Records that change what a consignment holds: import clearance by lines, and adjustments
/// @notice Linked into the ledger and run in its place; holds nothing itself.
library LineRecords {
    using Recording for Ledger;

    /// @notice Appends the record, stores the remaining contents and logs what left.
    function append(
        Ledger storage ledger,
        Checkpoint calldata c,
        Particulars calldata p,
        SignerId signer
    ) external returns (uint24 sequence) {
        (Consignment storage consignment, Word before, Word afterwards, Line[] memory rest) = _judge(
            ledger,
            c,
            p,
            signer
        );
        _logLines(ledger, c, p);
        consignment.contents = Contents.stored(keccak256(abi.encode(rest)));
        sequence = Recording.commit(consignment, c, signer, before, afterwards);
        emit ICheckpoints.ParticularsRecorded(c.consignment, sequence, p.document, p.items);
    }

    /// @notice The word after a record without lines, or the revert it would meet.
    function previewPlain(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer
    ) external view returns (Word afterwards) {
        (, , afterwards) = ledger.judge(c, signer, c.basedOn, false);
    }

    /// @notice The word after the record, or the revert it would meet.
    function preview(
        Ledger storage ledger,
        Checkpoint calldata c,
        Particulars calldata p,
        SignerId signer
    ) external view returns (Word afterwards) {
        (, , afterwards, ) = _judge(ledger, c, p, signer);
    }

    function _judge(
        Ledger storage ledger,
        Checkpoint calldata c,
        Particulars calldata p,
        SignerId signer
    ) private view returns (Consignment storage consignment, Word before, Word afterwards, Line[] memory rest) {
        Kind kind = c.kind;
        if (!ruleOf(kind).has(NEEDS_LINES | TAKES_LINES)) revert ICheckpoints.LinesNotTaken(kind);
        bytes32 hash = keccak256(abi.encode(p));
        if (hash != c.basedOn) revert ICheckpoints.ParticularsMismatch(hash, c.basedOn);
        (consignment, before, afterwards) = ledger.judge(c, signer, p.document, true);

        bool adjusted = kind == Kind.Adjusted;
        if (adjusted && c.detail == uint8(Adjustment.Transformation)) _requireConsumable(c, before);
        rest = _remaining(ledger, c.consignment, p, adjusted && c.detail == uint8(Adjustment.Overage));
        if (rest.length == 0) {
            afterwards = afterwards.withMovement(uint256(Movement.Closed));
        } else if (!adjusted) {
            afterwards = afterwards.withCustoms(uint256(Customs.PartlyCleared));
        }
    }

    /// @dev Goods are consumed by who has them, and once they are free: otherwise goods in bond would leave it as a
    /// new product.
    function _requireConsumable(Checkpoint calldata c, Word before) private pure {
        if (!before.isWith(c.party)) {
            revert ICheckpoints.NotCustodian(c.consignment, c.party, before.custodian(), before.next());
        }
        Customs customs = before.customs();
        bool free = before.has(WordFields.DOMESTIC) || !before.has(WordFields.TRAVELLED) || customs == Customs.Cleared;
        if (!free || customs == Customs.Refused) {
            revert ICheckpoints.TransformationNotCleared(c.consignment);
        }
    }

    /// @dev The contents without what leaves; an overage is only noted, for no unit comes from nowhere.
    function _remaining(
        Ledger storage ledger,
        ConsignmentId id,
        Particulars calldata p,
        bool overage
    ) private view returns (Line[] memory rest) {
        bytes28 supplied = Contents.stored(Contents.hashOf(p.contents));
        bytes28 actual = ledger.consignments[id].contents;
        if (supplied != actual) revert ICheckpoints.ContentsMismatch(id, supplied, actual);
        if (p.leaving.length == 0 || p.leaving.length > Contents.MAX_LINES) {
            revert IConsignments.LineCountInvalid(p.leaving.length);
        }

        rest = p.contents;
        uint256 emptied;
        for (uint256 i; i < p.leaving.length; ++i) {
            Line calldata line = p.leaving[i];
            if (line.quantity == 0) revert IBatches.QuantityInvalid(0);
            uint256 index = _find(id, rest, line);
            if (overage) continue;
            if (line.quantity > rest[index].quantity) {
                revert ICheckpoints.LineNotHeld(id, line.batch, line.quantity, rest[index].quantity);
            }
            // Unchecked: just compared.
            unchecked {
                rest[index].quantity -= line.quantity;
            }
            if (rest[index].quantity == 0) ++emptied;
        }
        if (emptied != 0) rest = _compacted(rest, rest.length - emptied);
    }

    /// @dev The first line of the same batch and items that is not used up, else the first of them at all.
    function _find(ConsignmentId id, Line[] memory lines, Line calldata line) private pure returns (uint256) {
        for (uint256 i; i < lines.length; ++i) {
            if (lines[i].batch == line.batch && lines[i].items == line.items && lines[i].quantity != 0) return i;
        }
        revert ICheckpoints.LineNotHeld(id, line.batch, line.quantity, 0);
    }

    /// @dev The lines that still have units, in their order.
    function _compacted(Line[] memory lines, uint256 count) private pure returns (Line[] memory rest) {
        rest = new Line[](count);
        uint256 filled;
        for (uint256 i; i < lines.length; ++i) {
            if (lines[i].quantity != 0) rest[filled++] = lines[i];
        }
    }

    function _logLines(Ledger storage ledger, Checkpoint calldata c, Particulars calldata p) private {
        bool released = c.kind == Kind.ImportCleared;
        for (uint256 i; i < p.leaving.length; ++i) {
            Line calldata line = p.leaving[i];
            if (released) {
                emit ICheckpoints.LineReleased(line.batch, c.consignment, line.quantity, line.items);
            } else {
                if (c.detail == uint8(Adjustment.Transformation)) ledger.credits[c.party][line.batch] += line.quantity;
                emit ICheckpoints.LineAdjusted(line.batch, c.consignment, c.detail, line.quantity, line.items);
            }
        }
    }
}
