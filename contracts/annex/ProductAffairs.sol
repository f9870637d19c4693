// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IParties} from "../interfaces/IParties.sol";
import {IProducts, LABELLER, MAKER, Product, SHIPPER} from "../interfaces/IProducts.sol";
import {Caller} from "../libraries/Caller.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Prefixes} from "../libraries/Prefixes.sol";
import {Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {PartyId, ProductId} from "../types/Ids.sol";

/// @title ProductAffairs
/// @notice What happens to products once they are registered.
abstract contract ProductAffairs is LedgerStorage {
    using Entitlement for Ledger;
    using Prefixes for Ledger;

    /// @notice As `IProducts.endorseProduct`.
    function endorseProduct(PartyId brand, ProductId product, uint8 prefixLength) external {
        _ledger.requireManager(brand, Caller.id());
        Product storage stored = _ledger.products[product];
        if (stored.registeredAt == 0) revert IProducts.ProductUnknown(product);
        if (ProductId.unwrap(product) >> 64 == 0 || stored.endorsedBy.exists())
            revert IProducts.ProductNotClaimed(product);
        _ledger.requirePrefix(uint64(ProductId.unwrap(product)), prefixLength, brand);

        stored.endorsedBy = brand;
        emit IProducts.ProductEndorsed(product, brand);
    }

    /// @notice As `IProducts.appoint`.
    function appoint(ProductId product, PartyId agent, uint8 tasks) external {
        _ledger.requireManager(_registrant(product), Caller.id());
        if (tasks > (MAKER | SHIPPER | LABELLER)) revert IProducts.TasksInvalid(tasks);
        if (_ledger.parties[agent].admittedAt == 0) revert IParties.PartyUnknown(agent);

        _ledger.appointments[product][agent] = tasks;
        emit IProducts.Appointed(product, agent, tasks);
    }

    /// @notice As `IProducts.setResolvers`.
    function setResolvers(ProductId product, string[] calldata hosts) external {
        _ledger.requireManager(_registrant(product), Caller.id());
        emit IProducts.ResolversSet(product, hosts);
    }

    /// @notice As `IProducts.productOf`.
    function productOf(ProductId product) external view returns (Product memory) {
        return _ledger.products[product];
    }

    /// @notice As `IProducts.appointmentOf`.
    function appointmentOf(ProductId product, PartyId agent) external view returns (uint8) {
        return _ledger.appointments[product][agent];
    }

    function _registrant(ProductId product) private view returns (PartyId registrant) {
        registrant = _ledger.products[product].registrant;
        if (!registrant.exists()) revert IProducts.ProductUnknown(product);
    }
}
