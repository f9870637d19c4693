// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IWaymark} from "../../../contracts/interfaces/IWaymark.sol";
import {Customs, Kind, Movement} from "../../../contracts/types/Kind.sol";
import {
    CUSTOMS_ACT,
    NEEDS_PARTICULARS,
    OR_ON_ROAD,
    Rule,
    TAKES_CHILDREN,
    TAKES_LINES,
    TAKES_PART,
    TAKES_PROOF,
    UNLESS_DOMESTIC,
    WHERE_STANDING
} from "../../../contracts/types/Rule.sol";
import {Word} from "../../../contracts/types/Word.sol";

/// @dev Kinds of records, and stages of goods: movement × import customs, `movement * CUSTOMS_STATES + customs`.
uint256 constant KINDS = uint256(type(Kind).max);
uint256 constant CUSTOMS_STATES = uint256(type(Customs).max) + 1;
uint256 constant STAGES = (uint256(type(Movement).max) + 1) * CUSTOMS_STATES;

/// @dev What is counted by stage: kinds of records by their number, ways to write, and recalls of the goods.
uint256 constant SIGNED = KINDS + 1;
uint256 constant SIGNED_MANY = KINDS + 2;
uint256 constant RELAYED = KINDS + 3;
uint256 constant RECALL_PLACED = KINDS + 4;
uint256 constant RECALL_LIFTED = KINDS + 5;
uint256 constant ROWS = RECALL_LIFTED;

/// @title In which stages of goods each action succeeded, and in which it may
/// @notice Shared by the handlers of several ledgers, whose campaigns together reach every legal stage.
contract Stages {
    /// @dev Sets of customs states, a bit each.
    uint256 private constant NOT_REFUSED = (1 << uint256(Customs.Refused)) - 1;
    uint256 private constant CLEARED_OR_REFUSED = (1 << uint256(Customs.Cleared)) | (1 << uint256(Customs.Refused));

    /// @dev Stages by row, a bit each.
    mapping(uint256 row => uint256 stages) public legal;
    mapping(uint256 row => uint256 stages) public reached;

    constructor(IWaymark ledger) {
        for (uint256 k = 1; k <= KINDS; ++k) {
            Rule rule = ledger.ruleOfKind(Kind(k));
            legal[k] = _legalOf(Kind(k), rule);
            if (!rule.has(NEEDS_PARTICULARS)) legal[SIGNED] |= legal[k];
            if (rule.has(TAKES_LINES | TAKES_CHILDREN | TAKES_PART | TAKES_PROOF)) legal[RELAYED] |= legal[k];
        }
        legal[SIGNED_MANY] = legal[SIGNED];
        // A recall asks for no stage.
        for (uint256 stage = CUSTOMS_STATES; stage < STAGES; ++stage) {
            if (occurs(stage)) legal[RECALL_PLACED] |= 1 << stage;
        }
        legal[RECALL_LIFTED] = legal[RECALL_PLACED];
    }

    /// @notice The action succeeded with goods that were in this stage.
    function note(uint256 row, uint256 stage) external {
        reached[row] |= 1 << stage;
    }

    /// @notice The stages in which the action may succeed, and did not yet.
    function missing(uint256 row) public view returns (uint256) {
        return legal[row] & ~reached[row];
    }

    /// @notice A row and a stage that are missing, from a random row on; the row is 0 when none is.
    function anyMissing(uint256 random) external view returns (uint256 row, uint256 stage) {
        for (uint256 i; i < ROWS; ++i) {
            row = 1 + ((random + i) % ROWS);
            uint256 stages = missing(row);
            if (stages == 0) continue;
            while ((stages >> stage) & 1 == 0) ++stage;
            return (row, stage);
        }
        row = 0;
    }

    /// @notice Whether the kind may be recorded of goods in this stage.
    function isLegal(Kind kind, uint256 stage) external view returns (bool) {
        return (legal[uint256(kind)] >> stage) & 1 == 1;
    }

    /// @dev What the row allows, as far as such a stage occurs and nothing beside movement and customs forbids it.
    function _legalOf(Kind kind, Rule rule) private pure returns (uint256 stages) {
        uint256 customs = rule.customs();
        // Goods that never left need no clearance. Customs' own word may follow a broker's.
        if (rule.has(UNLESS_DOMESTIC)) customs |= NOT_REFUSED;
        if (rule.has(CUSTOMS_ACT) && rule.toCustoms() != 0) customs |= CLEARED_OR_REFUSED;
        for (uint256 stage = CUSTOMS_STATES; stage < STAGES; ++stage) {
            (uint256 m, uint256 c) = (stage / CUSTOMS_STATES, stage % CUSTOMS_STATES);
            if ((rule.movements() >> m) & 1 == 0 || (customs >> c) & 1 == 0 || !occurs(stage)) continue;
            // Nobody stands beside goods that stand nowhere.
            if (m == uint256(Movement.InTransit) && rule.has(WHERE_STANDING) && !rule.has(OR_ON_ROAD)) continue;
            if (!_isExcepted(kind, Movement(m), Customs(c))) stages |= 1 << stage;
        }
    }

    /// @dev README.md gives the reasons.
    function _isExcepted(Kind kind, Movement movement, Customs customs) private pure returns (bool) {
        if (kind == Kind.Returned && movement == Movement.Arrived && customs == Customs.Cleared) return true;
        return kind == Kind.TakenBack && movement == Movement.Created;
    }
}

/// @dev The stage of goods with this word.
function stageOf(Word w) pure returns (uint256) {
    return uint256(w.movement()) * CUSTOMS_STATES + uint256(w.customs());
}

/// @dev Whether goods are ever in this stage, said by hand.
function occurs(uint256 stage) pure returns (bool) {
    (Movement m, uint256 c) = (Movement(stage / CUSTOMS_STATES), stage % CUSTOMS_STATES);
    // Nothing is declared before it leaves, and nothing judged before it arrives.
    if (m == Movement.None || m == Movement.Created || m == Movement.Ready) return c == uint256(Customs.None);
    if (m == Movement.InTransit || m == Movement.AtTransit) return c <= uint256(Customs.Declared);
    // What is refused is never handed over.
    return m != Movement.Delivered || c != uint256(Customs.Refused);
}
