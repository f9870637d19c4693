// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Kind} from "../../../contracts/types/Kind.sol";

/// @dev Ways in which a party may be entitled to a record.
uint256 constant WITNESS_THERE = 1;
/// @dev … an authority wherever it is granted.
uint256 constant WITNESS = 2;
uint256 constant HAS_GOODS = 4;
uint256 constant IS_NEXT = 8;
uint256 constant HAS_MANDATE = 16;
uint256 constant IS_CREATOR = 32;
uint256 constant WROTE_IT = 64;

/// @title Who may write what, said once more
/// @notice Written from the design, by hand and role by role, so that a slip in the ledger's table shows.
library Entitled {
    /// @dev Brand, Seller, Factory, Carrier, Warehouse, Retailer.
    uint16 private constant KEEPERS = 0x061E;
    uint16 private constant PORT = 0x0020;
    uint16 private constant CUSTOMS = 0x0040;
    uint16 private constant INSPECTOR = 0x0080;
    uint16 private constant REGULATOR = 0x0800;
    uint16 private constant BROKER = 0x0100;
    uint16 private constant FACTORY = 0x0008;
    /// @dev Carrier, Port.
    uint16 private constant MOVERS = 0x0030;

    /// @notice The ways in which someone in this role may write this kind; 0 = none.
    function ways(Kind kind, uint256 role) internal pure returns (uint256 w) {
        if (kind == Kind.Origin) {
            return
                _if(role, INSPECTOR, WITNESS_THERE) | _if(role, KEEPERS, HAS_GOODS) | _if(role, FACTORY, HAS_MANDATE);
        }
        if (kind == Kind.ExportCleared || kind == Kind.ImportCleared || kind == Kind.Refused) {
            return _if(role, CUSTOMS, WITNESS_THERE) | _if(role, BROKER, HAS_GOODS | HAS_MANDATE);
        }
        if (kind == Kind.ImportDeclared) return _if(role, BROKER, HAS_GOODS | HAS_MANDATE);
        if (kind == Kind.Sighted) return _if(role, PORT | CUSTOMS | INSPECTOR, WITNESS);
        if (kind == Kind.Departed || kind == Kind.Transshipped || kind == Kind.Arrived) {
            return _if(role, MOVERS, HAS_GOODS | IS_NEXT);
        }
        if (kind == Kind.Inspected) return _if(role, INSPECTOR | CUSTOMS, WITNESS_THERE);
        if (kind == Kind.Held) return _if(role, CUSTOMS | INSPECTOR | REGULATOR, WITNESS_THERE);
        if (kind == Kind.HoldLifted) return _if(role, CUSTOMS | INSPECTOR | REGULATOR, WITNESS);
        if (kind == Kind.Confirmed || kind == Kind.Contradicted) return _if(role, CUSTOMS, WITNESS);
        if (kind == Kind.Received) return _if(role, KEEPERS | PORT, HAS_GOODS | IS_NEXT);
        // Carrier, Port, Warehouse.
        if (kind == Kind.Forwarded) return _if(role, 0x0230, HAS_GOODS);
        if (kind == Kind.Adjusted) {
            return _if(role, CUSTOMS | INSPECTOR, WITNESS_THERE) | _if(role, KEEPERS | PORT, HAS_GOODS);
        }
        if (kind == Kind.Incident) {
            return
                _if(role, CUSTOMS | INSPECTOR | PORT, WITNESS_THERE) |
                _if(role, KEEPERS | PORT, HAS_GOODS) |
                _if(role, KEEPERS, HAS_MANDATE);
        }
        if (kind == Kind.Diverted || kind == Kind.Packed || kind == Kind.Split)
            return _if(role, KEEPERS | PORT, HAS_GOODS);
        if (kind == Kind.TakenBack) return _if(role, KEEPERS, IS_CREATOR);
        if (kind == Kind.Delivered) return _if(role, KEEPERS, HAS_GOODS);
        if (kind == Kind.Returned || kind == Kind.Destroyed) {
            return _if(role, CUSTOMS, WITNESS_THERE) | _if(role, KEEPERS | PORT, HAS_GOODS);
        }
        if (kind == Kind.Disputed) return _if(role, 0x0FFE, IS_CREATOR | HAS_GOODS | WROTE_IT);
        if (kind == Kind.Correction) return _if(role, 0x0FFE, WROTE_IT);
        if (kind == Kind.Unpacked) {
            return _if(role, CUSTOMS | INSPECTOR | REGULATOR, WITNESS_THERE) | _if(role, KEEPERS | PORT, HAS_GOODS);
        }
        if (kind == Kind.Voided) return _if(role, KEEPERS, HAS_GOODS);
    }

    function _if(uint256 role, uint16 roles, uint256 way) private pure returns (uint256) {
        return (roles >> role) & 1 == 1 ? way : 0;
    }
}
