// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint, ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {IParties} from "../interfaces/IParties.sol";
import {grantKey, Ledger} from "../storage/Ledger.sol";
import {PartyId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {RoleSet} from "../types/Roles.sol";
import {LIFTS_HOLD, Rule} from "../types/Rule.sol";
import {Word, WordFields} from "../types/Word.sol";
import {Entitlement} from "./Entitlement.sol";
import {Fields} from "./Fields.sol";

/// @title Capacity
/// @notice Who writes a record: may the key write it for its party, and what entitles the party to write about these
/// goods.
library Capacity {
    using Entitlement for Ledger;

    function requireEntitled(
        Ledger storage ledger,
        Checkpoint calldata c,
        PartyId party,
        SignerId signer,
        uint256 roleBit,
        Place place
    ) internal view {
        (RoleSet roles, Place signerScope) = ledger.requireValid(party, signer);
        Place scope = Fields.scope(c);
        RoleSet granted = ledger.grants[grantKey(party, scope)];
        if (RoleSet.unwrap(roles) & RoleSet.unwrap(granted) & roleBit == 0) {
            if (RoleSet.unwrap(roles) & roleBit == 0) revert IParties.SignerLacksRole(party, signer, c.role);
            revert IParties.RoleNotGranted(party, scope, c.role);
        }
        if (!signerScope.covers(place)) revert IParties.SignerOutOfScope(party, signer, signerScope, place);
        if (!scope.covers(place)) revert IParties.OutOfScope(scope, place);
        ledger.requireStanding(party);
    }

    /// @notice What entitles the party to write about these goods.
    /// @return custodial Whether it has them, or takes them over with this record.
    function requireCapacity(
        Ledger storage ledger,
        Checkpoint calldata c,
        Rule rule,
        Word before,
        PartyId party,
        PartyId principal,
        uint256 roleBit
    ) internal view returns (bool custodial) {
        if (principal.exists()) {
            if (rule.has(LIFTS_HOLD)) {
                if (RoleSet.unwrap(rule.witnesses()) & roleBit != 0) return false;
                revert ICheckpoints.RoleMayNotWrite(c.kind, c.role);
            }
            if (RoleSet.unwrap(rule.agents()) & roleBit == 0) {
                revert ICheckpoints.PrincipalNotAllowed(c.kind, principal);
            }
            _requireMandate(ledger, c, before, principal, roleBit);
            return false;
        }
        if (party == before.holder()) {
            if (RoleSet.unwrap(rule.custodians()) & roleBit != 0) return true;
        }
        if (party == before.next()) {
            if (RoleSet.unwrap(rule.nexts()) & roleBit != 0) return true;
        }
        if (RoleSet.unwrap(rule.witnesses()) & roleBit != 0) return false;

        if (RoleSet.unwrap(rule.agents()) & roleBit != 0) revert ICheckpoints.NoMandate(principal, party, c.role);
        if (RoleSet.unwrap(rule.custodians() + rule.nexts()) & roleBit == 0) {
            revert ICheckpoints.RoleMayNotWrite(c.kind, c.role);
        }
        revert ICheckpoints.NotCustodian(c.consignment, party, before.custodian(), before.next());
    }

    function _requireMandate(
        Ledger storage ledger,
        Checkpoint calldata c,
        Word before,
        PartyId principal,
        uint256 roleBit
    ) private view {
        // Who made an empty container has no right over what is put in it.
        if (
            !before.isWith(principal) &&
            (before.has(WordFields.CONTAINER) || !(principal == ledger.consignments[c.consignment].creator))
        ) {
            revert ICheckpoints.PrincipalUnrelated(c.consignment, principal);
        }
        if (RoleSet.unwrap(ledger.mandates[principal][c.party]) & roleBit == 0) {
            revert ICheckpoints.NoMandate(principal, c.party, c.role);
        }
        ledger.requireStanding(principal);
    }
}
