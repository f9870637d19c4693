// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IParties} from "../../../contracts/interfaces/IParties.sol";
import {Line} from "../../../contracts/interfaces/IConsignments.sol";
import {IRecalls, SubjectKind} from "../../../contracts/interfaces/IRecalls.sol";
import {ISigned} from "../../../contracts/interfaces/ISigned.sol";
import {BatchId, ConsignmentId, PartyId, ProductId, SignerId} from "../../../contracts/types/Ids.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Action} from "./Acting.sol";
import {Drafting} from "./Drafting.sol";
import {RECALL_LIFTED, RECALL_PLACED, stageOf} from "./Stages.sol";

/// @title Parties and their keys, recalls, and what was signed once
abstract contract PartyHandler is Drafting {
    /// @dev Recalls placed and not lifted, by subject.
    mapping(bytes32 subject => uint256 count) internal openRecallCount;
    mapping(bytes32 recall => bool open) internal recallOpen;

    /* STANDING */

    function suspend(uint256 random) external begins(random) {
        // Rarely: whoever is suspended writes nothing.
        if (_random(3) != 0) return;
        uint32 party = 1 + uint32(_random(PARTIES));
        for (uint32 other = 1; other <= PARTIES; ++other) if (suspended[other]) return;
        (bool taken, ) = _call(Action.Suspend, ADMIN, abi.encodeCall(IParties.suspendParty, (PartyId.wrap(party))));
        if (taken) suspended[party] = true;
    }

    function reinstate(uint256 random) external begins(random) {
        for (uint32 party = 1; party <= PARTIES; ++party) {
            if (!suspended[party]) continue;
            bytes memory data = abi.encodeCall(IParties.reinstateParty, (PartyId.wrap(party)));
            (bool taken, ) = _call(Action.Reinstate, ADMIN, data);
            if (taken) suspended[party] = false;
        }
    }

    /// @dev Revokes a narrow key; the party has another one from then on.
    function revokeKey(uint256 random) external begins(random) {
        uint32 party = 1 + uint32(_random(6));
        uint256 count = keysOf[party].length;
        if (count < 2 || count > 6) return;
        SignerId key = keysOf[party][count - 1];
        bytes memory data = abi.encodeCall(IParties.revokeSigner, (PartyId.wrap(party), key, uint40(clock)));
        (bool taken, ) = _call(Action.RevokeKey, managerOf(party), data);
        if (!taken) return;
        keys[key].revoked = true;
        // A revoked key is used until the party has a new one.
        if (!suspended[party] && _random(2) == 0)
            _addKey(party, EVERY_ROLE, Place.wrap(_random(2) == 0 ? bytes5("CN") : bytes5("NZ")));
    }

    function setMandate(uint256 random) external begins(random) {
        uint32 principal = _random(3) == 0 ? 6 : 1 + uint32(_random(2));
        if (suspended[principal]) return;
        uint16 roles = _random(4) == 0 ? 0 : 0x0100;
        ++succeeded[Action.SetMandate];
        _mandate(principal, BROKER_PARTY, roles);
    }

    /* WHAT WAS SIGNED */

    /// @dev What was sent once is never taken again.
    function replay(uint256 random) external begins(random) {
        if (sent.length == 0) return;
        (bool taken, ) = _call(Action.SignedRecord, address(0xBEEF), sent[_random(sent.length)]);
        if (taken) isViolated[11] = true;
    }

    /// @dev A key gives up numbers, which then serve nobody.
    function burn(uint256 random) external begins(random) {
        uint256 party = 1 + _random(PARTIES);
        uint256 nonce = _random(400);
        bytes memory data = abi.encodeCall(
            ISigned.burnNonces,
            (PartyId.wrap(uint32(party)), nonce >> 8, uint256(1) << (nonce & 0xFF))
        );
        (bool taken, ) = _call(Action.Burnt, _account(party), data);
        if (taken) usedNonces[keccak256(abi.encode(party, keysOf[party][0], nonce))] = true;
    }

    /* RECALLS */

    function placeRecall(uint256 random) external begins(random) {
        (SubjectKind kind, bytes32 subject, uint32 party, bytes2 country) = _anyRecall();
        _placeRecall(kind, subject, party, country);
    }

    function liftRecall(uint256 random) external begins(random) {
        for (uint256 i; i < 24; ++i) {
            (SubjectKind kind, bytes32 subject, uint32 party, bytes2 country) = _anyRecall();
            if (!recallOpen[keccak256(abi.encode(kind, subject, party, country))] && i != 23) continue;
            return _liftRecall(kind, subject, party, country);
        }
    }

    /// @dev The brand recalls the goods, or lifts its recall of them.
    function _recall(ConsignmentId id) internal {
        (SubjectKind kind, bytes32 subject) = (SubjectKind.Consignment, ConsignmentId.unwrap(id));
        bool open = recallOpen[keccak256(abi.encode(kind, subject, MAKER_PARTY, bytes2(0)))];
        if (open) _liftRecall(kind, subject, MAKER_PARTY, 0);
        else _placeRecall(kind, subject, MAKER_PARTY, 0);
    }

    function _placeRecall(SubjectKind kind, bytes32 subject, uint32 party, bytes2 country) private {
        bool brand = country == 0 && kind == SubjectKind.Consignment && _random(2) == 0;
        Line[] memory held = brand ? _contentsOf(ConsignmentId.wrap(subject)) : new Line[](0);
        bytes memory data = abi.encodeCall(
            IRecalls.placeRecall,
            (PartyId.wrap(party), kind, subject, country, held, bytes32(0))
        );
        if (!_act(Action.PlaceRecall, party, data)) return;
        bytes32 recall = keccak256(abi.encode(kind, subject, party, country));
        if (recallOpen[recall]) isViolated[20] = true;
        recallOpen[recall] = true;
        ++openRecallCount[subject];
        _noteRecall(RECALL_PLACED, kind, subject);
    }

    function _liftRecall(SubjectKind kind, bytes32 subject, uint32 party, bytes2 country) private {
        bytes32 recall = keccak256(abi.encode(kind, subject, party, country));
        bytes memory data = abi.encodeCall(IRecalls.liftRecall, (PartyId.wrap(party), kind, subject, country));
        if (!_act(Action.LiftRecall, party, data)) return;
        if (!recallOpen[recall]) isViolated[20] = true;
        recallOpen[recall] = false;
        --openRecallCount[subject];
        _noteRecall(RECALL_LIFTED, kind, subject);
    }

    function _noteRecall(uint256 row, SubjectKind kind, bytes32 subject) private {
        if (kind != SubjectKind.Consignment) return;
        COVERAGE.note(row, stageOf(seen[ConsignmentId.wrap(subject)].effective));
    }

    function _anyRecall() private returns (SubjectKind kind, bytes32 subject, uint32 party, bytes2 country) {
        kind = SubjectKind(1 + _random(3));
        if (batches.length == 0) kind = SubjectKind.Product;
        if (kind == SubjectKind.Product) {
            subject = bytes32(uint256(ProductId.unwrap(product)));
        } else if (kind == SubjectKind.Batch) {
            subject = BatchId.unwrap(batches[_random(batches.length)]);
        } else {
            subject = ConsignmentId.unwrap(_anyGoods());
        }
        uint256 way = _random(4);
        if (way == 0) return (kind, subject, 4, "CN");
        if (way == 1) return (kind, subject, 7, "NZ");
        party = way == 2 ? MAKER_PARTY : 1 + uint32(_random(PARTIES));
    }
}
