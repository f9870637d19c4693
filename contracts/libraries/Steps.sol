// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {ConsignmentDetails} from "../interfaces/IConsignments.sol";
import {ConsignmentId, PartyId, SignerId} from "../types/Ids.sol";
import {Word} from "../types/Word.sol";

/// @title Steps
/// @notice How a consignment's history is hashed. `head' = keccak256(abi.encode(head, stepHash))`; each step hash is
/// typed, and binds who wrote, when the chain saw it, the word before it (with it the sequence) and the payload.
library Steps {
    bytes32 internal constant GENESIS = keccak256("WaymarkGenesis(uint256 chainId,address ledger,bytes32 consignment)");

    bytes32 internal constant CREATION = keccak256(
        "WaymarkCreation(bytes32 consignment,uint32 creator,bytes32 key,bytes5 place,bytes2 destination,"
        "bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)"
    );

    bytes32 internal constant CHECKPOINT = keccak256(
        "WaymarkCheckpoint(bytes32 consignment,uint32 party,uint8 kind,uint8 role,bytes5 place,"
        "uint40 occurredAt,bytes32 basedOn,uint8 detail,bytes32 dataHash,uint32 next,uint32 principal,"
        "bytes32 signer,uint40 recordedAt,uint256 before)"
    );

    /// @dev A container's record that puts consignments in or takes them out: its checkpoint, and their heads before.
    bytes32 internal constant ABSORPTION = keccak256("WaymarkAbsorption(bytes32 checkpoint,bytes32 heads)");

    /// @dev Goods go into a container: its head, which holds theirs, and their word before and after.
    bytes32 internal constant PACKING = keccak256(
        "WaymarkPacking(bytes32 consignment,bytes32 container,bytes32 containerHead,uint256 before,uint256 word)"
    );

    /// @dev Goods come out of a container: its head, which holds theirs; the heads of the containers around it, innermost
    /// first, when it is packed itself (else 0); and their word before and after.
    bytes32 internal constant UNPACKING = keccak256(
        "WaymarkUnpacking(bytes32 consignment,bytes32 container,bytes32 containerHead,bytes32 around,"
        "uint256 before,uint256 word)"
    );

    /// @dev A container loses goods that their creator took back, with no record of its own custodian's.
    bytes32 internal constant REMOVAL = keccak256(
        "WaymarkRemoval(bytes32 container,bytes32 consignment,bytes32 head,uint256 before,uint256 word)"
    );

    /// @dev The first step of a consignment made from another: a part split off, or released units that came back.
    bytes32 internal constant DERIVATION = keccak256(
        "WaymarkDerivation(bytes32 consignment,uint32 creator,uint32 party,bytes32 key,bytes32 from,bytes32 fromHead,"
        "bytes32 release,bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)"
    );

    /// @dev The head before the first step: no history fits two ledgers, chains or consignments.
    function genesis(ConsignmentId id) internal view returns (bytes32) {
        return keccak256(abi.encode(GENESIS, block.chainid, address(this), id));
    }

    /// @dev `keccak256(abi.encode(head, step))`, as OpenZeppelin's Hashes computes it in scratch space.
    function fold(bytes32 head, bytes32 step) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(head, step);
    }

    /// @dev The hash of a consignment's first step. `contents` is the whole hash of its lines.
    function creation(
        ConsignmentId id,
        PartyId creator,
        ConsignmentDetails calldata details,
        bytes32 contents,
        SignerId signer,
        Word word
    ) internal view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    CREATION,
                    id,
                    creator,
                    details.key,
                    details.place,
                    details.destination,
                    contents,
                    details.dataHash,
                    signer,
                    uint40(block.timestamp),
                    word
                )
            );
    }

    /// @dev Emits CheckpointRecorded and returns the step's hash. The record is encoded once, for both.
    function logCheckpoint(Checkpoint calldata c, SignerId signer, Word before) internal returns (bytes32 step) {
        bytes32 stepType = CHECKPOINT;
        bytes32 topic = ICheckpoints.CheckpointRecorded.selector;
        // A Checkpoint begins with eleven fields of one word each; the first three are the event's indexed arguments,
        // the other eight and the three words behind them its data. The caller has range-checked
        // every field. Memory-safe: writes only behind the free memory pointer.
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, stepType)
            calldatacopy(add(m, 0x20), c, 0x160)
            mstore(add(m, 0x180), signer)
            mstore(add(m, 0x1a0), timestamp())
            mstore(add(m, 0x1c0), before)
            step := keccak256(m, 0x1e0)
            log4(add(m, 0x80), 0x160, topic, mload(add(m, 0x20)), mload(add(m, 0x40)), mload(add(m, 0x60)))
        }
    }

    /// @dev The hash of a container's record that absorbs the heads of what goes in or comes out.
    function absorption(bytes32 checkpoint, bytes32[] memory heads) internal pure returns (bytes32) {
        return keccak256(abi.encode(ABSORPTION, checkpoint, keccak256(abi.encode(heads))));
    }
}
