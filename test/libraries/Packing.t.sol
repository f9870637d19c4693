// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Packing} from "../../contracts/libraries/Packing.sol";
import {Inside} from "../../contracts/types/Inside.sol";
import {Kind, Movement} from "../../contracts/types/Kind.sol";
import {ruleOf} from "../../contracts/types/KindTable.sol";
import {Rule} from "../../contracts/types/Rule.sol";
import {Word, WordFields} from "../../contracts/types/Word.sol";
import {bound} from "../support/Vm.sol";

/// @title What packed goods have from their container, and what of a record becomes their own, bit by bit
contract PackingTest {
    function testFuzz_Inherit(uint256 ownRaw, uint256 aroundRaw, uint256 customsRaw) public pure {
        Word own = _word(ownRaw).with(WordFields.PACKED);
        Word around = _word(aroundRaw).without(WordFields.PACKED);
        Word customs = _word(customsRaw);
        Word w = Packing.inherit(own, around, customs);
        bool closed = own.movement() == Movement.Closed;
        for (uint256 bit; bit < 256; ++bit) {
            bool expected = _bit(own, bit);
            // Times, custody, offers, destination and place, and the flags that go with moving.
            bool moves = (bit >= 48 && bit < 232) || bit == 244 || bit == 245 || bit == 248 || bit == 249 || bit == 255;
            if (moves) expected = _bit(around, bit);
            if (bit >= 236 && bit < 239) expected = closed || _bit(around, bit);
            // Not packed any more, as far as it amounts to.
            if (bit == 239) expected = false;
            if ((bit >= 240 && bit < 244) || bit == 246) expected = _bit(customs, bit);
            // Domestic only in a container that is.
            if (bit == 247) expected = _bit(own, bit) && _bit(around, bit);
            require(_bit(w, bit) == expected, "inherit");
        }
    }

    function testFuzz_SettleOfWhatIsNotPacked(uint256 before, uint256 afterwards, uint8 number) public pure {
        Word w = _word(before).without(WordFields.PACKED);
        require(
            Word.unwrap(Packing.settle(w, _word(afterwards), _rule(number))) == Word.unwrap(_word(afterwards)),
            "all"
        );
    }

    /// @dev A record about packed goods changes their sequence and holds; one on the import axis that too, and sets them
    /// apart; what used them up closes them. Where they are, and who has them, stays the container's.
    function testFuzz_Settle(uint256 beforeRaw, uint256 afterRaw, uint8 number) public pure {
        Rule rule = _rule(number);
        Word before = _word(beforeRaw).with(WordFields.PACKED);
        Word afterwards = _word(afterRaw).without(WordFields.PACKED);
        Word w = Packing.settle(before, afterwards, rule);
        bool import_ = rule.toCustoms() != 0;
        bool closes = afterwards.movement() == Movement.Closed;
        for (uint256 bit; bit < 256; ++bit) {
            bool expected = _bit(before, bit);
            if (bit < 24 || (bit >= 232 && bit < 236)) expected = _bit(afterwards, bit);
            if (import_ && ((bit >= 240 && bit < 244) || bit == 246)) expected = _bit(afterwards, bit);
            // Whose customs wrote goes with what they wrote: the container may have been diverted.
            if (import_ && bit >= 176 && bit < 192) expected = _bit(afterwards, bit);
            if (import_ && bit == 252) expected = true;
            if (closes && bit >= 236 && bit < 239) expected = true;
            require(_bit(w, bit) == expected, "settle");
        }
    }

    function testFuzz_Marked(uint256 raw, uint224 inside) public pure {
        Inside i = Inside.wrap(bytes28(inside));
        Word w = Packing.marked(Word.wrap(raw), i);
        require(w.has(WordFields.STOPPED_INSIDE) == (i.stopped() != 0), "stopped");
        require(w.has(WordFields.APART_INSIDE) == (i.apart() != 0), "apart");
        uint256 marks = WordFields.STOPPED_INSIDE | WordFields.APART_INSIDE;
        require(Word.unwrap(w.without(marks)) == raw & ~marks, "nothing else");
    }

    /* REFERENCE */

    /// @dev A word whose movement and customs are members of their enums.
    function _word(uint256 raw) private pure returns (Word) {
        return Word.wrap(raw).withMovement(raw % 8).withCustoms((raw >> 8) % 5);
    }

    function _bit(Word w, uint256 bit) private pure returns (bool) {
        return (Word.unwrap(w) >> bit) & 1 == 1;
    }

    function _rule(uint8 number) private pure returns (Rule) {
        return ruleOf(Kind(bound(number, 1, uint256(type(Kind).max))));
    }
}
