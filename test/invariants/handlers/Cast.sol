// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeyHolder} from "../../../contracts/interfaces/IParties.sol";
import {IWaymark} from "../../../contracts/interfaces/IWaymark.sol";
import {PartyId, ProductId, SignerId, signerIdOf} from "../../../contracts/types/Ids.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {RoleSet} from "../../../contracts/types/Roles.sol";
import {VM} from "../../support/Vm.sol";
import {Stages} from "./Stages.sol";

/// @dev Roles of a party at a scope.
struct Granted {
    Place scope;
    uint16 roles;
}

/// @dev What a key may do, as it was added.
struct Key {
    uint256 secret;
    uint32 party;
    uint16 roles;
    Place scope;
    uint40 validUntil;
    bool revoked;
}

/// @title Who acts in the invariant tests
/// @notice Nine parties, most of them with several roles at several places, and what the handlers remember of them by
/// themselves, so that a record can be checked against it without asking the ledger.
abstract contract Cast {
    uint32 internal constant PARTIES = 9;
    uint32 internal constant MAKER_PARTY = 1;
    uint32 internal constant BROKER_PARTY = 5;
    uint32 internal constant SECOND_MAKER = 8;
    uint64 internal constant GTIN = 9_520_123_456_788;
    uint16 internal constant EVERY_ROLE = 0x0FFE;

    IWaymark public immutable LEDGER;
    Stages internal immutable COVERAGE;
    address internal immutable ADMIN;
    ProductId internal product = ProductId.wrap(GTIN);

    mapping(uint256 party => Granted[] grants) internal granted;
    mapping(uint256 party => bool suspended) internal suspended;
    mapping(uint256 principal => mapping(uint256 agent => uint16 roles)) internal mandated;
    /// @dev Each party's main key, then its narrow ones, the last of which is in use.
    mapping(uint256 party => SignerId[] ids) internal keysOf;
    mapping(SignerId signer => Key key) internal keys;
    /// @dev Where records are made.
    bytes5[7] internal places = [
        bytes5("NZTRG"),
        bytes5("NZAKL"),
        bytes5("SGSIN"),
        bytes5("CNSHG"),
        bytes5("CNHGH"),
        bytes5("DEHAM"),
        bytes5("FRLEH")
    ];
    uint256 internal clock = 1_800_000_000;

    constructor(IWaymark ledger, address admin, Stages coverage) {
        LEDGER = ledger;
        COVERAGE = coverage;
        ADMIN = admin;
        VM.warp(clock);
        for (uint32 party = 1; party <= PARTIES; ++party) {
            string memory name = string.concat("did:web:p", string(abi.encodePacked(uint8(48 + party))), ".example");
            VM.prank(admin);
            ledger.admitParty(name, name, managerOf(party));
            _addKey(party, EVERY_ROLE, Place.wrap(0));
        }
        // Brand, Seller, Factory, Carrier.
        _grant(1, "", 0x001E);
        // Carrier, Warehouse; a terminal.
        _grant(2, "", 0x0210);
        _grant(2, "NZTRG", 0x0020);
        // Customs in one country, Inspector in another.
        _grant(3, "NZ", 0x0040);
        _grant(3, "CN", 0x0080);
        // Customs and Regulator, Customs elsewhere.
        _grant(4, "CN", 0x0840);
        _grant(4, "DE", 0x0040);
        // Broker, Retailer.
        _grant(5, "", 0x0500);
        // Carrier, Warehouse, Retailer; a terminal.
        _grant(6, "", 0x0610);
        _grant(6, "CNSHG", 0x0020);
        // Customs and Inspector anywhere, a country's Regulator.
        _grant(7, "", 0x00C0);
        _grant(7, "NZ", 0x0800);
        // Seller, Factory; a terminal.
        _grant(8, "", 0x000C);
        _grant(8, "SGSIN", 0x0020);
        // The ninth is admitted, and granted nothing.
        for (uint32 party = 1; party <= 4; ++party) _addKey(party, EVERY_ROLE, Place.wrap("CN"));
        _addKey(6, 0x0210, Place.wrap("CNSHG"));

        VM.prank(admin);
        ledger.assignPrefix(9_520_123, 7, PartyId.wrap(1));
        for (uint256 i; i < 2; ++i) {
            VM.prank(admin);
            ledger.setTerritory(i == 0 ? bytes2("DE") : bytes2("FR"), "EU");
        }
        VM.prank(admin);
        ledger.appointSuccessor(PartyId.wrap(4), PartyId.wrap(7));
        VM.prank(_account(1));
        ledger.registerProduct(PartyId.wrap(1), GTIN, 7, Place.wrap(0), 190_110, 0);
        // Maker, shipper and labeller; shipper and labeller.
        _appoint(8, 7);
        _appoint(2, 6);
        _mandate(1, BROKER_PARTY, 0x0100);
        _mandate(2, BROKER_PARTY, 0x0100);
        _mandate(1, SECOND_MAKER, 0x000C);
    }

    /* KEYS AND ROLES */

    function managerOf(uint256 party) internal returns (address) {
        return VM.addr(0xA000 + party);
    }

    function _addKey(uint32 party, uint16 roles, Place scope) internal returns (SignerId id) {
        uint256 secret = 0xB0000 + party * 0x1000 + keysOf[party].length;
        address account = VM.addr(secret);
        uint40 until = type(uint40).max;
        VM.prank(managerOf(party));
        LEDGER.addSigner(
            PartyId.wrap(party),
            abi.encodePacked(account),
            RoleSet.wrap(roles),
            scope,
            0,
            until,
            KeyHolder.Server
        );
        id = signerIdOf(account);
        keys[id] = Key(secret, party, roles, scope, until, false);
        keysOf[party].push(id);
    }

    function _account(uint256 party) internal view returns (address) {
        return address(uint160(uint256(SignerId.unwrap(keysOf[party][0]))));
    }

    function _mandate(uint32 principal, uint32 agent, uint16 roles) internal {
        VM.prank(managerOf(principal));
        LEDGER.setMandate(PartyId.wrap(principal), PartyId.wrap(agent), RoleSet.wrap(roles));
        mandated[principal][agent] = roles;
    }

    function _grant(uint32 party, bytes5 scope, uint16 roles) private {
        VM.prank(ADMIN);
        LEDGER.setGrant(PartyId.wrap(party), Place.wrap(scope), RoleSet.wrap(roles));
        granted[party].push(Granted(Place.wrap(scope), roles));
    }

    function _appoint(uint32 party, uint8 tasks) private {
        VM.prank(managerOf(MAKER_PARTY));
        LEDGER.appoint(product, PartyId.wrap(party), tasks);
    }

    /* PLACES */

    /// @dev Whether a scope contains a place, told letter by letter.
    function _within(Place scope, Place place) internal pure returns (bool) {
        bytes5 s = Place.unwrap(scope);
        bytes5 p = Place.unwrap(place);
        for (uint256 i; i < 5; ++i) {
            if (s[i] != 0 && s[i] != p[i]) return false;
        }
        return true;
    }

    /// @dev Whether the party is granted the role at a scope that contains the place.
    function _isGranted(uint256 party, uint256 role, Place place) internal view returns (bool) {
        for (uint256 i; i < granted[party].length; ++i) {
            Granted storage g = granted[party][i];
            if ((g.roles >> role) & 1 == 1 && _within(g.scope, place)) return true;
        }
        return false;
    }

    function _territory(bytes2 country) internal pure returns (bytes2) {
        return country == "DE" || country == "FR" ? bytes2("EU") : country;
    }
}
