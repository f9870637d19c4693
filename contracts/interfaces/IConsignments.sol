// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchId, ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Customs, Movement} from "../types/Kind.sol";
import {Place} from "../types/Place.sol";
import {Word} from "../types/Word.sol";

/// @notice A quantity of one batch.
struct Line {
    BatchId batch;
    /// Whole units of the batch's unit, at least 1.
    uint64 quantity;
    /// Merkle root of the exact items; 0 = not said.
    bytes32 items;
}

/// @notice What the creator says of a consignment.
struct ConsignmentDetails {
    /// Names it among the creator's: `keccak256(abi.encode(string sscc, bytes32 salt))`; a salt of zero = none.
    bytes32 key;
    /// Where the goods stand, a UN/LOCODE.
    Place place;
    /// Where they are to go, ISO 3166-1 alpha-2.
    bytes2 destination;
    /// Root of the consignment's disclosed data; 0 = none.
    bytes32 dataHash;
}

/// @notice A consignment as it stands; for packed goods with what they have from the containers around them.
struct ConsignmentState {
    PartyId creator;
    PartyId custodian;
    PartyId next;
    /// Chain time in seconds, rounded down to the hour, when `next` was named; 0 = none.
    uint40 offeredAt;
    Place place;
    /// Whether the goods stand at `place`, or have left it.
    bool stands;
    bytes2 destination;
    Movement movement;
    Customs customs;
    /// True when the import axis rests on customs' own records, not on reported ones.
    bool customsOwn;
    bool exportCleared;
    /// True when the export rests on customs' own record.
    bool exportOwn;
    bool domestic;
    /// The container they are in; 0 = none. Then custody, place, movement and what goes with it are that container's.
    ConsignmentId container;
    /// True when something inside them is held or refused, or something around them is held.
    bool stoppedElsewhere;
    uint8 holds;
    /// Number of steps taken.
    uint24 sequence;
    /// Sequence of the last move, for `expectedMove`.
    uint24 lastMove;
    /// `occurredAt` of the last move, seconds.
    uint40 lastMoveAt;
    /// Running hash of all steps.
    bytes32 head;
    /// The first 28 bytes of `keccak256(abi.encode(lines))`.
    bytes28 contents;
}

/// @notice One open hold.
struct Hold {
    /// Sequence of the Held it came with; 0 = none open.
    uint24 sequence;
    /// Chain time of that record, seconds.
    uint40 placedAt;
}

/// @title Consignments
/// @notice Goods that move together, and whose units are never more than were made.
interface IConsignments {
    /* EVENTS */

    /// @notice A consignment was created; one `LineLoaded` for each line, in their order, goes before.
    /// `word` is its state.
    event ConsignmentCreated(
        ConsignmentId indexed consignment,
        PartyId indexed creator,
        bytes32 indexed key,
        Place place,
        bytes2 destination,
        bytes32 dataHash,
        SignerId signer,
        uint40 recordedAt,
        Word word
    );
    /// @notice Units of `batch` went into `consignment`.
    event LineLoaded(BatchId indexed batch, ConsignmentId indexed consignment, uint64 quantity, bytes32 items);

    /* ERRORS */

    /// @notice Thrown when the creator already has a consignment of this key.
    error ConsignmentExists(ConsignmentId consignment);
    /// @notice Thrown when no such consignment was created.
    error ConsignmentUnknown(ConsignmentId consignment);
    /// @notice Thrown when a consignment has no line or more than 64.
    error LineCountInvalid(uint256 count);
    /// @notice Thrown when a party is neither maker, registrant nor appointed shipper of a batch.
    error NotShipper(BatchId batch, PartyId party);

    /* WRITING */

    /// @notice Creates a consignment of 1 to 64 lines, as the maker or registrant of every batch or a shipper
    /// appointed for it. The creator is the first custodian.
    /// @return consignment `keccak256(abi.encode(party, key))`, so that the creator is provable from the id.
    function createConsignment(
        PartyId party,
        ConsignmentDetails calldata details,
        Line[] calldata lines
    ) external returns (ConsignmentId consignment);

    /* VIEWS */

    /// @notice The consignment as it stands. Reverts with ConsignmentUnknown when there is none.
    function consignmentOf(ConsignmentId consignment) external view returns (ConsignmentState memory);

    /// @notice The packed word of the consignment; 0 when there is none.
    function wordOf(ConsignmentId consignment) external view returns (Word);

    /// @notice The running hash of all steps: one call tells whether a history is complete and unaltered.
    function headOf(ConsignmentId consignment) external view returns (bytes32);

    /// @notice The open hold of `party`; sequence 0 = none.
    function holdOf(ConsignmentId consignment, PartyId party) external view returns (Hold memory);
}
