// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchId, ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Kind} from "../types/Kind.sol";
import {Place} from "../types/Place.sol";
import {Role} from "../types/Roles.sol";
import {Word} from "../types/Word.sol";
import {Checkpoint, Particulars} from "./ICheckpoints.sol";
import {ConsignmentDetails, Line} from "./IConsignments.sol";

/// @notice A record as it was made, its consignment apart: what `CheckpointRecorded` says of it, in the same order.
struct PastRecord {
    PartyId party;
    Kind kind;
    Role role;
    Place place;
    uint40 occurredAt;
    bytes32 basedOn;
    uint8 detail;
    bytes32 dataHash;
    PartyId next;
    PartyId principal;
    SignerId signer;
    uint40 recordedAt;
    Word before;
}

/// @notice An earlier record, and that the consignment's head holds it.
struct RecordProof {
    PastRecord past;
    /// The head before it.
    bytes32 headBefore;
    /// Every step after it, in order: what is hashed for it (`abi.encode` of its type and values), or, where it does not
    /// matter what it was, its 32-byte hash.
    bytes[] later;
    /// For a record by lines whose effect is to be undone: its particulars; else empty.
    Particulars[] particulars;
}

/// @title Proofs
/// @notice Records about earlier ones, which are proved from the head: confirmations, contradictions, corrections,
/// disputes; and units that come back after their release.
interface IProofs {
    /* EVENTS */

    /// @notice The record of this `sequence` took back what the earlier one, `undone`, had set.
    event RecordUndone(ConsignmentId indexed consignment, uint24 indexed undone, uint24 indexed sequence, Word word);
    /// @notice Units went back into the contents, because the record that let them out was undone.
    event LineRestored(BatchId indexed batch, ConsignmentId indexed consignment, uint64 quantity, bytes32 items);

    /* ERRORS */

    /// @notice Thrown when the record given is not the one that the new record names in `basedOn` (its step hash).
    error PastRecordMismatch(bytes32 supplied, bytes32 basedOn);
    /// @notice Thrown when the proof does not lead to the consignment's head.
    error ProofInvalid(ConsignmentId consignment, bytes32 computed, bytes32 head);
    /// @notice Thrown when another party's record is corrected, or proved as one's own.
    error NotAuthor(ConsignmentId consignment, PartyId party, PartyId author);
    /// @notice Thrown when customs confirm or contradict what is no reported customs record, or at another place.
    error NotReported(ConsignmentId consignment, Kind kind, Role role);
    /// @notice Thrown when a later step is given by its hash alone, and it matters what it was: the earlier record's
    /// effect may still stand. `index` counts from 0.
    error LaterStepUnknown(uint256 index);
    /// @notice Thrown when a dispute is not the creator's, not old enough, or was answered by the custodian.
    error DisputeAnswered(ConsignmentId consignment, uint40 disputedAt);
    /// @notice Thrown when units are to come back from a record that is no release by lines.
    error NotRelease(ConsignmentId consignment, Kind kind, uint8 detail);
    /// @notice Thrown when a release by lines was undone, and units of it are to come back.
    error ReleaseUndone(ConsignmentId consignment, bytes32 step);
    /// @notice Thrown when more units come back than were released, or lines that were not.
    error LineNotReleased(BatchId batch, bytes32 items, uint64 requested, uint64 available);

    /* WRITING */

    /// @notice Appends a Confirmed, Contradicted, Correction, Disputed or TakenBack that rests on an earlier record of the
    /// same goods; its `basedOn` is the step hash of that record.
    ///
    /// A Correction, by the party that wrote the record, and a Contradicted, by customs of the place, take back what the
    /// record set, as long as nothing that gates a rule was built on it and no hold but the writer's own stops it; a
    /// Confirmed makes what was reported customs' own. Otherwise they are recorded alone. The original stays.
    /// @return sequence Its number in the consignment's history.
    function recordProved(
        Checkpoint calldata checkpoint,
        RecordProof calldata proof
    ) external returns (uint24 sequence);

    /// @notice Makes units that were released by lines, and come back from their buyers, a consignment again: Arrived and
    /// cleared as they were, in the custody of the party that had it at the release. Never more than were released.
    /// @param details Its key, place (in the territory of the release), country (of that place) and data.
    /// @param from The consignment that they were released from.
    /// @param proof The release, its particulars included.
    /// @param lines The units, as lines of the release.
    /// @return consignment `keccak256(abi.encode(creator, party, key))`, the creator being that of `from`.
    function returnReleased(
        PartyId party,
        ConsignmentDetails calldata details,
        ConsignmentId from,
        RecordProof calldata proof,
        Line[] calldata lines
    ) external returns (ConsignmentId consignment);

    /* VIEWS */

    /// @notice Units of a released line that came back. `step` is the hash of the release.
    function cameBack(bytes32 step, BatchId batch, bytes32 items) external view returns (uint64);
}
