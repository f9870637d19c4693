// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IContainers} from "../../../contracts/interfaces/IContainers.sol";
import {ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Inside} from "../../../contracts/types/Inside.sol";
import {Customs, Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Action} from "./Acting.sol";
import {Directed} from "./Directed.sol";
import {CUSTOMS_STATES, KINDS, RECALL_LIFTED, RECALL_PLACED, SIGNED, SIGNED_MANY, stageOf} from "./Stages.sol";

/// @title What did not succeed yet in some stage of the goods
/// @notice Each call writes one record more on the way there. Other handlers may come in between.
abstract contract SeekHandler is Directed {
    uint256 private constant TRIES = 40;
    uint256 private constant READY_STAGE = uint256(Movement.Ready) * CUSTOMS_STATES;

    /// @dev What is sought: a row of the stages, by a record of this kind, in this stage.
    uint256 private row;
    Kind private goal;
    uint256 private goalStage;
    uint256 private tries;

    function seek(uint256 random) external begins(random) {
        bool open = (COVERAGE.missing(row) >> goalStage) & 1 == 1;
        if (!open || ++tries == TRIES) {
            (row, goalStage) = COVERAGE.anyMissing(_random(1 << 32));
            (goal, tries) = (_kindFor(row, goalStage), 0);
        }
        if (row == 0) return;
        if (goal == Kind.Packed || goal == Kind.Unpacked) return _withContainer();
        bool answer = goal == Kind.Confirmed || goal == Kind.Contradicted;
        if (answer && goalStage / CUSTOMS_STATES == uint256(Movement.Created)) return _answerOfNewGoods();
        _bring(goal, goalStage);
    }

    /// @dev A kind that may be recorded wherever the row may succeed.
    function _kindFor(uint256 some, uint256 stage) private pure returns (Kind) {
        if (some <= KINDS) return Kind(some);
        if (some == SIGNED || some == SIGNED_MANY) {
            return stage / CUSTOMS_STATES == uint256(Movement.Delivered) ? Kind.Disputed : Kind.Incident;
        }
        // Relayed, or goods that are recalled: found as those whose last record could be corrected.
        return Kind.Correction;
    }

    /// @dev Does with goods in the stage what is sought, or brings some nearer to it.
    function _bring(Kind kind, uint256 stage) private {
        (bool found, ConsignmentId id, Kind step) = _goodsFor(kind, stage);
        if (!found) return _newGoods(_needsDomestic(kind, stage));
        if (step == Kind.TakenBack) return _handOver(id);
        if (step != Kind.None) return _lead(step, id, stage);
        if (row == RECALL_PLACED || row == RECALL_LIFTED) return _recall(id);
        _record(kind, id);
    }

    function _needsDomestic(Kind kind, uint256 stage) private pure returns (bool) {
        if (stage % CUSTOMS_STATES == uint256(Customs.Cleared)) return false;
        return kind == Kind.Delivered || stage / CUSTOMS_STATES == uint256(Movement.Delivered);
    }

    /* CONTAINERS */

    /// @dev Packs into a container that is in the stage, or unpacks from it.
    function _withContainer() private {
        (bool found, ConsignmentId id) = _containerIn(goalStage, false);
        if (found && _packOrUnpack(id)) return;
        // What is handed over or refused got so as a container; the other stages it takes from the goods in it.
        uint256 before = goalStage;
        uint256 arrived = uint256(Movement.Arrived) * CUSTOMS_STATES;
        if (goalStage > arrived + uint256(Customs.Refused)) before = arrived + (goalStage % CUSTOMS_STATES);
        else if (goalStage == arrived + uint256(Customs.Refused)) before = arrived + uint256(Customs.Declared);
        if (before != goalStage) {
            (found, id) = _containerIn(before, true);
            if (found) return _lead(_toward(seen[id].own, goalStage), id, goalStage);
        }
        _fill(before);
    }

    function _packOrUnpack(ConsignmentId id) private returns (bool) {
        bool filled = Inside.wrap(seen[id].contents).children() != 0;
        if (goal == Kind.Packed) {
            (bool found, ConsignmentId goods) = _beside(id, goalStage);
            if (found) _putIn(id, goods);
            if (found) return true;
        }
        if (filled) _takeOut(id);
        return filled;
    }

    /// @dev Goods in the stage go into an empty container, which is made where they stand.
    function _fill(uint256 stage) private {
        bool delivered = goalStage / CUSTOMS_STATES == uint256(Movement.Delivered);
        // What is to be delivered as a container must be such goods as may be.
        (bool found, ConsignmentId id, Kind step) = _goodsFor(delivered ? Kind.Delivered : Kind.Split, stage);
        if (!found) return _newGoods(_needsDomestic(goal, goalStage));
        if (step != Kind.None) return _lead(step, id, stage);
        _intoEmpty(id);
    }

    function _intoEmpty(ConsignmentId id) private {
        Word w = seen[id].own;
        if (w.has(WordFields.ANY_HOLD)) return _liftAny(id);
        if (!w.stands()) return _everyday(Kind.Received, id);
        (bool found, ConsignmentId container) = _emptyBeside(w);
        if (found) return _putIn(container, id);
        if (ids.length >= MAX_CONSIGNMENTS) return;
        bytes memory data = abi.encodeCall(
            IContainers.createContainer,
            (w.custodian(), _fresh(), w.place(), bytes32(0))
        );
        _act(Action.CreateContainer, PartyId.unwrap(w.custodian()), data);
    }

    /// @dev New goods have no reported record, but a container may have one from its way before, and goods that are new put
    /// into it.
    function _answerOfNewGoods() private {
        uint256 created = uint256(Movement.Created) * CUSTOMS_STATES;
        for (uint256 i; i < ids.length; ++i) {
            ConsignmentId id = ids[i];
            Word w = seen[id].own;
            if (!_isOpenContainer(w) || !(w.custodian() == PartyId.wrap(MAKER_PARTY))) continue;
            bool filled = Inside.wrap(seen[id].contents).children() != 0;
            if (_anyRecordOf(id, true) != 0) {
                if (stageOf(w) == created) return _answerOf(goal, id);
                if (stageOf(w) != READY_STAGE) continue;
                if (filled) return _takeOut(id);
                (bool found, ConsignmentId goods) = _beside(id, created);
                return found ? _putIn(id, goods) : _newGoods(false);
            }
            bool fresh = stageOf(w) == READY_STAGE && !w.has(WordFields.EXPORT_CLEARED);
            if (fresh && filled) return _lead(Kind.ExportCleared, id, READY_STAGE);
        }
        for (uint256 i; i < ids.length; ++i) {
            Word w = seen[ids[i]].own;
            bool fresh = stageOf(w) == READY_STAGE && !w.has(WordFields.EXPORT_CLEARED | WordFields.PACKED);
            if (fresh && !w.has(WordFields.CONTAINER)) return _intoEmpty(ids[i]);
        }
        _bring(Kind.ExportCleared, READY_STAGE);
    }

    /* WHAT STANDS WHERE */

    function _isOpenContainer(Word w) private pure returns (bool) {
        return w.has(WordFields.CONTAINER) && !w.has(WordFields.PACKED | WordFields.ANY_HOLD);
    }

    function _containerIn(uint256 stage, bool filled) private returns (bool, ConsignmentId id) {
        uint256 count = ids.length;
        uint256 first = _random(count);
        for (uint256 i; i < count; ++i) {
            id = ids[(first + i) % count];
            if (!_isOpenContainer(seen[id].own) || stageOf(seen[id].own) != stage) continue;
            if (filled && Inside.wrap(seen[id].contents).children() == 0) continue;
            if (!_needsDomestic(goal, goalStage) || seen[id].own.has(WordFields.DOMESTIC)) return (true, id);
        }
        return (false, id);
    }

    function _emptyBeside(Word w) private view returns (bool, ConsignmentId id) {
        for (uint256 i; i < ids.length; ++i) {
            id = ids[i];
            Word c = seen[id].own;
            bool empty = _isOpenContainer(c) && Inside.wrap(seen[id].contents).children() == 0;
            if (empty && c.place() == w.place() && c.custodian() == w.custodian()) return (true, id);
        }
        return (false, id);
    }

    /// @dev Goods that go into the container: such as are in it, or in this stage into an empty one.
    function _beside(ConsignmentId container, uint256 stage) private view returns (bool, ConsignmentId id) {
        Word c = seen[container].own;
        bool empty = Inside.wrap(seen[container].contents).children() == 0;
        for (uint256 i; i < ids.length; ++i) {
            id = ids[i];
            Word w = seen[id].own;
            if (w.has(WordFields.PACKED | WordFields.CONTAINER | WordFields.ANY_HOLD) || !w.stands()) continue;
            if (!(w.place() == c.place()) || !(w.custodian() == c.custodian()) || stageOf(w) != stage) continue;
            if (empty || w.destination() == c.destination()) return (true, id);
        }
        return (false, id);
    }

    function _putIn(ConsignmentId container, ConsignmentId id) private {
        ConsignmentId[] memory children = new ConsignmentId[](1);
        children[0] = id;
        _withChildren(Action.Packed, Kind.Packed, container, children, 1);
    }

    function _takeOut(ConsignmentId container) private {
        uint32 number = Inside.wrap(seen[container].contents).number();
        ConsignmentId[] memory children = new ConsignmentId[](1);
        for (uint256 i; i < ids.length; ++i) if (seen[ids[i]].own.parent() == number) children[0] = ids[i];
        _withChildren(Action.Unpacked, Kind.Unpacked, container, children, 1);
    }
}
