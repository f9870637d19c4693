// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../../../contracts/interfaces/ICheckpoints.sol";
import {Authorization, ISigned} from "../../../contracts/interfaces/ISigned.sol";
import {TypedData} from "../../../contracts/libraries/TypedData.sol";
import {Words} from "../../../contracts/libraries/Words.sol";
import {PartyId, SignerId} from "../../../contracts/types/Ids.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {VM} from "../../support/Vm.sol";
import {Checks} from "./Checks.sol";
import {RELAYED, SIGNED, SIGNED_MANY} from "./Stages.sol";

/// @dev What the handlers do. Each must succeed somewhere.
enum Action {
    RegisterBatch,
    RegisterBatchFrom,
    VoidBatch,
    CreateConsignment,
    CreateContainer,
    Everyday,
    Packed,
    Unpacked,
    Split,
    Adjusted,
    Released,
    Voided,
    Diverted,
    Returned,
    TakenBack,
    Confirmed,
    Contradicted,
    Corrected,
    Disputed,
    TakenBackProved,
    ReturnReleased,
    PlaceRecall,
    LiftRecall,
    Label,
    Activate,
    Suspend,
    Reinstate,
    RevokeKey,
    SetMandate,
    SignedRecord,
    SignedMany,
    Relayed,
    Burnt,
    /// A correction or contradiction that took back what the record had set.
    Undone
}

/// @title How handlers act: a call by a key, sent or signed, whose logs are absorbed and whose effects are checked
abstract contract Acting is Checks {
    mapping(Action action => uint256 times) public succeeded;
    mapping(Action action => uint256 times) public tried;
    /// @dev The error of the last call that was refused, for whoever looks into a failure.
    bytes4 public lastError;
    uint256 internal seed;
    uint256 internal salt;
    /// @dev Signed calls as they were sent, to send them again.
    bytes[] internal sent;

    modifier begins(uint256 random) {
        VM.warp(clock);
        seed = random;
        _;
    }

    /// @dev A random number below `limit`, another one each time.
    function _random(uint256 limit) internal returns (uint256) {
        seed = uint256(keccak256(abi.encode(seed, limit)));
        return limit == 0 ? 0 : seed % limit;
    }

    function _fresh() internal returns (bytes32) {
        return keccak256(abi.encode("fresh", ++salt));
    }

    function _later(uint256 duration) internal {
        clock += duration;
        VM.warp(clock);
    }

    /* CALLS */

    function _call(
        Action action,
        address sender,
        bytes memory data
    ) internal returns (bool taken, bytes memory result) {
        ++tried[action];
        VM.recordLogs();
        VM.prank(sender);
        (taken, result) = address(LEDGER).call(data);
        if (taken) {
            ++succeeded[action];
            _absorb(VM.getRecordedLogs());
            _check();
            if (undid) ++succeeded[Action.Undone];
        } else {
            lastError = bytes4(result);
            VM.getRecordedLogs();
        }
    }

    /// @dev Makes a call as a key of the party: sends it, or signs it and has anybody send it.
    function _act(Action action, uint256 party, bytes memory data) internal returns (bool taken) {
        SignerId key = keysOf[party][0];
        if (_random(4) != 0) {
            (taken, ) = _call(action, _account(party), data);
            return taken;
        }
        (uint256 nonce, uint40 deadline) = (_nonce(), uint40(clock + 1 hours));
        bytes32 hash = keccak256(abi.encode(TypedData.ACT, key, party, keccak256(data), nonce, deadline));
        taken = _relay(action, party, data, _authorization(key, nonce, deadline, hash));
    }

    /// @dev Makes a call that begins with a record and brings particulars: sent, or signed as its record.
    function _actWith(Action action, Checkpoint memory c, bytes memory data) internal returns (bool taken) {
        SignerId key = _key(c);
        if (_random(4) != 0) {
            (taken, ) = _call(action, address(uint160(uint256(SignerId.unwrap(key)))), data);
            return taken;
        }
        Checkpoint[] memory all = new Checkpoint[](1);
        all[0] = c;
        taken = _relay(action, PartyId.unwrap(c.party), data, _authorize(key, all, true));
    }

    function _relay(
        Action action,
        uint256 party,
        bytes memory data,
        Authorization memory authorization
    ) private returns (bool taken) {
        bytes memory relayed = abi.encodeCall(ISigned.relay, (PartyId.wrap(uint32(party)), data, authorization));
        (taken, ) = _call(action, address(0xCAFE), relayed);
        if (!taken) return false;
        ++succeeded[Action.Relayed];
        if (written.length != 0) COVERAGE.note(RELAYED, stageBefore);
        sent.push(relayed);
    }

    /// @dev Writes a record in one of the ways there are.
    function _write(Action action, Checkpoint memory c) internal returns (bool taken) {
        uint256 way = _random(6);
        SignerId key = _key(c);
        bytes memory data;
        Checkpoint[] memory all = new Checkpoint[](1);
        all[0] = c;
        if (way == 0) {
            data = abi.encodeCall(ISigned.recordSigned, (c, _authorize(key, all, false)));
        } else if (way == 1) {
            data = abi.encodeCall(ISigned.recordManySigned, (all, _authorize(key, all, false)));
        } else if (way == 2) {
            data = abi.encodeCall(ICheckpoints.recordMany, (all));
        } else if (way == 3) {
            data = abi.encodeCall(ICheckpoints.recordRare, (c));
        } else {
            data = abi.encodeCall(ICheckpoints.record, (c));
        }
        (taken, ) = _call(action, way < 2 ? address(0xCAFE) : address(uint160(uint256(SignerId.unwrap(key)))), data);
        if (!taken || way > 1) return taken;
        sent.push(data);
        ++succeeded[way == 0 ? Action.SignedRecord : Action.SignedMany];
        COVERAGE.note(way == 0 ? SIGNED : SIGNED_MANY, stageBefore);
    }

    /* KEYS */

    /// @dev A key for the record: the party's main one, or the last of its narrow ones, whether that may or not.
    function _key(Checkpoint memory c) internal returns (SignerId) {
        SignerId[] storage own = keysOf[PartyId.unwrap(c.party)];
        SignerId narrow = own[own.length - 1];
        bool may = _within(keys[narrow].scope, c.place) && !keys[narrow].revoked;
        return _random(may ? 2 : 12) == 0 ? narrow : own[0];
    }

    /// @dev Few numbers, so that some are drawn twice.
    function _nonce() internal returns (uint256) {
        return _random(400);
    }

    function _authorize(
        SignerId key,
        Checkpoint[] memory records_,
        bool withParticulars
    ) internal returns (Authorization memory) {
        (uint256 nonce, uint40 deadline) = (_nonce(), uint40(clock + 1 hours));
        bytes32[] memory hashes = new bytes32[](records_.length);
        for (uint256 i; i < hashes.length; ++i) hashes[i] = _hashOf(records_[i], withParticulars);
        bytes32 all = keccak256(abi.encodePacked(hashes));
        return
            _authorization(
                key,
                nonce,
                deadline,
                keccak256(abi.encode(TypedData.CHECKPOINTS, key, all, nonce, deadline))
            );
    }

    function _authorization(
        SignerId key,
        uint256 nonce,
        uint40 deadline,
        bytes32 structHash
    ) internal returns (Authorization memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(keys[key].secret, _digest(structHash));
        address account = address(uint160(uint256(SignerId.unwrap(key))));
        return Authorization(abi.encodePacked(account), nonce, deadline, abi.encodePacked(r, s, v));
    }

    function _digest(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Waymark"),
                keccak256("1"),
                block.chainid,
                address(LEDGER)
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, structHash));
    }

    function _hashOf(Checkpoint memory c, bool withParticulars) private pure returns (bytes32) {
        bytes memory first = abi.encode(
            TypedData.CHECKPOINT,
            Words.hashOfKind(c.kind),
            Words.hashOfRole(c.role),
            _letters(c.place),
            c.occurredAt,
            c.consignment,
            c.party,
            c.detail
        );
        return
            keccak256(
                bytes.concat(
                    first,
                    abi.encode(
                        c.basedOn,
                        withParticulars,
                        c.dataHash,
                        c.next,
                        c.principal,
                        _letters(c.scope),
                        c.expectedMove
                    )
                )
            );
    }

    function _letters(Place place) private pure returns (bytes32) {
        bytes5 code = Place.unwrap(place);
        if (code == 0) return keccak256("");
        return code[2] == 0 ? keccak256(abi.encodePacked(bytes2(code))) : keccak256(abi.encodePacked(code));
    }
}
