// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {Hold} from "../interfaces/IConsignments.sol";
import {Consignment, Ledger} from "../storage/Ledger.sol";
import {PartyId, SignerId} from "../types/Ids.sol";
import {Movement} from "../types/Kind.sol";
import {ruleOf} from "../types/KindTable.sol";
import {Place} from "../types/Place.sol";
import {CUSTOMS, RoleSet} from "../types/Roles.sol";
import {CUSTOMS_ACT, HOLD_STOPS, LIFTS_HOLD, MOVES, PLACES_HOLD, Rule, SETS_PLACE} from "../types/Rule.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Capacity} from "./Capacity.sol";
import {Conditions} from "./Conditions.sol";
import {Fields} from "./Fields.sol";
import {Steps} from "./Steps.sol";
import {Territories} from "./Territories.sol";

/// @title Recording
/// @notice How one record is judged against the table of kinds and applied. The only place where a checkpoint changes a
/// consignment. Conditions are nested rather than joined, and fields of the record read once: every record pays for
/// each comparison made here.
library Recording {
    using Territories for Ledger;

    /// @notice Appends a record that comes without lines.
    function append(Ledger storage ledger, Checkpoint calldata c, SignerId signer) internal returns (uint24 sequence) {
        (Consignment storage consignment, Word before, Word afterwards) = judge(ledger, c, signer, c.basedOn, false);
        if (before.heldOtherwise(afterwards)) _moveHold(ledger, c, before, afterwards);
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

    /// @notice Judges a record and returns the word it leads to, or reverts with what forbids it.
    /// @param document The document a reported record rests on.
    /// @param byLines Whether the record comes with the contents.
    function judge(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer,
        bytes32 document,
        bool byLines
    ) internal view returns (Consignment storage consignment, Word before, Word afterwards) {
        // Check: the key, the party, its role there.
        Fields.requireClean(c);
        Place place = Fields.place(c);
        PartyId party = Fields.party(c);
        uint256 roleBit = Fields.roleBit(c);
        Capacity.requireEntitled(ledger, c, party, signer, roleBit, place);

        // Check: the goods, and what may follow their state.
        Rule rule = ruleOf(Fields.kind(c));
        consignment = ledger.consignments[c.consignment];
        before = consignment.word;
        Conditions.requireState(c, rule, before, roleBit, byLines);
        PartyId principal = Fields.principal(c);
        bool custodial = Capacity.requireCapacity(ledger, c, rule, before, party, principal, roleBit);
        Conditions.requirePlace(ledger, c, rule, before, place, custodial, principal);
        if (before.has(WordFields.ANY_HOLD)) {
            if (rule.has(HOLD_STOPS)) Conditions.requireNotStopped(ledger, c, rule, before, roleBit);
        }
        uint256 occurredAt = Fields.occurredAt(c);
        Conditions.requireTime(occurredAt);

        // Effect, on the copy.
        afterwards = before.advanced().with(rule.sets());
        PartyId next = Fields.next(c);
        if (rule.has(MOVES)) {
            afterwards = _moved(ledger, rule, before, afterwards, place, occurredAt);
            if (custodial) {
                return (consignment, before, _handed(c, rule, afterwards, occurredAt, party, next));
            }
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

    function _moveHold(Ledger storage ledger, Checkpoint calldata c, Word before, Word afterwards) private {
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
