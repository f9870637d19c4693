// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {IParties} from "../interfaces/IParties.sol";
import {Ledger} from "../storage/Ledger.sol";
import {ConsignmentId, PartyId} from "../types/Ids.sol";
import {Adjustment, Kind} from "../types/Kind.sol";
import {Place} from "../types/Place.sol";
import {CUSTOMS, RoleSet} from "../types/Roles.sol";
import {
    AS_A_WHOLE,
    CUSTOMS_ACT,
    HOLD_STOPS,
    IN_DESTINATION,
    IN_TERRITORY,
    NEEDS_EXPORT,
    NEEDS_PARTICULARS,
    OR_ON_ROAD,
    Rule,
    SOLE_PLACER_MAY,
    UNLESS_DOMESTIC,
    WHERE_STANDING
} from "../types/Rule.sol";
import {CLOCK_SKEW, REPORTING_WINDOW} from "../types/Windows.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Fields} from "./Fields.sol";
import {Territories} from "./Territories.sol";

/// @title Conditions
/// @notice What must be so for a record to be taken: the state it may follow, the place and the time it may name.
library Conditions {
    using Territories for Ledger;

    /// @dev Customs states and movements as bits of their sets.
    uint256 private constant DECLARED = 1 << 1;
    uint256 private constant CLEARED = 1 << 3;
    uint256 private constant REFUSED = 1 << 4;
    uint256 private constant READY = 1 << 2;

    /* WHAT MAY FOLLOW */

    /// @notice Checks all but the movement, which is what tells an everyday record from others, and so checked before.
    /// @param withParticulars Whether the record comes with what its kind takes beside it.
    function requireState(
        Checkpoint calldata c,
        Rule rule,
        Word before,
        uint256 roleBit,
        bool withParticulars
    ) internal pure {
        if (before.customsBit() & rule.customs() == 0) {
            if (!_exempt(rule, before) && !_mends(rule, before, roleBit)) {
                revert ICheckpoints.CustomsForbids(c.consignment, c.kind, before.customs());
            }
        }
        if (rule.has(NEEDS_EXPORT | NEEDS_PARTICULARS)) {
            if (rule.has(NEEDS_PARTICULARS)) {
                if (!withParticulars) revert ICheckpoints.ParticularsMissing(c.kind);
            } else if (!before.has(WordFields.EXPORT_CLEARED | WordFields.DOMESTIC)) {
                // Goods on their way have left: what was cleared or domestic then is not asked again.
                if (before.movementBit() == READY) revert ICheckpoints.ExportNotCleared(c.consignment);
            }
        }
        uint256 detail = Fields.detail(c);
        if ((rule.details() >> detail) & 1 == 0) revert ICheckpoints.DetailInvalid(c.kind, uint8(detail));
        uint256 expected = Fields.expectedMove(c);
        if (expected != 0) {
            if (expected != before.lastMove()) {
                revert ICheckpoints.MoveChanged(c.consignment, uint24(expected), before.lastMove());
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

    /// @dev Whether a hold, or something inside, stops the record; called only when there is one.
    function requireNotStopped(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        uint256 roleBit
    ) internal view {
        if (rule.has(AS_A_WHOLE) && before.has(WordFields.APART_INSIDE)) {
            revert ICheckpoints.ApartInside(c.consignment, c.kind);
        }
        if (!rule.has(HOLD_STOPS) || !before.has(WordFields.ANY_HOLD)) return;
        if (rule.has(SOLE_PLACER_MAY) && isSolePlacer(ledger, c.consignment, before, c.party)) return;
        // An authority draws its sample whoever holds the goods.
        if (c.kind == Kind.Adjusted && c.detail == uint8(Adjustment.Sample)) {
            if (RoleSet.unwrap(rule.witnesses()) & roleBit != 0) return;
        }
        revert ICheckpoints.ConsignmentHeld(c.consignment, before.holds(), before.has(WordFields.STOPPED_INSIDE));
    }

    /// @dev Whether the only hold, on the goods and on what they are in or hold, is this party's.
    function isSolePlacer(
        Ledger storage ledger,
        ConsignmentId id,
        Word before,
        PartyId party
    ) internal view returns (bool) {
        return before.holds() == 1 && !before.has(WordFields.STOPPED_INSIDE) && ledger.holds[id][party].sequence != 0;
    }

    /* WHERE AND WHEN */

    /// @notice Checks the place against the row.
    /// @param custodial Whether the writer has the goods, or takes them over with this record.
    /// @param principal For whom it acts; one with neither is a witness.
    function requirePlace(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        Place place,
        bool custodial,
        PartyId principal
    ) internal view {
        Place standing = before.place();
        if (rule.has(WHERE_STANDING)) {
            if (before.stands()) {
                if (place == standing) return;
                revert ICheckpoints.NotThere(c.consignment, place, standing);
            }
            if (!rule.has(OR_ON_ROAD) || !(custodial || principal.exists())) {
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

    function requireTime(uint256 occurredAt) internal view {
        // Unchecked: before the window the difference wraps to a large number, which the comparison refuses too.
        unchecked {
            uint256 earliest = block.timestamp - REPORTING_WINDOW;
            if (occurredAt - earliest > REPORTING_WINDOW + CLOCK_SKEW) {
                if (occurredAt < earliest) revert ICheckpoints.TimeTooOld(uint40(occurredAt), uint40(earliest));
                revert ICheckpoints.TimeInFuture(uint40(occurredAt), uint40(block.timestamp + CLOCK_SKEW));
            }
        }
    }
}
