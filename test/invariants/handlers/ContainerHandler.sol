// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint} from "../../../contracts/interfaces/ICheckpoints.sol";
import {IContainers, Part} from "../../../contracts/interfaces/IContainers.sol";
import {ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Inside} from "../../../contracts/types/Inside.sol";
import {Kind} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Action} from "./Acting.sol";
import {GoodsHandler} from "./GoodsHandler.sol";

/// @title Containers, what goes in and out of them, and parts
abstract contract ContainerHandler is GoodsHandler {
    /// @dev An empty container where some goods stand, made by who has them.
    function createContainer(uint256 random) external begins(random) {
        if (ids.length >= MAX_CONSIGNMENTS) return;
        Word w = seen[_anyGoods()].effective;
        uint32 party = w.custodian().exists() ? PartyId.unwrap(w.custodian()) : 6;
        Place place = Place.unwrap(w.place()) == 0 ? Place.wrap("NZTRG") : w.place();
        bytes memory data = abi.encodeCall(
            IContainers.createContainer,
            (PartyId.wrap(party), _fresh(), place, bytes32(0))
        );
        _act(Action.CreateContainer, party, data);
    }

    /// @dev Packs goods that look alike; now and then some that do not.
    function pack(uint256 random) external begins(random) {
        ConsignmentId container = _anyContainer(0);
        Word w = seen[container].own;
        bool empty = Inside.wrap(seen[container].contents).children() == 0;
        ConsignmentId[] memory children = new ConsignmentId[](3);
        uint256 count;
        uint256 first = _random(ids.length);
        for (uint256 i; i < ids.length && count < 3; ++i) {
            ConsignmentId id = ids[(first + i) % ids.length];
            Word child = seen[id].own;
            bool fits =
                child.isWith(w.custodian()) &&
                    child.place() == w.place() &&
                    !child.has(WordFields.PACKED) &&
                    child.stands() &&
                    !child.has(WordFields.ANY_HOLD) &&
                    ConsignmentId.unwrap(id) != ConsignmentId.unwrap(container);
            if (fits && (!empty || count != 0)) {
                Word like = count != 0 ? seen[children[0]].own : w;
                fits = like.movement() == child.movement() && like.destination() == child.destination();
            }
            if (fits || _random(40) == 0) children[count++] = id;
        }
        if (count == 0) return;
        _withChildren(Action.Packed, Kind.Packed, container, children, count);
    }

    /// @dev Takes out one or two; mostly by the custodian, sometimes by who placed a hold.
    function unpack(uint256 random) external begins(random) {
        ConsignmentId container = _anyContainer(1);
        uint32 number = Inside.wrap(seen[container].contents).number();
        ConsignmentId[] memory children = new ConsignmentId[](2);
        uint256 count;
        uint256 first = _random(ids.length);
        for (uint256 i; i < ids.length && count < 2; ++i) {
            ConsignmentId id = ids[(first + i) % ids.length];
            if (seen[id].own.parent() == number || _random(60) == 0) children[count++] = id;
        }
        if (count == 0) return;
        if (_random(2) == 0) count = 1;
        _withChildren(Action.Unpacked, Kind.Unpacked, container, children, count);
    }

    function split(uint256 random) external begins(random) {
        if (ids.length < MAX_CONSIGNMENTS) _split(_anyGoods());
    }

    function _split(ConsignmentId id) internal {
        (bool found, Checkpoint memory c) = _draft(Kind.Split, id);
        if (!found || lines[id].length == 0) return;
        Part memory part = Part(_fresh(), _contentsOf(id), _some(id), 0);
        c.basedOn = keccak256(abi.encode(part));
        _actWith(Action.Split, c, abi.encodeCall(IContainers.split, (c, part)));
    }

    function _withChildren(
        Action action,
        Kind kind,
        ConsignmentId container,
        ConsignmentId[] memory some,
        uint256 count
    ) internal {
        (bool found, Checkpoint memory c) = _draft(kind, container);
        if (!found) return;
        c.occurredAt = uint40(clock + 300);
        ConsignmentId[] memory children = new ConsignmentId[](count);
        for (uint256 i; i < count; ++i) {
            uint256 j = i;
            for (; j != 0 && ConsignmentId.unwrap(some[i]) < ConsignmentId.unwrap(children[j - 1]); --j) {
                children[j] = children[j - 1];
            }
            children[j] = some[i];
        }
        c.basedOn = keccak256(abi.encode(children));
        bytes memory data =
            kind == Kind.Packed
                ? abi.encodeCall(IContainers.pack, (c, children))
                : abi.encodeCall(IContainers.unpack, (c, children));
        _actWith(action, c, data);
    }

    /// @dev A container that is packed in none, with at least so many children; else any goods.
    function _anyContainer(uint256 children) private returns (ConsignmentId id) {
        uint256 count = ids.length;
        uint256 first = _random(count);
        for (uint256 i; i < count; ++i) {
            id = ids[(first + i) % count];
            Word w = seen[id].own;
            if (!w.has(WordFields.CONTAINER) || w.has(WordFields.PACKED)) continue;
            if (Inside.wrap(seen[id].contents).children() >= children) return id;
        }
    }
}
