// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {Checkpoint} from "../interfaces/ICheckpoints.sol";
import {BatchId, PartyId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {Words} from "./Words.sol";

/// @title TypedData
/// @notice What keys sign: EIP-712 typed data. An officer's device shows a record in words: kind, role and places.
library TypedData {
    string internal constant NAME = "Waymark";
    string internal constant VERSION = "1";

    bytes32 internal constant CHECKPOINT = keccak256(
        "Checkpoint(string kind,string role,string place,uint40 occurredAt,bytes32 consignment,uint32 party,"
        "uint8 detail,bytes32 basedOn,bool particulars,bytes32 dataHash,uint32 next,uint32 principal,"
        "string scope,uint24 expectedMove)"
    );
    bytes32 internal constant CHECKPOINTS = keccak256(
        "Checkpoints(bytes32 signer,Checkpoint[] records,uint256 nonce,uint40 deadline)"
        "Checkpoint(string kind,string role,string place,uint40 occurredAt,bytes32 consignment,uint32 party,"
        "uint8 detail,bytes32 basedOn,bool particulars,bytes32 dataHash,uint32 next,uint32 principal,"
        "string scope,uint24 expectedMove)"
    );
    bytes32 internal constant ACT = keccak256(
        "Act(bytes32 signer,uint32 party,bytes call,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant ACTIVATION = keccak256("Activation(bytes32 batch,bytes32 serial)");

    bytes32 private constant NAME_HASH = keccak256("Waymark");
    bytes32 private constant VERSION_HASH = keccak256("1");
    bytes32 private constant DOMAIN = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// @dev The digest of records under one signature; `records` is the hash of their hashes.
    function ofCheckpoints(
        SignerId signer,
        bytes32 records,
        uint256 nonce,
        uint40 deadline
    ) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(CHECKPOINTS, signer, records, nonce, deadline)));
    }

    /// @dev The digest of any other call.
    function ofAct(
        SignerId signer,
        PartyId party,
        bytes calldata call,
        uint256 nonce,
        uint40 deadline
    ) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(ACT, signer, party, keccak256(call), nonce, deadline)));
    }

    /// @dev The digest that the hidden key of a label signs.
    function ofActivation(BatchId batch, bytes32 serialHash) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(ACTIVATION, batch, serialHash)));
    }

    /// @dev Hashes of what a record says in words.
    struct Spelling {
        bytes32 kind;
        bytes32 role;
        bytes32 place;
        bytes32 scope;
    }

    /// @dev What a record says in words, hashed.
    function spell(Checkpoint calldata c) internal pure returns (Spelling memory) {
        return
            Spelling(Words.hashOfKind(c.kind), Words.hashOfRole(c.role), _hashOfPlace(c.place), _hashOfPlace(c.scope));
    }

    /// @dev The hash of one record with this spelling.
    function hashOf(
        Checkpoint calldata c,
        bool particulars,
        Spelling memory spelling
    ) internal pure returns (bytes32 hash) {
        bytes32 typeHash = CHECKPOINT;
        // Fifteen words: type, kind, role, place, then the fields of the record in the order of the type. The fields are
        // range-checked by whoever records them. Memory-safe: writes only behind the free memory pointer.
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            mcopy(add(m, 0x20), spelling, 0x60) // kind, role, place
            calldatacopy(add(m, 0x80), add(c, 0xa0), 0x20) // occurredAt
            calldatacopy(add(m, 0xa0), c, 0x40) // consignment, party
            calldatacopy(add(m, 0xe0), add(c, 0xe0), 0x20) // detail
            calldatacopy(add(m, 0x100), add(c, 0xc0), 0x20) // basedOn
            mstore(add(m, 0x120), particulars)
            calldatacopy(add(m, 0x140), add(c, 0x100), 0x60) // dataHash, next, principal
            mstore(add(m, 0x1a0), mload(add(spelling, 0x60))) // scope
            calldatacopy(add(m, 0x1c0), add(c, 0x180), 0x20) // expectedMove
            hash := keccak256(m, 0x1e0)
        }
    }

    /// @dev The hash of the hashes of records, of which there is one.
    function alone(bytes32 record) internal pure returns (bytes32 hash) {
        // Memory-safe: scratch space.
        assembly ("memory-safe") {
            mstore(0, record)
            hash := keccak256(0, 0x20)
        }
    }

    /// @dev The hash of the letters of a place or scope: five, two or none.
    function _hashOfPlace(Place place) private pure returns (bytes32 hash) {
        uint256 code = uint40(Place.unwrap(place));
        uint256 length =
            code == 0
                ? 0
                : code & 0xFFFFFF == 0
                    ? 2
                    : 5;
        // Memory-safe: scratch space.
        assembly ("memory-safe") {
            mstore(0, place)
            hash := keccak256(0, length)
        }
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domainSeparator(), structHash);
    }

    /// @dev Of this chain and contract as they are: a chain that forks has another one from then on.
    function domainSeparator() internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, NAME_HASH, VERSION_HASH, block.chainid, address(this)));
    }
}
