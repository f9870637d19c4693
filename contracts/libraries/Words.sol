// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Kind} from "../types/Kind.sol";
import {Role} from "../types/Roles.sol";

/// @title Words
/// @notice The names of kinds and roles, hashed as EIP-712 hashes strings, so that what an officer signs says
/// "ImportCleared" and not 11. Halved again and again, because every signed record pays for the way to its name.
library Words {
    /// @dev The hash of the name of a kind.
    function hashOfKind(Kind number) internal pure returns (bytes32) {
        if (number < Kind.Received) {
            if (number < Kind.ImportDeclared) {
                if (number < Kind.Sighted) {
                    if (number == Kind.None) return keccak256("None");
                    if (number == Kind.Origin) return keccak256("Origin");
                    return keccak256("ExportCleared");
                }
                if (number < Kind.Transshipped) {
                    if (number == Kind.Sighted) return keccak256("Sighted");
                    return keccak256("Departed");
                }
                if (number == Kind.Transshipped) return keccak256("Transshipped");
                return keccak256("Arrived");
            }
            if (number < Kind.ImportCleared) {
                if (number < Kind.Held) {
                    if (number == Kind.ImportDeclared) return keccak256("ImportDeclared");
                    return keccak256("Inspected");
                }
                if (number == Kind.Held) return keccak256("Held");
                return keccak256("HoldLifted");
            }
            if (number < Kind.Confirmed) {
                if (number == Kind.ImportCleared) return keccak256("ImportCleared");
                return keccak256("Refused");
            }
            if (number == Kind.Confirmed) return keccak256("Confirmed");
            return keccak256("Contradicted");
        }
        if (number < Kind.Returned) {
            if (number < Kind.Incident) {
                if (number == Kind.Received) return keccak256("Received");
                if (number == Kind.Forwarded) return keccak256("Forwarded");
                return keccak256("Adjusted");
            }
            if (number < Kind.TakenBack) {
                if (number == Kind.Incident) return keccak256("Incident");
                return keccak256("Diverted");
            }
            if (number == Kind.TakenBack) return keccak256("TakenBack");
            return keccak256("Delivered");
        }
        if (number < Kind.Packed) {
            if (number < Kind.Disputed) {
                if (number == Kind.Returned) return keccak256("Returned");
                return keccak256("Destroyed");
            }
            if (number == Kind.Disputed) return keccak256("Disputed");
            return keccak256("Correction");
        }
        if (number < Kind.Split) {
            if (number == Kind.Packed) return keccak256("Packed");
            return keccak256("Unpacked");
        }
        if (number == Kind.Split) return keccak256("Split");
        return keccak256("Voided");
    }

    /// @dev The hash of the name of a role.
    function hashOfRole(Role number) internal pure returns (bytes32) {
        if (number < Role.Customs) {
            if (number < Role.Factory) {
                if (number == Role.None) return keccak256("None");
                if (number == Role.Brand) return keccak256("Brand");
                return keccak256("Seller");
            }
            if (number == Role.Factory) return keccak256("Factory");
            if (number == Role.Carrier) return keccak256("Carrier");
            return keccak256("Port");
        }
        if (number < Role.Warehouse) {
            if (number == Role.Customs) return keccak256("Customs");
            if (number == Role.Inspector) return keccak256("Inspector");
            return keccak256("Broker");
        }
        if (number == Role.Warehouse) return keccak256("Warehouse");
        if (number == Role.Retailer) return keccak256("Retailer");
        return keccak256("Regulator");
    }
}
