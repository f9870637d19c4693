// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice A UN/LOCODE (UN/CEFACT Recommendation 16): two letters of the country and three characters of the
/// location, "CNSHG". Left-aligned shorter values are scopes: "CN" a country, empty anywhere.
type Place is bytes5;

using {samePlace as ==} for Place global;
using {countryOf, isNowhere, isUnLocode, isScope, covers} for Place global;

/// @dev Sets of ASCII characters, a bit each: A–Z; A–Z and 2–9.
uint256 constant LETTERS = ((1 << 26) - 1) << 0x41;
uint256 constant LOCATION_CHARACTERS = LETTERS | (((1 << 8) - 1) << 0x32);

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
function isUnLocode(Place place) pure returns (bool valid) {
    uint256 letters = LETTERS;
    uint256 characters = LOCATION_CHARACTERS;
    // The bit of each character in its set, all of them together; a byte picked from a bytes5 counts from the left.
    assembly ("memory-safe") {
        let first := and(shr(byte(0, place), letters), shr(byte(1, place), letters))
        let last := and(shr(byte(3, place), characters), shr(byte(4, place), characters))
        valid := and(1, and(and(first, shr(byte(2, place), characters)), last))
    }
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
    uint256 code = uint16(country);
    return (LETTERS >> (code >> 8)) & (LETTERS >> (code & 0xFF)) & 1 == 1;
}
