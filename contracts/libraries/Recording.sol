// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {Hold, IConsignments} from "../interfaces/IConsignments.sol";
import {IParties} from "../interfaces/IParties.sol";
import {Consignment, grantKey, Ledger} from "../storage/Ledger.sol";
import {ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Adjustment} from "../types/Kind.sol";
import {ruleOf} from "../types/KindTable.sol";
import {Place} from "../types/Place.sol";
import {CUSTOMS, RoleSet} from "../types/Roles.sol";
import {
    AS_A_WHOLE,
    CUSTOMS_ACT,
    HOLD_STOPS,
    IN_DESTINATION,
    IN_TERRITORY,
    LIFTS_HOLD,
    MOVES,
    NEEDS_EXPORT,
    NEEDS_LINES,
    OR_ON_ROAD,
    PLACES_HOLD,
    Rule,
    SETS_PLACE,
    SOLE_PLACER_MAY,
    UNLESS_DOMESTIC,
    WHERE_STANDING
} from "../types/Rule.sol";
import {CLOCK_SKEW, REPORTING_WINDOW} from "../types/Windows.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Entitlement} from "./Entitlement.sol";
import {Steps} from "./Steps.sol";
import {Territories} from "./Territories.sol";

/// @dev How one record is judged against the table of kinds and applied. The only place where a checkpoint changes a
/// consignment. Conditions are nested rather than joined, and fields of the record read once: every record pays for
/// each comparison made here.
library Recording {
    using Entitlement for Ledger;
    using Territories for Ledger;

    /// @dev Customs states and movements as bits of their sets.
    uint256 private constant DECLARED = 1 << 1;
    uint256 private constant CLEARED = 1 << 3;
    uint256 private constant REFUSED = 1 << 4;
    uint256 private constant READY = 1 << 2;

    /// @dev Appends a record that comes without lines.
    function append(Ledger storage ledger, Checkpoint calldata c, SignerId signer) internal returns (uint24 sequence) {
        (Consignment storage consignment, Word before, Word afterwards) = judge(ledger, c, signer, c.basedOn, false);
        if (before.holds() != afterwards.holds()) _moveHold(ledger, c, before, afterwards);
        return commit(consignment, c, signer, before, afterwards);
    }

    /// @dev Stores the new word and head, and logs the record.
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

    /// @dev Judges a record and returns the word it leads to, or reverts with what forbids it.
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
        Place place = c.place;
        PartyId party = c.party;
        uint256 roleBit = 1 << uint256(c.role);
        _requireEntitled(ledger, c, party, signer, roleBit, place);

        // Check: the goods, and what may follow their state.
        Rule rule = ruleOf(c.kind);
        consignment = ledger.consignments[c.consignment];
        before = consignment.word;
        _requireState(c, rule, before, roleBit, byLines);
        PartyId principal = c.principal;
        bool custodial = _requireCapacity(ledger, c, rule, before, party, principal, roleBit);
        _requirePlace(ledger, c, rule, before, place, custodial || principal.exists());
        if (before.has(WordFields.ANY_HOLD)) {
            if (rule.has(HOLD_STOPS)) _requireNotStopped(ledger, c, rule, before, roleBit);
        }
        uint40 occurredAt = c.occurredAt;
        _requireTime(occurredAt);

        // Effect, on the copy.
        afterwards = before.advanced().with(rule.sets());
        PartyId next = c.next;
        if (rule.has(MOVES)) {
            afterwards = _moved(ledger, rule, before, afterwards, place, occurredAt);
            if (custodial) {
                afterwards = afterwards.withCustody(party, next, next.exists() ? _hour() : 0);
                return (consignment, before, afterwards);
            }
        } else if (rule.has(CUSTOMS_ACT)) {
            afterwards = _cleared(ledger, c, rule, before, afterwards, roleBit, document);
        } else {
            afterwards = _marked(ledger, c, rule, before, afterwards, party, principal);
        }
        if (next.exists()) revert ICheckpoints.NextNotAllowed(c.kind, next);
    }

    /* WHO */

    function _requireEntitled(
        Ledger storage ledger,
        Checkpoint calldata c,
        PartyId party,
        SignerId signer,
        uint256 roleBit,
        Place place
    ) private view {
        (RoleSet roles, Place signerScope) = ledger.requireValid(party, signer);
        Place scope = c.scope;
        RoleSet granted = ledger.grants[grantKey(party, scope)];
        if (RoleSet.unwrap(roles) & RoleSet.unwrap(granted) & roleBit == 0) {
            if (RoleSet.unwrap(roles) & roleBit == 0) revert IParties.SignerLacksRole(party, signer, c.role);
            revert IParties.RoleNotGranted(party, scope, c.role);
        }
        if (!signerScope.covers(place)) revert IParties.SignerOutOfScope(party, signer, signerScope, place);
        if (!scope.covers(place)) revert IParties.OutOfScope(scope, place);
        ledger.requireStanding(party);
    }

    /// @dev What entitles the party to write about these goods.
    /// @return custodial Whether it has them, or takes them over with this record.
    function _requireCapacity(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        PartyId party,
        PartyId principal,
        uint256 roleBit
    ) private view returns (bool custodial) {
        if (principal.exists()) {
            if (rule.has(LIFTS_HOLD)) {
                if (RoleSet.unwrap(rule.witnesses()) & roleBit != 0) return false;
                revert ICheckpoints.RoleMayNotWrite(c.kind, c.role);
            }
            if (RoleSet.unwrap(rule.agents()) & roleBit == 0) {
                revert ICheckpoints.PrincipalNotAllowed(c.kind, principal);
            }
            _requireMandate(ledger, c, before, principal, roleBit);
            return false;
        }
        if (party == before.custodian()) {
            if (RoleSet.unwrap(rule.custodians()) & roleBit != 0) return true;
        }
        if (party == before.next()) {
            if (RoleSet.unwrap(rule.nexts()) & roleBit != 0) return true;
        }
        if (RoleSet.unwrap(rule.witnesses()) & roleBit != 0) return false;

        if (RoleSet.unwrap(rule.agents()) & roleBit != 0) revert ICheckpoints.NoMandate(principal, party, c.role);
        if (RoleSet.unwrap(rule.custodians() + rule.nexts()) & roleBit == 0) {
            revert ICheckpoints.RoleMayNotWrite(c.kind, c.role);
        }
        revert ICheckpoints.NotCustodian(c.consignment, party, before.custodian(), before.next());
    }

    function _requireMandate(
        Ledger storage ledger,
        Checkpoint calldata c,
        Word before,
        PartyId principal,
        uint256 roleBit
    ) private view {
        if (!(principal == before.custodian()) && !(principal == ledger.consignments[c.consignment].creator)) {
            revert ICheckpoints.PrincipalUnrelated(c.consignment, principal);
        }
        if (RoleSet.unwrap(ledger.mandates[principal][c.party]) & roleBit == 0) {
            revert ICheckpoints.NoMandate(principal, c.party, c.role);
        }
        ledger.requireStanding(principal);
    }

    /* WHAT MAY FOLLOW */

    function _requireState(Checkpoint calldata c, Rule rule, Word before, uint256 roleBit, bool byLines) private pure {
        if (before.movementBit() & rule.movements() == 0) {
            if (Word.unwrap(before) == 0) revert IConsignments.ConsignmentUnknown(c.consignment);
            if (Rule.unwrap(rule) == 0) revert ICheckpoints.KindUnsupported(c.kind);
            revert ICheckpoints.MovementForbids(c.consignment, c.kind, before.movement());
        }
        if (before.customsBit() & rule.customs() == 0) {
            if (!_exempt(rule, before) && !_mends(rule, before, roleBit)) {
                revert ICheckpoints.CustomsForbids(c.consignment, c.kind, before.customs());
            }
        }
        if (before.has(WordFields.APART_INSIDE)) {
            if (rule.has(AS_A_WHOLE)) revert ICheckpoints.ApartInside(c.consignment, c.kind);
        }
        if (rule.has(NEEDS_EXPORT | NEEDS_LINES)) {
            if (rule.has(NEEDS_LINES)) {
                if (!byLines) revert ICheckpoints.LinesMissing(c.kind);
            } else if (!before.has(WordFields.EXPORT_CLEARED | WordFields.DOMESTIC)) {
                // Goods on their way have left: what was cleared or domestic then is not asked again.
                if (before.movementBit() == READY) revert ICheckpoints.ExportNotCleared(c.consignment);
            }
        }
        uint8 detail = c.detail;
        if ((rule.details() >> detail) & 1 == 0) revert ICheckpoints.DetailInvalid(c.kind, detail);
        uint24 expected = c.expectedMove;
        if (expected != 0) {
            if (expected != before.lastMove()) {
                revert ICheckpoints.MoveChanged(c.consignment, expected, before.lastMove());
            }
        }
        if (before.sequence() == type(uint24).max) revert ICheckpoints.HistoryFull(c.consignment);
    }

    /// @dev Goods that never left the territory need no clearance; a refusal binds them all the same.
    function _exempt(Rule rule, Word before) private pure returns (bool) {
        return rule.has(UNLESS_DOMESTIC) && before.has(WordFields.DOMESTIC) && before.customsBit() != REFUSED;
    }

    /// @dev Customs' own word on goods whose clearance or refusal was only reported: they count as declared.
    function _mends(Rule rule, Word before, uint256 roleBit) private pure returns (bool) {
        return
            rule.has(CUSTOMS_ACT) &&
            RoleSet.unwrap(CUSTOMS) == roleBit &&
            rule.customs() & DECLARED != 0 &&
            before.customsBit() & (CLEARED | REFUSED) != 0 &&
            !before.has(WordFields.IMPORT_OWN);
    }

    /// @dev Whether a hold stops the record; called only when there is one.
    function _requireNotStopped(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        uint256 roleBit
    ) private view {
        bool heldInside = before.has(WordFields.HELD_INSIDE);
        if (rule.has(SOLE_PLACER_MAY) && before.holds() == 1 && !heldInside) {
            if (ledger.holds[c.consignment][c.party].sequence != 0) return;
        }
        // An authority draws its sample whoever holds the goods.
        if (rule.has(NEEDS_LINES) && c.detail == uint8(Adjustment.Sample)) {
            if (RoleSet.unwrap(rule.witnesses()) & roleBit != 0) return;
        }
        revert ICheckpoints.ConsignmentHeld(c.consignment, before.holds(), heldInside);
    }

    /* WHERE AND WHEN */

    /// @param commercial Whether the writer has the goods or acts for who has them, rather than witnesses them.
    function _requirePlace(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        Place place,
        bool commercial
    ) private view {
        Place standing = before.place();
        if (rule.has(WHERE_STANDING)) {
            if (before.stands()) {
                if (place == standing) return;
                revert ICheckpoints.NotThere(c.consignment, place, standing);
            }
            if (!rule.has(OR_ON_ROAD) || !commercial) {
                revert ICheckpoints.NotThere(c.consignment, place, Place.wrap(0));
            }
            if (place.isNowhere()) return;
        } else if (place == standing) {
            if (!rule.has(IN_DESTINATION)) return;
        }
        if (!place.isUnLocode()) revert IParties.PlaceInvalid(place);
        if (rule.has(IN_TERRITORY | IN_DESTINATION)) {
            bytes2 expected = rule.has(IN_TERRITORY) ? standing.countryOf() : before.destination();
            if (!ledger.sameTerritory(place.countryOf(), expected)) revert ICheckpoints.WrongTerritory(place, expected);
        }
    }

    function _requireTime(uint40 occurredAt) private view {
        // Unchecked: before the window the difference wraps to a large number, which the comparison refuses too.
        unchecked {
            uint256 earliest = block.timestamp - REPORTING_WINDOW;
            if (occurredAt - earliest > REPORTING_WINDOW + CLOCK_SKEW) {
                if (occurredAt < earliest) revert ICheckpoints.TimeTooOld(occurredAt, uint40(earliest));
                revert ICheckpoints.TimeInFuture(occurredAt, uint40(block.timestamp + CLOCK_SKEW));
            }
        }
    }

    function _hour() private view returns (uint24) {
        return uint24(block.timestamp / 1 hours);
    }

    /* EFFECTS */

    /// @dev The word after a move, custody apart.
    function _moved(
        Ledger storage ledger,
        Rule rule,
        Word before,
        Word w,
        Place place,
        uint40 occurredAt
    ) private view returns (Word) {
        if (occurredAt < before.lastMoveAt()) {
            revert ICheckpoints.TimeBeforeLastMove(occurredAt, before.lastMoveAt());
        }
        w = w.withMove(w.sequence(), occurredAt);
        uint256 toMovement = rule.toMovement();
        if (toMovement != 0) w = w.withMovement(toMovement);
        if (rule.has(SETS_PLACE)) {
            w = w.withPlace(place).without(WordFields.INLAND);
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
