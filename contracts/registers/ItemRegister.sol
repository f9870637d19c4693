// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {IItems, ItemProof} from "../interfaces/IItems.sol";
import {Batches} from "../libraries/Batches.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {TypedData} from "../libraries/TypedData.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {BatchId} from "../types/Ids.sol";
import {Verifying} from "./Verifying.sol";

/// @title ItemRegister
/// @notice The one activation of each label.
abstract contract ItemRegister is LedgerStorage, Verifying {
    /// @notice As `IItems.activateItem`.
    function activateItem(ItemProof calldata item, bytes calldata signature) external {
        BatchId batch = item.batch;
        bytes32 serialHash = item.serialHash;
        bytes32 key = keccak256(abi.encode(batch, serialHash));
        uint40 earlier = _ledger.activations[key];
        if (earlier != 0) revert IItems.AlreadyActivated(batch, serialHash, earlier);

        // Check: the item is the batch's, under its own root and, where it was labelled later, under that one.
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(batch, serialHash, keccak256(item.labelSigner)))));
        bytes32 statement = Batches.statementOf(item.unit, item.expiry, item.itemsRoot, item.dataHash);
        if (statement != _ledger.batches[batch].statement) {
            revert IItems.StatementMismatch(batch, statement, _ledger.batches[batch].statement);
        }
        if (item.root != 0) {
            if (_ledger.labellings[batch][item.root].labelledAt == 0) revert IItems.RootUnknown(batch, item.root);
            _requireUnder(batch, serialHash, item.root, item.labelProof, leaf);
        } else if (item.itemsRoot == 0) {
            revert IItems.RootUnknown(batch, 0);
        }
        if (item.itemsRoot != 0) _requireUnder(batch, serialHash, item.itemsRoot, item.proof, leaf);

        // Check: its label's hidden key signs.
        if (item.labelSigner.length == 0) revert IItems.LabelWithoutKey(batch, serialHash);
        bytes32 digest = TypedData.ofActivation(batch, serialHash);
        if (!Signatures.isSignedBy(item.labelSigner, digest, signature, _P256_VERIFIER, _WEB_AUTHN_VERIFIER)) {
            revert IItems.LabelSignatureInvalid(batch, serialHash);
        }

        _ledger.activations[key] = uint40(block.timestamp);
        emit IItems.ItemActivated(batch, serialHash, item.root == 0 ? item.itemsRoot : item.root);
    }

    function _requireUnder(
        BatchId batch,
        bytes32 serialHash,
        bytes32 root,
        bytes32[] calldata proof,
        bytes32 leaf
    ) private pure {
        if (!MerkleProof.verifyCalldata(proof, root, leaf)) revert IItems.ItemNotUnderRoot(batch, serialHash, root);
    }
}
