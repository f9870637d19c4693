// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBatches} from "../interfaces/IBatches.sol";
import {ConsignmentDetails, IConsignments, Line} from "../interfaces/IConsignments.sol";
import {IParties} from "../interfaces/IParties.sol";
import {SHIPPER} from "../interfaces/IProducts.sol";
import {Batches} from "../libraries/Batches.sol";
import {Caller} from "../libraries/Caller.sol";
import {Contents} from "../libraries/Contents.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Steps} from "../libraries/Steps.sol";
import {Territories} from "../libraries/Territories.sol";
import {Consignment, Ledger, StoredBatch} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {ConsignmentId, PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {Movement} from "../types/Kind.sol";
import {isCountry, Place} from "../types/Place.sol";
import {Word, WordFields} from "../types/Word.sol";

/// @title ConsignmentRegister
/// @notice Creating consignments, and loading units into them.
abstract contract ConsignmentRegister is LedgerStorage {
    using Entitlement for Ledger;
    using Territories for Ledger;

    /// @notice As `IConsignments.createConsignment`.
    function createConsignment(
        PartyId party,
        ConsignmentDetails calldata details,
        Line[] calldata lines
    ) external returns (ConsignmentId id) {
        SignerId signer = Caller.id();
        Place place = details.place;
        bytes2 destination = details.destination;
        _ledger.requireCommercialSigner(party, signer, place);
        _ledger.requireStanding(party);
        if (!place.isUnLocode()) revert IParties.PlaceInvalid(place);
        if (!isCountry(destination)) revert IParties.CountryInvalid(destination);
        if (lines.length == 0 || lines.length > Contents.MAX_LINES) revert IConsignments.LineCountInvalid(lines.length);

        id = ConsignmentId.wrap(keccak256(abi.encode(party, details.key)));
        Consignment storage consignment = _ledger.consignments[id];
        if (Word.unwrap(consignment.word) != 0) revert IConsignments.ConsignmentExists(id);

        bool domestic = _ledger.sameTerritory(place.countryOf(), destination);
        for (uint256 i; i < lines.length; ++i) {
            bytes2 origin = _load(id, party, lines[i]);
            if (domestic && !_ledger.sameTerritory(origin, destination)) domestic = false;
        }

        Word word = Word
            .wrap(1)
            .withCustody(0, party, PartyId.wrap(0), 0)
            .withDestination(destination)
            .withPlace(place)
            .withMovement(uint256(Movement.Created));
        if (domestic) word = word.with(WordFields.DOMESTIC);
        bytes32 contents = Contents.hashOf(lines);
        consignment.word = word;
        consignment.contents = Contents.stored(contents);
        consignment.creator = party;
        consignment.head = Steps.fold(Steps.genesis(id), Steps.creation(id, party, details, contents, signer, word));
        emit IConsignments.ConsignmentCreated(
            id,
            party,
            details.key,
            place,
            destination,
            details.dataHash,
            signer,
            uint40(block.timestamp),
            word
        );
    }

    /// @dev Takes the units of a line out of its batch. Returns the batch's country of origin.
    function _load(ConsignmentId id, PartyId party, Line calldata line) private returns (bytes2 origin) {
        StoredBatch storage batch = _ledger.batches[line.batch];
        PartyId maker = batch.maker;
        uint64 quantity = line.quantity;
        if (!maker.exists()) revert IBatches.BatchUnknown(line.batch);
        if (!(maker == party)) _requireShipper(batch, party, line);
        if (quantity == 0) revert IBatches.QuantityInvalid(quantity);
        uint64 loaded = batch.loaded;
        uint64 made = batch.quantity;
        // Unchecked: loaded never exceeds the batch's quantity, which is what this very comparison keeps true.
        unchecked {
            if (quantity > made - loaded) revert IBatches.BatchExhausted(line.batch, quantity, made - loaded);
            batch.loaded = loaded + quantity;
        }
        origin = batch.origin;
        emit IConsignments.LineLoaded(line.batch, id, quantity, line.items);
    }

    function _requireShipper(StoredBatch storage batch, PartyId party, Line calldata line) private view {
        ProductId product = Batches.expand(batch.product);
        if (_ledger.appointments[product][party] & SHIPPER != 0) return;
        if (!(_ledger.products[product].registrant == party)) revert IConsignments.NotShipper(line.batch, party);
    }
}
