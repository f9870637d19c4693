// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {Authorization, ISigned} from "../interfaces/ISigned.sol";
import {Ledger, nonceKey} from "../storage/Ledger.sol";
import {PartyId, SignerId, signerIdOf} from "../types/Ids.sol";

/// @title Signatures
/// @notice That a key signed, once.
library Signatures {
    /// @dev The id of a signer given as ERC-7913 bytes.
    function idOf(bytes calldata signer) internal pure returns (SignerId) {
        return signer.length == 20 ? signerIdOf(address(bytes20(signer))) : SignerId.wrap(keccak256(signer));
    }

    /// @notice Uses the nonce, or reverts when it or the deadline is past.
    function consume(Ledger storage ledger, PartyId party, SignerId signer, Authorization calldata a) internal {
        if (block.timestamp > a.deadline) revert ISigned.SignatureExpired(a.deadline);
        bytes32 key = nonceKey(party, signer, a.nonce >> 8);
        uint256 bit = 1 << (a.nonce & 0xFF);
        uint256 used = ledger.nonces[key];
        if (used & bit != 0) revert ISigned.NonceIsUsed(party, signer, a.nonce);
        ledger.nonces[key] = used | bit;
        emit ISigned.NonceUsed(party, signer, a.nonce);
    }

    /// @notice Reverts unless the signer signed the digest.
    function requireSignedBy(
        Authorization calldata a,
        SignerId signer,
        bytes32 digest,
        address p256Verifier,
        address webAuthnVerifier
    ) internal view {
        if (!isSignedBy(a.signer, digest, a.signature, p256Verifier, webAuthnVerifier)) {
            revert ISigned.SignatureInvalid(signer, digest);
        }
    }

    /// @dev ECDSA comes before ERC-1271: an account that delegates its code (EIP-7702) still signs with its key. A longer
    /// signer is one of the ledger's two verifiers and a key: any other could say yes to everything, or today and not
    /// tomorrow. What the verifier of P-256 signatures would ask the chain is asked here, which saves the way to it.
    function isSignedBy(
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature,
        address p256Verifier,
        address webAuthnVerifier
    ) internal view returns (bool) {
        address first = address(bytes20(signer));
        if (signer.length == 20) {
            (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(digest, signature);
            if (err == ECDSA.RecoverError.NoError && recovered == first) return true;
            return
                first.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(first, digest, signature);
        }
        if (first == p256Verifier && signer.length == 84) {
            if (signature.length != 64) return false;
            return
                P256.verifyNative(
                    digest,
                    bytes32(signature),
                    bytes32(signature[32:]),
                    bytes32(signer[20:]),
                    bytes32(signer[52:])
                );
        }
        if (first != webAuthnVerifier || signer.length != 84) return false;
        return _isVerifiedBy(first, signer[20:], digest, signature);
    }

    /// @dev As OpenZeppelin's SignatureChecker asks an ERC-7913 verifier, without copying the signature twice.
    function _isVerifiedBy(
        address verifier,
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool) {
        bytes memory question = abi.encodeCall(IERC7913SignatureVerifier.verify, (key, digest, signature));
        bytes32 yes = bytes32(IERC7913SignatureVerifier.verify.selector);
        bool answered;
        bytes32 answer;
        // Memory-safe: the answer goes to scratch space.
        assembly ("memory-safe") {
            answered := staticcall(gas(), verifier, add(question, 0x20), mload(question), 0, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            answer := mload(0)
        }
        return answered && answer == yes;
    }
}
