// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBatches} from "../interfaces/IBatches.sol";
import {ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {IConsignments, Line} from "../interfaces/IConsignments.sol";
import {IContainers} from "../interfaces/IContainers.sol";
import {Consignment, Ledger} from "../storage/Ledger.sol";
import {ConsignmentId} from "../types/Ids.sol";
import {WordFields} from "../types/Word.sol";
import {Contents} from "./Contents.sol";

/// @title Lines
/// @notice Taking units out of what a consignment holds.
library Lines {
    /// @notice The contents without what leaves. Reverts when the lines supplied are not the contents, or hold less.
    /// @param noted Whether nothing leaves after all: what was found beyond the contents is noted, for no unit comes
    /// from nowhere.
    function remaining(
        Ledger storage ledger,
        ConsignmentId id,
        Line[] calldata contents,
        Line[] calldata leaving,
        bool noted
    ) internal view returns (Line[] memory rest) {
        requireContents(ledger, id, contents);
        if (leaving.length == 0 || leaving.length > Contents.MAX_LINES) {
            revert IConsignments.LineCountInvalid(leaving.length);
        }

        rest = contents;
        uint256 emptied;
        for (uint256 i; i < leaving.length; ++i) {
            Line calldata line = leaving[i];
            if (line.quantity == 0) revert IBatches.QuantityInvalid(0);
            uint256 index = _find(id, rest, line);
            if (noted) continue;
            if (line.quantity > rest[index].quantity) {
                revert ICheckpoints.LineNotHeld(id, line.batch, line.quantity, rest[index].quantity);
            }
            // Unchecked: just compared.
            unchecked {
                rest[index].quantity -= line.quantity;
            }
            if (rest[index].quantity == 0) ++emptied;
        }
        if (emptied != 0) rest = _compacted(rest, rest.length - emptied);
    }

    /// @notice Reverts unless the lines are what the consignment holds.
    function requireContents(Ledger storage ledger, ConsignmentId id, Line[] calldata contents) internal view {
        Consignment storage consignment = ledger.consignments[id];
        if (consignment.word.has(WordFields.CONTAINER)) revert IContainers.ContainerHasNoLines(id);
        bytes28 supplied = Contents.stored(Contents.hashOf(contents));
        if (supplied != consignment.contents) {
            revert ICheckpoints.ContentsMismatch(id, supplied, consignment.contents);
        }
    }

    /// @dev The first line of the same batch and items that is not used up.
    function _find(ConsignmentId id, Line[] memory lines, Line calldata line) private pure returns (uint256) {
        for (uint256 i; i < lines.length; ++i) {
            if (lines[i].batch == line.batch && lines[i].items == line.items && lines[i].quantity != 0) return i;
        }
        revert ICheckpoints.LineNotHeld(id, line.batch, line.quantity, 0);
    }

    /// @dev The lines that still have units, in their order.
    function _compacted(Line[] memory lines, uint256 count) private pure returns (Line[] memory rest) {
        rest = new Line[](count);
        uint256 filled;
        for (uint256 i; i < lines.length; ++i) {
            if (lines[i].quantity != 0) rest[filled++] = lines[i];
        }
    }
}
