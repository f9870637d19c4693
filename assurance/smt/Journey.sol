// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Customs, Kind, Movement} from "../../contracts/types/Kind.sol";
import {Role} from "../../contracts/types/Roles.sol";
import {Capacity, Table} from "./Table.sol";

/// @title One consignment and whatever is written about it, as far as the table of kinds decides
/// @notice For the model checker, never deployed. The rows come from `contracts/types/KindTable.sol` by way of `Table`; how
/// they are applied restates `Recording.judge`, `RareRecords` and `LineRecords` in booleans, which a solver can reason
/// about, and `test/assurance/smt.test.ts` compares the two. Left out: places and times, what is inside containers, and what
/// corrections take back.
contract Journey {
    Movement internal movement;
    Customs internal customs;
    bool internal exportCleared;
    bool internal exportOwn;
    bool internal importOwn;
    bool internal domestic;
    bool internal travelled;
    bool internal sentBack;
    uint8 internal holds;

    constructor(bool domestic_) {
        movement = Movement.Created;
        domestic = domestic_;
    }

    /// @dev Takes one record, or reverts. Each fact may be as it likes:
    /// @param byLines It comes with lines.
    /// @param emptied Nothing is left of the contents after it.
    /// @param here The place it sets, or the country it names, is in the territory where the goods are.
    /// @param same The country it names is in the territory where the goods were to go.
    /// @param placer Its writer has a hold open.
    function _write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) internal {
        require(Table.writes(kind, role, capacity));
        require(Table.follows(kind, movement));
        require(Table.followsCustoms(kind, customs) || _exempt(kind) || _mends(kind, role));
        require(byLines ? Table.takesLines(kind) : !(Table.takesLines(kind) && Table.needsParticulars(kind)));
        if (Table.needsExport(kind) && movement == Movement.Ready) require(exportCleared || domestic);
        if (Table.holdStops(kind) && holds != 0) {
            require(
                (Table.solePlacerMay(kind) && holds == 1 && placer) ||
                    (kind == Kind.Adjusted && Table.writes(kind, role, Capacity.Witness))
            );
        }

        Movement before = movement;
        if (Table.moves(kind)) {
            if (Table.toMovement(kind) != Movement.None) movement = Table.toMovement(kind);
            if (Table.setsPlace(kind) && !here) domestic = false;
        } else if (Table.customsAct(kind)) {
            _clear(kind, role == Role.Customs);
        } else if (Table.placesHold(kind)) {
            require(holds < 15 && !placer);
            ++holds;
        } else if (Table.liftsHold(kind)) {
            require(holds != 0 && placer);
            --holds;
        } else if (Table.toCustoms(kind) != Customs.None) {
            customs = Table.toCustoms(kind);
        }
        if (Table.clearsExport(kind)) exportCleared = true;
        if (Table.travels(kind)) travelled = true;
        if (kind == Kind.Diverted) _divert(before, here, same);
        if (kind == Kind.Returned) _sendBack(before, here);
        if (byLines) _take(kind, emptied);
    }

    function _exempt(Kind kind) private view returns (bool) {
        return Table.unlessDomestic(kind) && domestic && customs != Customs.Refused;
    }

    function _mends(Kind kind, Role role) private view returns (bool) {
        return
            Table.customsAct(kind) &&
            role == Role.Customs &&
            Table.followsCustoms(kind, Customs.Declared) &&
            (customs == Customs.Cleared || customs == Customs.Refused) &&
            !importOwn;
    }

    function _clear(Kind kind, bool own) private {
        require(own || !importOwn);
        if (Table.toCustoms(kind) != Customs.None) {
            customs = Table.toCustoms(kind);
            if (own) importOwn = true;
        } else {
            require(own ? !exportOwn : !exportCleared);
            if (own) exportOwn = true;
        }
    }

    function _divert(Movement before, bool here, bool same) private {
        require(!sentBack);
        if (same) return;
        require(before == Movement.Ready || here || exportCleared);
        customs = Customs.None;
        importOwn = false;
        domestic = false;
        if (before == Movement.Ready) (exportCleared, exportOwn) = (false, false);
        if (here && before == Movement.AtTransit) movement = Movement.Arrived;
    }

    function _sendBack(Movement before, bool here) private {
        if (here) {
            require(before == Movement.Delivered);
            movement = Movement.Arrived;
            return;
        }
        require(before == Movement.Delivered || customs != Customs.Cleared);
        if (customs == Customs.Refused) sentBack = true;
        movement = Movement.Ready;
        customs = Customs.None;
        (exportCleared, exportOwn, importOwn, domestic) = (false, false, false, false);
    }

    function _take(Kind kind, bool emptied) private {
        if (kind == Kind.Voided) require(emptied && !travelled);
        if (emptied) movement = Movement.Closed;
        else if (kind == Kind.ImportCleared) customs = Customs.PartlyCleared;
    }
}
