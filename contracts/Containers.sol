// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoint, ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {IConsignments, Line} from "./interfaces/IConsignments.sol";
import {IContainers, Part} from "./interfaces/IContainers.sol";
import {IParties} from "./interfaces/IParties.sol";
import {Contents} from "./libraries/Contents.sol";
import {Derivation} from "./libraries/Derivation.sol";
import {Entitlement} from "./libraries/Entitlement.sol";
import {Lines} from "./libraries/Lines.sol";
import {Packing} from "./libraries/Packing.sol";
import {Recording} from "./libraries/Recording.sol";
import {Steps} from "./libraries/Steps.sol";
import {Territories} from "./libraries/Territories.sol";
import {Unpacking} from "./libraries/Unpacking.sol";
import {RareRecords} from "./RareRecords.sol";
import {Consignment, Ledger} from "./storage/Ledger.sol";
import {ConsignmentId, PartyId, SignerId} from "./types/Ids.sol";
import {Inside, InsideFields} from "./types/Inside.sol";
import {Customs, Kind, Movement} from "./types/Kind.sol";
import {ruleOf} from "./types/KindTable.sol";
import {Place} from "./types/Place.sol";
import {TAKES_PART} from "./types/Rule.sol";
import {Word, WordFields} from "./types/Word.sol";

/// @title Packing, unpacking, splitting
/// @notice Linked into the ledger's annex and run in the ledger's place; holds nothing itself.
library Containers {
    using Entitlement for Ledger;
    using Packing for Ledger;
    using Territories for Ledger;

    /// @dev Containers in containers in containers.
    uint8 private constant MAX_DEPTH = 3;
    uint256 private constant MAX_CHILDREN = 200;

    /// @dev What an empty container takes from the first goods, and what is equal from then on.
    uint256 private constant ADOPTED =
        (uint256(type(uint16).max) << WordFields.DESTINATION) |
            (7 << WordFields.MOVEMENT) |
            (0xF << WordFields.CUSTOMS) |
            WordFields.EXPORT_CLEARED |
            WordFields.EXPORT_OWN |
            WordFields.IMPORT_OWN |
            WordFields.DOMESTIC |
            WordFields.TRAVELLED |
            WordFields.SENT_BACK;
    /// @dev What is the same of any container that may be written about and of what its custodian may put into it.
    uint256 private constant SAME =
        (uint256(type(uint40).max) << WordFields.PLACE) |
            (uint256(type(uint32).max) << WordFields.HOLDER) |
            WordFields.PACKED |
            WordFields.INLAND |
            WordFields.ANY_HOLD;

    /* CREATING */

    /// @notice As `IContainers.createContainer`.
    function createContainer(
        Ledger storage ledger,
        SignerId signer,
        PartyId party,
        bytes32 key,
        Place place,
        bytes32 dataHash
    ) external returns (ConsignmentId id) {
        ledger.requireHandlingSigner(party, signer, place);
        ledger.requireStanding(party);
        if (!place.isUnLocode()) revert IParties.PlaceInvalid(place);
        id = ConsignmentId.wrap(keccak256(abi.encode(party, key)));
        Consignment storage container = ledger.consignments[id];
        if (Word.unwrap(container.word) != 0) revert IConsignments.ConsignmentExists(id);

        uint32 number = ++ledger.containerCount;
        Word w = Word
            .wrap(1)
            .withCustody(0, party, PartyId.wrap(0), 0)
            .withPlace(place)
            .withMovement(uint256(Movement.Created))
            .with(WordFields.CONTAINER);
        ledger.containers[number] = id;
        container.word = w;
        container.contents = Inside.unwrap(InsideFields.empty(number));
        container.creator = party;
        container.head = Steps.fold(
            Steps.genesis(id),
            keccak256(
                abi.encode(
                    Steps.CREATION,
                    id,
                    party,
                    key,
                    place,
                    bytes2(0),
                    bytes32(uint256(number)),
                    dataHash,
                    signer,
                    uint40(block.timestamp),
                    w
                )
            )
        );
        emit IConsignments.ConsignmentCreated(
            id,
            party,
            key,
            place,
            bytes2(0),
            dataHash,
            signer,
            uint40(block.timestamp),
            w
        );
        emit IContainers.ContainerCreated(id, number);
    }

    /* PACKING */

    /// @notice As `IContainers.pack`.
    function pack(
        Ledger storage ledger,
        SignerId signer,
        Checkpoint calldata c,
        ConsignmentId[] calldata children
    ) external returns (uint24) {
        _requireChildren(c, Kind.Packed, children);
        (Word before, , Word w) = RareRecords.judge(ledger, c, signer, 0, true);
        if (!before.has(WordFields.CONTAINER)) revert IContainers.NotContainer(c.consignment);
        Consignment storage container = ledger.consignments[c.consignment];
        Inside inside = Inside.wrap(container.contents);

        // Check: each child, with what the first one made of an empty container. What goes in must have the container's
        // custodian, place and state, and no hold. One comparison tells, for the container itself is held by nobody and in
        // nothing, and goods of its state may be packed.
        bytes32[] memory heads = new bytes32[](children.length);
        Word[] memory words = new Word[](children.length);
        if (inside.children() == 0) {
            w = w.withFrom(ledger.consignments[children[0]].word, ADOPTED);
            // Only what may be packed is taken for an example.
            if (w.movementBit() & ruleOf(Kind.Packed).movements() == 0 || w.customs() == Customs.Refused) {
                _refuse(ledger, c, children[0], ledger.consignments[children[0]].word, w);
            }
        }
        uint256 time = c.occurredAt;
        uint256 apart;
        uint8 tallest;
        for (uint256 i; i < heads.length; ++i) {
            ConsignmentId id = children[i];
            Consignment storage child = ledger.consignments[id];
            Word childWord = child.word;
            if ((Word.unwrap(w) ^ Word.unwrap(childWord)) & (ADOPTED | SAME) != 0) _refuse(ledger, c, id, childWord, w);
            if (time < childWord.lastMoveAt())
                revert ICheckpoints.TimeBeforeLastMove(uint40(time), childWord.lastMoveAt());
            if (childWord.sequence() == type(uint24).max) revert ICheckpoints.HistoryFull(id);
            if (childWord.has(WordFields.CONTAINER)) tallest = _taller(c, id, child, tallest);
            if (childWord.has(WordFields.APART_INSIDE)) ++apart;
            heads[i] = child.head;
            words[i] = childWord;
        }
        inside = inside.withChildren(heads.length, apart, tallest);

        // Effect.
        bytes32 containerHead = _commit(container, c, signer, before, Packing.marked(w, inside), inside, heads);
        uint32 number = inside.number();
        for (uint256 i; i < children.length; ++i) {
            _putIn(ledger.consignments[children[i]], children[i], c, containerHead, heads[i], words[i], number, time);
        }
        return w.sequence();
    }

    function _putIn(
        Consignment storage child,
        ConsignmentId id,
        Checkpoint calldata c,
        bytes32 containerHead,
        bytes32 head,
        Word before,
        uint32 number,
        uint256 time
    ) private {
        Word w = before.advanced().withMove(time).withParent(number).without(WordFields.APART);
        child.word = w;
        child.head = Steps.fold(
            head,
            keccak256(abi.encode(Steps.PACKING, id, c.consignment, containerHead, before, w))
        );
        emit IContainers.ConsignmentPackedInto(id, c.consignment, head, containerHead, before, w);
    }

    /// @dev The larger of a height and that of a container that goes in.
    function _taller(
        Checkpoint calldata c,
        ConsignmentId id,
        Consignment storage child,
        uint8 height
    ) private view returns (uint8) {
        if (ConsignmentId.unwrap(id) == ConsignmentId.unwrap(c.consignment)) revert IContainers.PackedIntoItself(id);
        // An empty container counts as one that holds no container.
        uint8 own = Inside.wrap(child.contents).height();
        if (own == 0) own = 1;
        if (own >= MAX_DEPTH) revert IContainers.TooDeep(id, c.consignment);
        return own > height ? own : height;
    }

    /// @dev Reverts with what is different about goods that cannot be packed.
    function _refuse(
        Ledger storage ledger,
        Checkpoint calldata c,
        ConsignmentId id,
        Word childWord,
        Word w
    ) private view {
        if (Word.unwrap(childWord) == 0) revert IConsignments.ConsignmentUnknown(id);
        if (ConsignmentId.unwrap(id) == ConsignmentId.unwrap(c.consignment)) revert IContainers.PackedIntoItself(id);
        if (childWord.has(WordFields.PACKED)) {
            revert IContainers.ConsignmentPacked(id, ledger.containerOf(childWord));
        }
        if (!childWord.isWith(c.party)) {
            revert ICheckpoints.NotCustodian(id, c.party, childWord.custodian(), childWord.next());
        }
        if (childWord.has(WordFields.ANY_HOLD)) {
            revert ICheckpoints.ConsignmentHeld(id, childWord.holds(), childWord.has(WordFields.STOPPED_INSIDE));
        }
        if (childWord.movementBit() & ruleOf(Kind.Packed).movements() == 0) {
            revert ICheckpoints.MovementForbids(id, Kind.Packed, childWord.movement());
        }
        if (!childWord.stands()) revert ICheckpoints.NotThere(id, c.place, Place.wrap(0));
        if (childWord.customs() == Customs.Refused) {
            revert ICheckpoints.CustomsForbids(id, Kind.Packed, Customs.Refused);
        }
        revert IContainers.ChildDiffers(id, c.consignment, childWord, w);
    }

    /* UNPACKING */

    /// @notice As `IContainers.unpack`.
    function unpack(
        Ledger storage ledger,
        SignerId signer,
        Checkpoint calldata c,
        ConsignmentId[] calldata children
    ) external returns (uint24) {
        _requireChildren(c, Kind.Unpacked, children);
        (Word before, , Word w) = RareRecords.judge(ledger, c, signer, 0, true);
        if (!before.has(WordFields.CONTAINER)) revert IContainers.NotContainer(c.consignment);
        // A hold inside stops nothing but itself; one on the container stops all but its only placer.
        if (before.holds() != 0) {
            if (before.holds() != 1 || ledger.holds[c.consignment][c.party].sequence == 0) {
                revert ICheckpoints.ConsignmentHeld(c.consignment, before.holds(), false);
            }
        }
        Consignment storage container = ledger.consignments[c.consignment];
        Inside inside = Inside.wrap(container.contents);

        bytes32[] memory heads = new bytes32[](children.length);
        Word[] memory words = new Word[](children.length);
        for (uint256 i; i < children.length; ++i) {
            Word childWord = ledger.consignments[children[i]].word;
            _requireRemovable(ledger, c, children[i], childWord, before, inside.number());
            inside = inside.withoutChild(childWord.stops(), childWord.isApart());
            heads[i] = ledger.consignments[children[i]].head;
            words[i] = childWord;
        }

        // Effect.
        w = Packing.marked(w, inside);
        if (!before.isWith(c.party)) w = w.withoutOffer();
        bytes32 containerHead = _commit(container, c, signer, before, w, inside, heads);
        for (uint256 i; i < children.length; ++i) {
            Word childWord = words[i];
            bool own =
                childWord.has(WordFields.APART) && ledger.sameTerritory(childWord.destination(), w.destination());
            Word outside = Unpacking.outside(childWord, w, own ? childWord : w);
            Unpacking.store(ledger, children[i], c.consignment, containerHead, 0, childWord, outside);
        }
        return w.sequence();
    }

    /// @dev Unheld goods come out by the container's custodian, held ones by who placed their only hold.
    function _requireRemovable(
        Ledger storage ledger,
        Checkpoint calldata c,
        ConsignmentId id,
        Word child,
        Word container,
        uint32 number
    ) private view {
        if (child.parent() != number) revert IContainers.NotInside(id, c.consignment);
        if (child.sequence() == type(uint24).max) revert ICheckpoints.HistoryFull(id);
        // What is stopped on a pallet stays stopped on it: the pallet itself is taken out like any other, where it stands.
        if (child.holds() != 0 && child.movement() != Movement.Closed) {
            if (child.holds() == 1 && ledger.holds[id][c.party].sequence != 0) return;
            revert ICheckpoints.ConsignmentHeld(id, child.holds(), child.has(WordFields.STOPPED_INSIDE));
        }
        if (!container.isWith(c.party)) {
            revert ICheckpoints.NotCustodian(id, c.party, container.custodian(), container.next());
        }
    }

    /* SPLITTING */

    /// @notice As `IContainers.split`.
    function split(
        Ledger storage ledger,
        SignerId signer,
        Checkpoint calldata c,
        Part calldata part
    ) external returns (ConsignmentId id) {
        if (!ruleOf(c.kind).has(TAKES_PART)) revert ICheckpoints.ParticularsNotTaken(c.kind);
        _requireBased(c, keccak256(abi.encode(part)));
        (Word before, , Word w) = RareRecords.judge(ledger, c, signer, 0, true);
        Line[] memory rest = Lines.remaining(ledger, c.consignment, part.contents, part.leaving, false);
        if (rest.length == 0) revert IContainers.NothingStays(c.consignment);

        Consignment storage whole = ledger.consignments[c.consignment];
        whole.contents = Contents.stored(keccak256(abi.encode(rest)));
        Recording.commit(whole, c, signer, before, w);
        return
            Derivation.derive(
                ledger,
                Derivation.Maker(c.party, signer, 0),
                c.consignment,
                part.key,
                part.dataHash,
                part.leaving,
                Derivation.partOf(w, c.occurredAt)
            );
    }

    /* SHARED */

    function _requireChildren(Checkpoint calldata c, Kind kind, ConsignmentId[] calldata children) private pure {
        if (c.kind != kind) revert ICheckpoints.ParticularsNotTaken(c.kind);
        if (children.length == 0 || children.length > MAX_CHILDREN) {
            revert IContainers.ChildCountInvalid(children.length);
        }
        // In order, so that none is named, and counted, twice.
        for (uint256 i = 1; i < children.length; ++i) {
            if (ConsignmentId.unwrap(children[i]) <= ConsignmentId.unwrap(children[i - 1])) {
                revert IContainers.ChildrenUnordered(children[i - 1], children[i]);
            }
        }
        _requireBased(c, keccak256(abi.encode(children)));
    }

    function _requireBased(Checkpoint calldata c, bytes32 hash) private pure {
        if (hash != c.basedOn) revert ICheckpoints.ParticularsMismatch(hash, c.basedOn);
    }

    /// @dev Stores a container after its record, whose step absorbs the heads of what went in or came out.
    function _commit(
        Consignment storage container,
        Checkpoint calldata c,
        SignerId signer,
        Word before,
        Word w,
        Inside inside,
        bytes32[] memory heads
    ) private returns (bytes32 head) {
        container.word = w;
        container.contents = Inside.unwrap(inside);
        head = Steps.fold(container.head, Steps.absorption(Steps.logCheckpoint(c, signer, before), heads));
        container.head = head;
    }
}
