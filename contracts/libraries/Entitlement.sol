// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IParties, Party, Signer} from "../interfaces/IParties.sol";
import {grantKey, Ledger, signerKey} from "../storage/Ledger.sol";
import {PartyId, SignerId, signerIdOf} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {COMMERCE, PORT, Role, RoleSet} from "../types/Roles.sol";

/// @title Entitlement
/// @notice May this key write for this party, in this role, about this place, now?
library Entitlement {
    /// @dev Reverts unless `party` is admitted and in good standing.
    function requireStanding(Ledger storage ledger, PartyId party) internal view {
        Party storage p = ledger.parties[party];
        uint40 suspendedAt = p.suspendedAt;
        if (suspendedAt != 0) revert IParties.PartyIsSuspended(party, suspendedAt);
        if (p.admittedAt == 0) revert IParties.PartyUnknown(party);
    }

    /// @dev Reverts unless `caller` manages `party` and the party is in good standing.
    function requireManager(Ledger storage ledger, PartyId party, SignerId caller) internal view {
        requireStanding(ledger, party);
        requireManagedBy(ledger, party, caller);
    }

    /// @dev Reverts unless `caller` manages `party`, in good standing or not.
    function requireManagedBy(Ledger storage ledger, PartyId party, SignerId caller) internal view {
        if (SignerId.unwrap(signerIdOf(ledger.parties[party].manager)) != SignerId.unwrap(caller)) {
            revert IParties.NotManager(party, caller);
        }
    }

    /// @dev Reverts unless `party` is granted `role` at exactly `scope`.
    function requireGrant(Ledger storage ledger, PartyId party, Place scope, Role role) internal view {
        if (!ledger.grants[grantKey(party, scope)].hasRole(role)) revert IParties.RoleNotGranted(party, scope, role);
    }

    /// @dev Reverts unless `signer` is a key of `party` that is valid now and carries `role`.
    function requireSigner(Ledger storage ledger, PartyId party, SignerId signer, Role role) internal view {
        (RoleSet roles, ) = requireValid(ledger, party, signer);
        if (!roles.hasRole(role)) revert IParties.SignerLacksRole(party, signer, role);
    }

    /// @dev As `requireSigner`, and the key's scope must contain `place`.
    function requireSignerAt(
        Ledger storage ledger,
        PartyId party,
        SignerId signer,
        Role role,
        Place place
    ) internal view {
        (RoleSet roles, Place scope) = requireValid(ledger, party, signer);
        if (!roles.hasRole(role)) revert IParties.SignerLacksRole(party, signer, role);
        if (!scope.covers(place)) revert IParties.SignerOutOfScope(party, signer, scope, place);
    }

    /// @dev Reverts unless `signer` is a key of `party` that is valid now, carries any commercial role and whose scope
    /// contains `place`.
    function requireCommercialSigner(Ledger storage ledger, PartyId party, SignerId signer, Place place) internal view {
        (RoleSet roles, Place scope) = requireValid(ledger, party, signer);
        if (!roles.meets(COMMERCE)) revert IParties.SignerLacksRole(party, signer, Role.None);
        if (!scope.covers(place)) revert IParties.SignerOutOfScope(party, signer, scope, place);
    }

    /// @dev Reverts unless `signer` is a key of `party` that is valid now and carries one of the roles.
    function requireSignerOf(Ledger storage ledger, PartyId party, SignerId signer, RoleSet oneOf) internal view {
        (RoleSet roles, ) = requireValid(ledger, party, signer);
        if (!roles.meets(oneOf)) revert IParties.SignerLacksRole(party, signer, Role.None);
    }

    /// @dev As `requireCommercialSigner`, or a Port, whose terminals make up containers too.
    function requireHandlingSigner(Ledger storage ledger, PartyId party, SignerId signer, Place place) internal view {
        (RoleSet roles, Place scope) = requireValid(ledger, party, signer);
        if (!roles.meets(COMMERCE + PORT)) revert IParties.SignerLacksRole(party, signer, Role.None);
        if (!scope.covers(place)) revert IParties.SignerOutOfScope(party, signer, scope, place);
    }

    /// @dev Reverts unless `signer` is a key of `party` that is valid now.
    function requireValid(
        Ledger storage ledger,
        PartyId party,
        SignerId signer
    ) internal view returns (RoleSet roles, Place scope) {
        Signer storage s = ledger.signers[signerKey(party, signer)];
        uint256 slot;
        // A Signer is one slot, fields from the low end in their order; read once.
        assembly ("memory-safe") {
            slot := sload(s.slot)
        }
        // A key that was never added is valid until second 0. Nothing is truncated but the fields above each one.
        if (block.timestamp < uint40(slot >> 56) || block.timestamp > uint40(slot >> 96) || uint40(slot >> 136) != 0) {
            _refuse(s, party, signer);
        }
        return (RoleSet.wrap(uint16(slot)), Place.wrap(bytes5(uint40(slot >> 16))));
    }

    function _refuse(Signer storage s, PartyId party, SignerId signer) private view {
        if (s.validUntil == 0) revert IParties.SignerUnknown(party, signer);
        if (s.revokedAt != 0) revert IParties.SignerIsRevoked(party, signer, s.revokedAt);
        revert IParties.SignerNotValid(party, signer, s.validFrom, s.validUntil);
    }
}
