// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Gs1
/// @notice GS1 identification keys as numbers.
library Gs1 {
    /// @dev First number with more than the 14 digits of a GTIN-14.
    uint256 internal constant GTIN_LIMIT = 10 ** 14;

    /// @dev A company prefix has 4 to 12 digits (GS1 General Specifications, section 1.4.1).
    uint256 internal constant MIN_PREFIX = 4;
    uint256 internal constant MAX_PREFIX = 12;

    /// @dev Whether the last digit is the check digit of the others: weights 3 and 1 from the right (GS1 General
    /// Specifications, section 7.9). Leading zeros change nothing, so shorter GTINs are checked as they are.
    function isGtin(uint256 gtin) internal pure returns (bool) {
        if (gtin == 0 || gtin >= GTIN_LIMIT) return false;
        // Unchecked: the sum of 14 digits with weight 3 is at most 378.
        unchecked {
            uint256 sum;
            for (uint256 rest = gtin; rest != 0; rest /= 100) {
                sum += (rest % 10) + 3 * ((rest / 10) % 10);
            }
            return sum % 10 == 0;
        }
    }

    /// @dev The first `length` digits of the company prefix position: a GTIN-14 is an indicator digit, then prefix
    /// and item reference, then the check digit (GS1 General Specifications, section 3.3.2). `length` is 4 to 12.
    function prefixOf(uint256 gtin, uint256 length) internal pure returns (uint64) {
        unchecked {
            return uint64((gtin % 10 ** 13) / 10 ** (13 - length));
        }
    }

    /// @dev Where a prefix is stored.
    function prefixKey(uint256 prefix, uint256 length) internal pure returns (uint256) {
        return (length << 64) | prefix;
    }
}
