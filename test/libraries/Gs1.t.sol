// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Gs1} from "../../contracts/libraries/Gs1.sol";
import {bound} from "../support/Vm.sol";

/// @title GS1 keys against loops over their digits
contract Gs1Test {
    function testFuzz_IsGtin(uint256 number) public pure {
        require(Gs1.isGtin(number) == _isGtin(number), "any number");
        uint256 short = number % 10 ** 14;
        require(Gs1.isGtin(short) == _isGtin(short), "14 digits");
    }

    /// @dev Of the ten numbers that differ in the last digit alone exactly one is a GTIN.
    function testFuzz_OneCheckDigit(uint256 number) public pure {
        uint256 body = bound(number, 1, 10 ** 13 - 1) * 10;
        uint256 found;
        for (uint256 digit; digit < 10; ++digit) {
            if (Gs1.isGtin(body + digit)) ++found;
        }
        require(found == 1, "check digits");
    }

    function testFuzz_NoGtinBeyondFourteenDigits(uint256 number) public pure {
        require(!Gs1.isGtin(bound(number, 10 ** 14, type(uint256).max - 1)), "too long");
    }

    function test_Zero() public pure {
        require(!Gs1.isGtin(0), "zero");
    }

    function testFuzz_PrefixOf(uint256 number, uint8 length_) public pure {
        uint256 gtin = number % 10 ** 14;
        uint256 length = bound(length_, 4, 12);
        bytes14 digits = _digits(gtin);
        uint64 prefix;
        // The first digit is the indicator.
        for (uint256 i = 1; i <= length; ++i) prefix = prefix * 10 + uint8(digits[i]) - 0x30;
        require(Gs1.prefixOf(gtin, length) == prefix, "prefixOf");
    }

    function testFuzz_PrefixKeyIsUnique(uint64 prefix, uint8 length, uint64 prefix2, uint8 length2) public pure {
        bool equal = prefix == prefix2 && length == length2;
        require((Gs1.prefixKey(prefix, length) == Gs1.prefixKey(prefix2, length2)) == equal, "prefixKey");
        // The same digits are other prefixes when there are more or fewer of them.
        bool same = Gs1.prefixKey(prefix, length) == Gs1.prefixKey(prefix, length2);
        require(same == (length == length2), "prefixKey of the same digits");
    }

    /* REFERENCE */

    /// @dev The decimal digits, with leading zeros.
    function _digits(uint256 number) private pure returns (bytes14 digits) {
        for (uint256 i = 14; i > 0; --i) {
            digits |= bytes14(bytes1(uint8(0x30 + (number % 10)))) >> (8 * (i - 1));
            number /= 10;
        }
    }

    /// @dev GS1 General Specifications, section 7.9: the digits in front of the check digit weigh 3, 1, 3, … from the
    /// left of a GTIN-14; the check digit brings their sum to the next ten.
    function _isGtin(uint256 number) private pure returns (bool) {
        if (number == 0 || number >= 10 ** 14) return false;
        bytes14 digits = _digits(number);
        uint256 sum;
        for (uint256 i; i < 13; ++i) sum += (uint8(digits[i]) - 0x30) * (i % 2 == 0 ? 3 : 1);
        return (10 - (sum % 10)) % 10 == uint8(digits[13]) - 0x30;
    }
}
