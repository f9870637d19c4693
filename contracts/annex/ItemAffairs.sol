// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBatches} from "../interfaces/IBatches.sol";
import {IItems, Labelling} from "../interfaces/IItems.sol";
import {IParties} from "../interfaces/IParties.sol";
import {LABELLER} from "../interfaces/IProducts.sol";
import {Batches} from "../libraries/Batches.sol";
import {Caller} from "../libraries/Caller.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Ledger, StoredBatch} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {BatchId, PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";

/// @title ItemAffairs
/// @notice Labels put on later.
abstract contract ItemAffairs is LedgerStorage {
    using Entitlement for Ledger;

    /// @notice As `IItems.labelItems`.
    function labelItems(PartyId party, BatchId batch, bytes32 root, uint64 quantity, Place place) external {
        SignerId signer = Caller.id();
        _ledger.requireHandlingSigner(party, signer, place);
        _ledger.requireStanding(party);
        StoredBatch storage stored = _ledger.batches[batch];
        if (!stored.maker.exists()) revert IBatches.BatchUnknown(batch);
        ProductId product = Batches.expand(stored.product);
        if (_ledger.appointments[product][party] & LABELLER == 0) revert IItems.NotLabeller(batch, party);
        if (!place.isUnLocode()) revert IParties.PlaceInvalid(place);
        if (root == 0) revert IItems.RootInvalid(root);
        if (quantity == 0) revert IBatches.QuantityInvalid(quantity);
        Labelling storage labelling = _ledger.labellings[batch][root];
        if (labelling.labelledAt != 0) revert IItems.RootExists(batch, root);
        uint64 labelled = _ledger.labelled[batch];
        uint64 available = stored.quantity > labelled ? stored.quantity - labelled : 0;
        if (quantity > available) revert IItems.LabelsExceedBatch(batch, quantity, available);

        _ledger.labelled[batch] = labelled + quantity;
        labelling.labeller = party;
        labelling.place = place;
        labelling.quantity = quantity;
        labelling.labelledAt = uint40(block.timestamp);
        emit IItems.ItemsLabelled(batch, party, root, place, quantity, signer);
    }

    /// @notice As `IItems.activatedAt`.
    function activatedAt(BatchId batch, bytes32 serialHash) external view returns (uint40) {
        return _ledger.activations[keccak256(abi.encode(batch, serialHash))];
    }

    /// @notice As `IItems.labellingOf`.
    function labellingOf(BatchId batch, bytes32 root) external view returns (Labelling memory) {
        return _ledger.labellings[batch][root];
    }

    /// @notice As `IItems.labelledUnits`.
    function labelledUnits(BatchId batch) external view returns (uint64) {
        return _ledger.labelled[batch];
    }
}
