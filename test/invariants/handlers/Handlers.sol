// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Line} from "../../../contracts/interfaces/IConsignments.sol";
import {Particulars} from "../../../contracts/interfaces/ICheckpoints.sol";
import {IWaymark} from "../../../contracts/interfaces/IWaymark.sol";
import {SubjectKind} from "../../../contracts/interfaces/IRecalls.sol";
import {Batch} from "../../../contracts/interfaces/IBatches.sol";
import {Steps} from "../../../contracts/libraries/Steps.sol";
import {BatchId, ConsignmentId, PartyId, ProductId} from "../../../contracts/types/Ids.sol";
import {Inside} from "../../../contracts/types/Inside.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Account} from "./Units.sol";
import {Cast} from "./Cast.sol";
import {Ref} from "./History.sol";
import {SeekHandler} from "./SeekHandler.sol";
import {Stages} from "./Stages.sol";

/// @title All handlers, and what the state must amount to after each of their calls
/// @notice Each view tells whether the invariants of its number hold now.
contract Handlers is SeekHandler {
    constructor(IWaymark ledger, address admin, Stages coverage) Cast(ledger, admin, coverage) {}

    /* UNITS */

    /// @notice Every loaded unit is somewhere, and no more were loaded than made.
    function unitsAddUp() external view returns (bool) {
        for (uint256 i; i < batches.length; ++i) {
            Batch memory batch = LEDGER.batchOf(batches[i]);
            Account storage account = accounts[batches[i]];
            uint256 units = account.released + account.adjusted - account.cameBack;
            for (uint256 j; j < ids.length; ++j) units += _unitsIn(batches[i], ids[j]);
            if (units != batch.loaded || batch.loaded > batch.quantity) return false;
        }
        return true;
    }

    /// @notice No more units came back than were released, of each released line.
    function returnsAreReleased() external view returns (bool) {
        for (uint256 i; i < releases.length; ++i) {
            Ref storage ref = releases[i];
            bytes32 step = keccak256(steps[ref.id][ref.sequence - 1]);
            Line[] memory out = abi.decode(particulars[ref.id][ref.sequence], (Particulars)).leaving;
            for (uint256 j; j < out.length; ++j) {
                uint256 released;
                for (uint256 k; k < out.length; ++k) {
                    if (out[k].batch == out[j].batch && out[k].items == out[j].items) released += out[k].quantity;
                }
                if (LEDGER.cameBack(step, out[j].batch, out[j].items) > released) return false;
            }
        }
        for (uint256 i; i < batches.length; ++i) {
            if (accounts[batches[i]].cameBack > accounts[batches[i]].released) return false;
        }
        return true;
    }

    /// @notice What a party may still name as inputs is what it consumed and has not named.
    function creditsAreConsumed() external view returns (bool) {
        for (uint256 i; i < batches.length; ++i) {
            for (uint256 party = 1; party <= PARTIES; ++party) {
                uint256 used = named[party][batches[i]];
                uint256 credit = LEDGER.creditOf(PartyId.wrap(uint32(party)), batches[i]);
                if (credit + used != consumed[party][batches[i]]) return false;
            }
        }
        return true;
    }

    /* HISTORY */

    /// @notice All steps from the first, as they were when they were taken, lead to the head.
    function historiesStand() external view returns (bool) {
        for (uint256 i; i < ids.length; ++i) {
            ConsignmentId id = ids[i];
            bytes32 head = keccak256(abi.encode(Steps.GENESIS, block.chainid, address(LEDGER), id));
            for (uint256 j; j < steps[id].length; ++j) head = keccak256(abi.encode(head, keccak256(steps[id][j])));
            if (head != LEDGER.headOf(id)) return false;
        }
        return true;
    }

    /* HOLDS AND CONTAINERS */

    /// @notice The count of holds is that of the parties that have one open.
    function holdsAreCounted() external view returns (bool) {
        for (uint256 i; i < ids.length; ++i) {
            uint256 open;
            for (uint256 party = 1; party <= PARTIES; ++party) {
                bool isOpen = LEDGER.holdOf(ids[i], PartyId.wrap(uint32(party))).sequence != 0;
                if (isOpen != openHolds[ids[i]][party]) return false;
                if (isOpen) ++open;
            }
            if (open != LEDGER.wordOf(ids[i]).holds()) return false;
        }
        return true;
    }

    /// @notice What a container counts is what is in it.
    function containersAreCounted() external view returns (bool) {
        for (uint256 i; i < ids.length; ++i) {
            if (!seen[ids[i]].own.has(WordFields.CONTAINER)) continue;
            Inside inside = Inside.wrap(seen[ids[i]].contents);
            (uint256 children, uint256 stopped, uint256 apart, uint256 height) = (0, 0, 0, 0);
            for (uint256 j; j < ids.length; ++j) {
                Word child = seen[ids[j]].own;
                if (child.parent() != inside.number()) continue;
                ++children;
                if (child.stops()) ++stopped;
                if (child.isApart()) ++apart;
                uint256 h = child.has(WordFields.CONTAINER) ? Inside.wrap(seen[ids[j]].contents).height() + 1 : 1;
                if (h > height) height = h;
            }
            if (children != inside.children() || stopped != inside.stopped() || apart != inside.apart()) return false;
            // The height is that of the highest that was in it since it was empty.
            if (height > inside.height() || (children == 0 && inside.height() != 0)) return false;
            if (seen[ids[i]].own.has(WordFields.STOPPED_INSIDE) != (stopped != 0)) return false;
            if (seen[ids[i]].own.has(WordFields.APART_INSIDE) != (apart != 0)) return false;
        }
        return true;
    }

    /// @notice Nothing is more than three containers deep, and so nothing in itself.
    function nestingIsShallow() external view returns (bool) {
        for (uint256 i; i < ids.length; ++i) {
            Word w = seen[ids[i]].own;
            uint256 depth;
            for (; w.has(WordFields.PACKED); ++depth) {
                if (depth == 3) return false;
                w = seen[LEDGER.containerOfNumber(w.parent())].own;
            }
        }
        return true;
    }

    /// @notice Packed goods have no custodian of their own, and are where and how the outermost container is.
    function packedGoodsFollow() external view returns (bool) {
        for (uint256 i; i < ids.length; ++i) {
            Word own = seen[ids[i]].own;
            if (!own.has(WordFields.PACKED)) continue;
            Word w = seen[ids[i]].effective;
            Word outermost = seen[_outermost(ids[i])].own;
            if (own.custodian().exists()) return false;
            if (!(w.place() == outermost.place()) || !(w.custodian() == outermost.custodian())) return false;
            if (own.movement() != outermost.movement() && w.movement() != outermost.movement()) {
                // Only what is used up inside is otherwise than its container.
                if (uint256(own.movement()) != 7) return false;
            }
        }
        return true;
    }

    /* ITEMS AND RECALLS */

    /// @notice An item's activation is the one that was made.
    function activationsStand() external view returns (bool) {
        return _activationsStand();
    }

    /// @notice Units labelled later are as many as were said, and never more than were made.
    function labelsFit() external view returns (bool) {
        for (uint256 i; i < batches.length; ++i) {
            uint256 units = LEDGER.labelledUnits(batches[i]);
            uint64 made = LEDGER.batchOf(batches[i]).quantity;
            // A batch that was voided has no units.
            if (units != labelled[batches[i]] || (units > made && made != 0)) return false;
        }
        return true;
    }

    /// @notice The count of recalls of each subject is that of those placed and not lifted.
    function recallsAreCounted() external view returns (bool) {
        if (!_counts(SubjectKind.Product, bytes32(uint256(ProductId.unwrap(product))))) return false;
        for (uint256 i; i < batches.length; ++i) {
            if (!_counts(SubjectKind.Batch, BatchId.unwrap(batches[i]))) return false;
        }
        for (uint256 i; i < ids.length; ++i) {
            if (!_counts(SubjectKind.Consignment, ConsignmentId.unwrap(ids[i]))) return false;
        }
        return true;
    }

    function _counts(SubjectKind kind, bytes32 subject) private view returns (bool) {
        return LEDGER.openRecalls(kind, subject) == openRecallCount[subject];
    }
}
