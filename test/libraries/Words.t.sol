// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Words} from "../../contracts/libraries/Words.sol";
import {Kind} from "../../contracts/types/Kind.sol";
import {Role} from "../../contracts/types/Roles.sol";

/// @title The words of a signature against the enums: each number has the name that its enum gives it
contract WordsTest {
    /// @dev The names as the enums write them, in the order of their numbers.
    string private constant KINDS =
        "None,Origin,ExportCleared,Sighted,Departed,Transshipped,Arrived,ImportDeclared,Inspected,Held,HoldLifted,"
        "ImportCleared,Refused,Confirmed,Contradicted,Received,Forwarded,Adjusted,Incident,Diverted,TakenBack,"
        "Delivered,Returned,Destroyed,Disputed,Correction,Packed,Unpacked,Split,Voided,";
    string private constant ROLES =
        "None,Brand,Seller,Factory,Carrier,Port,Customs,Inspector,Broker,Warehouse,Retailer,Regulator,";

    function test_Kinds() public pure {
        bytes32[] memory hashes = _hashesOf(KINDS);
        require(hashes.length == uint256(type(Kind).max) + 1, "as many names as kinds");
        for (uint256 i; i < hashes.length; ++i) require(Words.hashOfKind(Kind(i)) == hashes[i], "kind");
    }

    /// @dev Names and members side by side, so that neither list is moved against the enum.
    function test_SomeKindsByName() public pure {
        require(Words.hashOfKind(Kind.ExportCleared) == keccak256("ExportCleared"), "ExportCleared");
        require(Words.hashOfKind(Kind.ImportCleared) == keccak256("ImportCleared"), "ImportCleared");
        require(Words.hashOfKind(Kind.Refused) == keccak256("Refused"), "Refused");
        require(Words.hashOfKind(Kind.Correction) == keccak256("Correction"), "Correction");
        require(Words.hashOfKind(Kind.Voided) == keccak256("Voided"), "Voided");
    }

    function test_Roles() public pure {
        bytes32[] memory hashes = _hashesOf(ROLES);
        require(hashes.length == uint256(type(Role).max) + 1, "as many names as roles");
        for (uint256 i; i < hashes.length; ++i) require(Words.hashOfRole(Role(i)) == hashes[i], "role");
        require(Words.hashOfRole(Role.Customs) == keccak256("Customs"), "Customs");
        require(Words.hashOfRole(Role.Regulator) == keccak256("Regulator"), "Regulator");
    }

    /// @dev The hashes of names that end in a comma each.
    function _hashesOf(string memory names) private pure returns (bytes32[] memory hashes) {
        bytes memory text = bytes(names);
        uint256 count;
        for (uint256 i; i < text.length; ++i) if (text[i] == ",") ++count;
        hashes = new bytes32[](count);
        bytes memory name;
        count = 0;
        for (uint256 i; i < text.length; ++i) {
            if (text[i] != ",") {
                name = bytes.concat(name, text[i]);
            } else {
                hashes[count++] = keccak256(name);
                name = "";
            }
        }
    }
}
