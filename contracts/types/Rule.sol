// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Extent} from "./Kind.sol";
import {RoleSet} from "./Roles.sol";

/// @notice One row of the table of kinds, packed. From the low end:
///
/// | bits | field | meaning |
/// |---|---|---|
/// | 0–15 | witnesses | authorities that may write where the goods stand |
/// | 16–31 | custodians | roles that may write with custody |
/// | 32–47 | nexts | roles that may write when named next, and thereby accept custody |
/// | 48–63 | agents | roles that may write under a mandate of the custodian or the creator |
/// | 64–71 | movements | allowed `Movement`s, a bit each |
/// | 72–79 | customs | allowed import `Customs`, a bit each |
/// | 80–95 | details | allowed values of `detail`, a bit each |
/// | 96–99 | toMovement | the `Movement` it leads to; 0 = stays |
/// | 100–103 | toCustoms | the `Customs` it leads to; 0 = stays |
/// | 104–127 | flags | below |
/// | 244–254 | sets | flags of the `Word` it sets, at their own bits |
type Rule is uint256;

using RuleFields for Rule global;

/* WHERE THE RECORD'S PLACE MUST BE; with none of these, any place: the witness's own, or where the goods are now */

/// @dev Where the goods stand.
uint256 constant WHERE_STANDING = 1 << 104;
/// @dev … or, for goods that stand nowhere, any place or none; not for a witness.
uint256 constant OR_ON_ROAD = 1 << 105;
/// @dev In the destination territory.
uint256 constant IN_DESTINATION = 1 << 106;
/// @dev In the territory where the goods are.
uint256 constant IN_TERRITORY = 1 << 107;

/* WHAT ELSE IT NEEDS AND DOES */

/// @dev Moves the goods or their custody: counted by `expectedMove`, in order of time; may name `next`.
uint256 constant MOVES = 1 << 108;
/// @dev The goods are at the record's place from now on, and stand there.
uint256 constant SETS_PLACE = 1 << 109;
/// @dev Refused while the goods, what they are in or anything inside is held.
uint256 constant HOLD_STOPS = 1 << 110;
/// @dev … unless the writer placed the only hold.
uint256 constant SOLE_PLACER_MAY = 1 << 111;
/// @dev Leaving the origin needs export cleared, unless domestic.
uint256 constant NEEDS_EXPORT = 1 << 112;
/// @dev Domestic goods need not be in one of the customs states, only not refused.
uint256 constant UNLESS_DOMESTIC = 1 << 113;
/// @dev May address goods inside a container.
uint256 constant REACHES_PACKED = 1 << 114;
/// @dev Goods with customs records of their own inside forbid it.
uint256 constant AS_A_WHOLE = 1 << 115;
/// @dev A customs act: written by customs itself it is *own*, by a broker *reported* on a document.
uint256 constant CUSTOMS_ACT = 1 << 116;
/// @dev Opens a hold of its writer.
uint256 constant PLACES_HOLD = 1 << 117;
/// @dev Ends the hold that it names.
uint256 constant LIFTS_HOLD = 1 << 118;
/// @dev Written only with particulars, through the function that takes them; otherwise also plain, if it takes any.
uint256 constant NEEDS_PARTICULARS = 1 << 119;
/// @dev Its particulars are lines: the contents, and what leaves them.
uint256 constant TAKES_LINES = 1 << 120;
/// @dev … consignments that go into the container or come out of it.
uint256 constant TAKES_CHILDREN = 1 << 121;
/// @dev … the lines and the key of a part that goes on by itself.
uint256 constant TAKES_PART = 1 << 122;
/// @dev … an earlier record of the same goods, proved from the head.
uint256 constant TAKES_PROOF = 1 << 123;
/// @dev The creator of the goods may write it like their custodian.
uint256 constant CREATOR_MAY = 1 << 124;
/// @dev `basedOn` is a country, left-aligned: where the goods are to go now.
uint256 constant NAMES_COUNTRY = 1 << 125;

/// @title RuleFields
/// @notice Reads the fields of a `Rule`.
library RuleFields {
    function witnesses(Rule r) internal pure returns (RoleSet) {
        return RoleSet.wrap(uint16(Rule.unwrap(r)));
    }

    function custodians(Rule r) internal pure returns (RoleSet) {
        return RoleSet.wrap(uint16(Rule.unwrap(r) >> 16));
    }

    function nexts(Rule r) internal pure returns (RoleSet) {
        return RoleSet.wrap(uint16(Rule.unwrap(r) >> 32));
    }

    function agents(Rule r) internal pure returns (RoleSet) {
        return RoleSet.wrap(uint16(Rule.unwrap(r) >> 48));
    }

    /// @dev Allowed movements, a bit each.
    function movements(Rule r) internal pure returns (uint256) {
        return (Rule.unwrap(r) >> 64) & 0xFF;
    }

    /// @dev Allowed import customs states, a bit each.
    function customs(Rule r) internal pure returns (uint256) {
        return (Rule.unwrap(r) >> 72) & 0xFF;
    }

    /// @dev Allowed details, a bit each.
    function details(Rule r) internal pure returns (uint256) {
        return (Rule.unwrap(r) >> 80) & 0xFFFF;
    }

    /// @dev Number of the `Movement` it leads to; 0 = stays.
    function toMovement(Rule r) internal pure returns (uint256) {
        return (Rule.unwrap(r) >> 96) & 0xF;
    }

    /// @dev Number of the `Customs` it leads to; 0 = stays.
    function toCustoms(Rule r) internal pure returns (uint256) {
        return (Rule.unwrap(r) >> 100) & 0xF;
    }

    /// @dev The word's flags that the record sets.
    function sets(Rule r) internal pure returns (uint256) {
        return (Rule.unwrap(r) >> 244) << 244;
    }

    /// @dev The row as it is for a record with lines: its details say so, where the kind is also written without.
    function byLines(Rule r) internal pure returns (Rule) {
        if (r.has(NEEDS_PARTICULARS)) return r;
        return Rule.wrap((Rule.unwrap(r) & ~(uint256(0xFFFF) << 80)) | ((1 << uint256(Extent.ByLines)) << 80));
    }

    function has(Rule r, uint256 flag) internal pure returns (bool) {
        return Rule.unwrap(r) & flag != 0;
    }
}
