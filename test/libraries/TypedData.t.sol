// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint} from "../../contracts/interfaces/ICheckpoints.sol";
import {TypedData} from "../../contracts/libraries/TypedData.sol";
import {Words} from "../../contracts/libraries/Words.sol";
import {ConsignmentId, PartyId} from "../../contracts/types/Ids.sol";
import {Kind} from "../../contracts/types/Kind.sol";
import {Place} from "../../contracts/types/Place.sol";
import {Role} from "../../contracts/types/Roles.sol";
import {bound} from "../support/Vm.sol";

/// @title What a key signs of a record, against EIP-712 written out with `abi.encode`
contract TypedDataTest {
    /// @dev A full place is five letters, a country two, nowhere none: what an officer reads is what is hashed.
    function testFuzz_Places(uint256 seed, uint8 kept, uint8 scopeKept) public view {
        Checkpoint memory c = _record(seed, kept, scopeKept);
        TypedData.Spelling memory spelling = this.spell(c);
        require(spelling.place == keccak256(_letters(Place.unwrap(c.place))), "place");
        require(spelling.scope == keccak256(_letters(Place.unwrap(c.scope))), "scope");
        require(spelling.kind == Words.hashOfKind(c.kind) && spelling.role == Words.hashOfRole(c.role), "words");
    }

    function test_PlacesInWords() public view {
        Checkpoint memory c;
        c.place = Place.wrap("CNSHG");
        c.scope = Place.wrap("CN");
        TypedData.Spelling memory spelling = this.spell(c);
        require(spelling.place == keccak256("CNSHG") && spelling.scope == keccak256("CN"), "letters");
        c.place = Place.wrap("");
        require(this.spell(c).place == keccak256(""), "nowhere");
    }

    /// @dev Every field has its place in the hash, in the order of the type.
    function testFuzz_HashOf(uint256 seed, bool particulars, uint8 kept, uint8 scopeKept) public view {
        Checkpoint memory c = _record(seed, kept, scopeKept);
        bytes memory encoded = bytes.concat(
            abi.encode(
                keccak256(
                    "Checkpoint(string kind,string role,string place,uint40 occurredAt,bytes32 consignment,"
                    "uint32 party,uint8 detail,bytes32 basedOn,bool particulars,bytes32 dataHash,uint32 next,"
                    "uint32 principal,string scope,uint24 expectedMove)"
                ),
                Words.hashOfKind(c.kind),
                Words.hashOfRole(c.role),
                keccak256(_letters(Place.unwrap(c.place))),
                c.occurredAt,
                c.consignment,
                c.party,
                c.detail
            ),
            abi.encode(
                c.basedOn,
                particulars,
                c.dataHash,
                c.next,
                c.principal,
                keccak256(_letters(Place.unwrap(c.scope))),
                c.expectedMove
            )
        );
        require(this.hashOf(c, particulars) == keccak256(encoded), "hashOf");
    }

    /* CALLED WITH CALLDATA */

    function spell(Checkpoint calldata c) external pure returns (TypedData.Spelling memory) {
        return TypedData.spell(c);
    }

    function hashOf(Checkpoint calldata c, bool particulars) external pure returns (bytes32) {
        return TypedData.hashOf(c, particulars, TypedData.spell(c));
    }

    /* REFERENCE */

    /// @dev A record with random fields, kinds and roles over all of their enums.
    function _record(uint256 seed, uint8 kept, uint8 scopeKept) private pure returns (Checkpoint memory c) {
        c.consignment = ConsignmentId.wrap(_random(seed, 0));
        c.party = PartyId.wrap(uint32(uint256(_random(seed, 1))));
        c.kind = Kind(bound(uint256(_random(seed, 2)), 0, uint256(type(Kind).max)));
        c.role = Role(bound(uint256(_random(seed, 3)), 0, uint256(type(Role).max)));
        c.place = Place.wrap(_scope(uint256(_random(seed, 4)), kept));
        c.occurredAt = uint40(uint256(_random(seed, 5)));
        c.basedOn = _random(seed, 6);
        c.detail = uint8(uint256(_random(seed, 7)));
        c.dataHash = _random(seed, 8);
        c.next = PartyId.wrap(uint32(uint256(_random(seed, 9))));
        c.principal = PartyId.wrap(uint32(uint256(_random(seed, 10))));
        c.scope = Place.wrap(_scope(uint256(_random(seed, 11)), scopeKept));
        c.expectedMove = uint24(uint256(_random(seed, 12)));
    }

    function _random(uint256 seed, uint256 field) private pure returns (bytes32) {
        return keccak256(abi.encode(seed, field));
    }

    /// @dev Five characters of a UN/LOCODE, the first two, or none.
    function _scope(uint256 seed, uint8 kept) private pure returns (bytes5) {
        bytes memory text = new bytes(5);
        for (uint256 i; i < 5; ++i) text[i] = bytes1(uint8(0x41 + (((seed >> (8 * i)) & 0xFF) % 26)));
        if (kept % 3 == 0) return 0;
        return kept % 3 == 1 ? bytes5(bytes2(bytes5(text))) : bytes5(text);
    }

    /// @dev The bytes in front of the first zero.
    function _letters(bytes5 code) private pure returns (bytes memory letters) {
        for (uint256 i; i < 5 && code[i] != 0; ++i) letters = bytes.concat(letters, code[i]);
    }
}
