// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IParties} from "../interfaces/IParties.sol";
import {IProducts, LABELLER, MAKER, Product, SHIPPER} from "../interfaces/IProducts.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Gs1} from "../libraries/Gs1.sol";
import {Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {PartyId, ProductId, SignerId, signerIdOf} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {Role} from "../types/Roles.sol";

/// @title ProductRegister
/// @notice Products, confirmed and claimed.
abstract contract ProductRegister is IProducts, LedgerStorage {
    using Entitlement for Ledger;

    /// @inheritdoc IProducts
    function registerProduct(
        PartyId party,
        uint64 gtin,
        uint8 prefixLength,
        Place scope,
        uint24 hs6,
        bytes32 dataHash
    ) external returns (ProductId product) {
        SignerId signer = signerIdOf(msg.sender);
        if (!Gs1.isGtin(gtin)) revert GtinInvalid(gtin);
        if (hs6 < 10_000 || hs6 > 999_999) revert Hs6Invalid(hs6);
        if (prefixLength == 0) {
            _ledger.requireSigner(party, signer, Role.Seller);
            _ledger.requireStanding(party);
            _ledger.requireGrant(party, scope, Role.Seller);
            product = ProductId.wrap((uint96(PartyId.unwrap(party)) << 64) | gtin);
        } else {
            _ledger.requireSigner(party, signer, Role.Brand);
            _ledger.requireStanding(party);
            _requirePrefix(gtin, prefixLength, party);
            product = ProductId.wrap(gtin);
        }
        Product storage stored = _ledger.products[product];
        if (stored.registeredAt != 0) revert ProductExists(product);

        stored.registrant = party;
        stored.hs6 = hs6;
        stored.registeredAt = uint40(block.timestamp);
        stored.data = bytes16(dataHash);
        emit ProductRegistered(product, party, gtin, hs6, dataHash, signer);
    }

    /// @inheritdoc IProducts
    function endorseProduct(PartyId brand, ProductId product, uint8 prefixLength) external {
        _ledger.requireManager(brand);
        Product storage stored = _ledger.products[product];
        if (stored.registeredAt == 0) revert ProductUnknown(product);
        if (ProductId.unwrap(product) >> 64 == 0 || stored.endorsedBy.exists()) revert ProductNotClaimed(product);
        _requirePrefix(uint64(ProductId.unwrap(product)), prefixLength, brand);

        stored.endorsedBy = brand;
        emit ProductEndorsed(product, brand);
    }

    /// @inheritdoc IProducts
    function appoint(ProductId product, PartyId agent, uint8 tasks) external {
        _ledger.requireManager(_registrant(product));
        if (tasks > (MAKER | SHIPPER | LABELLER)) revert TasksInvalid(tasks);
        if (_ledger.parties[agent].admittedAt == 0) revert IParties.PartyUnknown(agent);

        _ledger.appointments[product][agent] = tasks;
        emit Appointed(product, agent, tasks);
    }

    /// @inheritdoc IProducts
    function setResolvers(ProductId product, string[] calldata hosts) external {
        _ledger.requireManager(_registrant(product));
        emit ResolversSet(product, hosts);
    }

    /// @inheritdoc IProducts
    function productOf(ProductId product) external view returns (Product memory) {
        return _ledger.products[product];
    }

    /// @inheritdoc IProducts
    function appointmentOf(ProductId product, PartyId agent) external view returns (uint8) {
        return _ledger.appointments[product][agent];
    }

    function _registrant(ProductId product) private view returns (PartyId registrant) {
        registrant = _ledger.products[product].registrant;
        if (!registrant.exists()) revert ProductUnknown(product);
    }

    function _requirePrefix(uint64 gtin, uint8 length, PartyId party) private view {
        PartyId holder;
        if (length >= Gs1.MIN_PREFIX && length <= Gs1.MAX_PREFIX) {
            holder = _ledger.prefixes[Gs1.prefixKey(Gs1.prefixOf(gtin, length), length)].holder;
        }
        if (!(holder == party)) revert PrefixNotHeld(gtin, length, holder);
    }
}
