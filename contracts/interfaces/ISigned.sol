// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PartyId, SignerId} from "../types/Ids.sol";
import {Checkpoint} from "./ICheckpoints.sol";

/// @notice What a key adds to what it signed, so that anybody may send it.
struct Authorization {
    /// ERC-7913 bytes: 20 bytes of an account or contract wallet; else the address of one of the ledger's two verifiers
    /// and a P-256 public key of 64 bytes.
    bytes signer;
    /// Any number not used before by this key for this party; keys need not count: they may sign in parallel and
    /// offline. Cheapest when it shares all but its lowest 8 bits with one used before.
    uint256 nonce;
    /// Last second at which it may be sent.
    uint40 deadline;
    /// 65 bytes of ECDSA, what the wallet's ERC-1271 takes, 64 bytes (r, s) of P-256, or an encoded WebAuthn assertion
    /// (`abi.encode` of the six fields of OpenZeppelin's WebAuthnAuth).
    bytes signature;
}

/// @notice A call that was left out of `tryMulticall`, and why.
struct Rejection {
    uint256 index;
    /// The error it met, at most 512 bytes of it; empty when it met none or ran out of its gas.
    bytes reason;
}

/// @title Signed writing
/// @notice Whoever writes needs no ether: it signs, and anybody sends. What is signed is EIP-712 typed data in the domain
/// "Waymark", version "1", of this chain and contract:
///
/// - `Checkpoints(bytes32 signer,Checkpoint[] records,uint256 nonce,uint40 deadline)` for records, one or many, with
///   kind, role, place and scope in words; `particulars` tells whether `basedOn` is the hash of what comes beside the
///   record.
/// - `Act(bytes32 signer,uint32 party,bytes call,uint256 nonce,uint40 deadline)` for everything else: a call of the ledger.
interface ISigned {
    /* EVENTS */

    /// @notice A key used one of its nonces for `party`; what it signed was done in the same transaction.
    event NonceUsed(PartyId indexed party, SignerId signer, uint256 nonce);
    /// @notice A key gave up nonces: those of the set bits of `mask` among `word * 256` and the 255 after it.
    event NoncesBurnt(PartyId indexed party, SignerId indexed signer, uint256 word, uint256 mask);
    /// @notice A call of `tryMulticall` was left out.
    event CallRejected(uint256 indexed index, bytes reason);

    /* ERRORS */

    /// @notice Thrown when a signature is sent after its deadline.
    error SignatureExpired(uint40 deadline);
    /// @notice Thrown when a nonce was used or burnt before.
    error NonceIsUsed(PartyId party, SignerId signer, uint256 nonce);
    /// @notice Thrown when a signature is not the signer's, or not of what is sent.
    error SignatureInvalid(SignerId signer, bytes32 digest);
    /// @notice Thrown when a P-256 signature is sent on a chain that cannot check one (EIP-7951).
    error MissingPrecompile(address precompile);
    /// @notice Thrown when one signature covers records of several parties.
    error PartiesDiffer(PartyId first, PartyId other);
    /// @notice Thrown when no call, or more than 256, are made at once.
    error CallCountInvalid(uint256 count);
    /// @notice Thrown when what is relayed has no selector.
    error CallInvalid(bytes call);
    /// @notice Thrown when too little gas is sent for each call to have its share, so that a relayer cannot have good calls
    /// left out by sending little.
    error GasTooLow(uint256 index, uint256 gasLeft, uint256 needed);

    /* WRITING */

    /// @notice Appends a record that its party's key signed.
    /// @return sequence Its number in the consignment's history.
    function recordSigned(
        Checkpoint calldata checkpoint,
        Authorization calldata authorization
    ) external returns (uint24 sequence);

    /// @notice Appends 1 to 256 records of one party under one signature: all or none.
    function recordManySigned(Checkpoint[] calldata checkpoints, Authorization calldata authorization) external;

    /// @notice Makes a call in the name of the key that signed it. A call of `recordByLines`, `pack`, `unpack`, `split` or
    /// `recordProved` is signed as its checkpoint, whose `basedOn` binds the rest; any other as an Act.
    /// @param party For an Act the party whose nonces it uses; for a record that of its checkpoint.
    /// @return result What the call returned.
    function relay(
        PartyId party,
        bytes calldata call,
        Authorization calldata authorization
    ) external returns (bytes memory result);

    /// @notice Makes 1 to 256 calls of the ledger in a row as the sender: all or none. Signed calls may be among them.
    /// @return results What each returned.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results);

    /// @notice Makes 1 to 256 calls of the ledger in a row as the sender, leaving out those that revert. Each may use
    /// 1,000,000 gas, which is some 45 records or 60 children; reverts as a whole when less is left for one.
    /// @return rejections What was left out, in order.
    function tryMulticall(bytes[] calldata calls) external returns (Rejection[] memory rejections);

    /// @notice Gives up nonces of the caller's key for a party, so that what was signed with them can never be sent.
    /// @param word `nonce >> 8`.
    /// @param mask A bit for each nonce: `1 << (nonce & 255)`.
    function burnNonces(PartyId party, uint256 word, uint256 mask) external;

    /* VIEWS */

    /// @notice Whether a key used or burnt this nonce for a party.
    function isNonceUsed(PartyId party, SignerId signer, uint256 nonce) external view returns (bool);

    /// @notice The verifiers that signers longer than 20 bytes begin with.
    function verifiers() external view returns (address p256, address webAuthn);
}
