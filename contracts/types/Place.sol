// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice A UN/LOCODE (UN/CEFACT Recommendation 16): two letters of the country and three characters of the
/// location, "CNSHG". Left-aligned shorter values are scopes: "CN" a country, empty anywhere.
type Place is bytes5;

using {samePlace as ==} for Place global;
using {countryOf, isNowhere, isUnLocode, isScope, covers} for Place global;

function samePlace(Place a, Place b) pure returns (bool) {
    return Place.unwrap(a) == Place.unwrap(b);
}

/// @dev The ISO 3166-1 alpha-2 country in the first two characters.
function countryOf(Place place) pure returns (bytes2) {
    return bytes2(Place.unwrap(place));
}

/// @dev True for the empty value: goods in transit stand nowhere; as a scope it means anywhere.
function isNowhere(Place place) pure returns (bool) {
    return Place.unwrap(place) == bytes5(0);
}

/// @dev Two letters A–Z, then three characters of A–Z or 2–9 (UN/LOCODE manual, section 3.2: 0 and 1 are not used).
/// Syntax only: whether the code is in the list is checked off the chain, where the list can be kept current.
function isUnLocode(Place place) pure returns (bool) {
    if (!isCountry(countryOf(place))) return false;
    uint40 code = uint40(Place.unwrap(place));
    return
        _isLocationCharacter(uint8(code >> 16)) &&
        _isLocationCharacter(uint8(code >> 8)) &&
        _isLocationCharacter(uint8(code));
}

/// @dev Empty, a country, or a full UN/LOCODE.
function isScope(Place place) pure returns (bool) {
    if (isNowhere(place)) return true;
    if (uint40(Place.unwrap(place)) & 0xFFFFFF == 0) return isCountry(countryOf(place));
    return isUnLocode(place);
}

/// @dev Whether `scope` contains `place`: anywhere contains all, a country all its places, a place itself.
function covers(Place scope, Place place) pure returns (bool) {
    uint256 s = uint256(bytes32(Place.unwrap(scope)));
    if (s == 0) return true;
    uint256 difference = s ^ uint256(bytes32(Place.unwrap(place)));
    // A country has nothing behind its first 16 bits, and only those must be equal.
    return s << 16 == 0 ? difference >> 240 == 0 : difference == 0;
}

/// @dev Two letters A–Z (ISO 3166-1 alpha-2 and territory codes such as "EU").
function isCountry(bytes2 country) pure returns (bool) {
    return _isLetter(uint8(country[0])) && _isLetter(uint8(country[1]));
}

function _isLetter(uint8 character) pure returns (bool) {
    // Unchecked: an underflow wraps to a large number, which the comparison refuses, as it should.
    unchecked {
        return character - 0x41 < 26;
    }
}

function _isLocationCharacter(uint8 character) pure returns (bool) {
    // Unchecked: as above.
    unchecked {
        return _isLetter(character) || character - 0x32 < 8;
    }
}
