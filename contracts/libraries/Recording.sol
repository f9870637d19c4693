// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {Hold} from "../interfaces/IConsignments.sol";
import {Consignment, Ledger} from "../storage/Ledger.sol";
import {PartyId, SignerId} from "../types/Ids.sol";
import {Movement} from "../types/Kind.sol";
import {everydayRuleOf} from "../types/KindTable.sol";
import {Place} from "../types/Place.sol";
import {CUSTOMS, RoleSet} from "../types/Roles.sol";
import {CUSTOMS_ACT, LIFTS_HOLD, MOVES, PLACES_HOLD, Rule, SETS_PLACE} from "../types/Rule.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Capacity} from "./Capacity.sol";
import {Conditions} from "./Conditions.sol";
import {Fields} from "./Fields.sol";
import {Rare} from "./Rare.sol";
import {Steps} from "./Steps.sol";
import {Territories} from "./Territories.sol";

/// @title Recording
/// @notice How one record is judged against the table of kinds and applied: the only place where a checkpoint changes a
/// consignment. Conditions are nested rather than joined, and fields of the record read once: every record pays for
/// each comparison made here.
library Recording {
    using Territories for Ledger;

    /// @notice Appends an everyday record. The annex judges what is not: see `RareRecords`.
    /// @param entitled Whether the same call has found that the key may write for this party, in this role, there.
    function append(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer,
        bool entitled
    ) internal returns (uint24 sequence) {
        Fields.requireClean(c);
        uint256 roleBit = Fields.roleBit(c);
        if (!entitled) Capacity.requireEntitled(ledger, c, Fields.party(c), signer, roleBit, Fields.place(c));
        Rule rule = everydayRuleOf(Fields.kind(c));
        Consignment storage consignment = ledger.consignments[c.consignment];
        Word before = consignment.word;
        // Goods that are packed or unknown, kinds that are rare, and movements that forbid: none is an everyday record.
        if (before.movementBit() & rule.movements() == 0) return Rare.append(c, signer);
        Word afterwards = judge(ledger, c, rule, before, roleBit, c.basedOn, false);
        if (before.heldOtherwise(afterwards)) moveHold(ledger, c, before, afterwards);
        return commit(consignment, c, signer, before, afterwards);
    }

    /// @notice Stores the new word and head, and logs the record.
    function commit(
        Consignment storage consignment,
        Checkpoint calldata c,
        SignerId signer,
        Word before,
        Word afterwards
    ) internal returns (uint24 sequence) {
        consignment.word = afterwards;
        consignment.head = Steps.fold(consignment.head, Steps.logCheckpoint(c, signer, before));
        return afterwards.sequence();
    }

    /// @notice Judges a record whose writer is entitled and whose movement its row allows, and returns the word it
    /// leads to, or reverts with what forbids it.
    /// @param before The word of the goods; for packed goods what it amounts to.
    /// @param roleBit The role in which it is written, as a bit of a set of roles.
    /// @param document The document a reported record rests on.
    /// @param withParticulars Whether the record comes with what its kind takes beside it.
    function judge(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        uint256 roleBit,
        bytes32 document,
        bool withParticulars
    ) internal view returns (Word afterwards) {
        // Check: what may follow the state, in which capacity, where and when.
        Conditions.requireState(c, rule, before, roleBit, withParticulars);
        PartyId party = Fields.party(c);
        PartyId principal = Fields.principal(c);
        Place place = Fields.place(c);
        bool custodial = Capacity.requireCapacity(ledger, c, rule, before, party, principal, roleBit);
        Conditions.requirePlace(ledger, c, rule, before, place, custodial, principal);
        if (before.has(WordFields.ANY_HOLD | WordFields.APART_INSIDE)) {
            Conditions.requireNotStopped(ledger, c, rule, before, roleBit);
        }
        uint256 occurredAt = Fields.occurredAt(c);
        Conditions.requireTime(occurredAt);

        // Effect, on the copy.
        afterwards = before.advanced().with(rule.sets());
        PartyId next = Fields.next(c);
        if (rule.has(MOVES)) {
            afterwards = _moved(ledger, rule, before, afterwards, place, occurredAt);
            if (custodial) return _handed(c, rule, afterwards, occurredAt, party, next);
            afterwards = afterwards.withMove(occurredAt);
        } else if (rule.has(CUSTOMS_ACT)) {
            afterwards = _cleared(ledger, c, rule, before, afterwards, roleBit, document);
        } else {
            afterwards = _marked(ledger, c, rule, before, afterwards, party, principal);
        }
        if (next.exists()) revert ICheckpoints.NextNotAllowed(c.kind, next);
    }

    /* EFFECTS */

    /// @dev The word after its party took or kept custody, and named who is next unless the journey ends here.
    function _handed(
        Checkpoint calldata c,
        Rule rule,
        Word w,
        uint256 occurredAt,
        PartyId party,
        PartyId next
    ) private view returns (Word) {
        if (!next.exists()) return w.withCustody(occurredAt, party, next, 0);
        if (rule.toMovement() >= uint256(Movement.Delivered)) revert ICheckpoints.NextNotAllowed(c.kind, next);
        return w.withCustody(occurredAt, party, next, uint24(block.timestamp / 1 hours));
    }

    /// @dev The word after a move, its time and custody apart.
    function _moved(
        Ledger storage ledger,
        Rule rule,
        Word before,
        Word w,
        Place place,
        uint256 occurredAt
    ) private view returns (Word) {
        if (occurredAt < before.lastMoveAt()) {
            revert ICheckpoints.TimeBeforeLastMove(uint40(occurredAt), before.lastMoveAt());
        }
        uint256 toMovement = rule.toMovement();
        if (toMovement != 0) w = w.withMovement(toMovement);
        if (rule.has(SETS_PLACE)) {
            w = w.withPlace(place);
            if (before.has(WordFields.DOMESTIC)) {
                if (!ledger.sameTerritory(before.place().countryOf(), place.countryOf())) {
                    w = w.without(WordFields.DOMESTIC);
                }
            }
        }
        return w;
    }

    /// @dev The word after a customs act, which marks whose record it rests on.
    function _cleared(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        Word w,
        uint256 roleBit,
        bytes32 document
    ) private view returns (Word) {
        bool own = RoleSet.unwrap(CUSTOMS) == roleBit;
        if (!own) _requireReportable(ledger, c, before, document);
        uint256 toCustoms = rule.toCustoms();
        if (toCustoms != 0) {
            w = w.withCustoms(toCustoms);
            return own ? w.with(WordFields.IMPORT_OWN) : w;
        }
        if (before.has(own ? WordFields.EXPORT_OWN : WordFields.EXPORT_CLEARED)) {
            revert ICheckpoints.ExportAlreadyCleared(c.consignment);
        }
        return own ? w.with(WordFields.EXPORT_OWN) : w;
    }

    /// @dev A reported record needs a document, gives way to customs' own, and counts for nothing where customs write.
    function _requireReportable(
        Ledger storage ledger,
        Checkpoint calldata c,
        Word before,
        bytes32 document
    ) private view {
        if (document == 0) revert ICheckpoints.DocumentMissing(c.kind);
        if (before.has(WordFields.IMPORT_OWN)) revert ICheckpoints.CustomsHasSpoken(c.consignment);
        bytes2 territory = ledger.territoryOf(before.place().countryOf());
        if (ledger.territories[territory].customsLive) revert ICheckpoints.CustomsIsLive(territory);
    }

    /// @dev The word after a record that neither moves nor clears.
    function _marked(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        Word w,
        PartyId party,
        PartyId principal
    ) private view returns (Word) {
        if (rule.has(PLACES_HOLD)) {
            if (before.holds() == WordFields.MAX_HOLDS) revert ICheckpoints.TooManyHolds(c.consignment);
            uint24 open = ledger.holds[c.consignment][party].sequence;
            if (open != 0) revert ICheckpoints.HoldAlreadyOpen(c.consignment, party, open);
            return w.withHold();
        }
        if (rule.has(LIFTS_HOLD)) {
            _requireLiftable(ledger, c, party, principal.exists() ? principal : party);
            return w.withoutHold();
        }
        uint256 toCustoms = rule.toCustoms();
        return toCustoms == 0 ? w : w.withCustoms(toCustoms);
    }

    /* HOLDS */

    /// @dev A hold is lifted by who placed it, or by its successor while that is suspended, and never by number alone.
    function _requireLiftable(
        Ledger storage ledger,
        Checkpoint calldata c,
        PartyId party,
        PartyId placer
    ) private view {
        if (!(placer == party)) {
            if (ledger.parties[placer].suspendedAt == 0 || !(ledger.successors[placer] == party)) {
                revert ICheckpoints.NotSuccessor(placer, party);
            }
        }
        uint24 open = ledger.holds[c.consignment][placer].sequence;
        if (open == 0 || c.basedOn != bytes32(uint256(open))) {
            revert ICheckpoints.HoldNotOpen(c.consignment, placer, c.basedOn, open);
        }
    }

    /// @dev Opens or ends the hold that a record, judged and counted in the word, places or lifts.
    function moveHold(Ledger storage ledger, Checkpoint calldata c, Word before, Word afterwards) internal {
        if (afterwards.holds() > before.holds()) {
            ledger.holds[c.consignment][c.party] = Hold({
                sequence: afterwards.sequence(),
                placedAt: uint40(block.timestamp)
            });
        } else {
            delete ledger.holds[c.consignment][c.principal.exists() ? c.principal : c.party];
        }
    }
}
