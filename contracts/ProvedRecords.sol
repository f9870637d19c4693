// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBatches} from "./interfaces/IBatches.sol";
import {Checkpoint, ICheckpoints, Particulars} from "./interfaces/ICheckpoints.sol";
import {ConsignmentDetails, IConsignments, Line} from "./interfaces/IConsignments.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IProofs, PastRecord, RecordProof} from "./interfaces/IProofs.sol";
import {Axes, CONTENTS_AXIS, EXPORT_AXIS, IMPORT_AXIS, MOVEMENT_AXIS} from "./libraries/Axes.sol";
import {Conditions} from "./libraries/Conditions.sol";
import {Contents} from "./libraries/Contents.sol";
import {Derivation} from "./libraries/Derivation.sol";
import {Entitlement} from "./libraries/Entitlement.sol";
import {Packing} from "./libraries/Packing.sol";
import {Proving} from "./libraries/Proving.sol";
import {Recording} from "./libraries/Recording.sol";
import {Territories} from "./libraries/Territories.sol";
import {RareRecords} from "./RareRecords.sol";
import {Ledger} from "./storage/Ledger.sol";
import {ConsignmentId, PartyId, SignerId} from "./types/Ids.sol";
import {Adjustment, Customs, Extent, Kind, Movement} from "./types/Kind.sol";
import {OPEN, ruleOf} from "./types/KindTable.sol";
import {Role} from "./types/Roles.sol";
import {CUSTOMS_ACT, TAKES_PROOF} from "./types/Rule.sol";
import {DISPUTE_WINDOW} from "./types/Windows.sol";
import {Word, WordFields} from "./types/Word.sol";

/// @title Records that rest on earlier ones, proved from the head
/// @notice Linked into the ledger's annex and run in the ledger's place; holds nothing itself.
library ProvedRecords {
    using Entitlement for Ledger;
    using Packing for Ledger;
    using Recording for Ledger;
    using Territories for Ledger;

    /// @notice As `IProofs.recordProved`.
    function append(
        Ledger storage ledger,
        SignerId signer,
        Checkpoint calldata c,
        RecordProof calldata proof
    ) external returns (uint24 sequence) {
        // Check: the record, and the one that it rests on.
        if (!ruleOf(c.kind).has(TAKES_PROOF)) revert ICheckpoints.ParticularsNotTaken(c.kind);
        bytes32 step = Proving.stepOf(c.consignment, proof.past);
        if (step != c.basedOn) revert IProofs.PastRecordMismatch(step, c.basedOn);
        (Word before, Word seen, Word led) = RareRecords.judge(ledger, c, signer, step, true);
        Proving.requireHeld(ledger, c.consignment, proof, step);

        if (c.kind == Kind.TakenBack) {
            _requireUnanswered(ledger, c, proof, before, seen);
            return RareRecords.takeBack(ledger, c, signer, before, led);
        }
        if (c.kind == Kind.Confirmed || c.kind == Kind.Contradicted) {
            _requireReported(c, proof.past);
        } else if (!(proof.past.party == c.party)) {
            revert IProofs.NotAuthor(c.consignment, c.party, proof.past.party);
        }

        // Effect.
        Word w = before.advanced();
        bool undone;
        if (c.kind == Kind.Confirmed) {
            w = _confirmed(proof, before, w);
        } else if (c.kind != Kind.Disputed) {
            bool usedUp = _isUsedUp(ledger, c.consignment, before);
            undone = _mayUndo(ledger, c, proof, before, seen) && _undo(ledger, c.consignment, proof, step);
            if (undone) w = _restored(proof.past, w, usedUp);
            if (c.kind == Kind.Contradicted) w = _contradicted(ledger, c, seen, w, proof.past.kind, undone);
        }
        if (before.heldOtherwise(w)) ledger.moveHold(c, before, w);
        sequence = Recording.commit(ledger.consignments[c.consignment], c, signer, before, w);
        if (undone) emit IProofs.RecordUndone(c.consignment, proof.past.before.sequence() + 1, sequence, w);
        ledger.propagate(before, w);
    }

    /* CONFIRMING AND CONTRADICTING */

    /// @dev Customs of the place answer for what a broker reported there in their name.
    function _requireReported(Checkpoint calldata c, PastRecord calldata past) private pure {
        if (!ruleOf(past.kind).has(CUSTOMS_ACT) || past.role != Role.Broker) {
            revert IProofs.NotReported(c.consignment, past.kind, past.role);
        }
        if (!(past.place == c.place)) revert ICheckpoints.NotThere(c.consignment, c.place, past.place);
    }

    /// @dev What still stands of a reported record is customs' own from now on.
    function _confirmed(RecordProof calldata proof, Word before, Word w) private pure returns (Word) {
        uint256 axis = Axes.undoneBy(proof.past.kind);
        if (!_looksLeft(proof, before, axis)) return w;
        if (Proving.touched(proof, before, Axes.fieldsOf(axis), false)) return w;
        return w.with(axis == EXPORT_AXIS ? WordFields.EXPORT_OWN : WordFields.IMPORT_OWN);
    }

    /// @dev A contradiction stops open goods, unless its writer already does or no hold is free.
    function _contradicted(
        Ledger storage ledger,
        Checkpoint calldata c,
        Word seen,
        Word w,
        Kind kind,
        bool undone
    ) private view returns (Word) {
        // Customs have spoken: nobody reports the same again.
        if (undone && Axes.undoneBy(kind) == IMPORT_AXIS) w = w.with(WordFields.IMPORT_OWN);
        bool open = (1 << uint256(seen.movement())) & OPEN != 0 || (1 << uint256(w.movement())) & OPEN != 0;
        if (!open || w.holds() == WordFields.MAX_HOLDS) return w;
        return ledger.holds[c.consignment][c.party].sequence == 0 ? w.withHold() : w;
    }

    /* TAKING BACK WHAT A RECORD SET */

    /// @dev Whether what the record set is as it left it, nothing that rests on it came after, and no hold but the
    /// writer's own stops the change. Custody that was accepted stays accepted.
    function _mayUndo(
        Ledger storage ledger,
        Checkpoint calldata c,
        RecordProof calldata proof,
        Word before,
        Word seen
    ) private view returns (bool) {
        PastRecord calldata past = proof.past;
        uint256 axis = Axes.undoneBy(past.kind);
        if (axis == 0) return false;
        if (axis == MOVEMENT_AXIS && !past.before.isWith(past.party) && past.before.next() == past.party) return false;
        // What is around goods, or inside a container, changes with no step in their own history. While they are apart, what
        // they are in is neither declared, cleared, delivered nor returned.
        if (before.has(WordFields.APART_INSIDE)) return false;
        if (before.has(WordFields.PACKED) && !before.isApart()) return false;
        if (!_looksLeft(proof, before, axis)) return false;
        if (!_isOpen(ledger, c.consignment, before, past)) return false;
        // A move is taken back when nothing at all came after it that gates a rule; units, when no others went.
        bool contents = axis == MOVEMENT_AXIS || _isByLines(past);
        if (Proving.touched(proof, before, Axes.fieldsOf(axis), contents)) return false;
        return !seen.has(WordFields.ANY_HOLD) || Conditions.isSolePlacer(ledger, c.consignment, seen, c.party);
    }

    /// @dev Whether the word, as far as it tells, is as the record left it.
    function _looksLeft(RecordProof calldata proof, Word w, uint256 axis) private pure returns (bool) {
        PastRecord calldata past = proof.past;
        if (axis == MOVEMENT_AXIS) return w.lastMove() == past.before.sequence() + 1;
        if (axis == CONTENTS_AXIS) return true;
        bool own = past.role == Role.Customs;
        if (axis == EXPORT_AXIS) {
            return w.has(WordFields.EXPORT_CLEARED) && w.has(WordFields.EXPORT_OWN) == own;
        }
        if (w.has(WordFields.IMPORT_OWN) != (own || past.before.has(WordFields.IMPORT_OWN))) return false;
        if (_isByLines(past)) return w.customs() == Customs.PartlyCleared || w.movement() == Movement.Closed;
        return w.customs() == Customs(ruleOf(past.kind).toCustoms());
    }

    /// @dev Goods that were handed over or ended have used what the record allowed; save those that it ended itself by
    /// taking the last line out. For a move that is what is to be taken back.
    function _isOpen(
        Ledger storage ledger,
        ConsignmentId id,
        Word w,
        PastRecord calldata past
    ) private view returns (bool) {
        if (Axes.undoneBy(past.kind) == MOVEMENT_AXIS || (1 << uint256(w.movement())) & OPEN != 0) return true;
        return _isByLines(past) && _isUsedUp(ledger, id, w);
    }

    /// @dev Whether the goods ended because nothing was left of them.
    function _isUsedUp(Ledger storage ledger, ConsignmentId id, Word w) private view returns (bool) {
        return
            w.movement() == Movement.Closed &&
            ledger.consignments[id].contents == Contents.stored(keccak256(abi.encode(new Line[](0))));
    }

    /// @dev Whether the record took lines out of the contents.
    function _isByLines(PastRecord calldata past) private pure returns (bool) {
        return past.kind == Kind.Adjusted || (past.kind == Kind.ImportCleared && past.detail == uint8(Extent.ByLines));
    }

    /// @dev Puts back what the record let out of the contents, if it did. False when that cannot be any more.
    function _undo(
        Ledger storage ledger,
        ConsignmentId id,
        RecordProof calldata proof,
        bytes32 step
    ) private returns (bool) {
        PastRecord calldata past = proof.past;
        bool adjusted = past.kind == Kind.Adjusted;
        if (adjusted && past.detail == uint8(Adjustment.Overage)) return false;
        if (!_isByLines(past)) return true;
        if (proof.particulars.length == 0) revert ICheckpoints.ParticularsMissing(past.kind);
        Particulars calldata p = proof.particulars[0];
        bytes32 hash = keccak256(abi.encode(p));
        if (hash != past.basedOn) revert ICheckpoints.ParticularsMismatch(hash, past.basedOn);
        if (ledger.releases[step].cameBack) return false;
        if (adjusted && past.detail == uint8(Adjustment.Transformation) && !_uncredit(ledger, past.party, p.leaving)) {
            return false;
        }
        ledger.releases[step].undone = true;
        ledger.consignments[id].contents = Contents.stored(Contents.hashOf(p.contents));
        for (uint256 i; i < p.leaving.length; ++i) {
            emit IProofs.LineRestored(p.leaving[i].batch, id, p.leaving[i].quantity, p.leaving[i].items);
        }
        return true;
    }

    /// @dev Takes back the credit for consumed units; all of it or none.
    function _uncredit(Ledger storage ledger, PartyId party, Line[] calldata lines) private returns (bool) {
        for (uint256 i; i < lines.length; ++i) {
            uint64 credit = ledger.credits[party][lines[i].batch];
            if (credit >= lines[i].quantity) {
                ledger.credits[party][lines[i].batch] = credit - lines[i].quantity;
                continue;
            }
            for (uint256 j; j < i; ++j) ledger.credits[party][lines[j].batch] += lines[j].quantity;
            return false;
        }
        return true;
    }

    /// @dev The word with what the record set taken back. A move taken back is a change that others relied on not to be.
    function _restored(PastRecord calldata past, Word w, bool usedUp) private pure returns (Word) {
        uint256 axis = Axes.undoneBy(past.kind);
        w = w.withFrom(past.before, Axes.fieldsOf(axis));
        if (usedUp) w = w.withMovement(uint256(past.before.movement()));
        return axis == MOVEMENT_AXIS ? w.withMove(past.before.lastMoveAt()) : w;
    }

    /* SILENCE */

    /// @dev The creator objected, the window has passed, and the custodian has recorded nothing since.
    function _requireUnanswered(
        Ledger storage ledger,
        Checkpoint calldata c,
        RecordProof calldata proof,
        Word before,
        Word seen
    ) private view {
        PastRecord calldata past = proof.past;
        RareRecords.requireTakeable(ledger, c, seen);
        if (past.kind != Kind.Disputed || !(past.party == c.party)) {
            revert IProofs.NotAuthor(c.consignment, c.party, past.party);
        }
        // What is packed changes hands with its container: a move of that after the objection is an answer.
        bool movedSince = before.has(WordFields.PACKED) && seen.lastMoveAt() > past.recordedAt;
        if (
            movedSince ||
            block.timestamp <= uint256(past.recordedAt) + DISPUTE_WINDOW ||
            !Proving.silentSince(proof, seen.custodian())
        ) {
            revert IProofs.DisputeAnswered(c.consignment, past.recordedAt);
        }
    }

    /* UNITS THAT COME BACK */

    /// @notice As `IProofs.returnReleased`.
    function returnReleased(
        Ledger storage ledger,
        SignerId signer,
        PartyId party,
        ConsignmentDetails calldata details,
        ConsignmentId from,
        RecordProof calldata proof,
        Line[] calldata lines
    ) external returns (ConsignmentId id) {
        PastRecord calldata past = proof.past;
        ledger.requireHandlingSigner(party, signer, details.place);
        ledger.requireStanding(party);
        if (!details.place.isUnLocode()) revert IParties.PlaceInvalid(details.place);
        bytes2 country = past.place.countryOf();
        if (details.destination != details.place.countryOf() || !ledger.sameTerritory(details.destination, country)) {
            revert ICheckpoints.WrongTerritory(details.place, country);
        }
        if (past.kind != Kind.ImportCleared || !_isByLines(past))
            revert IProofs.NotRelease(from, past.kind, past.detail);
        if (proof.particulars.length == 0) revert ICheckpoints.ParticularsMissing(past.kind);
        bytes32 hash = keccak256(abi.encode(proof.particulars[0]));
        if (hash != past.basedOn) revert ICheckpoints.ParticularsMismatch(hash, past.basedOn);
        if (!past.before.isWith(party)) {
            revert ICheckpoints.NotCustodian(from, party, past.before.custodian(), past.before.next());
        }
        bytes32 step = Proving.stepOf(from, past);
        Proving.requireHeld(ledger, from, proof, step);
        _comeBack(ledger, from, step, proof.particulars[0].leaving, lines);

        Word w = Word
            .wrap(1)
            .withCustody(0, party, PartyId.wrap(0), 0)
            .withDestination(details.destination)
            .withPlace(details.place)
            .withMovement(uint256(Movement.Arrived))
            .withCustoms(uint256(Customs.Cleared))
            .with(WordFields.TRAVELLED)
            .withIf(WordFields.IMPORT_OWN, past.role == Role.Customs);
        return
            Derivation.derive(
                ledger,
                Derivation.Maker(party, signer, step),
                from,
                details.key,
                details.dataHash,
                lines,
                w
            );
    }

    /// @dev Counts units that come back against those released.
    function _comeBack(
        Ledger storage ledger,
        ConsignmentId from,
        bytes32 step,
        Line[] calldata released,
        Line[] calldata lines
    ) private {
        if (ledger.releases[step].undone) revert IProofs.ReleaseUndone(from, step);
        if (lines.length == 0 || lines.length > Contents.MAX_LINES) {
            revert IConsignments.LineCountInvalid(lines.length);
        }
        ledger.releases[step].cameBack = true;
        for (uint256 i; i < lines.length; ++i) {
            Line calldata line = lines[i];
            if (line.quantity == 0) revert IBatches.QuantityInvalid(0);
            uint64 available;
            for (uint256 j; j < released.length; ++j) {
                if (released[j].batch == line.batch && released[j].items == line.items) {
                    available += released[j].quantity;
                }
            }
            bytes32 key = keccak256(abi.encode(step, line.batch, line.items));
            available -= ledger.cameBack[key];
            if (line.quantity > available) {
                revert IProofs.LineNotReleased(line.batch, line.items, line.quantity, available);
            }
            ledger.cameBack[key] += line.quantity;
        }
    }
}
