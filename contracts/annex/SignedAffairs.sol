// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {IContainers} from "../interfaces/IContainers.sol";
import {IProofs} from "../interfaces/IProofs.sol";
import {Authorization, ISigned, Rejection} from "../interfaces/ISigned.sol";
import {Caller} from "../libraries/Caller.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {TypedData} from "../libraries/TypedData.sol";
import {Ledger, nonceKey} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {PartyId, SignerId} from "../types/Ids.sol";

/// @title SignedAffairs
/// @notice Calls in the name of who signed them, and many calls at once.
/// @dev Warning: relayed acts come from the ledger's own address. It must never be given a role of the AccessManager.
abstract contract SignedAffairs is LedgerStorage {
    using Signatures for Ledger;

    uint256 private constant MAX_CALLS = 256;
    /// @dev Gas that a call of `tryMulticall` may use.
    uint256 private constant CALL_GAS = 1_000_000;
    /// @dev Gas that must be left beside a call's share (of which the EVM keeps a 64th back), to report it.
    uint256 private constant RESERVE_GAS = 50_000;
    /// @dev Bytes of an error that are reported.
    uint256 private constant MAX_REASON = 512;
    /// @dev A selector and the thirteen words of a Checkpoint.
    uint256 private constant RECORD_BYTES = 4 + 13 * 32;

    address private immutable _P256_VERIFIER;
    address private immutable _WEB_AUTHN_VERIFIER;

    constructor(address p256Verifier, address webAuthnVerifier) {
        _P256_VERIFIER = p256Verifier;
        _WEB_AUTHN_VERIFIER = webAuthnVerifier;
    }

    /* ONE SIGNED CALL */

    /// @notice As `ISigned.relay`.
    function relay(
        PartyId party,
        bytes calldata data,
        Authorization calldata authorization
    ) external returns (bytes memory) {
        if (data.length < 4) revert ISigned.CallInvalid(data);
        SignerId signer = Signatures.idOf(authorization.signer);
        bytes32 digest;
        if (_isRecord(data)) {
            Checkpoint calldata c;
            // The checkpoint is the first argument and has a fixed length, which `_isRecord` has found to be there.
            assembly ("memory-safe") {
                c := add(data.offset, 4)
            }
            party = c.party;
            digest = TypedData.ofCheckpoints(
                signer,
                TypedData.alone(TypedData.hashOf(c, true, TypedData.spell(c))),
                authorization.nonce,
                authorization.deadline
            );
        } else {
            digest = TypedData.ofAct(signer, party, data, authorization.nonce, authorization.deadline);
        }
        // Check: the signature, once.
        _ledger.consume(party, signer, authorization);
        Signatures.requireSignedBy(authorization, signer, digest, _P256_VERIFIER, _WEB_AUTHN_VERIFIER);

        // Interaction: with the ledger itself, in the name of the key.
        if (!LowLevelCall.callNoReturn(address(this), Caller.named(data, signer))) LowLevelCall.bubbleRevert();
        return LowLevelCall.returnData();
    }

    /// @dev Whether the call is a record with particulars: its checkpoint comes first and binds all that comes after.
    function _isRecord(bytes calldata call) private pure returns (bool) {
        bytes4 selector = bytes4(call);
        return
            call.length >= RECORD_BYTES &&
            (selector == ICheckpoints.recordByLines.selector ||
                selector == IContainers.pack.selector ||
                selector == IContainers.unpack.selector ||
                selector == IContainers.split.selector ||
                selector == IProofs.recordProved.selector);
    }

    /* MANY CALLS */

    /// @notice As `ISigned.multicall`.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results) {
        _requireCount(calls.length);
        results = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            if (!LowLevelCall.delegatecallNoReturn(address(this), _named(calls[i]))) LowLevelCall.bubbleRevert();
            results[i] = LowLevelCall.returnData();
        }
    }

    /// @notice As `ISigned.tryMulticall`.
    function tryMulticall(bytes[] calldata calls) external returns (Rejection[] memory rejections) {
        _requireCount(calls.length);
        rejections = new Rejection[](calls.length);
        uint256 count;
        for (uint256 i; i < calls.length; ++i) {
            bytes memory data = _named(calls[i]);
            uint256 needed = (CALL_GAS * 64) / 63 + RESERVE_GAS;
            if (gasleft() < needed) revert ISigned.GasTooLow(i, gasleft(), needed);
            bool success;
            // No return data is copied but by `_reason`, which caps it.
            assembly ("memory-safe") {
                success := delegatecall(CALL_GAS, address(), add(data, 0x20), mload(data), 0, 0)
            }
            if (success) continue;
            rejections[count] = Rejection({index: i, reason: _reason()});
            emit ISigned.CallRejected(i, rejections[count].reason);
            ++count;
        }
        // Shortens the array to what it holds.
        assembly ("memory-safe") {
            mstore(rejections, count)
        }
    }

    /// @dev The call as it is; behind it the key in whose name the ledger calls itself, if it does (see `Caller`).
    function _named(bytes calldata call) private view returns (bytes memory) {
        if (call.length < 4) revert ISigned.CallInvalid(call);
        return msg.sender == address(this) ? Caller.named(call, Caller.id()) : call;
    }

    function _requireCount(uint256 count) private pure {
        if (count == 0 || count > MAX_CALLS) revert ISigned.CallCountInvalid(count);
    }

    function _reason() private pure returns (bytes memory reason) {
        uint256 limit = MAX_REASON;
        // Memory-safe: allocates what it writes.
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, limit) {
                size := limit
            }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 0x20), 0, size)
            mstore(0x40, add(reason, and(add(size, 0x3f), not(0x1f))))
        }
    }

    /* NONCES */

    /// @notice As `ISigned.burnNonces`.
    function burnNonces(PartyId party, uint256 word, uint256 mask) external {
        SignerId signer = Caller.id();
        _ledger.nonces[nonceKey(party, signer, word)] |= mask;
        emit ISigned.NoncesBurnt(party, signer, word, mask);
    }

    /// @notice As `ISigned.isNonceUsed`.
    function isNonceUsed(PartyId party, SignerId signer, uint256 nonce) external view returns (bool) {
        return (_ledger.nonces[nonceKey(party, signer, nonce >> 8)] >> (nonce & 0xFF)) & 1 == 1;
    }

    /// @notice As `ISigned.verifiers`.
    function verifiers() external view returns (address p256, address webAuthn) {
        return (_P256_VERIFIER, _WEB_AUTHN_VERIFIER);
    }
}
