// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint} from "../../../contracts/interfaces/ICheckpoints.sol";
import {Hold} from "../../../contracts/interfaces/IConsignments.sol";
import {ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Role} from "../../../contracts/types/Roles.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Action} from "./Acting.sol";
import {Drafting} from "./Drafting.sol";

/// @title Everyday records, holds, and what goods do instead of arriving
abstract contract JourneyHandler is Drafting {
    /// @dev The next step of some goods; of the outermost container where packed goods do not move by themselves.
    function advance(uint256 random) external begins(random) {
        ConsignmentId id = _anyGoods();
        Kind kind = _onward(seen[id].effective);
        if (kind == Kind.Returned) return _head(Kind.Returned, Action.Returned, id);
        bool customs = kind == Kind.ImportDeclared || kind == Kind.ImportCleared || kind == Kind.Refused;
        if (!customs || _random(2) == 0) id = _outermost(id);
        _everyday(kind, id);
    }

    function rush(uint256 random) external begins(random) {
        ConsignmentId id = _outermost(_anyGoods());
        for (uint256 i; i < 4; ++i) {
            Kind kind = _onward(seen[id].effective);
            if (kind == Kind.Returned) return;
            _everyday(kind, id);
        }
    }

    /// @dev Any everyday kind, by somebody who might.
    function anyKind(uint256 random) external begins(random) {
        Kind kind = Kind(1 + _random(23));
        if (kind == Kind.HoldLifted) return;
        _everyday(kind, _anyGoods());
    }

    /// @dev Anybody writes anything.
    function stray(uint256 random) external begins(random) {
        Checkpoint memory c;
        (, c) = _draft(Kind(1 + _random(29)), _anyGoods());
        c.party = PartyId.wrap(uint32(1 + _random(PARTIES)));
        c.role = Role(1 + _random(11));
        if (_random(2) == 0 && granted[PartyId.unwrap(c.party)].length != 0) {
            c.scope = granted[PartyId.unwrap(c.party)][0].scope;
            c.role = Role(_someBit(granted[PartyId.unwrap(c.party)][0].roles));
        }
        if (_random(3) == 0) c.principal = PartyId.wrap(uint32(_random(PARTIES)));
        if (_random(3) == 0) c.place = _anyPlace();
        _write(Action.Everyday, c);
    }

    function hold(uint256 random) external begins(random) {
        _everyday(Kind.Held, _anyGoods());
    }

    /// @dev Its placer lifts a hold, its successor, or now and then somebody else.
    function lift(uint256 random) external begins(random) {
        uint256 first = _random(PARTIES * ids.length);
        for (uint256 i; i < PARTIES * ids.length; ++i) {
            ConsignmentId id = ids[((first + i) / PARTIES) % ids.length];
            uint256 placer = 1 + ((first + i) % PARTIES);
            if (!openHolds[id][placer] || seen[id].effective.movement() >= Movement.Delivered) continue;
            return _lift(id, placer);
        }
    }

    function divert(uint256 random) external begins(random) {
        ConsignmentId id = _anyGoods();
        // Rather a container, with what is in it.
        for (uint256 i; i < 6 && !seen[id].own.has(WordFields.PACKED); ++i) id = _anyGoods();
        _head(Kind.Diverted, Action.Diverted, _outermost(id));
    }

    function sendBack(uint256 random) external begins(random) {
        // Delivered in any customs state, or arrived and refused.
        ConsignmentId id = _random(2) == 0 ? _goodsIn(1 << 6, 0x1F) : _goodsIn(1 << 5, 1 << 4);
        _head(Kind.Returned, Action.Returned, _outermost(id));
    }

    /// @dev The creator takes back what nobody accepts, or what a suspended party has.
    function takeBack(uint256 random) external begins(random) {
        ConsignmentId id = _anyGoods();
        for (uint256 i; i < 6; ++i) {
            if (seen[id].effective.next().exists() && !(seen[id].effective.custodian() == seen[id].creator)) break;
            id = _anyGoods();
        }
        if (!seen[id].effective.next().exists() && _random(4) != 0) return;
        if (_random(2) == 0) _later(15 days);
        (bool found, Checkpoint memory c) = _draft(Kind.TakenBack, id);
        if (found) _write(Action.TakenBack, c);
    }

    function wait(uint256 random) external begins(random) {
        _later(_random(4) == 0 ? _random(20 days) : _random(6 hours));
    }

    /* HOW */

    function _everyday(Kind kind, ConsignmentId id) internal {
        (bool found, Checkpoint memory c) = _draft(kind, id);
        if (!found) c.party = PartyId.wrap(uint32(1 + _random(PARTIES)));
        if (found || _random(8) == 0) _write(Action.Everyday, c);
    }

    function _head(Kind kind, Action action, ConsignmentId id) internal {
        (bool found, Checkpoint memory c) = _draft(kind, id);
        Word w = seen[id].effective;
        Place to = _random(3) == 0 ? w.place() : _anyPlace();
        c.basedOn = bytes32(to.countryOf());
        if (found) _write(action, c);
    }

    function _lift(ConsignmentId id, uint256 placer) internal {
        (bool found, Checkpoint memory c) = _draft(Kind.HoldLifted, id);
        if (!found) return;
        if (_random(5) != 0) c.party = PartyId.wrap(uint32(placer));
        if (suspended[placer]) (c.party, c.principal) = (PartyId.wrap(7), PartyId.wrap(uint32(placer)));
        _asAuthority(c);
        Hold memory open = LEDGER.holdOf(id, PartyId.wrap(uint32(placer)));
        c.basedOn = bytes32(uint256(open.sequence));
        _write(Action.Everyday, c);
    }

    /// @dev A role and scope in which the writer may lift a hold, and a place within.
    function _asAuthority(Checkpoint memory c) private view {
        uint256 party = PartyId.unwrap(c.party);
        for (uint256 i; i < granted[party].length; ++i) {
            uint16 roles = granted[party][i].roles & 0x08C0;
            if (roles == 0) continue;
            c.scope = granted[party][i].scope;
            if (!_within(c.scope, c.place))
                c.place = Place.wrap(Place.unwrap(c.scope) == "NZ" ? bytes5("NZTRG") : bytes5("CNSHG"));
            if (!_within(c.scope, c.place)) continue;
            uint256 role;
            while ((roles >> role) & 1 == 0) ++role;
            c.role = Role(role);
            return;
        }
    }
}
