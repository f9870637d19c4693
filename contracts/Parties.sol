// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

import {IParties, KeyHolder, Party, Recovery, Signer} from "./interfaces/IParties.sol";
import {ISigned} from "./interfaces/ISigned.sol";
import {Entitlement} from "./libraries/Entitlement.sol";
import {Gs1} from "./libraries/Gs1.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Territories} from "./libraries/Territories.sol";
import {grantKey, Ledger, Prefix, signerKey} from "./storage/Ledger.sol";
import {PartyId, SignerId} from "./types/Ids.sol";
import {isCountry, Place} from "./types/Place.sol";
import {ALL_ROLES, RoleSet} from "./types/Roles.sol";
import {RECOVERY_WINDOW, REPORTING_WINDOW} from "./types/Windows.sol";

/// @title What parties are and may do: admission, keys, mandates
/// @notice Linked into the ledger and run in its place; holds nothing itself. The ledger has checked the caller of the
/// governed functions; the party's own check its manager here.
library Parties {
    using Entitlement for Ledger;

    uint256 private constant MAX_URI = 256;

    /* ADMISSION */

    /// @notice As `IParties.admitParty`.
    function admitParty(
        Ledger storage ledger,
        string calldata uri,
        string calldata controller,
        address manager
    ) external returns (PartyId party) {
        if (bytes(uri).length == 0 || bytes(uri).length > MAX_URI) revert IParties.UriInvalid(uri);
        if (bytes(controller).length == 0 || bytes(controller).length > MAX_URI) revert IParties.UriInvalid(controller);
        if (manager == address(0)) revert IParties.ManagerInvalid(manager);
        PartyId present = ledger.partyByUri[keccak256(bytes(uri))];
        if (present.exists()) revert IParties.PartyExists(present, uri);

        party = PartyId.wrap(++ledger.partyCount);
        ledger.partyByUri[keccak256(bytes(uri))] = party;
        ledger.parties[party] = Party({
            manager: manager,
            admittedAt: uint40(block.timestamp),
            suspendedAt: 0,
            controllerHash: keccak256(bytes(controller))
        });
        emit IParties.PartyAdmitted(party, manager, uri, controller);
    }

    /// @notice As `IParties.setGrant`.
    function setGrant(Ledger storage ledger, PartyId party, Place scope, RoleSet roles) external {
        _requireAdmitted(ledger, party);
        _requireScope(scope);
        if (!roles.isWithin(ALL_ROLES)) revert IParties.RolesInvalid(roles);

        ledger.grants[grantKey(party, scope)] = roles;
        emit IParties.GrantSet(party, scope, roles);
    }

    /// @notice As `IParties.suspendParty`.
    function suspendParty(Ledger storage ledger, PartyId party) external {
        ledger.requireStanding(party);
        ledger.parties[party].suspendedAt = uint40(block.timestamp);
        emit IParties.PartySuspended(party);
    }

    /// @notice As `IParties.reinstateParty`.
    function reinstateParty(Ledger storage ledger, PartyId party) external {
        _requireAdmitted(ledger, party);
        if (ledger.parties[party].suspendedAt == 0) revert IParties.PartyNotSuspended(party);
        ledger.parties[party].suspendedAt = 0;
        emit IParties.PartyReinstated(party);
    }

    /* PREFIXES */

    /// @notice As `IParties.assignPrefix`.
    function assignPrefix(Ledger storage ledger, uint64 prefix, uint8 length, PartyId party) external {
        if (length < Gs1.MIN_PREFIX || length > Gs1.MAX_PREFIX || prefix >= 10 ** uint256(length)) {
            revert IParties.PrefixInvalid(prefix, length);
        }
        Prefix storage stored = ledger.prefixes[Gs1.prefixKey(prefix, length)];
        if (party.exists()) {
            _requireAdmitted(ledger, party);
            if (stored.holder.exists()) revert IParties.PrefixTaken(prefix, length, stored.holder);
            if (stored.longer != 0) revert IParties.PrefixNested(prefix, length, PartyId.wrap(0));
        } else if (!stored.holder.exists()) {
            revert IParties.PrefixUnassigned(prefix, length);
        }

        stored.holder = party;
        uint64 shorter = prefix;
        for (uint256 digits = length - 1; digits >= Gs1.MIN_PREFIX; --digits) {
            shorter /= 10;
            Prefix storage beginning = ledger.prefixes[Gs1.prefixKey(shorter, digits)];
            if (beginning.holder.exists()) revert IParties.PrefixNested(prefix, length, beginning.holder);
            if (party.exists()) ++beginning.longer;
            else --beginning.longer;
        }
        emit IParties.PrefixAssigned(prefix, length, party);
    }

    /* TERRITORIES AND SUCCESSORS */

    /// @notice As `IParties.setTerritory`.
    function setTerritory(Ledger storage ledger, bytes2 country, bytes2 territory) external {
        _requireCountry(country);
        _requireCountry(territory);
        ledger.joined |= Territories.filterBit(country);
        ledger.territories[country].code = territory == country ? bytes2(0) : territory;
        emit IParties.TerritorySet(country, territory);
    }

    /// @notice As `IParties.setCustomsLive`.
    function setCustomsLive(Ledger storage ledger, bytes2 territory, bool live) external {
        _requireCountry(territory);
        ledger.territories[territory].customsLive = live;
        emit IParties.CustomsLiveSet(territory, live);
    }

    /// @notice As `IParties.appointSuccessor`.
    function appointSuccessor(Ledger storage ledger, PartyId authority, PartyId successor) external {
        _requireAdmitted(ledger, authority);
        if (successor.exists()) _requireAdmitted(ledger, successor);
        if (successor == authority) revert IParties.SamePartyTwice(authority);
        ledger.successors[authority] = successor;
        emit IParties.SuccessorAppointed(authority, successor);
    }

    /* RECOVERY AND SUCCESSION */

    /// @notice As `IParties.proposeManager`.
    function proposeManager(Ledger storage ledger, PartyId party, address manager) external {
        _requireAdmitted(ledger, party);
        if (manager == address(0)) revert IParties.ManagerInvalid(manager);
        uint40 due = uint40(block.timestamp + RECOVERY_WINDOW);
        ledger.recoveries[party] = Recovery({manager: manager, due: due});
        emit IParties.RecoveryProposed(party, manager, due);
    }

    /// @notice As `IParties.vetoManager`.
    function vetoManager(Ledger storage ledger, SignerId caller, PartyId party) external {
        ledger.requireManager(party, caller);
        address manager = ledger.recoveries[party].manager;
        if (manager == address(0)) revert IParties.RecoveryUnknown(party);
        delete ledger.recoveries[party];
        emit IParties.RecoveryVetoed(party, manager);
    }

    /// @notice As `IParties.completeRecovery`.
    function completeRecovery(Ledger storage ledger, PartyId party) external {
        Recovery memory recovery = ledger.recoveries[party];
        if (recovery.due == 0) revert IParties.RecoveryUnknown(party);
        if (block.timestamp < recovery.due) revert IParties.RecoveryNotDue(party, recovery.due);
        delete ledger.recoveries[party];
        ledger.parties[party].manager = recovery.manager;
        emit IParties.ManagerChanged(party, recovery.manager);
    }

    /// @notice As `IParties.announceSuccessor`.
    function announceSuccessor(Ledger storage ledger, address successor) external {
        if (successor == address(0) || successor == address(this)) revert IParties.SuccessorInvalid(successor);
        ledger.successorLedger = successor;
        emit IParties.SuccessorAnnounced(successor);
    }

    /* THE PARTY'S OWN */

    /// @notice As `IParties.setManager`.
    function setManager(Ledger storage ledger, SignerId caller, PartyId party, address manager) external {
        ledger.requireManager(party, caller);
        if (manager == address(0)) revert IParties.ManagerInvalid(manager);
        ledger.parties[party].manager = manager;
        emit IParties.ManagerChanged(party, manager);
    }

    /// @notice As `IParties.addSigner`.
    function addSigner(
        Ledger storage ledger,
        SignerId caller,
        PartyId party,
        bytes calldata signer,
        RoleSet roles,
        Place scope,
        uint40 validFrom,
        uint40 validUntil,
        KeyHolder heldBy
    ) external {
        ledger.requireManager(party, caller);
        _requireSupported(signer);
        if (RoleSet.unwrap(roles) == 0 || !roles.isWithin(ALL_ROLES)) revert IParties.RolesInvalid(roles);
        _requireScope(scope);
        if (validUntil < validFrom || validUntil < block.timestamp)
            revert IParties.ValidityInvalid(validFrom, validUntil);
        SignerId id = Signatures.idOf(signer);
        if (ledger.signers[signerKey(party, id)].validUntil != 0) revert IParties.SignerExists(party, id);

        ledger.signers[signerKey(party, id)] = Signer({
            roles: roles,
            scope: scope,
            validFrom: validFrom,
            validUntil: validUntil,
            revokedAt: 0,
            compromisedSince: 0,
            heldBy: heldBy
        });
        emit IParties.SignerAdded(party, id, signer, roles, scope, validFrom, validUntil, heldBy);
    }

    /// @notice As `IParties.revokeSigner`.
    function revokeSigner(
        Ledger storage ledger,
        SignerId caller,
        PartyId party,
        SignerId signer,
        uint40 compromisedSince
    ) external {
        // A suspended party writes nothing, but it must still be able to disown a stolen key.
        ledger.requireManagedBy(party, caller);
        Signer storage stored = ledger.signers[signerKey(party, signer)];
        if (stored.validUntil == 0) revert IParties.SignerUnknown(party, signer);
        if (stored.revokedAt != 0 && (stored.compromisedSince != 0 || compromisedSince == 0)) {
            revert IParties.SignerIsRevoked(party, signer, stored.revokedAt);
        }
        if (compromisedSince != 0) {
            uint256 earliest = block.timestamp - REPORTING_WINDOW;
            if (compromisedSince > block.timestamp || compromisedSince < earliest) {
                revert IParties.CompromiseInvalid(compromisedSince, uint40(earliest));
            }
            stored.compromisedSince = compromisedSince;
        }
        if (stored.revokedAt == 0) stored.revokedAt = uint40(block.timestamp);
        emit IParties.SignerRevoked(party, signer, compromisedSince);
    }

    /// @notice As `IParties.setMandate`.
    function setMandate(
        Ledger storage ledger,
        SignerId caller,
        PartyId principal,
        PartyId agent,
        RoleSet roles
    ) external {
        ledger.requireManager(principal, caller);
        _requireAdmitted(ledger, agent);
        if (principal == agent) revert IParties.SamePartyTwice(agent);
        if (!roles.isWithin(ALL_ROLES)) revert IParties.RolesInvalid(roles);
        ledger.mandates[principal][agent] = roles;
        emit IParties.MandateSet(principal, agent, roles);
    }

    /* CHECKS */

    /// @dev An account or contract wallet; or a P-256 key behind one of the two verifiers. Another verifier could say
    /// today that a key signed and tomorrow that it did not.
    function _requireSupported(bytes calldata signer) private view {
        if (signer.length == 20) {
            if (address(bytes20(signer)) == address(0)) revert IParties.SignerUnsupported(signer);
            return;
        }
        if (signer.length != 84) revert IParties.SignerUnsupported(signer);
        (address p256, address webAuthn) = ISigned(address(this)).verifiers();
        address verifier = address(bytes20(signer));
        bool known = verifier == p256 || verifier == webAuthn;
        if (!known || !P256.isValidPublicKey(bytes32(signer[20:52]), bytes32(signer[52:84]))) {
            revert IParties.SignerKeyInvalid(signer);
        }
    }

    function _requireAdmitted(Ledger storage ledger, PartyId party) private view {
        if (ledger.parties[party].admittedAt == 0) revert IParties.PartyUnknown(party);
    }

    function _requireScope(Place scope) private pure {
        if (!scope.isScope()) revert IParties.ScopeInvalid(scope);
    }

    function _requireCountry(bytes2 country) private pure {
        if (!isCountry(country)) revert IParties.CountryInvalid(country);
    }
}
