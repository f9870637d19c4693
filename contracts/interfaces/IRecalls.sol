// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PartyId, SignerId} from "../types/Ids.sol";
import {Line} from "./IConsignments.sol";

/// @notice What is recalled.
enum SubjectKind {
    None,
    /// All of a product; the subject is its id, right-aligned.
    Product,
    /// A batch.
    Batch,
    /// What a consignment held.
    Consignment
}

/// @title Recalls
/// @notice A recall is said about a subject, by its brand for everywhere or by a regulator for its country. It blocks no
/// record, costs the same whatever it covers, and is read first by every view. Each is kept by who placed it, so that
/// nobody lifts another's.
interface IRecalls {
    /* EVENTS */

    /// @notice A recall was placed; `country` empty = everywhere.
    event RecallPlaced(
        SubjectKind indexed kind,
        bytes32 indexed subject,
        PartyId indexed placer,
        bytes2 country,
        bytes32 dataHash,
        SignerId signer
    );
    /// @notice A recall was lifted by its placer.
    event RecallLifted(
        SubjectKind indexed kind,
        bytes32 indexed subject,
        PartyId indexed placer,
        bytes2 country,
        SignerId signer
    );

    /* ERRORS */

    /// @notice Thrown when nothing of this kind and id is on the ledger.
    error SubjectUnknown(SubjectKind kind, bytes32 subject);
    /// @notice Thrown when a party that is neither the brand of the subject (registrant or endorser of its product) nor
    /// granted Regulator in the country recalls it.
    error NotRecaller(SubjectKind kind, bytes32 subject, PartyId party);
    /// @notice Thrown when the party's recall is already open.
    error RecallExists(SubjectKind kind, bytes32 subject, PartyId placer, bytes2 country);
    /// @notice Thrown when the party has no such recall open.
    error RecallUnknown(SubjectKind kind, bytes32 subject, PartyId placer, bytes2 country);

    /* WRITING */

    /// @notice Recalls a product, batch or consignment.
    /// @param country Empty: everywhere, by the brand; else by a regulator granted in that country.
    /// @param lines For a brand's recall of a consignment that it did not create: what the consignment holds, of which one
    /// line is of its products; else empty.
    /// @param dataHash Root of the recall's disclosed data; 0 = none.
    function placeRecall(
        PartyId party,
        SubjectKind kind,
        bytes32 subject,
        bytes2 country,
        Line[] calldata lines,
        bytes32 dataHash
    ) external;

    /// @notice Lifts a recall of the party's own, with any of its signers that could have placed it.
    function liftRecall(PartyId party, SubjectKind kind, bytes32 subject, bytes2 country) external;

    /* VIEWS */

    /// @notice Number of open recalls of exactly this subject, to check that none was left out.
    function openRecalls(SubjectKind kind, bytes32 subject) external view returns (uint32);

    /// @notice Chain time at which the party placed its recall, seconds; 0 = none open.
    function recallOf(SubjectKind kind, bytes32 subject, PartyId placer, bytes2 country) external view returns (uint40);

    /// @notice Number of open recalls that concern each batch: of itself and of its product.
    function recallsOf(bytes32[] calldata batches) external view returns (uint32[] memory);
}
