// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {isCountry, Place} from "../../contracts/types/Place.sol";

/// @title Places and scopes against a character-by-character reading of their definitions
contract PlaceTest {
    function testFuzz_IsUnLocode(bytes5 raw) public pure {
        require(Place.wrap(raw).isUnLocode() == _isUnLocode(raw), "isUnLocode");
    }

    /// @dev Five characters near the borders of the alphabet, since random bytes are hardly ever a UN/LOCODE.
    function testFuzz_IsUnLocodeNearBorders(uint256 seed) public pure {
        bytes5 raw = _nearBorders(seed);
        require(Place.wrap(raw).isUnLocode() == _isUnLocode(raw), "isUnLocode");
    }

    function testFuzz_IsScope(bytes5 raw) public pure {
        require(Place.wrap(raw).isScope() == _isScope(raw), "isScope");
    }

    function testFuzz_IsScopeNearBorders(uint256 seed, uint8 kept) public pure {
        // Cut off behind 0 to 5 characters: of these only nothing, a country and the whole are scopes.
        bytes5 raw = _nearBorders(seed) & bytes5(~(type(uint40).max >> (8 * (kept % 6))));
        require(Place.wrap(raw).isScope() == _isScope(raw), "isScope");
    }

    function testFuzz_IsCountry(bytes2 raw) public pure {
        require(isCountry(raw) == (_isLetter(raw[0]) && _isLetter(raw[1])), "isCountry");
    }

    function testFuzz_IsCountryNearBorders(uint256 seed) public pure {
        bytes2 raw = bytes2(_nearBorders(seed));
        require(isCountry(raw) == (_isLetter(raw[0]) && _isLetter(raw[1])), "isCountry");
    }

    function testFuzz_Covers(bytes5 scope, bytes5 place) public pure {
        require(Place.wrap(scope).covers(Place.wrap(place)) == _covers(scope, place), "covers");
    }

    /// @dev A place that shares its first 0 to 5 bytes with the scope, which itself may be cut off.
    function testFuzz_CoversRelated(bytes5 scope, bytes5 other, uint8 shared, uint8 kept) public pure {
        bytes5 scopeMask = bytes5(~(type(uint40).max >> (8 * (kept % 6))));
        bytes5 mask = bytes5(~(type(uint40).max >> (8 * (shared % 6))));
        bytes5 place = (scope & mask) | (other & ~mask);
        require(Place.wrap(scope & scopeMask).covers(Place.wrap(place)) == _covers(scope & scopeMask, place), "covers");
    }

    /// @dev Countries that differ in one bit, such as CN and CO, and a country with one bit behind its letters.
    function testFuzz_CoversNoNeighbour(bytes2 country, bytes5 other, uint8 bit) public pure {
        bytes5 place = bytes5(country) | (other >> 16);
        bytes5 neighbour = bytes5(country) ^ bytes5(uint40(1) << (bit % 40));
        require(Place.wrap(neighbour).covers(Place.wrap(place)) == _covers(neighbour, place), "covers");
    }

    function testFuzz_CountryOfAndNowhere(bytes5 raw) public pure {
        require(Place.wrap(raw).countryOf() == bytes2(bytes.concat(raw[0], raw[1])), "countryOf");
        require(Place.wrap(raw).isNowhere() == (uint40(raw) == 0), "isNowhere");
        require(Place.wrap(raw) == Place.wrap(raw), "==");
        require(!(Place.wrap(raw) == Place.wrap(raw ^ 0x0000000001)), "!=");
    }

    function test_Nowhere() public pure {
        require(Place.wrap(0).isNowhere() && Place.wrap(0).isScope() && !Place.wrap(0).isUnLocode(), "empty");
        require(Place.wrap("CN").isScope() && !Place.wrap("CN").isUnLocode(), "country");
        require(
            Place.wrap("CN").covers(Place.wrap("CNSHG")) && !Place.wrap("CNSHG").covers(Place.wrap("CN")),
            "covers"
        );
        require(!Place.wrap("CN").covers(Place.wrap(0)) && Place.wrap(0).covers(Place.wrap(0)), "covers nowhere");
    }

    /* REFERENCE */

    function _nearBorders(uint256 seed) private pure returns (bytes5 raw) {
        bytes memory alphabet = hex"00202f3031323339403a4142595a5b6061627a7fff";
        for (uint256 i; i < 5; ++i) {
            uint256 pick = (seed >> (8 * i)) & 0xFF;
            // Mostly good characters, so that whole codes occur.
            bytes1 character = pick < 200 ? bytes1(uint8(0x41 + (pick % 26))) : alphabet[pick % alphabet.length];
            raw |= bytes5(character) >> (8 * i);
        }
    }

    function _isLetter(bytes1 character) private pure returns (bool) {
        return character >= "A" && character <= "Z";
    }

    function _isUnLocode(bytes5 raw) private pure returns (bool) {
        if (!_isLetter(raw[0]) || !_isLetter(raw[1])) return false;
        for (uint256 i = 2; i < 5; ++i) {
            if (!_isLetter(raw[i]) && !(raw[i] >= "2" && raw[i] <= "9")) return false;
        }
        return true;
    }

    function _isScope(bytes5 raw) private pure returns (bool) {
        if (raw == bytes5(0)) return true;
        if (raw[2] == 0 && raw[3] == 0 && raw[4] == 0) return _isLetter(raw[0]) && _isLetter(raw[1]);
        return _isUnLocode(raw);
    }

    function _covers(bytes5 scope, bytes5 place) private pure returns (bool) {
        if (scope == bytes5(0)) return true;
        if (scope[2] == 0 && scope[3] == 0 && scope[4] == 0) return scope[0] == place[0] && scope[1] == place[1];
        return scope == place;
    }
}
