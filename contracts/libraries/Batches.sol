// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ProductId} from "../types/Ids.sol";

/// @title Batches
/// @notice The values a batch is described with.
library Batches {
    /// @dev `party << 48 | gtin`, so that the rest of a batch fits beside it: a GTIN is below 10^14 < 2^48.
    function compact(ProductId product) internal pure returns (uint80) {
        uint96 id = ProductId.unwrap(product);
        return (uint80(id >> 64) << 48) | uint48(id);
    }

    /// @dev The inverse of `compact`.
    function expand(uint80 product) internal pure returns (ProductId) {
        return ProductId.wrap((uint96(product >> 48) << 64) | uint48(product));
    }

    /// @dev Binds what is said of a batch beside its id, quantity and origin.
    function statementOf(
        bytes3 unit,
        uint32 expiry,
        bytes32 itemsRoot,
        bytes32 dataHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(unit, expiry, itemsRoot, dataHash));
    }

    /// @dev One to three characters A–Z or 0–9, left-aligned (UN/CEFACT Recommendation 20).
    function isUnit(bytes3 unit) internal pure returns (bool) {
        if (!_isAlphanumeric(uint8(unit[0]))) return false;
        if (unit[1] == 0) return unit[2] == 0;
        return _isAlphanumeric(uint8(unit[1])) && (unit[2] == 0 || _isAlphanumeric(uint8(unit[2])));
    }

    /// @dev YYYYMMDD from the year 2000 to 9999, or 0. Days beyond a month's end are not told apart: the date is
    /// shown, never computed with.
    function isDate(uint32 date) internal pure returns (bool) {
        if (date == 0) return true;
        uint32 month = (date / 100) % 100;
        uint32 day = date % 100;
        return date >= 20_000_101 && date <= 99_991_231 && month != 0 && month < 13 && day != 0 && day < 32;
    }

    function _isAlphanumeric(uint8 character) private pure returns (bool) {
        // Unchecked: an underflow wraps to a large number, which the comparison refuses, as it should.
        unchecked {
            return character - 0x41 < 26 || character - 0x30 < 10;
        }
    }
}
