// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IParties, KeyHolder, Party, Recovery, Signer} from "../interfaces/IParties.sol";
import {Parties} from "../Parties.sol";
import {Caller} from "../libraries/Caller.sol";
import {Gs1} from "../libraries/Gs1.sol";
import {Territories} from "../libraries/Territories.sol";
import {grantKey, Ledger, signerKey} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {PartyId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {RoleSet} from "../types/Roles.sol";

/// @title PartyAffairs
/// @notice Parties, their keys and what they may do. `restricted` functions are governed by the AccessManager.
abstract contract PartyAffairs is IParties, LedgerStorage, AccessManaged {
    using Territories for Ledger;

    /* ADMISSION */

    /// @inheritdoc IParties
    function admitParty(
        string calldata uri,
        string calldata controller,
        address manager
    ) external restricted returns (PartyId party) {
        return Parties.admitParty(_ledger, uri, controller, manager);
    }

    /// @inheritdoc IParties
    function setGrant(PartyId party, Place scope, RoleSet roles) external restricted {
        Parties.setGrant(_ledger, party, scope, roles);
    }

    /// @inheritdoc IParties
    function suspendParty(PartyId party) external restricted {
        Parties.suspendParty(_ledger, party);
    }

    /// @inheritdoc IParties
    function reinstateParty(PartyId party) external restricted {
        Parties.reinstateParty(_ledger, party);
    }

    /* PREFIXES */

    /// @inheritdoc IParties
    function assignPrefix(uint64 prefix, uint8 length, PartyId party) external restricted {
        Parties.assignPrefix(_ledger, prefix, length, party);
    }

    /* TERRITORIES AND SUCCESSORS */

    /// @inheritdoc IParties
    function setTerritory(bytes2 country, bytes2 territory) external restricted {
        Parties.setTerritory(_ledger, country, territory);
    }

    /// @inheritdoc IParties
    function setCustomsLive(bytes2 territory, bool live) external restricted {
        Parties.setCustomsLive(_ledger, territory, live);
    }

    /// @inheritdoc IParties
    function appointSuccessor(PartyId authority_, PartyId successor) external restricted {
        Parties.appointSuccessor(_ledger, authority_, successor);
    }

    /// @inheritdoc IParties
    function proposeManager(PartyId party, address manager) external restricted {
        Parties.proposeManager(_ledger, party, manager);
    }

    /// @inheritdoc IParties
    function announceSuccessor(address ledger) external restricted {
        Parties.announceSuccessor(_ledger, ledger);
    }

    /* THE PARTY'S OWN */

    /// @inheritdoc IParties
    function vetoManager(PartyId party) external {
        Parties.vetoManager(_ledger, Caller.id(), party);
    }

    /// @inheritdoc IParties
    function completeRecovery(PartyId party) external {
        Parties.completeRecovery(_ledger, party);
    }

    /// @inheritdoc IParties
    function setManager(PartyId party, address manager) external {
        Parties.setManager(_ledger, Caller.id(), party, manager);
    }

    /// @inheritdoc IParties
    function addSigner(
        PartyId party,
        bytes calldata signer,
        RoleSet roles,
        Place scope,
        uint40 validFrom,
        uint40 validUntil,
        KeyHolder heldBy
    ) external {
        Parties.addSigner(_ledger, Caller.id(), party, signer, roles, scope, validFrom, validUntil, heldBy);
    }

    /// @inheritdoc IParties
    function revokeSigner(PartyId party, SignerId signer, uint40 compromisedSince) external {
        Parties.revokeSigner(_ledger, Caller.id(), party, signer, compromisedSince);
    }

    /// @inheritdoc IParties
    function setMandate(PartyId principal, PartyId agent, RoleSet roles) external {
        Parties.setMandate(_ledger, Caller.id(), principal, agent, roles);
    }

    /* VIEWS */

    /// @inheritdoc IParties
    function partyCount() external view returns (uint32) {
        return _ledger.partyCount;
    }

    /// @inheritdoc IParties
    function partyOf(PartyId party) external view returns (Party memory) {
        return _ledger.parties[party];
    }

    /// @inheritdoc IParties
    function partyByUri(string calldata uri) external view returns (PartyId) {
        return _ledger.partyByUri[keccak256(bytes(uri))];
    }

    /// @inheritdoc IParties
    function signerOf(PartyId party, SignerId signer) external view returns (Signer memory) {
        return _ledger.signers[signerKey(party, signer)];
    }

    /// @inheritdoc IParties
    function grantOf(PartyId party, Place scope) external view returns (RoleSet) {
        return _ledger.grants[grantKey(party, scope)];
    }

    /// @inheritdoc IParties
    function mandateOf(PartyId principal, PartyId agent) external view returns (RoleSet) {
        return _ledger.mandates[principal][agent];
    }

    /// @inheritdoc IParties
    function prefixHolder(uint64 prefix, uint8 length) external view returns (PartyId) {
        return _ledger.prefixes[Gs1.prefixKey(prefix, length)].holder;
    }

    /// @inheritdoc IParties
    function territoryOf(bytes2 country) external view returns (bytes2 territory, bool customsLive) {
        territory = _ledger.territoryOf(country);
        customsLive = _ledger.territories[territory].customsLive;
    }

    /// @inheritdoc IParties
    function recoveryOf(PartyId party) external view returns (Recovery memory) {
        return _ledger.recoveries[party];
    }

    /// @inheritdoc IParties
    function successorLedger() external view returns (address) {
        return _ledger.successorLedger;
    }

    /// @inheritdoc IParties
    function successorOf(PartyId authority_) external view returns (PartyId) {
        return _ledger.successors[authority_];
    }
}
