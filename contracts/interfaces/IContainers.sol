// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchId, ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {Word} from "../types/Word.sol";
import {Checkpoint} from "./ICheckpoints.sol";
import {Line} from "./IConsignments.sol";

/// @notice A part of a consignment that goes on by itself: what a Split says beside its checkpoint, whose `basedOn` is
/// `keccak256(abi.encode(part))`.
struct Part {
    /// Names the part among those that its maker split off goods of the same creator; like a consignment's key.
    bytes32 key;
    /// The contents as they stand, 1 to 64 lines.
    Line[] contents;
    /// The units that go on by themselves, as lines of the contents; some must stay.
    Line[] leaving;
    /// Root of the part's disclosed data; 0 = none.
    bytes32 dataHash;
}

/// @notice A container as it stands.
struct Container {
    /// Its number among all containers, from 1; the word of what is directly inside names it.
    uint32 number;
    /// Consignments directly inside.
    uint32 children;
    /// … that are held, hold something that is, or are refused.
    uint32 stopped;
    /// … that have import customs records of their own since they were packed, or hold something that has.
    uint32 apart;
    /// 1 = holds no container, 2 = holds such, 3 = holds those; 0 = empty.
    uint8 height;
}

/// @title Containers
/// @notice Goods that move inside others, and goods that part. A pallet, a unit load device, a container: a consignment
/// that was created empty, into which others are packed. What is packed moves with it; customs, inspectors and holds
/// reach what is inside. (EPCIS 2.0, section 7.4.3, AggregationEvent.)
interface IContainers {
    /* EVENTS */

    /// @notice A container was created, with this number; its `ConsignmentCreated` goes before.
    event ContainerCreated(ConsignmentId indexed container, uint32 indexed number);
    /// @notice Goods went into a container. `head` was theirs before, which the container's head now holds;
    /// `containerHead` is that head, which theirs now holds. The container's `CheckpointRecorded` goes before.
    event ConsignmentPackedInto(
        ConsignmentId indexed consignment,
        ConsignmentId indexed container,
        bytes32 head,
        bytes32 containerHead,
        Word before,
        Word word
    );
    /// @notice Goods came out of a container; `around` holds the heads of the containers that it is packed in, if any.
    event ConsignmentUnpacked(
        ConsignmentId indexed consignment,
        ConsignmentId indexed container,
        bytes32 head,
        bytes32 containerHead,
        bytes32 around,
        Word before,
        Word word
    );
    /// @notice A container lost goods that their creator took back; `head` was theirs. `ConsignmentUnpacked` follows.
    event ConsignmentRemoved(
        ConsignmentId indexed container,
        ConsignmentId indexed consignment,
        bytes32 head,
        Word before,
        Word word
    );
    /// @notice A part of `from` goes on as `consignment`. One `LineSplit` for each of its lines, in their order, goes
    /// before. `fromHead` is the head of `from` after the record that split it, or, for units that came back, at the
    /// time; `release` is the step of the release that these came back from, 0 for a part that was split off.
    event ConsignmentDerived(
        ConsignmentId indexed consignment,
        ConsignmentId indexed from,
        PartyId indexed party,
        PartyId creator,
        bytes32 key,
        bytes32 fromHead,
        bytes32 release,
        bytes32 dataHash,
        SignerId signer,
        uint40 recordedAt,
        Word word
    );
    /// @notice Units of `batch` are in `consignment` now, which was made from `from`.
    event LineSplit(
        BatchId indexed batch,
        ConsignmentId indexed consignment,
        ConsignmentId indexed from,
        uint64 quantity,
        bytes32 items
    );

    /* ERRORS */

    /// @notice Thrown when a record that addresses what moves is written about goods inside a container.
    error ConsignmentPacked(ConsignmentId consignment, ConsignmentId container);
    /// @notice Thrown when goods are packed into, or taken out of, what was not created empty.
    error NotContainer(ConsignmentId consignment);
    /// @notice Thrown when a record by lines is written about a container, which holds consignments.
    error ContainerHasNoLines(ConsignmentId container);
    /// @notice Thrown when no consignment or more than 200 are packed or unpacked in a call.
    error ChildCountInvalid(uint256 count);
    /// @notice Thrown when goods differ from their container in what packing keeps equal: place, movement, customs and
    /// who vouches for it, export state, destination, being domestic, having travelled or been sent back.
    error ChildDiffers(ConsignmentId consignment, ConsignmentId container, Word child, Word containerWord);
    /// @notice Thrown when a container is packed into itself.
    error PackedIntoItself(ConsignmentId container);
    /// @notice Thrown when packing would nest containers deeper than 3.
    error TooDeep(ConsignmentId consignment, ConsignmentId container);
    /// @notice Thrown when goods are taken out of a container that they are not directly in.
    error NotInside(ConsignmentId consignment, ConsignmentId container);
    /// @notice Thrown when nothing would stay of a consignment that is split.
    error NothingStays(ConsignmentId consignment);
    /// @notice Thrown when consignments to pack or unpack are not in strictly ascending order of their ids.
    error ChildrenUnordered(ConsignmentId first, ConsignmentId second);

    /* WRITING */

    /// @notice Creates an empty container, as a Carrier, Port, Warehouse, Broker or owner of goods. That gives no right
    /// over what others put in it. Its destination is that of the first consignment packed.
    /// @param key Names it among the creator's, as of a consignment.
    /// @param place Where it stands, a UN/LOCODE.
    /// @param dataHash Root of its disclosed data; 0 = none.
    /// @return container `keccak256(abi.encode(party, key))`.
    function createContainer(
        PartyId party,
        bytes32 key,
        Place place,
        bytes32 dataHash
    ) external returns (ConsignmentId container);

    /// @notice Packs 1 to 200 consignments into a container, as the custodian of all of them.
    /// @param checkpoint A Packed of the container; `basedOn` is `keccak256(abi.encode(children))`.
    /// @param children In strictly ascending order of their ids.
    /// @return sequence Its number in the container's history.
    function pack(Checkpoint calldata checkpoint, ConsignmentId[] calldata children) external returns (uint24 sequence);

    /// @notice Takes 1 to 200 consignments out of a container: unheld ones as its custodian, a held one as the placer of
    /// its only hold. They have the container's place, custody and state from then on.
    /// @param checkpoint An Unpacked of the container; `basedOn` is `keccak256(abi.encode(children))`.
    /// @param children In strictly ascending order of their ids.
    /// @return sequence Its number in the container's history.
    function unpack(
        Checkpoint calldata checkpoint,
        ConsignmentId[] calldata children
    ) external returns (uint24 sequence);

    /// @notice Lets a part of a consignment go on as one of its own, in the same state, as the custodian.
    /// @param checkpoint A Split of the consignment; `basedOn` is `keccak256(abi.encode(part))`.
    /// @return consignment `keccak256(abi.encode(creator, party, key))`, the creator being that of the whole.
    function split(Checkpoint calldata checkpoint, Part calldata part) external returns (ConsignmentId consignment);

    /* VIEWS */

    /// @notice The container as it stands; all zero when it is none.
    function containerOf(ConsignmentId consignment) external view returns (Container memory);

    /// @notice The container of this number; 0 = none.
    function containerOfNumber(uint32 number) external view returns (ConsignmentId);

    /// @notice The word of goods with what they have from the containers around them: movement, place, custody, export
    /// state, and import customs where they have none of their own. The word itself for goods that are not packed.
    function effectiveWordOf(ConsignmentId consignment) external view returns (Word);
}
