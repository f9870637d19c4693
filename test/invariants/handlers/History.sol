// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBatches} from "../../../contracts/interfaces/IBatches.sol";
import {ICheckpoints} from "../../../contracts/interfaces/ICheckpoints.sol";
import {IConsignments, Line} from "../../../contracts/interfaces/IConsignments.sol";
import {IContainers} from "../../../contracts/interfaces/IContainers.sol";
import {IProofs, PastRecord} from "../../../contracts/interfaces/IProofs.sol";
import {ISigned} from "../../../contracts/interfaces/ISigned.sol";
import {Steps} from "../../../contracts/libraries/Steps.sol";
import {BatchId, ConsignmentId, PartyId, SignerId} from "../../../contracts/types/Ids.sol";
import {Adjustment, Kind} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Word} from "../../../contracts/types/Word.sol";
import {Log} from "../../support/Vm.sol";
import {Cast} from "./Cast.sol";
import {Units} from "./Units.sol";

/// @dev A record by its place in a history.
struct Ref {
    ConsignmentId id;
    uint24 sequence;
}

/// @dev How the events that begin a history end.
struct Rest {
    bytes32 dataHash;
    SignerId signer;
    uint40 recordedAt;
    Word word;
}

/// @dev What `ConsignmentCreated` says beside its topics.
struct Created {
    Place place;
    bytes2 destination;
    Rest rest;
}

/// @dev What `ConsignmentDerived` says beside its topics.
struct Derived {
    PartyId creator;
    bytes32 key;
    bytes32 fromHead;
    bytes32 release;
    Rest rest;
}

/// @dev What the events of goods that go into a container or come out of it say beside their topics, to the end.
struct Change {
    Word before;
    Word word;
}

/// @title Every history, rebuilt from the logs alone
/// @notice Keeps what is hashed for each step, folds the heads itself, and notes what a call did, for the checks.
abstract contract History is Cast, Units {
    ConsignmentId[] internal ids;
    mapping(ConsignmentId id => bytes32 head) internal heads;
    /// @dev What is hashed for each step; the first has number 1.
    mapping(ConsignmentId id => bytes[] preimages) internal steps;
    mapping(ConsignmentId id => bytes32[] before) internal headsBefore;
    mapping(ConsignmentId id => mapping(uint256 sequence => PastRecord past)) internal pasts;
    Ref[] internal records;
    mapping(bytes32 step => Ref ref) internal refOf;
    mapping(bytes32 nonce => bool used) internal usedNonces;
    Ref[] internal releases;

    /* WHAT THE LAST CALL DID */

    Ref[] internal written;
    bool internal undid;

    mapping(uint256 invariant => bool violated) public isViolated;
    mapping(uint256 invariant => ConsignmentId id) public violatedAt;

    function _violate(uint256 invariant, ConsignmentId id) internal {
        if (!isViolated[invariant]) violatedAt[invariant] = id;
        isViolated[invariant] = true;
    }

    function _absorb(Log[] memory logs) internal {
        delete written;
        undid = false;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != address(LEDGER)) continue;
            bytes32 topic = logs[i].topics[0];
            if (topic == ICheckpoints.CheckpointRecorded.selector) _onCheckpoint(logs, i);
            else if (topic == IConsignments.ConsignmentCreated.selector) _onCreated(logs, i);
            else if (topic == IContainers.ConsignmentDerived.selector) _onDerived(logs[i]);
            else if (topic == IContainers.ConsignmentPackedInto.selector) _onPacked(logs[i]);
            else if (topic == IContainers.ConsignmentUnpacked.selector) _onUnpacked(logs[i]);
            else if (topic == IContainers.ConsignmentRemoved.selector) _onRemoved(logs[i]);
            else if (topic == IProofs.RecordUndone.selector) _onUndone(logs[i]);
            else if (topic == ISigned.NonceUsed.selector) _onNonce(logs[i]);
            else _onUnits(logs[i]);
        }
    }

    /* STEPS */

    function _step(ConsignmentId id, bytes memory preimage, bytes32 step) private {
        headsBefore[id].push(heads[id]);
        steps[id].push(preimage);
        heads[id] = keccak256(abi.encode(heads[id], step));
    }

    function _begin(ConsignmentId id, bytes memory preimage) private {
        ids.push(id);
        heads[id] = keccak256(abi.encode(Steps.GENESIS, block.chainid, address(LEDGER), id));
        _step(id, preimage, keccak256(preimage));
    }

    function _onCreated(Log[] memory logs, uint256 i) private {
        ConsignmentId id = ConsignmentId.wrap(logs[i].topics[1]);
        Created memory said = abi.decode(logs[i].data, (Created));
        bool container = i + 1 < logs.length && logs[i + 1].topics[0] == IContainers.ContainerCreated.selector;
        bytes32 contents = container ? logs[i + 1].topics[2] : keccak256(abi.encode(_contentsOf(id)));
        bytes memory first = abi.encode(Steps.CREATION, id, logs[i].topics[2], logs[i].topics[3]);
        _begin(id, bytes.concat(first, abi.encode(said.place, said.destination, contents, said.rest)));
    }

    function _onDerived(Log memory log) private {
        ConsignmentId id = ConsignmentId.wrap(log.topics[1]);
        Derived memory said = abi.decode(log.data, (Derived));
        if (said.fromHead != heads[ConsignmentId.wrap(log.topics[2])]) _violate(3, id);
        bytes memory first = abi.encode(Steps.DERIVATION, id, said.creator, log.topics[3], said.key, log.topics[2]);
        bytes32 contents = keccak256(abi.encode(_contentsOf(id)));
        _begin(id, bytes.concat(first, abi.encode(said.fromHead, said.release, contents, said.rest)));
    }

    function _onCheckpoint(Log[] memory logs, uint256 i) private {
        ConsignmentId id = ConsignmentId.wrap(logs[i].topics[1]);
        bytes memory preimage = bytes.concat(
            abi.encode(Steps.CHECKPOINT, id, logs[i].topics[2], logs[i].topics[3]),
            logs[i].data
        );
        uint256 sequence = steps[id].length + 1;
        _keepRecord(id, sequence, logs[i]);
        bytes32 step = keccak256(preimage);
        Kind kind = Kind(uint256(logs[i].topics[3]));
        if (kind == Kind.Adjusted) _credit(logs, i, pasts[id][sequence].detail);
        if (kind == Kind.Packed || kind == Kind.Unpacked) {
            bytes32 absorbed = keccak256(abi.encode(_headsNamed(logs, i, id)));
            preimage = abi.encode(Steps.ABSORPTION, step, absorbed);
            step = keccak256(preimage);
        }
        _step(id, preimage, step);
        refOf[step] = Ref(id, uint24(sequence));
        records.push(Ref(id, uint24(sequence)));
        written.push(Ref(id, uint24(sequence)));
    }

    function _keepRecord(ConsignmentId id, uint256 sequence, Log memory log) private {
        pasts[id][sequence] = abi.decode(bytes.concat(log.topics[2], log.topics[3], log.data), (PastRecord));
    }

    /// @dev Units consumed in making others are credited to who consumed them; their logs go before the record's.
    function _credit(Log[] memory logs, uint256 i, uint8 detail) private {
        if (detail != uint8(Adjustment.Transformation)) return;
        uint256 party = uint256(logs[i].topics[2]);
        while (i != 0 && logs[i - 1].topics[0] == ICheckpoints.LineAdjusted.selector) {
            --i;
            (uint64 quantity, ) = abi.decode(logs[i].data, (uint64, bytes32));
            consumed[party][BatchId.wrap(logs[i].topics[1])] += quantity;
        }
    }

    /// @dev The heads that a container's record absorbs: those in the logs of what it put in or took out.
    function _headsNamed(Log[] memory logs, uint256 i, ConsignmentId id) private pure returns (bytes32[] memory found) {
        uint256 count;
        while (i + count + 1 < logs.length && _isOf(logs[i + count + 1], id)) ++count;
        found = new bytes32[](count);
        for (uint256 j; j < count; ++j) found[j] = abi.decode(logs[i + j + 1].data, (bytes32));
    }

    function _isOf(Log memory log, ConsignmentId container) private pure returns (bool) {
        return
            (log.topics[0] == IContainers.ConsignmentPackedInto.selector ||
                log.topics[0] == IContainers.ConsignmentUnpacked.selector) &&
            log.topics[2] == ConsignmentId.unwrap(container);
    }

    function _onPacked(Log memory log) private {
        ConsignmentId id = ConsignmentId.wrap(log.topics[1]);
        (bytes32 head, bytes32 containerHead, Change memory change) = abi.decode(log.data, (bytes32, bytes32, Change));
        _requireHeads(id, head, ConsignmentId.wrap(log.topics[2]), containerHead);
        bytes memory preimage = abi.encode(Steps.PACKING, id, log.topics[2], containerHead, change);
        _step(id, preimage, keccak256(preimage));
    }

    function _onUnpacked(Log memory log) private {
        ConsignmentId id = ConsignmentId.wrap(log.topics[1]);
        (bytes32 head, bytes32 containerHead, bytes32 around, Change memory change) = abi.decode(
            log.data,
            (bytes32, bytes32, bytes32, Change)
        );
        _requireHeads(id, head, ConsignmentId.wrap(log.topics[2]), containerHead);
        bytes memory preimage = abi.encode(Steps.UNPACKING, id, log.topics[2], containerHead, around, change);
        _step(id, preimage, keccak256(preimage));
    }

    function _onRemoved(Log memory log) private {
        ConsignmentId id = ConsignmentId.wrap(log.topics[1]);
        (bytes32 head, Change memory change) = abi.decode(log.data, (bytes32, Change));
        bytes memory preimage = abi.encode(Steps.REMOVAL, id, log.topics[2], head, change);
        _step(id, preimage, keccak256(preimage));
    }

    function _requireHeads(ConsignmentId id, bytes32 head, ConsignmentId container, bytes32 containerHead) private {
        if (head != heads[id] || containerHead != heads[container]) _violate(3, id);
    }

    function _onUndone(Log memory log) private {
        ConsignmentId id = ConsignmentId.wrap(log.topics[1]);
        uint256 sequence = uint256(log.topics[2]);
        PastRecord storage past = pasts[id][sequence];
        undid = true;
        _restore(id, sequence, past.kind, past.detail, PartyId.unwrap(past.party));
    }

    function _onNonce(Log memory log) private {
        // Party, key and nonce.
        bytes32 nonce = keccak256(abi.encode(log.topics[1], log.data));
        if (usedNonces[nonce]) _violate(11, ConsignmentId.wrap(0));
        usedNonces[nonce] = true;
    }

    /* UNITS */

    function _onUnits(Log memory log) private {
        bytes32 topic = log.topics[0];
        if (topic == IBatches.BatchRegistered.selector) {
            batches.push(BatchId.wrap(log.topics[1]));
            return;
        }
        if (log.topics.length < 3) return;
        BatchId batch = BatchId.wrap(log.topics[1]);
        ConsignmentId id = ConsignmentId.wrap(log.topics[2]);
        if (topic == IBatches.InputConsumed.selector) {
            named[uint32(PartyId.unwrap(LEDGER.batchOf(batch).maker))][BatchId.wrap(log.topics[2])] += abi.decode(
                log.data,
                (uint64)
            );
            return;
        }
        if (!_isOfUnits(topic)) return;
        (uint64 quantity, bytes32 items) = abi.decode(log.data, (uint64, bytes32));
        Line memory line = Line(batch, quantity, items);
        bool right = true;
        if (topic == IConsignments.LineLoaded.selector) {
            _put(id, line);
        } else if (topic == ICheckpoints.LineReleased.selector) {
            right = _take(id, line);
            accounts[batch].released += quantity;
        } else if (topic == ICheckpoints.LineUnloaded.selector) {
            right = _take(id, line);
        } else if (topic == ICheckpoints.LineAdjusted.selector) {
            if (uint256(log.topics[3]) == uint256(Adjustment.Overage)) return;
            right = _take(id, line);
            accounts[batch].adjusted += quantity;
        } else if (topic == IContainers.LineSplit.selector) {
            _put(id, line);
            // A part comes out of what it is split from; what came back was released before.
            if (written.length == 0) accounts[batch].cameBack += quantity;
            else right = _take(ConsignmentId.wrap(log.topics[3]), line);
        }
        if (!right) _violate(2, id);
    }

    function _isOfUnits(bytes32 topic) private pure returns (bool) {
        return
            topic == IConsignments.LineLoaded.selector ||
            topic == ICheckpoints.LineReleased.selector ||
            topic == ICheckpoints.LineUnloaded.selector ||
            topic == ICheckpoints.LineAdjusted.selector ||
            topic == IContainers.LineSplit.selector;
    }
}
