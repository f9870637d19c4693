// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IProducts, Product} from "../interfaces/IProducts.sol";
import {Caller} from "../libraries/Caller.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Gs1} from "../libraries/Gs1.sol";
import {Prefixes} from "../libraries/Prefixes.sol";
import {Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {Role} from "../types/Roles.sol";

/// @title ProductRegister
/// @notice Registering products, confirmed and claimed.
abstract contract ProductRegister is LedgerStorage {
    using Entitlement for Ledger;
    using Prefixes for Ledger;

    /// @notice As `IProducts.registerProduct`.
    function registerProduct(
        PartyId party,
        uint64 gtin,
        uint8 prefixLength,
        Place scope,
        uint24 hs6,
        bytes32 dataHash
    ) external returns (ProductId product) {
        SignerId signer = Caller.id();
        if (!Gs1.isGtin(gtin)) revert IProducts.GtinInvalid(gtin);
        if (hs6 < 10_000 || hs6 > 999_999) revert IProducts.Hs6Invalid(hs6);
        if (prefixLength == 0) {
            _ledger.requireSigner(party, signer, Role.Seller);
            _ledger.requireStanding(party);
            _ledger.requireGrant(party, scope, Role.Seller);
            product = ProductId.wrap((uint96(PartyId.unwrap(party)) << 64) | gtin);
        } else {
            _ledger.requireSigner(party, signer, Role.Brand);
            _ledger.requireStanding(party);
            _ledger.requirePrefix(gtin, prefixLength, party);
            product = ProductId.wrap(gtin);
        }
        Product storage stored = _ledger.products[product];
        if (stored.registeredAt != 0) revert IProducts.ProductExists(product);

        stored.registrant = party;
        stored.hs6 = hs6;
        stored.registeredAt = uint40(block.timestamp);
        stored.data = bytes16(keccak256(abi.encode(dataHash)));
        emit IProducts.ProductRegistered(product, party, gtin, hs6, dataHash, signer);
    }
}
