// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Particulars} from "../../../contracts/interfaces/ICheckpoints.sol";
import {Line} from "../../../contracts/interfaces/IConsignments.sol";
import {BatchId, ConsignmentId} from "../../../contracts/types/Ids.sol";
import {Adjustment, Kind} from "../../../contracts/types/Kind.sol";

/// @dev What became of the units of a batch.
struct Account {
    uint256 released;
    uint256 adjusted;
    uint256 cameBack;
}

/// @title Where every unit is, rebuilt from the logs
abstract contract Units {
    BatchId[] internal batches;
    mapping(BatchId batch => Account account) internal accounts;
    mapping(ConsignmentId id => Line[] lines) internal lines;
    mapping(uint256 party => mapping(BatchId batch => uint256 units)) internal consumed;
    mapping(uint256 party => mapping(BatchId batch => uint256 units)) internal named;
    /// @dev `abi.encode(particulars)` of a record by lines.
    mapping(ConsignmentId id => mapping(uint256 sequence => bytes encoded)) internal particulars;

    function _put(ConsignmentId id, Line memory line) internal {
        lines[id].push(line);
    }

    /// @dev Takes units out of the first line of the batch and items; an emptied line goes, the others keep their order.
    function _take(ConsignmentId id, Line memory line) internal returns (bool taken) {
        Line[] storage held = lines[id];
        for (uint256 i; i < held.length; ++i) {
            if (!(held[i].batch == line.batch) || held[i].items != line.items) continue;
            if (held[i].quantity < line.quantity) return false;
            held[i].quantity -= line.quantity;
            if (held[i].quantity == 0) {
                for (uint256 j = i; j + 1 < held.length; ++j) held[j] = held[j + 1];
                held.pop();
            }
            return true;
        }
    }

    /// @dev The record of this number let units out, and was undone: they are in the contents again.
    function _restore(ConsignmentId id, uint256 sequence, Kind kind, uint8 detail, uint256 party) internal {
        bytes memory encoded = particulars[id][sequence];
        if (encoded.length == 0) return;
        Particulars memory p = abi.decode(encoded, (Particulars));
        delete lines[id];
        for (uint256 i; i < p.contents.length; ++i) lines[id].push(p.contents[i]);
        for (uint256 i; i < p.leaving.length; ++i) {
            Line memory line = p.leaving[i];
            if (kind == Kind.ImportCleared) accounts[line.batch].released -= line.quantity;
            else accounts[line.batch].adjusted -= line.quantity;
            if (kind == Kind.Adjusted && detail == uint8(Adjustment.Transformation)) {
                consumed[party][line.batch] -= line.quantity;
            }
        }
    }

    function _contentsOf(ConsignmentId id) internal view returns (Line[] memory contents) {
        return lines[id];
    }

    function _unitsIn(BatchId batch, ConsignmentId id) internal view returns (uint256 units) {
        Line[] storage held = lines[id];
        for (uint256 i; i < held.length; ++i) if (held[i].batch == batch) units += held[i].quantity;
    }
}
