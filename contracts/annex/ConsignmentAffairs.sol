// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ConsignmentState, Hold, IConsignments} from "../interfaces/IConsignments.sol";
import {Packing} from "../libraries/Packing.sol";
import {Consignment, Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {ConsignmentId, PartyId} from "../types/Ids.sol";
import {Word, WordFields} from "../types/Word.sol";

/// @title ConsignmentAffairs
/// @notice Consignments as they stand.
abstract contract ConsignmentAffairs is LedgerStorage {
    using Packing for Ledger;

    /// @notice As `IConsignments.consignmentOf`.
    function consignmentOf(ConsignmentId id) external view returns (ConsignmentState memory state) {
        Consignment storage consignment = _ledger.consignments[id];
        Word own = consignment.word;
        Word w = _ledger.effective(own);
        if (Word.unwrap(w) == 0) revert IConsignments.ConsignmentUnknown(id);
        state.creator = consignment.creator;
        state.custodian = w.custodian();
        state.next = w.next();
        state.offeredAt = uint40(w.offeredAt()) * 1 hours;
        state.place = w.place();
        state.stands = w.stands();
        state.destination = w.destination();
        state.movement = w.movement();
        state.customs = w.customs();
        state.customsOwn = w.has(WordFields.IMPORT_OWN);
        state.exportCleared = w.has(WordFields.EXPORT_CLEARED);
        state.exportOwn = w.has(WordFields.EXPORT_OWN);
        state.domestic = w.has(WordFields.DOMESTIC);
        if (own.has(WordFields.PACKED)) state.container = _ledger.containerOf(own);
        state.stoppedElsewhere = w.has(WordFields.STOPPED_INSIDE);
        state.holds = w.holds();
        state.sequence = w.sequence();
        state.lastMove = w.lastMove();
        state.lastMoveAt = w.lastMoveAt();
        state.head = consignment.head;
        state.contents = consignment.contents;
    }

    /// @notice As `IConsignments.wordOf`.
    function wordOf(ConsignmentId id) external view returns (Word) {
        return _ledger.consignments[id].word;
    }

    /// @notice As `IConsignments.headOf`.
    function headOf(ConsignmentId id) external view returns (bytes32) {
        return _ledger.consignments[id].head;
    }

    /// @notice As `IConsignments.holdOf`.
    function holdOf(ConsignmentId id, PartyId party) external view returns (Hold memory) {
        return _ledger.holds[id][party];
    }
}
