// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {Authorization, ISigned} from "../interfaces/ISigned.sol";
import {Caller} from "../libraries/Caller.sol";
import {Fields} from "../libraries/Fields.sol";
import {Recording} from "../libraries/Recording.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {TypedData} from "../libraries/TypedData.sol";
import {Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {SignerId, signerIdOf} from "../types/Ids.sol";
import {Verifying} from "./Verifying.sol";

/// @title CheckpointRegister
/// @notice The journey, record by record: sent by who writes, or signed and sent by anybody; one at a time or many.
abstract contract CheckpointRegister is LedgerStorage, Verifying {
    using Recording for Ledger;
    using Signatures for Ledger;

    /// @dev Records in a call: some 5.2 million gas, under a third of what a transaction may have (EIP-7825).
    uint256 private constant MAX_RECORDS = 256;

    /// @notice As `ICheckpoints.record`.
    /// @dev Every journey pays for this, and only here: when the ledger calls itself in the name of a key it calls
    /// `recordRare` instead (see `Caller.named`).
    function record(Checkpoint calldata checkpoint) external returns (uint24 sequence) {
        return _ledger.append(checkpoint, signerIdOf(msg.sender), false);
    }

    /// @notice As `ICheckpoints.recordMany`.
    function recordMany(Checkpoint[] calldata checkpoints) external {
        _appendMany(checkpoints, Caller.id());
    }

    /// @notice As `ISigned.recordSigned`.
    function recordSigned(
        Checkpoint calldata checkpoint,
        Authorization calldata authorization
    ) external returns (uint24 sequence) {
        SignerId signer = Signatures.idOf(authorization.signer);
        bytes32 records = TypedData.alone(TypedData.hashOf(checkpoint, false, TypedData.spell(checkpoint)));
        _authorize(checkpoint, authorization, signer, records);
        return _ledger.append(checkpoint, signer, false);
    }

    /// @notice As `ISigned.recordManySigned`.
    function recordManySigned(Checkpoint[] calldata checkpoints, Authorization calldata authorization) external {
        if (checkpoints.length == 0) revert ICheckpoints.RecordCountInvalid(0);
        SignerId signer = Signatures.idOf(authorization.signer);
        bytes32[] memory hashes = new bytes32[](checkpoints.length);
        Checkpoint calldata first = checkpoints[0];
        Checkpoint calldata c = first;
        TypedData.Spelling memory spelling = TypedData.spell(c);
        for (uint256 i; i < hashes.length; ++i) {
            Checkpoint calldata next = checkpoints[i];
            if (!(next.party == first.party)) revert ISigned.PartiesDiffer(first.party, next.party);
            if (!Fields.sameWriter(c, next) || c.kind != next.kind) spelling = TypedData.spell(next);
            hashes[i] = TypedData.hashOf(next, false, spelling);
            c = next;
        }
        _authorize(first, authorization, signer, keccak256(abi.encodePacked(hashes)));
        _appendMany(checkpoints, signer);
    }

    /// @dev Uses the nonce and checks the signature over the records with this hash of their hashes.
    function _authorize(
        Checkpoint calldata first,
        Authorization calldata authorization,
        SignerId signer,
        bytes32 records
    ) private {
        bytes32 digest = TypedData.ofCheckpoints(signer, records, authorization.nonce, authorization.deadline);
        _ledger.consume(first.party, signer, authorization);
        Signatures.requireSignedBy(authorization, signer, digest, _P256_VERIFIER, _WEB_AUTHN_VERIFIER);
    }

    /// @dev Neighbours that share party, role, scope and place share the check of who writes: nothing that a record does
    /// changes what a key may write.
    function _appendMany(Checkpoint[] calldata checkpoints, SignerId signer) private {
        uint256 count = checkpoints.length;
        if (count == 0 || count > MAX_RECORDS) revert ICheckpoints.RecordCountInvalid(count);
        bool entitled;
        Checkpoint calldata c = checkpoints[0];
        for (uint256 i = 1; ; ++i) {
            _ledger.append(c, signer, entitled);
            if (i == count) return;
            Checkpoint calldata next = checkpoints[i];
            entitled = Fields.sameWriter(c, next);
            c = next;
        }
    }
}
