// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchId, ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Customs, Kind, Movement} from "../types/Kind.sol";
import {Place} from "../types/Place.sol";
import {Role} from "../types/Roles.sol";
import {Rule} from "../types/Rule.sol";
import {Word} from "../types/Word.sol";
import {Line} from "./IConsignments.sol";

/// @notice One record: who saw what happen to which goods, where and when; and, in the last two fields, what the writer
/// relies on. Those two decide only whether the record is taken; they are no part of it, and neither hashed nor logged.
/// @dev The order of the other fields is the order in which they are hashed and logged.
struct Checkpoint {
    ConsignmentId consignment;
    /// The party that writes.
    PartyId party;
    Kind kind;
    /// The capacity in which it writes.
    Role role;
    /// UN/LOCODE of where it happened; empty only for a custodian's Adjusted, Incident or Destroyed on the road.
    Place place;
    /// When it happened, seconds since 1970: a claim, bounded by the reporting window.
    uint40 occurredAt;
    /// What it rests on: the hash of the document (mandatory for a reported record), the sequence of the Held
    /// (HoldLifted), the hash of the particulars (a record by lines); else free.
    bytes32 basedOn;
    /// Meaning by kind: transport mode, regime, result, cause (see `Kind`); else 0.
    uint8 detail;
    /// Root of the record's salted fields; 0 = nothing more to disclose.
    bytes32 dataHash;
    /// The party that takes over next; only on a custodian's move. 0 = nobody.
    PartyId next;
    /// The party whose mandate it relies on; for a successor's HoldLifted the placer of the hold; else 0.
    PartyId principal;
    /// The scope at which the role was granted to the writer: empty, a country or a place.
    Place scope;
    /// The sequence of the last move the writer relies on; 0 = any.
    uint24 expectedMove;
}

/// @notice What a record by lines says beside its checkpoint, whose `basedOn` is `keccak256(abi.encode(particulars))`.
struct Particulars {
    /// The contents as they stand, 1 to 64 lines.
    Line[] contents;
    /// The units that leave, as lines of the contents: same batch, same items.
    Line[] leaving;
    /// Hash of the document it rests on; mandatory for a reported record.
    bytes32 document;
    /// Merkle root of the items that leave; 0 = not said.
    bytes32 items;
}

/// @title Checkpoints
/// @notice The journey, record by record, under one table of kinds.
interface ICheckpoints {
    /* EVENTS */

    /// @notice A record was appended. `before` is the consignment's word before it; its sequence is one more than
    /// that word's. Step hash: `keccak256(abi.encode(CHECKPOINT_STEP, <all fields in this order>))`.
    event CheckpointRecorded(
        ConsignmentId indexed consignment,
        PartyId indexed party,
        Kind indexed kind,
        Role role,
        Place place,
        uint40 occurredAt,
        bytes32 basedOn,
        uint8 detail,
        bytes32 dataHash,
        PartyId next,
        PartyId principal,
        SignerId signer,
        uint40 recordedAt,
        Word before
    );
    /// @notice The record of this `sequence` has particulars; one `LineReleased` or `LineAdjusted` a line goes before.
    event ParticularsRecorded(
        ConsignmentId indexed consignment,
        uint24 indexed sequence,
        bytes32 document,
        bytes32 items
    );
    /// @notice Customs let these units out of the contents.
    event LineReleased(BatchId indexed batch, ConsignmentId indexed consignment, uint64 quantity, bytes32 items);
    /// @notice These units went back into their batch: the consignment was voided.
    event LineUnloaded(BatchId indexed batch, ConsignmentId indexed consignment, uint64 quantity, bytes32 items);
    /// @notice These units left the contents, or (overage) were found beyond them; `cause` as `Adjustment`.
    event LineAdjusted(
        BatchId indexed batch,
        ConsignmentId indexed consignment,
        uint8 indexed cause,
        uint64 quantity,
        bytes32 items
    );

    /* ERRORS */

    /// @notice Thrown by a dry run, always. `result` is what the call would return, or the error it would meet.
    error DryRun(bool taken, bytes result);
    /// @notice Thrown when no record, or more than 256, are written in a call.
    error RecordCountInvalid(uint256 count);
    /// @notice Thrown when no record of this kind can be written this way.
    error KindUnsupported(Kind kind);
    /// @notice Thrown when nobody may write this kind in this role.
    error RoleMayNotWrite(Kind kind, Role role);
    /// @notice Thrown when a commercial role writes about goods that its party does not have.
    error NotCustodian(ConsignmentId consignment, PartyId party, PartyId custodian, PartyId next);
    /// @notice Thrown when the principal named is neither custodian nor creator of the goods.
    error PrincipalUnrelated(ConsignmentId consignment, PartyId principal);
    /// @notice Thrown when the principal gave the writer no mandate in this role; principal 0 = none was named.
    error NoMandate(PartyId principal, PartyId agent, Role role);
    /// @notice Thrown when the writer relied on another last move.
    error MoveChanged(ConsignmentId consignment, uint24 expected, uint24 actual);
    /// @notice Thrown when the kind cannot follow the present movement.
    error MovementForbids(ConsignmentId consignment, Kind kind, Movement movement);
    /// @notice Thrown when the kind cannot follow the present import customs state.
    error CustomsForbids(ConsignmentId consignment, Kind kind, Customs customs);
    /// @notice Thrown when goods that cross a border were not cleared for export.
    error ExportNotCleared(ConsignmentId consignment);
    /// @notice Thrown when goods were already cleared for export on at least as strong a record.
    error ExportAlreadyCleared(ConsignmentId consignment);
    /// @notice Thrown when a reported record would replace customs' own.
    error CustomsHasSpoken(ConsignmentId consignment);
    /// @notice Thrown when a reported customs record is made where customs write for themselves.
    error CustomsIsLive(bytes2 territory);
    /// @notice Thrown when a reported record names no document.
    error DocumentMissing(Kind kind);
    /// @notice Thrown when a record is not made where the goods stand; `standsAt` is empty when they stand nowhere.
    error NotThere(ConsignmentId consignment, Place place, Place standsAt);
    /// @notice Thrown when a place lies in another customs territory than it must.
    error WrongTerritory(Place place, bytes2 expected);
    /// @notice Thrown when goods are held; `elsewhere` = something inside them or around them is held or refused.
    error ConsignmentHeld(ConsignmentId consignment, uint8 holds, bool elsewhere);
    /// @notice Thrown when goods inside have customs records of their own.
    error ApartInside(ConsignmentId consignment, Kind kind);
    /// @notice Thrown when the party already has a hold open.
    error HoldAlreadyOpen(ConsignmentId consignment, PartyId party, uint24 sequence);
    /// @notice Thrown when 15 holds are open.
    error TooManyHolds(ConsignmentId consignment);
    /// @notice Thrown when the hold named is not the one the placer has open; `open` is 0 when it has none.
    error HoldNotOpen(ConsignmentId consignment, PartyId placer, bytes32 named, uint24 open);
    /// @notice Thrown when another than the placer lifts a hold, and is not its successor or the placer not suspended.
    error NotSuccessor(PartyId placer, PartyId party);
    /// @notice Thrown when a time lies in the future, beyond the clock skew (`latest`).
    error TimeInFuture(uint40 occurredAt, uint40 latest);
    /// @notice Thrown when a time is older than the reporting window (`earliest`).
    error TimeTooOld(uint40 occurredAt, uint40 earliest);
    /// @notice Thrown when a move is said to have happened before the last one.
    error TimeBeforeLastMove(uint40 occurredAt, uint40 lastMoveAt);
    /// @notice Thrown when a detail is none of its kind's.
    error DetailInvalid(Kind kind, uint8 detail);
    /// @notice Thrown when a record that hands nothing over names who is next.
    error NextNotAllowed(Kind kind, PartyId next);
    /// @notice Thrown when a record names a principal it does not rely on.
    error PrincipalNotAllowed(Kind kind, PartyId principal);
    /// @notice Thrown when a consignment has 2^24 − 1 steps.
    error HistoryFull(ConsignmentId consignment);
    /// @notice Thrown when a kind is written without what it takes beside the record: lines, children, a part, a proof.
    error ParticularsMissing(Kind kind);
    /// @notice Thrown when goods that came from elsewhere are consumed in making others before they are
    /// cleared, or refused goods at all.
    error TransformationNotCleared(ConsignmentId consignment);
    /// @notice Thrown when a kind is written through a function that it does not belong to.
    error ParticularsNotTaken(Kind kind);
    /// @notice Thrown when goods are diverted on their way back after a refusal.
    error DiversionAfterRefusal(ConsignmentId consignment);
    /// @notice Thrown when goods are returned within the territory before they were delivered, or to another one when
    /// they are cleared and not yet delivered.
    error ReturnNotAllowed(ConsignmentId consignment, bytes2 country);
    /// @notice Thrown when a party other than the creator (`creator`), or the creator while it has the goods, takes them
    /// back; or another voids them.
    error NotCreator(ConsignmentId consignment, PartyId party, PartyId creator);
    /// @notice Thrown when goods are taken back while their custodian is in good standing and what it offered is not
    /// overdue: it is at `due`, seconds; 0 = nothing is offered, or no dispute was proved.
    error NotYetTakeable(ConsignmentId consignment, PartyId custodian, uint40 due);
    /// @notice Thrown when goods are voided that have departed once.
    error HasLeft(ConsignmentId consignment);
    /// @notice Thrown when a consignment is voided and lines of it would stay.
    error VoidedInPart(ConsignmentId consignment, uint256 lines);
    /// @notice Thrown when the lines supplied are not the contents.
    error ContentsMismatch(ConsignmentId consignment, bytes28 supplied, bytes28 actual);
    /// @notice Thrown when the particulars are not what the record is based on.
    error ParticularsMismatch(bytes32 supplied, bytes32 basedOn);
    /// @notice Thrown when a line is not in the contents, or not with that many units.
    error LineNotHeld(ConsignmentId consignment, BatchId batch, uint64 requested, uint64 available);

    /* WRITING */

    /// @notice Appends a record, as a signer of its party.
    /// @return sequence Its number in the consignment's history.
    function record(Checkpoint calldata checkpoint) external returns (uint24 sequence);

    /// @notice Appends records, 1 to 256, as a signer of their parties: all or none.
    /// @dev Cheapest when neighbours share party, role, scope and place: a writer's entitlement is checked once for these.
    function recordMany(Checkpoint[] calldata checkpoints) external;

    /// @notice Appends a record of a kind, or of packed goods, that the ledger leaves to its annex. `record` and the
    /// others find their way here by themselves.
    /// @return sequence Its number in the consignment's history.
    function recordRare(Checkpoint calldata checkpoint) external returns (uint24 sequence);

    /// @notice Appends a record that changes the contents: an import clearance by lines, an adjustment, or voiding what
    /// has not left, whose units return to their batches.
    /// @return sequence Its number in the consignment's history.
    function recordByLines(
        Checkpoint calldata checkpoint,
        Particulars calldata particulars
    ) external returns (uint24 sequence);

    /* VIEWS */

    /// @notice A dry run of anything: always reverts with `DryRun`, which tells whether `call`, sent or signed by `signer`,
    /// would be taken now, and what it would return or revert with. To be called without a transaction.
    /// @param call A call of the ledger, selector and arguments.
    function dryRun(bytes calldata call, SignerId signer) external;

    /// @notice A dry run: the consignment's word after the record, or the revert the record would meet now.
    function preview(Checkpoint calldata checkpoint, SignerId signer) external view returns (Word afterwards);

    /// @notice A dry run of a record by lines.
    function previewByLines(
        Checkpoint calldata checkpoint,
        Particulars calldata particulars,
        SignerId signer
    ) external view returns (Word afterwards);

    /// @notice The row of the table of kinds, packed as `Rule` says; 0 = the kind has no row.
    function ruleOfKind(Kind kind) external pure returns (Rule);
}
