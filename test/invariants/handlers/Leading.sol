// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchDetails, IBatches} from "../../../contracts/interfaces/IBatches.sol";
import {Checkpoint} from "../../../contracts/interfaces/ICheckpoints.sol";
import {ConsignmentDetails, IConsignments, Line} from "../../../contracts/interfaces/IConsignments.sol";
import {BatchId, ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Customs, Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Role} from "../../../contracts/types/Roles.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Action} from "./Acting.sol";
import {ContainerHandler} from "./ContainerHandler.sol";
import {JourneyHandler} from "./JourneyHandler.sol";
import {PartyHandler} from "./PartyHandler.sol";
import {ProofHandler} from "./ProofHandler.sol";
import {CUSTOMS_STATES} from "./Stages.sol";

/// @title How goods are led to a stage, one record at a time
/// @notice The shortest way there, by brokers wherever they may, so that customs can answer what was reported.
abstract contract Leading is JourneyHandler, ContainerHandler, ProofHandler, PartyHandler {
    uint32 private constant FORWARDER = 2;
    uint64 private constant UNITS = 30;

    /// @dev The record that brings goods nearer to the stage; None when they are there, or cannot come there any more.
    function _toward(Word w, uint256 stage) internal pure returns (Kind) {
        (Movement to, uint256 customs) = (Movement(stage / CUSTOMS_STATES), stage % CUSTOMS_STATES);
        Movement movement = w.movement();
        if (movement >= Movement.Delivered || uint256(w.customs()) > customs) return Kind.None;
        if (to == Movement.Closed) {
            // What ends on the way has left; what is judged has arrived.
            bool there = movement >= Movement.InTransit && uint256(w.customs()) == customs;
            if (there) return Kind.Destroyed;
            to = customs > uint256(Customs.Declared) ? Movement.Arrived : Movement.InTransit;
        }
        if (movement < Movement.InTransit) {
            if (movement >= to) return Kind.None;
            if (movement == Movement.Created) return Kind.Origin;
            return w.has(WordFields.EXPORT_CLEARED) ? Kind.Departed : Kind.ExportCleared;
        }
        if (movement == Movement.Arrived) {
            if (to < Movement.Arrived) return Kind.None;
            if (!w.stands()) return Kind.Received;
            if (uint256(w.customs()) != customs) return _customsToward(w.customs(), customs);
            return to == Movement.Delivered ? Kind.Delivered : Kind.None;
        }
        if (to >= Movement.Arrived) return movement == Movement.InTransit ? Kind.Arrived : Kind.Departed;
        if (to < Movement.InTransit) return Kind.None;
        if (movement != to) return to == Movement.InTransit ? Kind.Departed : Kind.Transshipped;
        return uint256(w.customs()) == customs ? Kind.None : Kind.ImportDeclared;
    }

    function _customsToward(Customs from, uint256 to) private pure returns (Kind) {
        if (from == Customs.None) return Kind.ImportDeclared;
        if (from == Customs.Cleared) return Kind.None;
        return to == uint256(Customs.Refused) ? Kind.Refused : Kind.ImportCleared;
    }

    /// @dev Writes the record that `_toward` found.
    function _lead(Kind kind, ConsignmentId id, uint256 stage) internal {
        if (seen[id].effective.has(WordFields.ANY_HOLD)) return _liftAny(id);
        bool byLines = kind == Kind.ImportCleared && stage % CUSTOMS_STATES == uint256(Customs.PartlyCleared);
        if (byLines) return _byLines(Action.Released, Kind.ImportCleared, id, 1);
        bool reported = kind == Kind.ExportCleared || kind == Kind.ImportCleared || kind == Kind.Refused;
        Checkpoint memory c = _draftAs(kind, id, reported ? Role.Broker : Role.None);
        c.next = PartyId.wrap(0);
        _write(Action.Everyday, c);
    }

    /// @dev A draft in this role, if there is a writer who has it; in any for None.
    function _draftAs(Kind kind, ConsignmentId id, Role role) internal returns (Checkpoint memory c) {
        for (uint256 i; i < 8; ++i) {
            (, c) = _draft(kind, id);
            if (role == Role.None || c.role == role) break;
        }
    }

    /// @dev Custody of goods that are ready passes from their creator to another: offered, then accepted.
    function _handOver(ConsignmentId id) internal {
        PartyId creator = seen[id].creator;
        bool offered = seen[id].effective.next().exists();
        Checkpoint memory c;
        for (uint256 i; i < 12; ++i) {
            (, c) = _draft(Kind.Received, id);
            if ((c.party == creator) != offered) break;
        }
        c.next = PartyId.wrap(offered ? 0 : FORWARDER);
        _write(Action.Everyday, c);
    }

    function _liftAny(ConsignmentId id) internal {
        for (uint256 placer = 1; placer <= PARTIES; ++placer) {
            if (openHolds[id][placer]) return _lift(id, placer);
        }
    }

    /// @dev New goods of the maker in New Zealand, for China or for the country itself.
    function _newGoods(bool domestic) internal {
        if (ids.length >= MAX_CONSIGNMENTS) return;
        BatchId batch = _batchWithUnits();
        Line[] memory loaded = new Line[](1);
        loaded[0] = Line(batch, UNITS, 0);
        ConsignmentDetails memory details = ConsignmentDetails(
            _fresh(),
            Place.wrap("NZTRG"),
            domestic ? bytes2("NZ") : bytes2("CN"),
            0
        );
        _act(
            Action.CreateConsignment,
            MAKER_PARTY,
            abi.encodeCall(IConsignments.createConsignment, (PartyId.wrap(MAKER_PARTY), details, loaded))
        );
    }

    function _batchWithUnits() private returns (BatchId batch) {
        for (uint256 i; i < batches.length; ++i) {
            batch = batches[i];
            uint256 left = LEDGER.batchOf(batch).quantity - LEDGER.batchOf(batch).loaded;
            if (LEDGER.batchOf(batch).origin == "NZ" && left >= UNITS) return batch;
        }
        bytes32 lotKey = _fresh();
        batch = BatchId.wrap(keccak256(abi.encode(product, lotKey)));
        BatchDetails memory details = BatchDetails(product, lotKey, 8 * UNITS, "H87", "NZ", 0, _rootOf(batch), 0);
        _act(
            Action.RegisterBatch,
            MAKER_PARTY,
            abi.encodeCall(IBatches.registerBatch, (PartyId.wrap(MAKER_PARTY), details))
        );
    }
}
