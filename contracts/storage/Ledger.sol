// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Hold} from "../interfaces/IConsignments.sol";
import {Labelling} from "../interfaces/IItems.sol";
import {Party, Recovery, Signer, Territory} from "../interfaces/IParties.sol";
import {Product} from "../interfaces/IProducts.sol";
import {BatchId, ConsignmentId, PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {RoleSet} from "../types/Roles.sol";
import {Word} from "../types/Word.sol";

/// @dev A company prefix, or a shorter beginning of assigned ones.
struct Prefix {
    PartyId holder;
    /// Number of assigned prefixes that begin with this one and are longer.
    uint32 longer;
}

/// @dev A batch as stored.
struct StoredBatch {
    // slot 0
    /// `party << 48 | gtin`: the product's id without the bits no GTIN uses (10^14 < 2^48).
    uint80 product;
    PartyId maker;
    uint64 quantity;
    uint64 loaded;
    bytes2 origin;
    // slot 1
    /// `keccak256(abi.encode(unit, expiry, itemsRoot, dataHash))`.
    bytes32 statement;
}

/// @dev A consignment as stored: three slots, whatever its history.
struct Consignment {
    // slot 0
    Word word;
    // slot 1
    bytes32 head;
    // slot 2
    /// The creator, and what the consignment holds: the first 28 bytes of `keccak256(abi.encode(lines))`. A
    /// container holds no lines: there the 28 bytes are its number and the counts of what is inside it.
    bytes28 contents;
    PartyId creator;
}

/// @dev What became of a release by lines: its units may come back, or it may be undone, never both.
struct Release {
    bool cameBack;
    bool undone;
}

/// @dev Where the nonces `word * 256` to `word * 256 + 255` of a key are stored.
function nonceKey(PartyId party, SignerId signer, uint256 word) pure returns (bytes32) {
    return keccak256(abi.encode(party, signer, word));
}

/// @dev Where the key `signer` of `party` is stored: the party in the 32 bits above the lower 224 of the key's id, which is
/// one hash less to compute for every record. No two parties share a place. Two keys of one party would have to share 224
/// bits of a hash, and could then only be taken for each other by that party.
function signerKey(PartyId party, SignerId signer) pure returns (uint256) {
    return (uint256(PartyId.unwrap(party)) << 224) | uint224(uint256(SignerId.unwrap(signer)));
}

/// @dev Where the roles of `party` at `scope` are stored.
function grantKey(PartyId party, Place scope) pure returns (uint256) {
    return (uint256(PartyId.unwrap(party)) << 40) | uint40(Place.unwrap(scope));
}

/// @dev The whole state of the ledger. Everything in it can be rebuilt from the logs.
struct Ledger {
    // slot 0
    uint32 partyCount;
    uint32 containerCount;
    mapping(PartyId party => Party) parties;
    mapping(bytes32 uriHash => PartyId party) partyByUri;
    /// Key: `signerKey`.
    mapping(uint256 signerKey => Signer) signers;
    /// Key: `party << 40 | scope`, one hash less to compute for every record.
    mapping(uint256 grantKey => RoleSet) grants;
    mapping(PartyId principal => mapping(PartyId agent => RoleSet)) mandates;
    mapping(PartyId authority => PartyId successor) successors;
    mapping(bytes2 country => Territory) territories;
    /// `Territories.filterBit` of every country that was ever put into a territory: when a country's bit is not set,
    /// it is its own.
    uint256 joined;
    /// Key: `length << 64 | prefix`.
    mapping(uint256 prefixKey => Prefix) prefixes;
    mapping(ProductId product => Product) products;
    mapping(ProductId product => mapping(PartyId agent => uint8 tasks)) appointments;
    mapping(BatchId batch => StoredBatch) batches;
    mapping(PartyId party => mapping(BatchId batch => uint64 units)) credits;
    mapping(ConsignmentId consignment => Consignment) consignments;
    mapping(ConsignmentId consignment => mapping(PartyId placer => Hold)) holds;
    mapping(uint32 number => ConsignmentId container) containers;
    /// Key: `nonceKey`. A bit each for 256 nonces: set = used.
    mapping(bytes32 nonceKey => uint256 used) nonces;
    mapping(PartyId party => Recovery) recoveries;
    /// Units of a batch labelled after it was registered.
    mapping(BatchId batch => uint64 units) labelled;
    mapping(BatchId batch => mapping(bytes32 root => Labelling)) labellings;
    /// Chain time at which the item was activated, seconds. Key: `keccak256(abi.encode(batch, serialHash))`.
    mapping(bytes32 item => uint40 activatedAt) activations;
    /// Chain time at which the recall was placed, seconds; 0 = none open. Key: `recallKey`.
    mapping(bytes32 recallKey => uint40 placedAt) recalls;
    /// Open recalls of a subject. Key: `subjectKey`.
    mapping(bytes32 subjectKey => uint32 open) openRecalls;
    /// Units of a release by lines that came back. Key: `keccak256(abi.encode(step, batch, items))`.
    mapping(bytes32 releasedLine => uint64 units) cameBack;
    /// What became of a release by lines, by the hash of its step.
    mapping(bytes32 step => Release) releases;
    address successorLedger;
}
