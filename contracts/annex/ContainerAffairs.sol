// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint} from "../interfaces/ICheckpoints.sol";
import {Container, IContainers, Part} from "../interfaces/IContainers.sol";
import {Containers} from "../Containers.sol";
import {Caller} from "../libraries/Caller.sol";
import {Packing} from "../libraries/Packing.sol";
import {Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {ConsignmentId, PartyId} from "../types/Ids.sol";
import {Inside} from "../types/Inside.sol";
import {Place} from "../types/Place.sol";
import {Word, WordFields} from "../types/Word.sol";

/// @title ContainerAffairs
/// @notice Consignments in consignments, and parts of consignments.
abstract contract ContainerAffairs is IContainers, LedgerStorage {
    using Packing for Ledger;

    /* CONTAINERS AND PARTS */

    /// @inheritdoc IContainers
    function createContainer(
        PartyId party,
        bytes32 key,
        Place place,
        bytes32 dataHash
    ) external returns (ConsignmentId container) {
        return Containers.createContainer(_ledger, Caller.id(), party, key, place, dataHash);
    }

    /// @inheritdoc IContainers
    function pack(Checkpoint calldata checkpoint, ConsignmentId[] calldata children) external returns (uint24) {
        return Containers.pack(_ledger, Caller.id(), checkpoint, children);
    }

    /// @inheritdoc IContainers
    function unpack(Checkpoint calldata checkpoint, ConsignmentId[] calldata children) external returns (uint24) {
        return Containers.unpack(_ledger, Caller.id(), checkpoint, children);
    }

    /// @inheritdoc IContainers
    function split(Checkpoint calldata checkpoint, Part calldata part) external returns (ConsignmentId) {
        return Containers.split(_ledger, Caller.id(), checkpoint, part);
    }

    /* VIEWS */

    /// @inheritdoc IContainers
    function containerOf(ConsignmentId consignment) external view returns (Container memory container) {
        if (!_ledger.consignments[consignment].word.has(WordFields.CONTAINER)) return container;
        Inside inside = Inside.wrap(_ledger.consignments[consignment].contents);
        return
            Container({
                number: inside.number(),
                children: inside.children(),
                stopped: inside.stopped(),
                apart: inside.apart(),
                height: inside.height()
            });
    }

    /// @inheritdoc IContainers
    function containerOfNumber(uint32 number) external view returns (ConsignmentId) {
        return _ledger.containers[number];
    }

    /// @inheritdoc IContainers
    function effectiveWordOf(ConsignmentId consignment) external view returns (Word) {
        return _ledger.effective(_ledger.consignments[consignment].word);
    }
}
