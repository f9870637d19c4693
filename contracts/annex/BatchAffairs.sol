// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Batch, IBatches} from "../interfaces/IBatches.sol";
import {Batches} from "../libraries/Batches.sol";
import {Caller} from "../libraries/Caller.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Ledger, StoredBatch} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {BatchId, PartyId, SignerId} from "../types/Ids.sol";
import {BRAND, FACTORY, SELLER} from "../types/Roles.sol";

/// @title BatchAffairs
/// @notice What happens to batches once they are registered.
abstract contract BatchAffairs is LedgerStorage {
    using Entitlement for Ledger;

    /// @notice As `IBatches.voidBatch`.
    function voidBatch(PartyId party, BatchId batch) external {
        SignerId signer = Caller.id();
        StoredBatch storage stored = _ledger.batches[batch];
        if (!stored.maker.exists()) revert IBatches.BatchUnknown(batch);
        if (!(stored.maker == party)) revert IBatches.NotMakerOfBatch(batch, party, stored.maker);
        _ledger.requireSignerOf(party, signer, BRAND + SELLER + FACTORY);
        _ledger.requireStanding(party);
        if (stored.loaded != 0 || stored.quantity == 0) revert IBatches.BatchInUse(batch, stored.loaded);

        stored.quantity = 0;
        emit IBatches.BatchVoided(batch, party, signer);
    }

    /// @notice As `IBatches.batchOf`.
    function batchOf(BatchId batch) external view returns (Batch memory) {
        StoredBatch storage stored = _ledger.batches[batch];
        return
            Batch({
                product: Batches.expand(stored.product),
                maker: stored.maker,
                quantity: stored.quantity,
                loaded: stored.loaded,
                origin: stored.origin,
                statement: stored.statement
            });
    }

    /// @notice As `IBatches.creditOf`.
    function creditOf(PartyId party, BatchId batch) external view returns (uint64) {
        return _ledger.credits[party][batch];
    }
}
