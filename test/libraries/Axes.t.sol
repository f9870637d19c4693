// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Axes, CONTENTS_AXIS, EXPORT_AXIS, IMPORT_AXIS, MOVEMENT_AXIS} from "../../contracts/libraries/Axes.sol";
import {Kind} from "../../contracts/types/Kind.sol";
import {WordFields} from "../../contracts/types/Word.sol";
import {bound} from "../support/Vm.sol";

/// @title What each kind may change, and take back, restated kind by kind
contract AxesTest {
    function test_UndoneBy() public pure {
        _compare(Kind.None, 0, false);
        // Moves.
        _compare(Kind.Origin, MOVEMENT_AXIS, false);
        _compare(Kind.Departed, MOVEMENT_AXIS, false);
        _compare(Kind.Transshipped, MOVEMENT_AXIS, false);
        _compare(Kind.Arrived, MOVEMENT_AXIS, false);
        _compare(Kind.Received, MOVEMENT_AXIS, false);
        _compare(Kind.Forwarded, MOVEMENT_AXIS, false);
        _compare(Kind.Delivered, MOVEMENT_AXIS, false);
        _compare(Kind.Destroyed, MOVEMENT_AXIS, false);
        _compare(Kind.Diverted, MOVEMENT_AXIS, false);
        _compare(Kind.Returned, MOVEMENT_AXIS, false);
        // Customs, and what leaves the contents.
        _compare(Kind.ExportCleared, EXPORT_AXIS, false);
        _compare(Kind.ImportCleared, IMPORT_AXIS, true);
        _compare(Kind.Refused, IMPORT_AXIS, false);
        _compare(Kind.Adjusted, CONTENTS_AXIS, true);
        // Declarations follow each other.
        _compare(Kind.ImportDeclared, 0, false);
        // Witnesses change nothing, holds are lifted.
        _compare(Kind.Sighted, 0, false);
        _compare(Kind.Inspected, 0, false);
        _compare(Kind.Held, 0, false);
        _compare(Kind.HoldLifted, 0, false);
        _compare(Kind.Incident, 0, false);
        // What rests on other records is not taken back, and may put units back.
        _compare(Kind.Disputed, 0, false);
        _compare(Kind.Confirmed, 0, false);
        _compare(Kind.TakenBack, 0, false);
        _compare(Kind.Contradicted, 0, true);
        _compare(Kind.Correction, 0, true);
        // Nor what has its opposite, or an end.
        _compare(Kind.Packed, 0, true);
        _compare(Kind.Unpacked, 0, true);
        _compare(Kind.Split, 0, true);
        _compare(Kind.Voided, 0, true);
    }

    /// @dev A kind takes back what it set on one axis at most.
    function testFuzz_OneAxis(uint8 number) public pure {
        uint256 undone = Axes.undoneBy(Kind(bound(number, 0, uint256(type(Kind).max))));
        require(undone == 0 || undone & (undone - 1) == 0, "one axis");
        require(undone & ~(MOVEMENT_AXIS | EXPORT_AXIS | IMPORT_AXIS | CONTENTS_AXIS) == 0, "axes only");
    }

    /// @dev No axis reaches what is counted beside all: the sequence, the last move, holds, being packed or a container,
    /// and what is inside.
    function test_FieldsOfNoAxis() public pure {
        // Being domestic is lost for good.
        uint256 kept =
            type(uint48).max |
                (0xF << WordFields.HOLDS) |
                WordFields.PACKED |
                WordFields.DOMESTIC |
                WordFields.CONTAINER |
                WordFields.STOPPED_INSIDE |
                WordFields.APART_INSIDE;
        for (uint256 i; i < 4; ++i) require(Axes.fieldsOf(1 << i) & kept == 0, "kept");
    }

    function test_FieldsOfExport() public pure {
        require(Axes.fieldsOf(EXPORT_AXIS) == WordFields.EXPORT_CLEARED | WordFields.EXPORT_OWN, "export");
    }

    /// @dev A move may have changed all but what no axis reaches.
    function test_FieldsOfMovement() public pure {
        uint256 free = 1 << 251;
        // Being domestic is lost for good.
        uint256 kept =
            type(uint48).max |
                (0xF << WordFields.HOLDS) |
                WordFields.PACKED |
                WordFields.DOMESTIC |
                WordFields.CONTAINER |
                WordFields.STOPPED_INSIDE |
                WordFields.APART_INSIDE;
        require(Axes.fieldsOf(MOVEMENT_AXIS) == ~(kept | free), "movement");
    }

    /// @dev The import customs state is taken back with who vouches for it, and with being apart.
    function test_FieldsOfImport() public pure {
        uint256 import_ = (0xF << WordFields.CUSTOMS) | WordFields.IMPORT_OWN | WordFields.APART;
        require(Axes.fieldsOf(IMPORT_AXIS) == import_, "import");
    }

    /// @dev Units are told by the hash of the lines, not by the word.
    function test_FieldsOfContents() public pure {
        require(Axes.fieldsOf(CONTENTS_AXIS) == 0, "contents");
    }

    function _compare(Kind kind, uint256 undone, bool changesContents) private pure {
        require(Axes.undoneBy(kind) == undone, "undone");
        require(Axes.mayChangeContents(kind) == changesContents, "contents");
    }
}
