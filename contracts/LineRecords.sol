// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoint, ICheckpoints, Particulars} from "./interfaces/ICheckpoints.sol";
import {Line} from "./interfaces/IConsignments.sol";
import {Contents} from "./libraries/Contents.sol";
import {Lines} from "./libraries/Lines.sol";
import {Packing} from "./libraries/Packing.sol";
import {Recording} from "./libraries/Recording.sol";
import {RareRecords} from "./RareRecords.sol";
import {Ledger} from "./storage/Ledger.sol";
import {PartyId, SignerId} from "./types/Ids.sol";
import {Adjustment, Customs, Kind, Movement} from "./types/Kind.sol";
import {ruleOf} from "./types/KindTable.sol";
import {TAKES_LINES} from "./types/Rule.sol";
import {Word, WordFields} from "./types/Word.sol";

/// @title Records that change what a consignment holds: import clearance by lines, adjustments, voiding
/// @notice Linked into the ledger's annex and run in the ledger's place; holds nothing itself.
library LineRecords {
    using Packing for Ledger;

    /// @notice Appends the record, stores the remaining contents and logs what left.
    function append(
        Ledger storage ledger,
        Checkpoint calldata c,
        Particulars calldata p,
        SignerId signer
    ) external returns (uint24 sequence) {
        (Word before, Word afterwards, Line[] memory rest) = _judge(ledger, c, p, signer);
        _release(ledger, c, p);
        ledger.consignments[c.consignment].contents = Contents.stored(keccak256(abi.encode(rest)));
        sequence = Recording.commit(ledger.consignments[c.consignment], c, signer, before, afterwards);
        emit ICheckpoints.ParticularsRecorded(c.consignment, sequence, p.document, p.items);
        ledger.propagate(before, afterwards);
    }

    /// @notice The word after the record, or the revert it would meet.
    function preview(
        Ledger storage ledger,
        Checkpoint calldata c,
        Particulars calldata p,
        SignerId signer
    ) external view returns (Word afterwards) {
        (, afterwards, ) = _judge(ledger, c, p, signer);
    }

    function _judge(
        Ledger storage ledger,
        Checkpoint calldata c,
        Particulars calldata p,
        SignerId signer
    ) private view returns (Word before, Word afterwards, Line[] memory rest) {
        Kind kind = c.kind;
        if (!ruleOf(kind).has(TAKES_LINES)) revert ICheckpoints.ParticularsNotTaken(kind);
        bytes32 hash = keccak256(abi.encode(p));
        if (hash != c.basedOn) revert ICheckpoints.ParticularsMismatch(hash, c.basedOn);
        Word seen;
        (before, seen, afterwards) = RareRecords.judge(ledger, c, signer, p.document, true);

        if (kind == Kind.Voided) _requireVoidable(ledger, c, before);
        bool adjusted = kind == Kind.Adjusted;
        if (adjusted && c.detail == uint8(Adjustment.Transformation)) _requireConsumable(c, seen);
        bool noted = adjusted && c.detail == uint8(Adjustment.Overage);
        rest = Lines.remaining(ledger, c.consignment, p.contents, p.leaving, noted);
        if (rest.length == 0) {
            afterwards = afterwards.withMovement(uint256(Movement.Closed));
        } else if (kind == Kind.ImportCleared) {
            afterwards = afterwards.withCustoms(uint256(Customs.PartlyCleared));
        } else if (kind == Kind.Voided) {
            revert ICheckpoints.VoidedInPart(c.consignment, rest.length);
        }
        afterwards = Packing.settle(before, afterwards, ruleOf(kind));
    }

    /// @dev Only who made it a consignment may undo that, and only before it left.
    function _requireVoidable(Ledger storage ledger, Checkpoint calldata c, Word before) private view {
        PartyId creator = ledger.consignments[c.consignment].creator;
        if (!(c.party == creator)) revert ICheckpoints.NotCreator(c.consignment, c.party, creator);
        if (before.has(WordFields.TRAVELLED)) revert ICheckpoints.HasLeft(c.consignment);
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

    /// @dev Lets go of the units: out of the ledger, into the credit of who consumed them, or back into their batches.
    function _release(Ledger storage ledger, Checkpoint calldata c, Particulars calldata p) private {
        for (uint256 i; i < p.leaving.length; ++i) {
            Line calldata line = p.leaving[i];
            if (c.kind == Kind.ImportCleared) {
                emit ICheckpoints.LineReleased(line.batch, c.consignment, line.quantity, line.items);
            } else if (c.kind == Kind.Voided) {
                ledger.batches[line.batch].loaded -= line.quantity;
                emit ICheckpoints.LineUnloaded(line.batch, c.consignment, line.quantity, line.items);
            } else {
                if (c.detail == uint8(Adjustment.Transformation)) ledger.credits[c.party][line.batch] += line.quantity;
                emit ICheckpoints.LineAdjusted(line.batch, c.consignment, c.detail, line.quantity, line.items);
            }
        }
    }
}
