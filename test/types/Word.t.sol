// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PartyId} from "../../contracts/types/Ids.sol";
import {Customs, Movement} from "../../contracts/types/Kind.sol";
import {Place} from "../../contracts/types/Place.sol";
import {Word, WordFields} from "../../contracts/types/Word.sol";
import {bound} from "../support/Vm.sol";

/// @title Every field of the word against its row in the table of `Word`: set one, and no other bit moves
contract WordTest {
    function testFuzz_Advanced(uint256 raw) public pure {
        // The caller of `advanced` refuses the last sequence.
        Word w = Word.wrap(_put(raw, 0, 24, bound(raw, 0, type(uint24).max - 1)));
        require(Word.unwrap(w.advanced()) == _put(Word.unwrap(w), 0, 24, uint256(w.sequence()) + 1), "advanced");
    }

    function testFuzz_WithMove(uint256 raw, uint40 time) public pure {
        Word w = Word.wrap(raw).withMove(time);
        require(Word.unwrap(w) == _moved(raw, time), "withMove");
        require(w.lastMove() == uint24(raw) && w.lastMoveAt() == time, "read back");
    }

    function testFuzz_WithCustody(uint256 raw, uint40 time, uint32 holder, uint32 next, uint24 hour) public pure {
        Word w = Word.wrap(raw).withCustody(time, PartyId.wrap(holder), PartyId.wrap(next), hour);
        uint256 expected = _put(_put(_put(_moved(raw, time), 88, 24, hour), 112, 32, holder), 144, 32, next);
        require(Word.unwrap(w) == expected, "withCustody");
        require(w.offeredAt() == hour && w.next() == PartyId.wrap(next), "read back");
    }

    /// @dev The last step of `raw` as a move at `time`.
    function _moved(uint256 raw, uint40 time) private pure returns (uint256) {
        return _put(_put(raw, 24, 24, uint24(raw)), 48, 40, time);
    }

    function testFuzz_WithDestination(uint256 raw, bytes2 country) public pure {
        Word w = Word.wrap(raw).withDestination(country);
        require(Word.unwrap(w) == _put(raw, 176, 16, uint16(country)), "withDestination");
        require(w.destination() == country, "read back");
    }

    function testFuzz_WithPlace(uint256 raw, bytes5 place) public pure {
        Word w = Word.wrap(raw).withPlace(Place.wrap(place));
        require(Word.unwrap(w) == _put(_put(raw, 192, 40, uint40(place)), 249, 1, 0), "withPlace");
        require(w.place() == Place.wrap(place), "read back");
    }

    function testFuzz_WithHold(uint256 raw, uint8 open) public pure {
        uint256 holds = bound(open, 0, WordFields.MAX_HOLDS - 1);
        Word w = Word.wrap(_put(raw, 232, 4, holds));
        require(Word.unwrap(w.withHold()) == _put(raw, 232, 4, holds + 1), "withHold");
        require(w.withHold().holds() == holds + 1, "read back");
        require(Word.unwrap(w.withHold().withoutHold()) == Word.unwrap(w), "withoutHold");
    }

    function testFuzz_WithMovement(uint256 raw, uint8 to) public pure {
        uint256 movement = bound(to, 0, uint256(type(Movement).max));
        Word w = Word.wrap(raw).withMovement(movement);
        require(Word.unwrap(w) == _put(raw, 236, 3, movement), "withMovement");
        require(
            uint256(w.movement()) == movement && w.movementBit() == 1 << (movement + 8 * _get(raw, 239, 1)),
            "read back"
        );
    }

    function testFuzz_WithCustoms(uint256 raw, uint8 to) public pure {
        uint256 customs = bound(to, 0, uint256(type(Customs).max));
        Word w = Word.wrap(raw).withCustoms(customs);
        require(Word.unwrap(w) == _put(raw, 240, 4, customs), "withCustoms");
        require(uint256(w.customs()) == customs && w.customsBit() == 1 << customs, "read back");
    }

    function testFuzz_Flags(uint256 raw, uint8 number) public pure {
        // Twelve flags, and their bits in the table.
        uint256[12] memory bits = [uint256(244), 245, 246, 247, 248, 249, 250, 239, 252, 253, 254, 255];
        uint256[12] memory flags = [
            WordFields.EXPORT_CLEARED,
            WordFields.EXPORT_OWN,
            WordFields.IMPORT_OWN,
            WordFields.DOMESTIC,
            WordFields.TRAVELLED,
            WordFields.INLAND,
            WordFields.CONTAINER,
            WordFields.PACKED,
            WordFields.APART,
            WordFields.STOPPED_INSIDE,
            WordFields.APART_INSIDE,
            WordFields.SENT_BACK
        ];
        uint256 i = number % 12;
        Word w = Word.wrap(raw);
        require(flags[i] == 1 << bits[i], "bit");
        require(Word.unwrap(w.with(flags[i])) == _put(raw, bits[i], 1, 1), "with");
        require(Word.unwrap(w.without(flags[i])) == _put(raw, bits[i], 1, 0), "without");
        require(w.with(flags[i]).has(flags[i]) && !w.without(flags[i]).has(flags[i]), "has");
    }

    function testFuzz_Reading(uint256 raw) public pure {
        uint256 known = _put(_put(raw, 236, 3, raw % 8), 240, 4, raw % 5);
        Word w = Word.wrap(known);
        require(w.sequence() == _get(known, 0, 24), "sequence");
        require(w.lastMove() == _get(known, 24, 24), "lastMove");
        require(w.lastMoveAt() == _get(known, 48, 40), "lastMoveAt");
        require(w.offeredAt() == _get(known, 88, 24), "offeredAt");
        require(PartyId.unwrap(w.next()) == _get(known, 144, 32), "next");
        require(uint16(w.destination()) == _get(known, 176, 16), "destination");
        require(uint40(Place.unwrap(w.place())) == _get(known, 192, 40), "place");
        require(w.holds() == _get(known, 232, 4), "holds");
        require(uint256(w.movement()) == _get(known, 236, 3), "movement");
        require(uint256(w.customs()) == _get(known, 240, 4), "customs");
    }

    /// @dev One field, two meanings: the custodian, or while packed the number of the container.
    function testFuzz_Holder(uint256 raw) public pure {
        uint256 holder = _get(raw, 112, 32);
        bool packed = _get(raw, 239, 1) == 1;
        require(PartyId.unwrap(Word.wrap(raw).custodian()) == (packed ? 0 : holder), "custodian");
        require(Word.wrap(raw).parent() == (packed ? holder : 0), "parent");
    }

    function testFuzz_Stands(uint256 raw) public pure {
        bool away = _get(raw, 236, 3) == uint256(Movement.InTransit) || _get(raw, 249, 1) == 1;
        require(Word.wrap(raw).stands() == !away, "stands");
    }

    function testFuzz_AnyHold(uint256 raw) public pure {
        bool held = _get(raw, 232, 4) != 0 || _get(raw, 253, 1) == 1;
        require(Word.wrap(raw).has(WordFields.ANY_HOLD) == held, "ANY_HOLD");
    }

    /* REFERENCE */

    /// @dev The word with `width` bits from `offset` on replaced, bit by bit.
    function _put(uint256 raw, uint256 offset, uint256 width, uint256 value) private pure returns (uint256 result) {
        result = raw;
        for (uint256 i; i < width; ++i) {
            uint256 bit = 1 << (offset + i);
            result = (value >> i) & 1 == 1 ? result | bit : result & ~bit;
        }
    }

    function _get(uint256 raw, uint256 offset, uint256 width) private pure returns (uint256 value) {
        for (uint256 i; i < width; ++i) value |= ((raw >> (offset + i)) & 1) << i;
    }
}
