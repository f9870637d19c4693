// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IProducts} from "../interfaces/IProducts.sol";
import {Ledger} from "../storage/Ledger.sol";
import {PartyId} from "../types/Ids.sol";
import {Gs1} from "./Gs1.sol";

/// @title Prefixes
/// @notice Who holds the GS1 Company Prefix of a GTIN.
library Prefixes {
    /// @dev Reverts unless the GTIN begins with a prefix of `length` digits that `party` holds.
    function requirePrefix(Ledger storage ledger, uint64 gtin, uint8 length, PartyId party) internal view {
        PartyId holder;
        if (length >= Gs1.MIN_PREFIX && length <= Gs1.MAX_PREFIX) {
            holder = ledger.prefixes[Gs1.prefixKey(Gs1.prefixOf(gtin, length), length)].holder;
        }
        if (!(holder == party)) revert IProducts.PrefixNotHeld(gtin, length, holder);
    }
}
