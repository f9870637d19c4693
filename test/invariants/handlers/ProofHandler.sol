// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, Particulars} from "../../../contracts/interfaces/ICheckpoints.sol";
import {ConsignmentDetails, Line} from "../../../contracts/interfaces/IConsignments.sol";
import {IProofs, PastRecord, RecordProof} from "../../../contracts/interfaces/IProofs.sol";
import {PartyId} from "../../../contracts/types/Ids.sol";
import {Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Role} from "../../../contracts/types/Roles.sol";
import {Steps} from "../../../contracts/libraries/Steps.sol";
import {WordFields} from "../../../contracts/types/Word.sol";
import {Action} from "./Acting.sol";
import {GoodsHandler} from "./GoodsHandler.sol";
import {Ref} from "./History.sol";

/// @title Records about earlier ones, proved from the history that the logs gave
abstract contract ProofHandler is GoodsHandler {
    /// @dev Customs confirm what a broker reported.
    function confirm(uint256 random) external begins(random) {
        _answer(Action.Confirmed, Kind.Confirmed);
    }

    function contradict(uint256 random) external begins(random) {
        _answer(Action.Contradicted, Kind.Contradicted);
    }

    /// @dev A party corrects a record of its own, rather a late one, whose effect may still stand.
    function correct(uint256 random) external begins(random) {
        _correct(false);
    }

    function correctLast(uint256 random) external begins(random) {
        _correct(true);
    }

    /// @dev The creator or custodian objects, or who wrote something.
    function dispute(uint256 random) external begins(random) {
        bool proved = _random(3) == 0;
        if (!proved) {
            (bool found, Checkpoint memory c) = _draft(Kind.Disputed, _anyGoods());
            if (found) _write(Action.Disputed, c);
            return;
        }
        (bool any, Ref memory ref) = _anyRecord();
        if (any) _prove(Action.Disputed, Kind.Disputed, ref, pasts[ref.id][ref.sequence].party);
    }

    /// @dev The creator takes back what its objection got no answer to; it makes one where there is none.
    function takeBackUnanswered(uint256 random) external begins(random) {
        for (uint256 i = records.length; i != 0; --i) {
            Ref memory ref = records[i - 1];
            PastRecord storage past = pasts[ref.id][ref.sequence];
            bool objected = past.kind == Kind.Disputed;
            if ((!objected && past.kind != Kind.Origin) || !(past.party == seen[ref.id].creator)) continue;
            if (seen[ref.id].effective.custodian() == past.party) continue;
            if (objected ? !_isSilentSince(ref) : seen[ref.id].effective.has(WordFields.ANY_HOLD)) continue;
            if (!objected) {
                _prove(Action.Disputed, Kind.Disputed, ref, past.party);
                ref.sequence = uint24(steps[ref.id].length);
                if (pasts[ref.id][ref.sequence].kind != Kind.Disputed || !_isSilentSince(ref)) continue;
            }
            if (clock < pasts[ref.id][ref.sequence].recordedAt + 14 days && _random(4) != 0) _later(15 days);
            _prove(Action.TakenBackProved, Kind.TakenBack, ref, past.party);
            return;
        }
    }

    /// @dev Whether the custodian has recorded nothing since, as far as the goods' own records tell.
    function _isSilentSince(Ref memory ref) private view returns (bool) {
        if (seen[ref.id].effective.movement() >= Movement.Delivered) return false;
        PartyId custodian = seen[ref.id].effective.custodian();
        for (uint256 i = ref.sequence + 1; i <= steps[ref.id].length; ++i) {
            PartyId party = pasts[ref.id][i].party;
            if (!party.exists() || party == custodian) return false;
        }
        return true;
    }

    /// @dev Released units come back, now and then more than were released.
    function returnReleased(uint256 random) external begins(random) {
        if (releases.length == 0 || ids.length >= MAX_CONSIGNMENTS + 4) return;
        Ref memory ref = releases[_random(releases.length)];
        RecordProof memory proof = _proofOf(ref);
        PartyId party = _custodianAt(ref);
        Place place = _placeIn(proof.past.before.place().countryOf());
        Line[] memory back = new Line[](1);
        Line[] memory released = proof.particulars[0].leaving;
        back[0] = released[_random(released.length)];
        back[0].quantity = uint64(1 + _random(back[0].quantity + (_random(6) == 0 ? 2 : 0)));
        ConsignmentDetails memory details = ConsignmentDetails(_fresh(), place, place.countryOf(), 0);
        _act(
            Action.ReturnReleased,
            PartyId.unwrap(party),
            abi.encodeCall(IProofs.returnReleased, (party, details, ref.id, proof, back))
        );
    }

    /* HOW */

    function _answer(Action action, Kind kind) private {
        uint256 first = _random(records.length);
        for (uint256 i; i < records.length; ++i) {
            Ref memory ref = records[(first + i) % records.length];
            PastRecord storage past = pasts[ref.id][ref.sequence];
            if (past.role != Role.Broker && _random(60) != 0) continue;
            (bool found, Checkpoint memory c) = _draftAt(kind, ref.id, past.place);
            if (found) _send(action, c, ref);
            return;
        }
    }

    function _correct(bool last) private {
        (bool any, Ref memory ref) = _anyRecord();
        if (!any) return;
        // The last record of these goods, if that can be proved as a checkpoint.
        if (last && pasts[ref.id][steps[ref.id].length].party.exists()) ref.sequence = uint24(steps[ref.id].length);
        _prove(Action.Corrected, Kind.Correction, ref, pasts[ref.id][ref.sequence].party);
    }

    function _anyRecord() private returns (bool any, Ref memory ref) {
        if (records.length == 0) return (false, ref);
        uint256 recent = records.length < 8 || _random(3) == 0 ? records.length : 8;
        return (true, records[records.length - 1 - _random(recent)]);
    }

    function _prove(Action action, Kind kind, Ref memory ref, PartyId party) internal {
        Place place = seen[ref.id].effective.place();
        (bool found, Checkpoint memory c) = _draft(kind, ref.id);
        if (!found && kind == Kind.TakenBack) return;
        if (kind != Kind.TakenBack) c.place = place;
        c.party = party;
        for (uint256 i; i < granted[PartyId.unwrap(party)].length; ++i) {
            c.scope = granted[PartyId.unwrap(party)][i].scope;
            uint16 roles = granted[PartyId.unwrap(party)][i].roles;
            if (kind == Kind.TakenBack) roles &= 0x061E;
            if (roles == 0) continue;
            c.role = Role(_someBit(roles));
            if (_within(c.scope, c.place)) break;
            if (kind != Kind.TakenBack) c.place = _placeIn(bytes2(Place.unwrap(c.scope)));
            if (_within(c.scope, c.place)) break;
        }
        if (kind != Kind.TakenBack) c.next = PartyId.wrap(0);
        c.principal = PartyId.wrap(0);
        _send(action, c, ref);
    }

    function _send(Action action, Checkpoint memory c, Ref memory ref) internal {
        RecordProof memory proof = _proofOf(ref);
        c.basedOn = keccak256(abi.encode(Steps.CHECKPOINT, ref.id, proof.past));
        _actWith(action, c, abi.encodeCall(IProofs.recordProved, (c, proof)));
    }

    /// @dev Later steps in full; now and then one by its hash alone.
    function _proofOf(Ref memory ref) private returns (RecordProof memory proof) {
        proof.past = pasts[ref.id][ref.sequence];
        proof.headBefore = headsBefore[ref.id][ref.sequence - 1];
        proof.later = new bytes[](steps[ref.id].length - ref.sequence);
        for (uint256 i; i < proof.later.length; ++i) {
            bytes memory step = steps[ref.id][ref.sequence + i];
            proof.later[i] = _random(40) == 0 ? abi.encode(keccak256(step)) : step;
        }
        bytes memory encoded = particulars[ref.id][ref.sequence];
        if (encoded.length == 0) return proof;
        proof.particulars = new Particulars[](1);
        proof.particulars[0] = abi.decode(encoded, (Particulars));
    }

    function _custodianAt(Ref memory ref) private view returns (PartyId) {
        PartyId custodian = pasts[ref.id][ref.sequence].before.custodian();
        return custodian.exists() ? custodian : seen[ref.id].creator;
    }
}
