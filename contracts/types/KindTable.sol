// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Customs, Kind, Movement} from "./Kind.sol";
import {
    ALL_ROLES,
    BRAND,
    BROKER,
    CARRIER,
    CUSTOMS,
    FACTORY,
    INSPECTOR,
    NO_ROLES,
    PORT,
    REGULATOR,
    RETAILER,
    RoleSet,
    SELLER,
    WAREHOUSE
} from "./Roles.sol";
import {
    AS_A_WHOLE,
    CREATOR_MAY,
    CUSTOMS_ACT,
    HOLD_STOPS,
    IN_DESTINATION,
    IN_TERRITORY,
    LIFTS_HOLD,
    MOVES,
    NAMES_COUNTRY,
    NEEDS_EXPORT,
    NEEDS_PARTICULARS,
    OR_ON_ROAD,
    PLACES_HOLD,
    REACHES_PACKED,
    Rule,
    SETS_PLACE,
    SOLE_PLACER_MAY,
    TAKES_CHILDREN,
    TAKES_LINES,
    TAKES_PART,
    TAKES_PROOF,
    UNLESS_DOMESTIC,
    WHERE_STANDING
} from "./Rule.sol";
import {WordFields} from "./Word.sol";

/// @dev Sets of movements and customs states, a bit each.
uint256 constant CREATED = 1 << 1;
uint256 constant READY = 1 << 2;
uint256 constant IN_TRANSIT = 1 << 3;
uint256 constant AT_TRANSIT = 1 << 4;
uint256 constant ARRIVED = 1 << 5;
uint256 constant DELIVERED = 1 << 6;
uint256 constant CLOSED = 1 << 7;
uint256 constant OPEN = CREATED | READY | IN_TRANSIT | AT_TRANSIT | ARRIVED;

uint256 constant UNDECLARED = 1 << 0;
uint256 constant DECLARED = 1 << 1;
uint256 constant PARTLY_CLEARED = 1 << 2;
uint256 constant CLEARED = 1 << 3;
uint256 constant NOT_REFUSED = UNDECLARED | DECLARED | PARTLY_CLEARED | CLEARED;
uint256 constant ANY_CUSTOMS = NOT_REFUSED | (1 << 4);

/// @dev Sets of details, a bit each: 0 alone, or 1 up to the last value of the detail's enum. Transport modes are the
/// digits 1 to 9 of UN/CEFACT Recommendation 19.
uint256 constant NO_DETAIL = 1;
uint256 constant MODES = (1 << 10) - 2;
uint256 constant SIGHTINGS = (1 << 8) - 2;
uint256 constant REGIMES = (1 << 7) - 2;
uint256 constant RESULTS = (1 << 3) - 2;
uint256 constant ADJUSTMENTS = (1 << 7) - 2;
uint256 constant MISHAPS = (1 << 7) - 2;
uint256 constant REASONS = (1 << 3) - 2;

/// @notice The table of kinds: who may write each, what it needs, what it does. A row reads: witnesses, custodians,
/// nexts, agents · movements, import customs, details · leads to movement, to customs · place, needs and effects.
/// @dev In two parts: the everyday kinds, which the ledger judges itself, and the rare ones, which its annex judges.
function ruleOf(Kind kind) pure returns (Rule rule) {
    rule = everydayRuleOf(kind);
    if (Rule.unwrap(rule) == 0) rule = rareRuleOf(kind);
}

/// @notice The rows of kinds that need nothing but the record and the word; the empty rule for others.
/// @dev The comparisons in front of each group only shorten the way to a row.
function everydayRuleOf(Kind kind) pure returns (Rule) {
    RoleSet none = NO_ROLES;
    RoleSet handlers = CARRIER + PORT;
    RoleSet owners = BRAND + SELLER + FACTORY;
    RoleSet keepers = owners + CARRIER + WAREHOUSE + RETAILER;

    // prettier-ignore
    if (kind < Kind.Arrived) {
        if (kind == Kind.Departed) return _row(none, handlers, handlers, none,
            READY | AT_TRANSIT, NOT_REFUSED, MODES, Movement.InTransit, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS | NEEDS_EXPORT | WordFields.TRAVELLED);
        if (kind == Kind.Transshipped) return _row(none, handlers, handlers, none,
            IN_TRANSIT, NOT_REFUSED, NO_DETAIL, Movement.AtTransit, Customs.None,
            MOVES | HOLD_STOPS | SETS_PLACE);
        if (kind == Kind.Origin) return _row(INSPECTOR, keepers, none, FACTORY,
            CREATED, ANY_CUSTOMS, NO_DETAIL, Movement.Ready, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS);
        if (kind == Kind.ExportCleared) return _row(CUSTOMS, BROKER, none, BROKER,
            READY, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | HOLD_STOPS | CUSTOMS_ACT | WordFields.EXPORT_CLEARED);
        if (kind == Kind.Sighted) return _row(PORT + CUSTOMS + INSPECTOR, none, none, none,
            OPEN, ANY_CUSTOMS, SIGHTINGS, Movement.None, Customs.None,
            REACHES_PACKED);
    } else if (kind < Kind.Refused) {
        if (kind == Kind.Arrived) return _row(none, handlers, handlers, none,
            IN_TRANSIT, NOT_REFUSED, NO_DETAIL, Movement.Arrived, Customs.None,
            IN_DESTINATION | MOVES | HOLD_STOPS | SETS_PLACE);
        if (kind == Kind.ImportCleared) return _row(CUSTOMS, BROKER, none, BROKER,
            ARRIVED, DECLARED | PARTLY_CLEARED, NO_DETAIL, Movement.None, Customs.Cleared,
            WHERE_STANDING | HOLD_STOPS | AS_A_WHOLE | REACHES_PACKED | CUSTOMS_ACT | TAKES_LINES);
        if (kind == Kind.ImportDeclared) return _row(none, BROKER, none, BROKER,
            IN_TRANSIT | AT_TRANSIT | ARRIVED, UNDECLARED | DECLARED, REGIMES, Movement.None, Customs.Declared,
            IN_DESTINATION | HOLD_STOPS | AS_A_WHOLE | REACHES_PACKED);
        if (kind == Kind.Inspected) return _row(INSPECTOR + CUSTOMS, none, none, none,
            OPEN, ANY_CUSTOMS, RESULTS, Movement.None, Customs.None,
            WHERE_STANDING | REACHES_PACKED);
        if (kind == Kind.Held) return _row(CUSTOMS + INSPECTOR + REGULATOR, none, none, none,
            OPEN, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | REACHES_PACKED | PLACES_HOLD);
        if (kind == Kind.HoldLifted) return _row(CUSTOMS + INSPECTOR + REGULATOR, none, none, none,
            OPEN, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            REACHES_PACKED | LIFTS_HOLD);
    } else {
        if (kind == Kind.Delivered) return _row(none, keepers, none, none,
            ARRIVED, CLEARED, NO_DETAIL, Movement.Delivered, Customs.None,
            IN_TERRITORY | MOVES | HOLD_STOPS | UNLESS_DOMESTIC | AS_A_WHOLE | SETS_PLACE);
        if (kind == Kind.Received) return _row(none, keepers + PORT, keepers + PORT, none,
            READY | AT_TRANSIT | ARRIVED, NOT_REFUSED, NO_DETAIL, Movement.None, Customs.None,
            IN_TERRITORY | MOVES | HOLD_STOPS | SETS_PLACE);
        if (kind == Kind.Forwarded) return _row(none, handlers + WAREHOUSE, none, none,
            ARRIVED, NOT_REFUSED, MODES, Movement.None, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS | WordFields.INLAND);
        if (kind == Kind.Incident) return _row(PORT + CUSTOMS + INSPECTOR, keepers + PORT, none, keepers,
            OPEN, ANY_CUSTOMS, MISHAPS, Movement.None, Customs.None,
            WHERE_STANDING | OR_ON_ROAD | REACHES_PACKED);
        if (kind == Kind.Refused) return _row(CUSTOMS, BROKER, none, BROKER,
            ARRIVED, UNDECLARED | DECLARED | PARTLY_CLEARED, NO_DETAIL, Movement.None, Customs.Refused,
            WHERE_STANDING | HOLD_STOPS | SOLE_PLACER_MAY | AS_A_WHOLE | REACHES_PACKED | CUSTOMS_ACT);
        if (kind == Kind.Destroyed) return _row(CUSTOMS, keepers + PORT, none, none,
            OPEN, ANY_CUSTOMS, NO_DETAIL, Movement.Closed, Customs.None,
            WHERE_STANDING | OR_ON_ROAD | MOVES | HOLD_STOPS | SOLE_PLACER_MAY);
    }
    return Rule.wrap(0);
}

/// @notice The rows of kinds that have particulars or work of their own; the empty rule for others.
function rareRuleOf(Kind kind) pure returns (Rule) {
    RoleSet none = NO_ROLES;
    RoleSet keepers = BRAND + SELLER + FACTORY + CARRIER + WAREHOUSE + RETAILER;

    // prettier-ignore
    if (kind < Kind.Returned) {
        if (kind == Kind.Adjusted) return _row(CUSTOMS + INSPECTOR, keepers + PORT, none, none,
            OPEN, ANY_CUSTOMS, ADJUSTMENTS, Movement.None, Customs.None,
            WHERE_STANDING | OR_ON_ROAD | HOLD_STOPS | SOLE_PLACER_MAY | REACHES_PACKED | NEEDS_PARTICULARS | TAKES_LINES);
        if (kind == Kind.Confirmed) return _row(CUSTOMS, none, none, none,
            OPEN | DELIVERED | CLOSED, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            REACHES_PACKED | NEEDS_PARTICULARS | TAKES_PROOF);
        if (kind == Kind.Contradicted) return _row(CUSTOMS, none, none, none,
            OPEN | DELIVERED | CLOSED, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            REACHES_PACKED | NEEDS_PARTICULARS | TAKES_PROOF);
        if (kind == Kind.Diverted) return _row(none, keepers + PORT, none, none,
            READY | IN_TRANSIT | AT_TRANSIT, NOT_REFUSED, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | OR_ON_ROAD | MOVES | HOLD_STOPS | NAMES_COUNTRY);
        if (kind == Kind.TakenBack) return _row(none, keepers, none, none,
            OPEN, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            MOVES | HOLD_STOPS | REACHES_PACKED | CREATOR_MAY | TAKES_PROOF);
    } else {
        if (kind == Kind.Returned) return _row(CUSTOMS, keepers + PORT, none, none,
            ARRIVED | DELIVERED, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS | AS_A_WHOLE | NAMES_COUNTRY);
        if (kind == Kind.Disputed) return _row(ALL_ROLES, keepers + PORT, none, none,
            OPEN | DELIVERED, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            REACHES_PACKED | TAKES_PROOF);
        if (kind == Kind.Correction) return _row(ALL_ROLES, none, none, none,
            OPEN | DELIVERED | CLOSED, ANY_CUSTOMS, REASONS, Movement.None, Customs.None,
            REACHES_PACKED | NEEDS_PARTICULARS | TAKES_PROOF);
        if (kind == Kind.Packed) return _row(none, keepers + PORT, none, none,
            CREATED | READY | AT_TRANSIT | ARRIVED, NOT_REFUSED, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS | NEEDS_PARTICULARS | TAKES_CHILDREN);
        if (kind == Kind.Unpacked) return _row(CUSTOMS + INSPECTOR + REGULATOR, keepers + PORT, none, none,
            CREATED | READY | AT_TRANSIT | ARRIVED | DELIVERED, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | MOVES | NEEDS_PARTICULARS | TAKES_CHILDREN);
        if (kind == Kind.Split) return _row(none, keepers + PORT, none, none,
            CREATED | READY | AT_TRANSIT | ARRIVED | DELIVERED, ANY_CUSTOMS, NO_DETAIL, Movement.None, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS | NEEDS_PARTICULARS | TAKES_PART);
        if (kind == Kind.Voided) return _row(none, keepers, none, none,
            CREATED | READY, ANY_CUSTOMS, NO_DETAIL, Movement.Closed, Customs.None,
            WHERE_STANDING | MOVES | HOLD_STOPS | NEEDS_PARTICULARS | TAKES_LINES);
    }
    return Rule.wrap(0);
}

function _row(
    RoleSet witnesses,
    RoleSet custodians,
    RoleSet nexts,
    RoleSet agents,
    uint256 movements,
    uint256 customs,
    uint256 details,
    Movement toMovement,
    Customs toCustoms,
    uint256 flags
) pure returns (Rule) {
    return
        Rule.wrap(
            uint256(RoleSet.unwrap(witnesses)) |
                (uint256(RoleSet.unwrap(custodians)) << 16) |
                (uint256(RoleSet.unwrap(nexts)) << 32) |
                (uint256(RoleSet.unwrap(agents)) << 48) |
                (movements << 64) |
                (customs << 72) |
                (details << 80) |
                (uint256(toMovement) << 96) |
                (uint256(toCustoms) << 100) |
                flags
        );
}
