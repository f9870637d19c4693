// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Checkpoint} from "../../../contracts/interfaces/ICheckpoints.sol";
import {ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Customs, Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Role, RoleSet} from "../../../contracts/types/Roles.sol";
import {
    CREATOR_MAY,
    CUSTOMS_ACT,
    IN_DESTINATION,
    IN_TERRITORY,
    MOVES,
    Rule,
    WHERE_STANDING
} from "../../../contracts/types/Rule.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Acting} from "./Acting.sol";

/// @title How handlers make up records that are mostly legal
/// @notice Reads the ledger's own table to choose; what is taken is judged by the checks, which do not.
abstract contract Drafting is Acting {
    /// @dev A consignment, rather one of the last; 0 when there is none.
    function _anyGoods() internal returns (ConsignmentId id) {
        uint256 count = ids.length;
        if (count == 0) return id;
        for (uint256 i; i < 3; ++i) {
            id = ids[_random(count)];
            if (seen[id].effective.movement() != Movement.Closed) return id;
        }
    }

    /// @dev Goods in one of these movements and customs states, a bit each, from a random one on; else any.
    function _goodsIn(uint256 movements, uint256 customs) internal returns (ConsignmentId id) {
        uint256 count = ids.length;
        uint256 first = _random(count);
        for (uint256 i; i < count; ++i) {
            id = ids[(first + i) % count];
            Word w = seen[id].effective;
            if ((movements >> uint256(w.movement())) & 1 == 1 && (customs >> uint256(w.customs())) & 1 == 1) return id;
        }
    }

    function _outermost(ConsignmentId id) internal view returns (ConsignmentId) {
        while (seen[id].own.has(WordFields.PACKED)) id = LEDGER.containerOfNumber(seen[id].own.parent());
        return id;
    }

    function _anyPlace() internal returns (Place) {
        return Place.wrap(places[_random(7)]);
    }

    /// @dev A place in the territory of a country.
    function _placeIn(bytes2 country) internal returns (Place place) {
        for (uint256 i; i < 12; ++i) {
            place = _anyPlace();
            if (_territory(place.countryOf()) == _territory(country)) return place;
        }
    }

    /// @dev A record of the goods with all that follows from its kind; `found` = somebody may write it, as far as role,
    /// place and capacity go.
    function _draft(Kind kind, ConsignmentId id) internal returns (bool found, Checkpoint memory c) {
        Rule rule = LEDGER.ruleOfKind(kind);
        Word w = seen[id].effective;
        Place place = w.place();
        if (rule.has(WHERE_STANDING)) {
            if (!w.stands()) place = Place.wrap(0);
        } else if (rule.has(IN_DESTINATION)) {
            place = _placeIn(w.destination());
        } else if (rule.has(IN_TERRITORY)) {
            place = _placeIn(place.countryOf());
        } else if (kind == Kind.Transshipped || kind == Kind.Sighted) {
            place = _random(3) == 0 ? _anyPlace() : Place.wrap("SGSIN");
        }
        return _draftAt(kind, id, place);
    }

    function _draftAt(Kind kind, ConsignmentId id, Place place) internal returns (bool found, Checkpoint memory c) {
        Rule rule = LEDGER.ruleOfKind(kind);
        Word w = seen[id].effective;
        c.consignment = id;
        c.kind = kind;
        c.place = place;
        uint256 earliest = clock - _random(600);
        c.occurredAt = uint40(earliest < w.lastMoveAt() ? w.lastMoveAt() : earliest);
        while ((rule.details() >> c.detail) & 1 == 0) ++c.detail;
        for (uint256 i = _random(6); i != 0; --i) if ((rule.details() >> (c.detail + 1)) & 1 == 1) ++c.detail;
        found = _chooseWriter(c, rule, w);
        if (rule.has(CUSTOMS_ACT) && c.role == Role.Broker) c.basedOn = keccak256("document");
        if (rule.has(MOVES) && !c.principal.exists() && kind != Kind.Delivered && _random(3) != 0) {
            bool custodial = w.custodian() == c.party || w.next() == c.party;
            // Mostly to one of those that may bring the goods on.
            uint256 to = _random(4) == 0 ? _random(PARTIES) : [0, 1, 5][_random(3)];
            if (custodial || kind == Kind.TakenBack) c.next = PartyId.wrap(uint32(1 + to));
        }
        if (_random(8) == 0) c.expectedMove = w.lastMove();
    }

    /// @dev Chooses among all who may write the record at its place.
    function _chooseWriter(Checkpoint memory c, Rule rule, Word w) private returns (bool found) {
        uint256 candidates;
        for (uint32 party = 1; party <= PARTIES; ++party) {
            uint16 own = RoleSet.unwrap(rule.witnesses());
            bool creator = rule.has(CREATOR_MAY) && PartyId.unwrap(seen[c.consignment].creator) == party;
            if (PartyId.unwrap(w.custodian()) == party || creator) own |= RoleSet.unwrap(rule.custodians());
            if (PartyId.unwrap(w.next()) == party) own |= RoleSet.unwrap(rule.nexts());
            uint32 principal;
            uint16 agent = RoleSet.unwrap(rule.agents());
            if (agent != 0) principal = _principalOf(c.consignment, w, party, agent);
            for (uint256 i; i < granted[party].length; ++i) {
                Place scope = granted[party][i].scope;
                if (!_within(scope, c.place)) continue;
                uint16 roles = granted[party][i].roles & (own | (principal == 0 ? 0 : agent));
                if (roles == 0) continue;
                // Each has the same chance.
                if (_random(++candidates) != 0) continue;
                found = true;
                c.party = PartyId.wrap(party);
                c.scope = scope;
                c.role = Role(_someBit(roles));
                bool delegated = (own >> uint256(c.role)) & 1 == 0;
                c.principal = PartyId.wrap(delegated ? principal : 0);
            }
        }
    }

    function _principalOf(
        ConsignmentId id,
        Word w,
        uint32 agent,
        uint16 roles
    ) private view returns (uint32 principal) {
        principal = PartyId.unwrap(w.custodian());
        if (mandated[principal][agent] & roles != 0) return principal;
        principal = PartyId.unwrap(seen[id].creator);
        if (w.has(WordFields.CONTAINER) || mandated[principal][agent] & roles == 0) return 0;
    }

    function _someBit(uint16 set) internal returns (uint256 bit) {
        uint256 start = _random(16);
        for (uint256 i; i < 16; ++i) {
            bit = (start + i) % 16;
            if ((set >> bit) & 1 == 1) return bit;
        }
    }

    /// @dev The kind that brings goods in this state on.
    function _onward(Word w) internal returns (Kind) {
        Movement movement = w.movement();
        uint256 way = _random(4);
        if (movement == Movement.Created) return Kind.Origin;
        if (movement == Movement.Ready) {
            return w.has(WordFields.EXPORT_CLEARED | WordFields.DOMESTIC) ? Kind.Departed : Kind.ExportCleared;
        }
        if (movement == Movement.InTransit) return way == 0 ? Kind.Transshipped : Kind.Arrived;
        if (movement == Movement.AtTransit) return way == 0 ? Kind.Received : Kind.Departed;
        if (movement == Movement.Delivered) return Kind.Returned;
        if (w.customs() == Customs.Refused) return way == 0 ? Kind.Destroyed : Kind.Returned;
        if (way == 0) return w.stands() ? Kind.Forwarded : Kind.Received;
        if (!w.stands()) return Kind.Received;
        if (w.customs() == Customs.None && !w.has(WordFields.DOMESTIC)) return Kind.ImportDeclared;
        if (w.customs() == Customs.Declared) return way == 1 ? Kind.Refused : Kind.ImportCleared;
        return Kind.Delivered;
    }
}
