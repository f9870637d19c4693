// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice The capacity in which a party writes. Authorities (Port, Customs, Inspector, Regulator) are witnesses of
/// a place; the others are commercial and write about goods they have, are handed next, or hold a mandate for.
enum Role {
    /// No role: never granted.
    None,
    /// Owner of the trade mark; holds the GS1 Company Prefix.
    Brand,
    /// Sells in its own name; may claim a product that its brand has not registered.
    Seller,
    /// Makes the goods.
    Factory,
    /// Moves the goods between places: shipping line, airline, trucker, courier.
    Carrier,
    /// Port, airport or terminal: a witness of its place; moves goods only when it has custody.
    Port,
    /// Customs office.
    Customs,
    /// Quarantine, food or product inspection body.
    Inspector,
    /// Customs broker: acts under a mandate.
    Broker,
    /// Stores goods, bonded or free.
    Warehouse,
    /// Hands goods to the consumer.
    Retailer,
    /// Authority of a country that may recall and hold.
    Regulator
}

/// @notice A set of roles, bit `1 << role` each. Bit 0 (None) is never set.
type RoleSet is uint16;

using {hasRole, isWithin, meets} for RoleSet global;
using {addRole as +} for RoleSet global;

RoleSet constant NO_ROLES = RoleSet.wrap(0);
RoleSet constant BRAND = RoleSet.wrap(1 << 1);
RoleSet constant SELLER = RoleSet.wrap(1 << 2);
RoleSet constant FACTORY = RoleSet.wrap(1 << 3);
RoleSet constant CARRIER = RoleSet.wrap(1 << 4);
RoleSet constant PORT = RoleSet.wrap(1 << 5);
RoleSet constant CUSTOMS = RoleSet.wrap(1 << 6);
RoleSet constant INSPECTOR = RoleSet.wrap(1 << 7);
RoleSet constant BROKER = RoleSet.wrap(1 << 8);
RoleSet constant WAREHOUSE = RoleSet.wrap(1 << 9);
RoleSet constant RETAILER = RoleSet.wrap(1 << 10);
RoleSet constant REGULATOR = RoleSet.wrap(1 << 11);
/// @dev The commercial roles: all but the authorities.
RoleSet constant COMMERCE = RoleSet.wrap(0x071E);
RoleSet constant ALL_ROLES = RoleSet.wrap(0x0FFE);

function hasRole(RoleSet set, Role role) pure returns (bool) {
    return (uint256(RoleSet.unwrap(set)) >> uint256(role)) & 1 == 1;
}

/// @dev Whether every role of `set` is also in `other`.
function isWithin(RoleSet set, RoleSet other) pure returns (bool) {
    return RoleSet.unwrap(set) & ~RoleSet.unwrap(other) == 0;
}

/// @dev Whether the sets share a role.
function meets(RoleSet set, RoleSet other) pure returns (bool) {
    return RoleSet.unwrap(set) & RoleSet.unwrap(other) != 0;
}

function addRole(RoleSet a, RoleSet b) pure returns (RoleSet) {
    return RoleSet.wrap(RoleSet.unwrap(a) | RoleSet.unwrap(b));
}
