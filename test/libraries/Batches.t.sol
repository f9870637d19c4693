// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Batches} from "../../contracts/libraries/Batches.sol";
import {ProductId} from "../../contracts/types/Ids.sol";
import {bound} from "../support/Vm.sol";

/// @title The values a batch is described with
contract BatchesTest {
    function testFuzz_CompactIsInvertible(uint32 party, uint256 gtin_) public pure {
        uint96 gtin = uint96(bound(gtin_, 0, 10 ** 14 - 1));
        ProductId product = ProductId.wrap((uint96(party) << 64) | gtin);
        ProductId again = Batches.expand(Batches.compact(product));
        require(ProductId.unwrap(again) == ProductId.unwrap(product), "expand(compact)");
    }

    function testFuzz_CompactLosesNothingStored(uint80 stored) public pure {
        require(Batches.compact(Batches.expand(stored)) == stored, "compact(expand)");
    }

    function testFuzz_IsUnit(bytes3 unit) public pure {
        require(Batches.isUnit(unit) == _isUnit(unit), "any bytes");
        require(Batches.isUnit(_nearBorders(unit)) == _isUnit(_nearBorders(unit)), "near borders");
    }

    function test_Units() public pure {
        require(Batches.isUnit("H87") && Batches.isUnit("KG") && Batches.isUnit("4"), "units");
        require(!Batches.isUnit("") && !Batches.isUnit("h87") && !Batches.isUnit("K G"), "no units");
        require(!Batches.isUnit(hex"004847") && !Batches.isUnit(hex"480047"), "gaps");
    }

    function testFuzz_IsDate(uint32 date) public pure {
        require(Batches.isDate(date) == _isDate(date), "any number");
        uint32 near = uint32(bound(date, 19_990_000, 100_000_100));
        require(Batches.isDate(near) == _isDate(near), "near dates");
    }

    function test_FirstAndLastDate() public pure {
        require(Batches.isDate(20_000_101) && !Batches.isDate(19_991_231), "first");
        require(Batches.isDate(99_991_231) && !Batches.isDate(100_000_101), "last");
    }

    function testFuzz_IsDateOfParts(uint16 year_, uint8 month_, uint8 day_) public pure {
        uint256 year = bound(year_, 2_000, 9_999);
        uint256 month = bound(month_, 0, 99);
        uint256 day = bound(day_, 0, 99);
        bool valid = month >= 1 && month <= 12 && day >= 1 && day <= 31;
        require(Batches.isDate(uint32(year * 10_000 + month * 100 + day)) == valid, "parts");
    }

    /* REFERENCE */

    function _isAlphanumeric(bytes1 character) private pure returns (bool) {
        return (character >= "A" && character <= "Z") || (character >= "0" && character <= "9");
    }

    /// @dev One to three characters, then zeros alone.
    function _isUnit(bytes3 unit) private pure returns (bool) {
        uint256 length;
        while (length < 3 && unit[length] != 0) ++length;
        for (uint256 i; i < 3; ++i) {
            if (i < length ? !_isAlphanumeric(unit[i]) : unit[i] != 0) return false;
        }
        return length != 0;
    }

    function _nearBorders(bytes3 random) private pure returns (bytes3 unit) {
        bytes memory alphabet = hex"00002f3039403a415a5b48374b";
        for (uint256 i; i < 3; ++i) unit |= bytes3(alphabet[uint8(random[i]) % alphabet.length]) >> (8 * i);
    }

    function _isDate(uint32 date) private pure returns (bool) {
        if (date == 0) return true;
        uint32 year = date / 10_000;
        uint32 month = (date - year * 10_000) / 100;
        uint32 day = date - year * 10_000 - month * 100;
        return year >= 2_000 && year <= 9_999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
