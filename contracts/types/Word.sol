// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PartyId} from "./Ids.sol";
import {Place} from "./Place.sol";
import {Customs, Movement} from "./Kind.sol";

/// @notice Everything about a consignment that gates a rule, in one storage slot. From the low end:
///
/// | bits | field | meaning |
/// |---|---|---|
/// | 0–23 | sequence | number of steps taken so far; the next step has this plus one |
/// | 24–47 | lastMove | sequence of the last step that moved the goods or their custody |
/// | 48–87 | lastMoveAt | its `occurredAt`, seconds since 1970; 0 before the first move |
/// | 88–111 | offeredAt | chain time, in whole hours since 1970, when `next` was named; 0 = none |
/// | 112–143 | holder | the custodian (PartyId), or while packed the container's number |
/// | 144–175 | next | the party whose first record accepts custody; 0 = none |
/// | 176–191 | destination | ISO 3166-1 alpha-2 country |
/// | 192–231 | place | UN/LOCODE where the goods stand or stood last |
/// | 232–235 | holds | open holds, 15 at most |
/// | 236–238 | movement | `Movement` |
/// | 239 | packed | inside a container; beside the movement, so that one comparison with the table tells both |
/// | 240–243 | customs | `Customs` of import |
/// | 244 | exportCleared | the goods may leave the territory |
/// | 245 | exportOwn | … on customs' own record, not a reported one |
/// | 246 | importOwn | customs itself has written on the import axis |
/// | 247 | domestic | place, destination and every origin share a territory, from creation on |
/// | 248 | travelled | has departed at least once |
/// | 249 | inland | on an inland leg: Arrived, but stands nowhere |
/// | 250 | container | created empty; holds consignments, not lines |
/// | 251 | – | free |
/// | 252 | apart | has import customs records of its own since it was packed |
/// | 253 | stoppedInside | at least one consignment inside is held or refused |
/// | 254 | apartInside | at least one consignment inside is apart |
/// | 255 | sentBack | returned after a refusal: may not be diverted |
type Word is uint256;

using WordFields for Word global;

/// @title WordFields
/// @notice Reads and writes the fields of a `Word`. Setters return the changed word.
/// @dev Every shift and mask below restates one row of the table above; values passed to setters have the width of
/// their field by type, save where said.
library WordFields {
    uint256 internal constant LAST_MOVE = 24;
    uint256 internal constant LAST_MOVE_AT = 48;
    uint256 internal constant OFFERED_AT = 88;
    uint256 internal constant HOLDER = 112;
    uint256 internal constant NEXT = 144;
    uint256 internal constant DESTINATION = 176;
    uint256 internal constant PLACE = 192;
    uint256 internal constant HOLDS = 232;
    uint256 internal constant MOVEMENT = 236;
    uint256 internal constant CUSTOMS = 240;

    uint256 internal constant PACKED = 1 << 239;
    uint256 internal constant EXPORT_CLEARED = 1 << 244;
    uint256 internal constant EXPORT_OWN = 1 << 245;
    uint256 internal constant IMPORT_OWN = 1 << 246;
    uint256 internal constant DOMESTIC = 1 << 247;
    uint256 internal constant TRAVELLED = 1 << 248;
    uint256 internal constant INLAND = 1 << 249;
    uint256 internal constant CONTAINER = 1 << 250;
    uint256 internal constant APART = 1 << 252;
    uint256 internal constant STOPPED_INSIDE = 1 << 253;
    uint256 internal constant APART_INSIDE = 1 << 254;
    uint256 internal constant SENT_BACK = 1 << 255;

    /// @dev Any open hold, on it or inside.
    uint256 internal constant ANY_HOLD = (0xF << HOLDS) | STOPPED_INSIDE;

    /// @dev Largest number of open holds on one consignment; the field's width.
    uint256 internal constant MAX_HOLDS = 15;

    /* READING */

    function sequence(Word w) internal pure returns (uint24) {
        return uint24(Word.unwrap(w));
    }

    function lastMove(Word w) internal pure returns (uint24) {
        return uint24(Word.unwrap(w) >> LAST_MOVE);
    }

    function lastMoveAt(Word w) internal pure returns (uint40) {
        return uint40(Word.unwrap(w) >> LAST_MOVE_AT);
    }

    function offeredAt(Word w) internal pure returns (uint24) {
        return uint24(Word.unwrap(w) >> OFFERED_AT);
    }

    /// @dev The party that has the goods; nobody while they are packed (then the container's custodian has them).
    function custodian(Word w) internal pure returns (PartyId) {
        return w.has(PACKED) ? PartyId.wrap(0) : PartyId.wrap(uint32(Word.unwrap(w) >> HOLDER));
    }

    /// @dev The custodian of goods that are known not to be packed.
    function holder(Word w) internal pure returns (PartyId) {
        return PartyId.wrap(uint32(Word.unwrap(w) >> HOLDER));
    }

    /// @dev Whether `party` has the goods. While they are packed the holder is a container: its bit makes the number
    /// larger than any party's.
    function isWith(Word w, PartyId party) internal pure returns (bool) {
        return (((Word.unwrap(w) >> HOLDER) & type(uint32).max) | (Word.unwrap(w) & PACKED)) == PartyId.unwrap(party);
    }

    /// @dev The number of the container the goods are packed in, 0 = not packed.
    function parent(Word w) internal pure returns (uint32) {
        return w.has(PACKED) ? uint32(Word.unwrap(w) >> HOLDER) : 0;
    }

    function next(Word w) internal pure returns (PartyId) {
        return PartyId.wrap(uint32(Word.unwrap(w) >> NEXT));
    }

    function destination(Word w) internal pure returns (bytes2) {
        return bytes2(uint16(Word.unwrap(w) >> DESTINATION));
    }

    function place(Word w) internal pure returns (Place) {
        return Place.wrap(bytes5(uint40(Word.unwrap(w) >> PLACE)));
    }

    function holds(Word w) internal pure returns (uint8) {
        return uint8((Word.unwrap(w) >> HOLDS) & 0xF);
    }

    /// @dev Whether the number of open holds differs.
    function heldOtherwise(Word w, Word other) internal pure returns (bool) {
        return (Word.unwrap(w) ^ Word.unwrap(other)) & (0xF << HOLDS) != 0;
    }

    function movement(Word w) internal pure returns (Movement) {
        return Movement((Word.unwrap(w) >> MOVEMENT) & 7);
    }

    function customs(Word w) internal pure returns (Customs) {
        return Customs((Word.unwrap(w) >> CUSTOMS) & 0xF);
    }

    /// @dev The movement as a bit of a set of movements. That of packed goods is a bit that no set has: everyday records
    /// never ask whether goods are packed, and never take packed ones.
    function movementBit(Word w) internal pure returns (uint256) {
        return 1 << ((Word.unwrap(w) >> MOVEMENT) & 0xF);
    }

    /// @dev The import customs state as a bit of a set of them.
    function customsBit(Word w) internal pure returns (uint256) {
        return 1 << ((Word.unwrap(w) >> CUSTOMS) & 0xF);
    }

    function has(Word w, uint256 flag) internal pure returns (bool) {
        return Word.unwrap(w) & flag != 0;
    }

    /// @dev Whether the goods stand at their place, so that the authorities of that place may write about them.
    function stands(Word w) internal pure returns (bool) {
        return (Word.unwrap(w) >> MOVEMENT) & 7 != uint256(Movement.InTransit) && !w.has(INLAND);
    }

    /// @dev Whether the goods keep what they are in from moving: held, holding something stopped, or refused.
    function stops(Word w) internal pure returns (bool) {
        return w.movement() != Movement.Closed && (w.has(ANY_HOLD) || w.customs() == Customs.Refused);
    }

    /// @dev Whether the goods keep what they are in from being declared, cleared or delivered as a whole.
    function isApart(Word w) internal pure returns (bool) {
        return w.movement() != Movement.Closed && w.has(APART | APART_INSIDE);
    }

    /* WRITING */

    function with(Word w, uint256 flag) internal pure returns (Word) {
        return Word.wrap(Word.unwrap(w) | flag);
    }

    function without(Word w, uint256 flag) internal pure returns (Word) {
        return Word.wrap(Word.unwrap(w) & ~flag);
    }

    /// @dev Counts one more step. 2^24 steps on one consignment would cost its writers some 7 × 10^11 gas; the
    /// caller refuses the last one, so the field never overflows into its neighbour.
    function advanced(Word w) internal pure returns (Word) {
        unchecked {
            return Word.wrap(Word.unwrap(w) + 1);
        }
    }

    /// @dev The last step is a move that happened at `time`.
    function withMove(Word w, uint256 time) internal pure returns (Word) {
        return
            Word.wrap(
                (Word.unwrap(w) & ~(uint256(type(uint64).max) << LAST_MOVE)) |
                    (uint256(w.sequence()) << LAST_MOVE) |
                    (time << LAST_MOVE_AT)
            );
    }

    /// @dev The last step is a move that happened at `time`, after which `party` has the goods and offers them to `to`
    /// since `hour`, in whole hours since 1970. The fields of `withMove` and these lie side by side: one mask for all.
    function withCustody(Word w, uint256 time, PartyId party, PartyId to, uint256 hour) internal pure returns (Word) {
        return
            Word.wrap(
                (Word.unwrap(w) & ~(((uint256(1) << (DESTINATION - LAST_MOVE)) - 1) << LAST_MOVE)) |
                    (uint256(w.sequence()) << LAST_MOVE) |
                    (time << LAST_MOVE_AT) |
                    (hour << OFFERED_AT) |
                    (uint256(PartyId.unwrap(party)) << HOLDER) |
                    (uint256(PartyId.unwrap(to)) << NEXT)
            );
    }

    /// @dev Nobody is named next any more.
    function withoutOffer(Word w) internal pure returns (Word) {
        return
            Word.wrap(
                Word.unwrap(w) & ~((uint256(type(uint24).max) << OFFERED_AT) | (uint256(type(uint32).max) << NEXT))
            );
    }

    /// @dev `party` has the goods, all else being as it is.
    function withHolder(Word w, PartyId party) internal pure returns (Word) {
        return
            Word.wrap(
                (Word.unwrap(w) & ~((uint256(type(uint32).max) << HOLDER) | PACKED)) |
                    (uint256(PartyId.unwrap(party)) << HOLDER)
            );
    }

    function withDestination(Word w, bytes2 country) internal pure returns (Word) {
        return
            Word.wrap(
                (Word.unwrap(w) & ~(uint256(type(uint16).max) << DESTINATION)) |
                    (uint256(uint16(country)) << DESTINATION)
            );
    }

    /// @dev The goods stand at `to`.
    function withPlace(Word w, Place to) internal pure returns (Word) {
        return
            Word.wrap(
                (Word.unwrap(w) & ~((uint256(type(uint40).max) << PLACE) | INLAND)) |
                    (uint256(uint40(Place.unwrap(to))) << PLACE)
            );
    }

    /// @dev The fields of `mask` from `other`, the rest as they are.
    function withFrom(Word w, Word other, uint256 mask) internal pure returns (Word) {
        return Word.wrap((Word.unwrap(w) & ~mask) | (Word.unwrap(other) & mask));
    }

    /// @dev The flag when `value`, not otherwise.
    function withIf(Word w, uint256 flag, bool value) internal pure returns (Word) {
        return value ? w.with(flag) : w.without(flag);
    }

    /// @dev The goods are in the container of this number; their own custody ends.
    function withParent(Word w, uint32 number) internal pure returns (Word) {
        return
            Word.wrap(
                (Word.unwrap(w) & ~(uint256(type(uint88).max) << OFFERED_AT)) | (uint256(number) << HOLDER) | PACKED
            );
    }

    /// @dev The caller has checked that fewer than 15 holds are open.
    function withHold(Word w) internal pure returns (Word) {
        unchecked {
            return Word.wrap(Word.unwrap(w) + (1 << HOLDS));
        }
    }

    /// @dev The caller has checked that at least one hold is open.
    function withoutHold(Word w) internal pure returns (Word) {
        unchecked {
            return Word.wrap(Word.unwrap(w) - (1 << HOLDS));
        }
    }

    /// @dev `to` is the number of a `Movement`.
    function withMovement(Word w, uint256 to) internal pure returns (Word) {
        return Word.wrap((Word.unwrap(w) & ~(uint256(7) << MOVEMENT)) | (to << MOVEMENT));
    }

    /// @dev `to` is the number of a `Customs`.
    function withCustoms(Word w, uint256 to) internal pure returns (Word) {
        return Word.wrap((Word.unwrap(w) & ~(uint256(0xF) << CUSTOMS)) | (to << CUSTOMS));
    }
}
