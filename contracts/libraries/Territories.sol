// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Ledger} from "../storage/Ledger.sol";

/// @title Territories
/// @notice Customs territories: which countries count as one.
library Territories {
    /// @dev The territory a country belongs to; itself by default.
    function territoryOf(Ledger storage ledger, bytes2 country) internal view returns (bytes2) {
        bytes2 code = ledger.territories[country].code;
        return code == bytes2(0) ? country : code;
    }

    /// @dev Whether two countries count as one. Reads nothing when they are equal, and one slot for the usual pair of
    /// countries that are each their own territory.
    function sameTerritory(Ledger storage ledger, bytes2 a, bytes2 b) internal view returns (bool) {
        if (a == b) return true;
        if (ledger.joined & (filterBit(a) | filterBit(b)) == 0) return false;
        return territoryOf(ledger, a) == territoryOf(ledger, b);
    }

    /// @dev The bit of `Ledger.joined` that a country shares with few others.
    function filterBit(bytes2 country) internal pure returns (uint256) {
        return 1 << (uint16(country) % 251);
    }
}
