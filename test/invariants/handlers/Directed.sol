// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IParties} from "../../../contracts/interfaces/IParties.sol";
import {PastRecord} from "../../../contracts/interfaces/IProofs.sol";
import {Checkpoint} from "../../../contracts/interfaces/ICheckpoints.sol";
import {ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Customs, Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Role} from "../../../contracts/types/Roles.sol";
import {CUSTOMS_ACT, HOLD_STOPS, OR_ON_ROAD, Rule, WHERE_STANDING} from "../../../contracts/types/Rule.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Action} from "./Acting.sol";
import {Ref} from "./History.sol";
import {Leading} from "./Leading.sol";
import {CUSTOMS_STATES, stageOf} from "./Stages.sol";

/// @title How a record of a certain kind is made of goods in a certain stage
abstract contract Directed is Leading {
    /// @dev Goods of which the kind may be recorded in the stage, once they are there: `Kind.None` in `step` when they
    /// are, else the record that brings them nearer.
    function _goodsFor(Kind kind, uint256 stage) internal returns (bool found, ConsignmentId id, Kind step) {
        uint256 count = ids.length;
        uint256 first = _random(count);
        for (uint256 i; i < count; ++i) {
            ConsignmentId some = ids[(first + i) % count];
            if (!_suits(kind, some, stage)) continue;
            if (_isThere(kind, some, stage)) return (true, some, Kind.None);
            Kind toward = _stepFor(kind, some, stage);
            if (toward != Kind.None) (found, id, step) = (true, some, toward);
        }
    }

    function _isThere(Kind kind, ConsignmentId id, uint256 stage) private view returns (bool) {
        if (stageOf(seen[id].effective) != stage) return false;
        if (kind == Kind.TakenBack) return !(seen[id].effective.custodian() == seen[id].creator);
        if (kind == Kind.Correction) return _anyRecordOf(id, false) != 0;
        if (kind == Kind.Confirmed || kind == Kind.Contradicted) return _anyRecordOf(id, true) != 0;
        return true;
    }

    function _stepFor(Kind kind, ConsignmentId id, uint256 stage) private view returns (Kind) {
        Word w = seen[id].effective;
        if (kind == Kind.TakenBack && w.custodian() == seen[id].creator) {
            if (w.movement() == Movement.Ready) return Kind.TakenBack;
            if (w.movement() > Movement.Ready) return Kind.None;
        }
        if (kind == Kind.Confirmed || kind == Kind.Contradicted) {
            if (w.movement() == Movement.Ready && !w.has(WordFields.EXPORT_CLEARED)) return Kind.ExportCleared;
            if (w.movement() >= Movement.Ready && _anyRecordOf(id, true) == 0) return Kind.None;
        }
        if (kind == Kind.Correction && stageOf(w) == stage) return Kind.Incident;
        return _toward(w, stage);
    }

    /// @dev Whether nothing but their stage keeps goods from the record.
    function _suits(Kind kind, ConsignmentId id, uint256 stage) private view returns (bool) {
        Word w = seen[id].own;
        if (w.has(WordFields.PACKED | WordFields.CONTAINER)) return false;
        uint256 customs = stage % CUSTOMS_STATES;
        if (customs != uint256(Customs.Cleared) && !w.has(WordFields.DOMESTIC)) {
            // Only domestic goods are delivered without clearance.
            if (kind == Kind.Delivered || stage / CUSTOMS_STATES == uint256(Movement.Delivered)) return false;
        }
        if (lines[id].length == 0) {
            bool partly = customs == uint256(Customs.PartlyCleared) && stageOf(w) != stage;
            if (partly || kind == Kind.Adjusted || kind == Kind.Split || kind == Kind.Voided) return false;
        }
        if (kind == Kind.Diverted) return !w.has(WordFields.SENT_BACK);
        if (kind == Kind.Voided) return !w.has(WordFields.TRAVELLED) && w.custodian() == seen[id].creator;
        bool mends = customs >= uint256(Customs.Cleared) && (kind == Kind.ImportCleared || kind == Kind.Refused);
        return !mends || !w.has(WordFields.IMPORT_OWN);
    }

    /// @dev Makes the record of goods that are in the stage, or what has to come first.
    function _record(Kind kind, ConsignmentId id) internal {
        Rule rule = LEDGER.ruleOfKind(kind);
        Word w = seen[id].effective;
        if (rule.has(HOLD_STOPS) && w.has(WordFields.ANY_HOLD)) return _liftAny(id);
        if (rule.has(WHERE_STANDING) && !rule.has(OR_ON_ROAD) && !w.stands()) return _everyday(Kind.Received, id);
        if (kind == Kind.HoldLifted) {
            if (w.holds() != 0) return _liftAny(id);
            // Nobody stands beside goods on the road, but what was reported before may be contradicted.
            return w.stands() ? _everyday(Kind.Held, id) : _answerOf(Kind.Contradicted, id);
        }
        if (kind == Kind.Adjusted) return _byLines(Action.Adjusted, kind, id, 0);
        if (kind == Kind.Voided) return _byLines(Action.Voided, kind, id, 0);
        if (kind == Kind.Disputed) return _object(id);
        if (kind == Kind.Diverted) return _head(kind, Action.Diverted, id);
        if (kind == Kind.Returned) return _head(kind, Action.Returned, id);
        if (kind == Kind.Split) return _split(id);
        if (kind == Kind.TakenBack) return _takeBackFromSuspended(id);
        if (kind == Kind.Confirmed || kind == Kind.Contradicted) return _answerOf(kind, id);
        if (kind == Kind.Correction) {
            Ref memory ref = Ref(id, uint24(_anyRecordOf(id, false)));
            return _prove(Action.Corrected, kind, ref, pasts[id][ref.sequence].party);
        }
        _everyday(kind, id);
    }

    /// @dev The number of the last record of the goods, or of the last that a broker made in the name of customs.
    function _anyRecordOf(ConsignmentId id, bool reported) internal view returns (uint256 sequence) {
        for (sequence = steps[id].length; sequence != 0; --sequence) {
            PastRecord storage past = pasts[id][sequence];
            if (!past.party.exists()) continue;
            if (!reported) return sequence;
            if (past.role == Role.Broker && LEDGER.ruleOfKind(past.kind).has(CUSTOMS_ACT)) return sequence;
        }
    }

    function _answerOf(Kind kind, ConsignmentId id) internal {
        Ref memory ref = Ref(id, uint24(_anyRecordOf(id, true)));
        if (ref.sequence == 0) return;
        (bool found, Checkpoint memory c) = _draftAt(kind, id, pasts[id][ref.sequence].place);
        if (found) _send(kind == Kind.Confirmed ? Action.Confirmed : Action.Contradicted, c, ref);
    }

    /// @dev The creator or the custodian objects.
    function _object(ConsignmentId id) private {
        Checkpoint memory c;
        for (uint256 i; i < 16; ++i) {
            (, c) = _draft(Kind.Disputed, id);
            if (c.party == seen[id].creator || c.party == seen[id].effective.custodian()) break;
        }
        _write(Action.Disputed, c);
    }

    /// @dev The custodian is suspended for the moment.
    function _takeBackFromSuspended(ConsignmentId id) private {
        PartyId custodian = seen[id].effective.custodian();
        uint256 party = PartyId.unwrap(custodian);
        (bool taken, ) = _call(Action.Suspend, ADMIN, abi.encodeCall(IParties.suspendParty, (custodian)));
        if (!taken) return;
        suspended[party] = true;
        Checkpoint memory c;
        for (uint256 i; i < 8 && !(c.party == seen[id].creator); ++i) (, c) = _draft(Kind.TakenBack, id);
        _write(Action.TakenBack, c);
        (taken, ) = _call(Action.Reinstate, ADMIN, abi.encodeCall(IParties.reinstateParty, (custodian)));
        if (taken) suspended[party] = false;
    }
}
