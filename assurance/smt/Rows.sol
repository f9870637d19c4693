// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Kind} from "../../contracts/types/Kind.sol";
import {ruleOf} from "../../contracts/types/KindTable.sol";
import {Rule} from "../../contracts/types/Rule.sol";

/// @title Asks the table of kinds for all its rows, in the order of the kinds' numbers
contract Rows {
    function all() external pure returns (Rule[] memory rows) {
        rows = new Rule[](uint256(type(Kind).max) + 1);
        for (uint256 i; i < rows.length; ++i) {
            rows[i] = ruleOf(Kind(i));
        }
    }
}
