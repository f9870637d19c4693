// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchId, PartyId, ProductId, SignerId} from "../types/Ids.sol";

/// @notice What a party says of a batch when it registers it.
struct BatchDetails {
    ProductId product;
    /// `keccak256(abi.encode(string lot, bytes32 salt))`; a salt of zero = the brand wishes none.
    bytes32 lotKey;
    /// Whole units, at least 1.
    uint64 quantity;
    /// UN/CEFACT Recommendation 20 unit code, left-aligned: "H87" piece.
    bytes3 unit;
    /// Country of origin, ISO 3166-1 alpha-2.
    bytes2 origin;
    /// Best-before or expiry date as YYYYMMDD; 0 = none.
    uint32 expiry;
    /// Merkle root over the batch's items; 0 = items are not listed.
    bytes32 itemsRoot;
    /// Root of the batch's disclosed data; 0 = none.
    bytes32 dataHash;
}

/// @notice A registered batch.
struct Batch {
    ProductId product;
    /// The party that registered it.
    PartyId maker;
    uint64 quantity;
    /// Units loaded into consignments so far, never more than `quantity`.
    uint64 loaded;
    bytes2 origin;
    /// `keccak256(abi.encode(unit, expiry, itemsRoot, dataHash))`: with the id, all that was said of the batch can be
    /// checked against the state, wherever a reader has it from.
    bytes32 statement;
}

/// @notice Units of another batch that went into a new one (EPCIS TransformationEvent).
struct Input {
    BatchId batch;
    uint64 quantity;
}

/// @title Batches
/// @notice What was made, how much of it, and from what.
interface IBatches {
    /* EVENTS */

    /// @notice A batch was registered.
    event BatchRegistered(
        BatchId indexed batch,
        ProductId indexed product,
        PartyId indexed maker,
        bytes32 lotKey,
        uint64 quantity,
        bytes3 unit,
        bytes2 origin,
        uint32 expiry,
        bytes32 itemsRoot,
        bytes32 dataHash,
        SignerId signer
    );
    /// @notice `quantity` units of `input`, which the maker had in custody and consumed, went into `batch`.
    event InputConsumed(BatchId indexed batch, BatchId indexed input, uint64 quantity);

    /// @notice A batch of which nothing was loaded was voided: it was not made after all.
    event BatchVoided(BatchId indexed batch, PartyId indexed maker, SignerId signer);

    /* ERRORS */

    /// @notice Thrown when the product already has a batch of this lot key.
    error BatchExists(BatchId batch);
    /// @notice Thrown when no such batch is registered.
    error BatchUnknown(BatchId batch);
    /// @notice Thrown when a quantity is zero.
    error QuantityInvalid(uint64 quantity);
    /// @notice Thrown when a unit is not one to three characters A–Z or 0–9.
    error UnitInvalid(bytes3 unit);
    /// @notice Thrown when an expiry date is no date as YYYYMMDD.
    error ExpiryInvalid(uint32 expiry);
    /// @notice Thrown when a party is neither the product's registrant nor a maker it appointed.
    error NotMaker(ProductId product, PartyId party);
    /// @notice Thrown when another party than the one that registered a batch voids it.
    error NotMakerOfBatch(BatchId batch, PartyId party, PartyId maker);
    /// @notice Thrown when a batch is voided of which units are loaded, or which is voided already (0).
    error BatchInUse(BatchId batch, uint64 loaded);
    /// @notice Thrown when more would be loaded than the batch still has.
    error BatchExhausted(BatchId batch, uint64 requested, uint64 available);
    /// @notice Thrown when more inputs are named than the party consumed while it had them in custody.
    error InputNotConsumed(BatchId batch, PartyId party, uint64 requested, uint64 available);

    /* WRITING */

    /// @notice Registers a batch, as the product's registrant (Brand or Seller) or a maker it appointed (Factory).
    /// @return batch `keccak256(abi.encode(product, lotKey))`, so that nobody takes another's first.
    function registerBatch(PartyId party, BatchDetails calldata details) external returns (BatchId batch);

    /// @notice Registers a batch made from others, which the party had in custody and consumed (an adjustment for
    /// transformation credited them). Inputs that are not proved this way belong into the batch's disclosed data.
    function registerBatchFrom(
        PartyId party,
        BatchDetails calldata details,
        Input[] calldata inputs
    ) external returns (BatchId batch);

    /// @notice Voids a batch of which nothing is loaded: its quantity is 0 from then on, and its lot key stays taken. By a
    /// signer of the party that registered it.
    function voidBatch(PartyId party, BatchId batch) external;

    /* VIEWS */

    /// @notice The batch; all zero when it is not registered.
    function batchOf(BatchId batch) external view returns (Batch memory);

    /// @notice Units of `batch` that `party` consumed and has not yet named as inputs.
    function creditOf(PartyId party, BatchId batch) external view returns (uint64);
}
