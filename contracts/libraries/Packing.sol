// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Consignment, Ledger} from "../storage/Ledger.sol";
import {ConsignmentId} from "../types/Ids.sol";
import {Inside} from "../types/Inside.sol";
import {Movement} from "../types/Kind.sol";
import {Rule} from "../types/Rule.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Territories} from "./Territories.sol";

/// @title Packing
/// @notice What it means for goods to be inside a container: what of their state is the container's, and how theirs
/// counts for it.
library Packing {
    using Territories for Ledger;

    /// @dev What packed goods have from the outermost container: times, custody, offers, destination and place (bits
    /// 48 to 231), movement, and the flags that go with moving.
    uint256 private constant MOVES_WITH =
        (((1 << 184) - 1) << WordFields.LAST_MOVE_AT) |
            (7 << WordFields.MOVEMENT) |
            WordFields.EXPORT_CLEARED |
            WordFields.EXPORT_OWN |
            WordFields.TRAVELLED |
            WordFields.INLAND |
            WordFields.SENT_BACK;
    /// @dev The import axis.
    uint256 private constant IMPORT = (0xF << WordFields.CUSTOMS) | WordFields.IMPORT_OWN;
    /// @dev Whose customs wrote on it.
    uint256 private constant DESTINATION = uint256(type(uint16).max) << WordFields.DESTINATION;
    /// @dev What a record about packed goods may change of the goods' own word beside the import axis.
    uint256 private constant OWN = type(uint24).max | (0xF << WordFields.HOLDS);

    /// @notice What the word of goods amounts to: for packed goods, with what they have from the containers around.
    /// A hold on any of these shows as STOPPED_INSIDE.
    function effective(Ledger storage ledger, Word own) internal view returns (Word) {
        return own.has(WordFields.PACKED) ? _through(ledger, own) : own;
    }

    function _through(Ledger storage ledger, Word own) private view returns (Word) {
        bool held;
        bool found;
        Word customs = own;
        Word around = own;
        while (around.has(WordFields.PACKED)) {
            // Records of its own count from the innermost outwards.
            if (!found && around.has(WordFields.APART)) (customs, found) = (around, true);
            around = ledger.consignments[ledger.containers[around.parent()]].word;
            if (around.holds() != 0) held = true;
        }
        if (!found || !ledger.sameTerritory(customs.destination(), around.destination())) customs = around;
        Word seen = inherit(own, around, customs);
        return held ? seen.with(WordFields.STOPPED_INSIDE) : seen;
    }

    /// @dev The word of goods that have from the container `around` what goods have from it, and the import customs
    /// state of `customs`. A domestic parcel in a container that left the country is domestic no more.
    function inherit(Word own, Word around, Word customs) internal pure returns (Word w) {
        bool closed = own.movement() == Movement.Closed;
        w = own.without(WordFields.PACKED).withFrom(around, MOVES_WITH).withFrom(customs, IMPORT);
        if (closed) w = w.withMovement(uint256(Movement.Closed));
        if (!around.has(WordFields.DOMESTIC)) w = w.without(WordFields.DOMESTIC);
    }

    /// @notice The word to store for packed goods after a record that was judged by what their word amounts to: only
    /// holds, the import axis and being used up are their own.
    function settle(Word before, Word afterwards, Rule rule) internal pure returns (Word w) {
        if (!before.has(WordFields.PACKED)) return afterwards;
        w = before.withFrom(afterwards, OWN);
        if (rule.toCustoms() != 0) w = w.withFrom(afterwards, IMPORT | DESTINATION).with(WordFields.APART);
        if (afterwards.movement() == Movement.Closed) w = w.withMovement(uint256(Movement.Closed));
    }

    /// @notice Tells the containers around packed goods what changed about them.
    /// @param before The word that was stored.
    /// @param afterwards The word that is.
    function propagate(Ledger storage ledger, Word before, Word afterwards) internal {
        while (before.has(WordFields.PACKED)) {
            (bool stopped, bool stops) = (before.stops(), afterwards.stops());
            (bool wasApart, bool isApart) = (before.isApart(), afterwards.isApart());
            if (stopped == stops && wasApart == isApart) return;
            Consignment storage container = ledger.consignments[ledger.containers[before.parent()]];
            Inside inside = Inside.wrap(container.contents).withChange(stopped, stops, wasApart, isApart);
            before = container.word;
            afterwards = marked(before, inside);
            container.contents = Inside.unwrap(inside);
            container.word = afterwards;
        }
    }

    /// @dev The word of a container that holds this.
    function marked(Word w, Inside inside) internal pure returns (Word) {
        return
            w.withIf(WordFields.STOPPED_INSIDE, inside.stopped() != 0).withIf(
                WordFields.APART_INSIDE,
                inside.apart() != 0
            );
    }

    /// @dev The container with the number that packed goods name.
    function containerOf(Ledger storage ledger, Word w) internal view returns (ConsignmentId) {
        return ledger.containers[w.parent()];
    }
}
