// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IConsignments, Line} from "../interfaces/IConsignments.sol";
import {IContainers} from "../interfaces/IContainers.sol";
import {Consignment, Ledger} from "../storage/Ledger.sol";
import {ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Contents} from "./Contents.sol";
import {Steps} from "./Steps.sol";

/// @title Derivation
/// @notice Consignments made from others: a part split off, or released units that came back.
library Derivation {
    /// @dev Who makes it.
    struct Maker {
        PartyId party;
        SignerId signer;
        /// The step of the release that the units come back from; 0 for a part that is split off.
        bytes32 release;
    }

    /// @dev What a part has of the whole: all but its history, offers and holds.
    uint256 private constant NOT_OF_A_PART =
        type(uint48).max |
            (uint256(type(uint24).max) << WordFields.OFFERED_AT) |
            (uint256(type(uint32).max) << WordFields.NEXT) |
            (0xF << WordFields.HOLDS) |
            WordFields.STOPPED_INSIDE |
            WordFields.APART;

    /// @notice The first word of a part of goods with this word, split off at `time`.
    function partOf(Word whole, uint256 time) internal pure returns (Word) {
        return whole.without(NOT_OF_A_PART).advanced().withMove(time);
    }

    /// @notice Creates the consignment with its first word. It keeps the creator of the one it is made from, and nobody
    /// can take its id first: that is made of the creator, the party that makes it, and its key.
    function derive(
        Ledger storage ledger,
        Maker memory maker,
        ConsignmentId from,
        bytes32 key,
        bytes32 dataHash,
        Line[] calldata lines,
        Word word
    ) internal returns (ConsignmentId id) {
        PartyId creator = ledger.consignments[from].creator;
        id = ConsignmentId.wrap(keccak256(abi.encode(creator, maker.party, key)));
        Consignment storage made = ledger.consignments[id];
        if (Word.unwrap(made.word) != 0) revert IConsignments.ConsignmentExists(id);

        for (uint256 i; i < lines.length; ++i) {
            emit IContainers.LineSplit(lines[i].batch, id, from, lines[i].quantity, lines[i].items);
        }
        bytes32 contents = Contents.hashOf(lines);
        bytes32 fromHead = ledger.consignments[from].head;
        made.word = word;
        made.contents = Contents.stored(contents);
        made.creator = creator;
        made.head = Steps.fold(
            Steps.genesis(id),
            keccak256(
                abi.encode(
                    Steps.DERIVATION,
                    id,
                    creator,
                    maker.party,
                    key,
                    from,
                    fromHead,
                    maker.release,
                    contents,
                    dataHash,
                    maker.signer,
                    uint40(block.timestamp),
                    word
                )
            )
        );
        emit IContainers.ConsignmentDerived(
            id,
            from,
            maker.party,
            creator,
            key,
            fromHead,
            maker.release,
            dataHash,
            maker.signer,
            uint40(block.timestamp),
            word
        );
    }
}
