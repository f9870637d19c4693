// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Kind} from "../types/Kind.sol";
import {ruleOf} from "../types/KindTable.sol";
import {CUSTOMS_ACT, MOVES, Rule, TAKES_CHILDREN, TAKES_LINES, TAKES_PART, TAKES_PROOF} from "../types/Rule.sol";
import {WordFields} from "../types/Word.sol";

/// @dev Axes of a consignment's state, a bit each.
uint256 constant MOVEMENT_AXIS = 1;
uint256 constant EXPORT_AXIS = 2;
uint256 constant IMPORT_AXIS = 4;
uint256 constant CONTENTS_AXIS = 8;

/// @title Axes
/// @notice Which part of the state a kind of record sets, and may take back.
library Axes {
    /// @dev Whether a record of this kind may change what the goods are, which their word does not tell.
    function mayChangeContents(Kind kind) internal pure returns (bool) {
        return
            ruleOf(kind).has(TAKES_LINES | TAKES_CHILDREN | TAKES_PART) ||
            kind == Kind.Correction ||
            kind == Kind.Contradicted;
    }

    /// @dev The axis whose state a record of this kind set, and may take back; 0 = it takes back nothing. Declarations
    /// follow each other, holds are lifted, packing and splitting are undone by their opposites.
    function undoneBy(Kind kind) internal pure returns (uint256) {
        Rule rule = ruleOf(kind);
        if (rule.has(TAKES_CHILDREN | TAKES_PART | TAKES_PROOF) || kind == Kind.Voided) return 0;
        if (rule.has(MOVES)) return MOVEMENT_AXIS;
        if (rule.has(CUSTOMS_ACT)) return rule.toCustoms() == 0 ? EXPORT_AXIS : IMPORT_AXIS;
        return kind == Kind.Adjusted ? CONTENTS_AXIS : 0;
    }

    /// @dev The fields of the word on an axis. That goods ended because nothing was left of them is said by their contents.
    function fieldsOf(uint256 axis) internal pure returns (uint256) {
        uint256 import_ = (0xF << WordFields.CUSTOMS) | WordFields.IMPORT_OWN | WordFields.APART;
        uint256 export = WordFields.EXPORT_CLEARED | WordFields.EXPORT_OWN;
        if (axis == EXPORT_AXIS) return export;
        if (axis == IMPORT_AXIS) return import_;
        if (axis == CONTENTS_AXIS) return 0;
        // Being domestic is lost for good: goods that were said to be abroad are declared. Times, custody, offers, destination and place (bits 48 to 231), and all that a move may change.
        return
            (((1 << 184) - 1) << WordFields.LAST_MOVE_AT) |
            (7 << WordFields.MOVEMENT) |
            import_ |
            export |
            WordFields.TRAVELLED |
            WordFields.INLAND |
            WordFields.SENT_BACK;
    }
}
