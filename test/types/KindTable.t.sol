// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Customs, Kind, Movement} from "../../contracts/types/Kind.sol";
import {ANY_CUSTOMS, CLOSED, DELIVERED, OPEN, ruleOf} from "../../contracts/types/KindTable.sol";
import {
    ALL_ROLES,
    BROKER,
    COMMERCE,
    CUSTOMS as CUSTOMS_ROLE,
    INSPECTOR,
    PORT,
    REGULATOR,
    RoleSet
} from "../../contracts/types/Roles.sol";
import {
    CUSTOMS_ACT,
    HOLD_STOPS,
    IN_DESTINATION,
    IN_TERRITORY,
    LIFTS_HOLD,
    MOVES,
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
} from "../../contracts/types/Rule.sol";
import {WordFields} from "../../contracts/types/Word.sol";
import {bound} from "../support/Vm.sol";

/// @title The rows of the table of kinds make sense, each for itself
contract KindTableTest {
    function testFuzz_RowsExist(uint8 number) public pure {
        Kind kind = Kind(bound(number, 0, uint256(type(Kind).max)));
        require((Rule.unwrap(ruleOf(kind)) != 0) == (kind != Kind.None), "row");
    }

    function testFuzz_WritersAreRolesOfTheRightClass(uint8 number) public pure {
        Kind kind = _kind(number);
        Rule rule = ruleOf(kind);
        RoleSet authorities = PORT + CUSTOMS_ROLE + INSPECTOR + REGULATOR;
        RoleSet writers = rule.witnesses() + rule.custodians() + rule.nexts() + rule.agents();
        require(RoleSet.unwrap(writers) != 0 && writers.isWithin(ALL_ROLES), "writers");
        // Any party may object or correct what it can prove to be its own.
        bool own = kind == Kind.Disputed || kind == Kind.Correction;
        require(own || rule.witnesses().isWithin(authorities), "only authorities witness");
        require((rule.custodians() + rule.nexts()).isWithin(COMMERCE + PORT), "custody is commercial, or a terminal's");
        require(rule.agents().isWithin(COMMERCE), "only commerce acts under a mandate");
    }

    function testFuzz_States(uint8 number) public pure {
        Rule rule = ruleOf(_kind(number));
        require(rule.movements() != 0 && rule.movements() & ~(OPEN | DELIVERED | CLOSED) == 0, "movements");
        require(rule.customs() != 0 && rule.customs() & ~ANY_CUSTOMS == 0, "customs");
        require(rule.details() != 0 && (rule.details() == 1 || rule.details() & 1 == 0), "detail 0 alone, or never");
        require(rule.toMovement() <= uint256(type(Movement).max), "toMovement");
        require(rule.toCustoms() <= uint256(type(Customs).max), "toCustoms");
        require(rule.toMovement() == 0 || rule.has(MOVES), "what changes the movement is a move");
        require(rule.toMovement() == 0 || rule.movements() & (1 << rule.toMovement()) == 0, "leads elsewhere");
    }

    function testFuzz_Flags(uint8 number) public pure {
        Kind kind = _kind(number);
        Rule rule = ruleOf(kind);
        uint256 places;
        if (rule.has(WHERE_STANDING)) ++places;
        if (rule.has(IN_DESTINATION)) ++places;
        if (rule.has(IN_TERRITORY)) ++places;
        require(places <= 1, "one rule of place");
        require(!rule.has(OR_ON_ROAD) || rule.has(WHERE_STANDING), "OR_ON_ROAD widens WHERE_STANDING");
        require(!rule.has(SETS_PLACE) || (rule.has(MOVES) && !rule.has(WHERE_STANDING)), "SETS_PLACE moves");
        require(
            !rule.has(MOVES) || rule.has(HOLD_STOPS) || kind == Kind.Unpacked,
            "a hold stops every move but unpacking, which minds holds by itself"
        );
        require(rule.toCustoms() == 0 || rule.has(HOLD_STOPS), "a hold stops customs");
        require(!rule.has(TAKES_LINES | TAKES_PART) || rule.has(HOLD_STOPS), "a hold stops what takes units out");
        require(!rule.has(SOLE_PLACER_MAY) || rule.has(HOLD_STOPS), "an exception from a rule");
        require(!rule.has(NEEDS_EXPORT) || rule.toMovement() == uint256(Movement.InTransit), "NEEDS_EXPORT departs");
        require(!rule.has(UNLESS_DOMESTIC) || rule.customs() != ANY_CUSTOMS, "an exception from a state");
        require(!(rule.has(PLACES_HOLD) && rule.has(LIFTS_HOLD)), "places or lifts");
        require(
            !rule.has(NEEDS_PARTICULARS) || rule.has(TAKES_LINES | TAKES_CHILDREN | TAKES_PART | TAKES_PROOF),
            "what it needs, it takes"
        );
        require(
            !(rule.has(MOVES) && rule.has(REACHES_PACKED)) || kind == Kind.TakenBack,
            "packed goods move with their container, unless their creator takes them out"
        );
        if (rule.has(PLACES_HOLD | LIFTS_HOLD)) {
            require(
                !rule.has(MOVES | HOLD_STOPS | CUSTOMS_ACT) &&
                    RoleSet.unwrap(rule.custodians() + rule.nexts() + rule.agents()) == 0,
                "holds are for authorities"
            );
        }
        if (rule.has(CUSTOMS_ACT)) {
            require(RoleSet.unwrap(rule.witnesses()) == RoleSet.unwrap(CUSTOMS_ROLE), "own: customs");
            require(RoleSet.unwrap(rule.custodians() + rule.agents()) == RoleSet.unwrap(BROKER), "reported: broker");
            require(!rule.has(MOVES), "a customs act is no move");
        }
    }

    /// @dev What a row sets in the word: three flags at most ever, each by one kind.
    function testFuzz_Sets(uint8 number) public pure {
        Kind kind = _kind(number);
        uint256 expected;
        if (kind == Kind.ExportCleared) expected = WordFields.EXPORT_CLEARED;
        if (kind == Kind.Departed) expected = WordFields.TRAVELLED;
        if (kind == Kind.Forwarded) expected = WordFields.INLAND;
        require(ruleOf(kind).sets() == expected, "sets");
    }

    function testFuzz_NothingBetweenFields(uint8 number) public pure {
        // Bits 126 to 243 belong to nothing.
        require((Rule.unwrap(ruleOf(_kind(number))) >> 126) << 138 == 0, "stray bits");
    }

    function _kind(uint8 number) private pure returns (Kind kind) {
        kind = Kind(bound(number, 1, uint256(type(Kind).max)));
    }
}
