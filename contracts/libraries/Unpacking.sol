// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {IContainers} from "../interfaces/IContainers.sol";
import {Consignment, Ledger} from "../storage/Ledger.sol";
import {ConsignmentId} from "../types/Ids.sol";
import {Inside} from "../types/Inside.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Packing} from "./Packing.sol";
import {Steps} from "./Steps.sol";

/// @title Unpacking
/// @notice How goods come out of a container.
library Unpacking {
    using Packing for Ledger;

    /// @dev Offers (`offeredAt`, `next`) and being apart end when goods come out.
    uint256 private constant ENDS =
        (uint256(type(uint24).max) << WordFields.OFFERED_AT) |
            (uint256(type(uint32).max) << WordFields.NEXT) |
            WordFields.APART;

    /// @notice Takes goods out of their container by themselves, as their creator may when custody is taken back:
    /// however deep they are, without a record of the container's custodian.
    /// @return w The word of the goods outside, in the custody that the outermost container is in.
    function remove(Ledger storage ledger, ConsignmentId id, Word before) internal returns (Word w) {
        ConsignmentId containerId = ledger.containerOf(before);
        Consignment storage container = ledger.consignments[containerId];
        w = _outside(before, ledger.effective(before));
        // The record that takes them back is one more step.
        if (before.sequence() >= type(uint24).max - 1) revert ICheckpoints.HistoryFull(id);
        if (container.word.sequence() == type(uint24).max) revert ICheckpoints.HistoryFull(containerId);
        bytes32 around = _headsAround(ledger, container.word);

        // Effect: the container, and those around it.
        Word containerBefore = container.word;
        Inside inside = Inside.wrap(container.contents).withoutChild(before.stops(), before.isApart());
        Word containerAfter = Packing.marked(containerBefore.advanced(), inside);
        bytes32 head = ledger.consignments[id].head;
        container.contents = Inside.unwrap(inside);
        container.word = containerAfter;
        container.head = Steps.fold(
            container.head,
            keccak256(abi.encode(Steps.REMOVAL, containerId, id, head, containerBefore, containerAfter))
        );
        emit IContainers.ConsignmentRemoved(containerId, id, head, containerBefore, containerAfter);
        ledger.propagate(containerBefore, containerAfter);

        // Effect: the goods.
        store(ledger, id, containerId, container.head, around, before, w);
    }

    /// @notice The word of goods that come out of a container which is in none itself.
    /// @param customs The word whose import customs state they have: their own or the container's.
    function outside(Word before, Word container, Word customs) internal pure returns (Word) {
        return _outside(before, Packing.inherit(before, container, customs));
    }

    function _outside(Word before, Word seen) private pure returns (Word w) {
        // Holds around the goods stay behind; what stops them inside comes along.
        w = seen.withFrom(before, WordFields.STOPPED_INSIDE).without(ENDS);
        return w.advanced().withMove(w.lastMoveAt());
    }

    /// @notice Stores goods that came out, with the head of the container they were in.
    function store(
        Ledger storage ledger,
        ConsignmentId id,
        ConsignmentId containerId,
        bytes32 containerHead,
        bytes32 around,
        Word before,
        Word w
    ) internal {
        Consignment storage goods = ledger.consignments[id];
        bytes32 head = goods.head;
        goods.word = w;
        goods.head = Steps.fold(
            head,
            keccak256(abi.encode(Steps.UNPACKING, id, containerId, containerHead, around, before, w))
        );
        emit IContainers.ConsignmentUnpacked(id, containerId, head, containerHead, around, before, w);
    }

    /// @dev The heads of the containers around one, innermost first, as one hash; 0 when it is in none.
    function _headsAround(Ledger storage ledger, Word w) private view returns (bytes32) {
        if (!w.has(WordFields.PACKED)) return 0;
        bytes32 middle = ledger.consignments[ledger.containerOf(w)].head;
        Word outer = ledger.consignments[ledger.containerOf(w)].word;
        if (!outer.has(WordFields.PACKED)) return keccak256(abi.encode(middle, bytes32(0)));
        // Containers nest three deep: there is none around this one.
        return keccak256(abi.encode(middle, ledger.consignments[ledger.containerOf(outer)].head));
    }
}
