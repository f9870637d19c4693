// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice An admitted organisation. Numbers are given in order of admission; 0 is nobody.
type PartyId is uint32;

/// @notice A product: `registrant << 64 | gtin`, where registrant 0 means *confirmed* (registered by the
/// holder of the GS1 Company Prefix) and any other party means *claimed* in that party's own namespace.
type ProductId is uint96;

/// @notice A batch (lot) of one product: `keccak256(abi.encode(product, lotKey))`.
type BatchId is bytes32;

/// @notice Goods that move together: `keccak256(abi.encode(creator, key))`.
type ConsignmentId is bytes32;

/// @notice A key that writes for a party. For an account or contract wallet the address, right-aligned; for an
/// ERC-7913 signer longer than 20 bytes the keccak256 of its bytes.
type SignerId is bytes32;

using {samePartyId as ==} for PartyId global;
using {exists} for PartyId global;
using {sameBatchId as ==} for BatchId global;

function samePartyId(PartyId a, PartyId b) pure returns (bool) {
    return PartyId.unwrap(a) == PartyId.unwrap(b);
}

/// @dev True for every party but number 0, which means nobody.
function exists(PartyId a) pure returns (bool) {
    return PartyId.unwrap(a) != 0;
}

function sameBatchId(BatchId a, BatchId b) pure returns (bool) {
    return BatchId.unwrap(a) == BatchId.unwrap(b);
}

/// @dev The signer id of an account or contract wallet.
function signerIdOf(address account) pure returns (SignerId) {
    return SignerId.wrap(bytes32(uint256(uint160(account))));
}
