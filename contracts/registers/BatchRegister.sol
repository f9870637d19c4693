// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchDetails, IBatches, Input} from "../interfaces/IBatches.sol";
import {IParties} from "../interfaces/IParties.sol";
import {IProducts, MAKER} from "../interfaces/IProducts.sol";
import {Batches} from "../libraries/Batches.sol";
import {Caller} from "../libraries/Caller.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Ledger, StoredBatch} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {BatchId, PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {isCountry} from "../types/Place.sol";
import {Role} from "../types/Roles.sol";

/// @title BatchRegister
/// @notice Registering batches: what was made, how much of it, and from what.
abstract contract BatchRegister is LedgerStorage {
    using Entitlement for Ledger;

    /// @notice As `IBatches.registerBatch`.
    function registerBatch(PartyId party, BatchDetails calldata details) external returns (BatchId batch) {
        return _register(party, details);
    }

    /// @notice As `IBatches.registerBatchFrom`.
    function registerBatchFrom(
        PartyId party,
        BatchDetails calldata details,
        Input[] calldata inputs
    ) external returns (BatchId batch) {
        batch = _register(party, details);
        for (uint256 i; i < inputs.length; ++i) {
            Input calldata input = inputs[i];
            uint64 available = _ledger.credits[party][input.batch];
            if (input.quantity == 0) revert IBatches.QuantityInvalid(0);
            if (input.quantity > available) {
                revert IBatches.InputNotConsumed(input.batch, party, input.quantity, available);
            }
            // Unchecked: just compared.
            unchecked {
                _ledger.credits[party][input.batch] = available - input.quantity;
            }
            emit IBatches.InputConsumed(batch, input.batch, input.quantity);
        }
    }

    function _register(PartyId party, BatchDetails calldata details) private returns (BatchId batch) {
        ProductId product = details.product;
        SignerId signer = Caller.id();
        _requireMaker(product, party, signer);
        uint64 quantity = details.quantity;
        if (quantity == 0) revert IBatches.QuantityInvalid(quantity);
        if (!Batches.isUnit(details.unit)) revert IBatches.UnitInvalid(details.unit);
        if (!isCountry(details.origin)) revert IParties.CountryInvalid(details.origin);
        if (!Batches.isDate(details.expiry)) revert IBatches.ExpiryInvalid(details.expiry);

        batch = BatchId.wrap(keccak256(abi.encode(product, details.lotKey)));
        StoredBatch storage stored = _ledger.batches[batch];
        if (stored.maker.exists()) revert IBatches.BatchExists(batch);
        stored.product = Batches.compact(product);
        stored.maker = party;
        stored.quantity = quantity;
        stored.origin = details.origin;
        bytes32 itemsRoot = details.itemsRoot;
        stored.statement = Batches.statementOf(details.unit, details.expiry, itemsRoot, details.dataHash);
        emit IBatches.BatchRegistered(
            batch,
            product,
            party,
            details.lotKey,
            quantity,
            details.unit,
            details.origin,
            details.expiry,
            itemsRoot,
            details.dataHash,
            signer
        );
    }

    /// @dev The registrant writes as Brand or, for a claimed product, as Seller; a maker it appointed as Factory.
    function _requireMaker(ProductId product, PartyId party, SignerId signer) private view {
        PartyId registrant = _ledger.products[product].registrant;
        if (registrant == party) {
            if (!party.exists()) revert IProducts.ProductUnknown(product);
            _ledger.requireSigner(party, signer, ProductId.unwrap(product) >> 64 == 0 ? Role.Brand : Role.Seller);
        } else {
            if (!registrant.exists()) revert IProducts.ProductUnknown(product);
            if (_ledger.appointments[product][party] & MAKER == 0) revert IBatches.NotMaker(product, party);
            _ledger.requireSigner(party, signer, Role.Factory);
        }
        _ledger.requireStanding(party);
    }
}
