// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ConsignmentState} from "../../../contracts/interfaces/IConsignments.sol";
import {PastRecord} from "../../../contracts/interfaces/IProofs.sol";
import {ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Inside} from "../../../contracts/types/Inside.sol";
import {Adjustment, Customs, Kind, Movement} from "../../../contracts/types/Kind.sol";
import {Word, WordFields} from "../../../contracts/types/Word.sol";
import {Entitled, HAS_GOODS, HAS_MANDATE, IS_CREATOR, IS_NEXT, WITNESS, WITNESS_THERE, WROTE_IT} from "./Entitled.sol";
import {History, Ref} from "./History.sol";
import {occurs, stageOf} from "./Stages.sol";

/// @dev A consignment as it was after the last call.
struct Seen {
    Word own;
    Word effective;
    bytes28 contents;
    PartyId creator;
    /// The party that placed its only hold; 0 = none, or there are several.
    uint32 solePlacer;
}

/// @title What a call may change, and what it may not
/// @notice Compares every consignment before and after each call that was taken, by rules written down once more.
abstract contract Checks is History {
    mapping(ConsignmentId id => Seen state) internal seen;
    mapping(ConsignmentId id => mapping(uint256 party => bool open)) internal openHolds;
    /// @dev Records taken, by kind and by the movement that the goods were in: told by long campaigns.
    mapping(uint256 kind => mapping(uint256 movement => uint256 count)) public takenAt;

    /// @dev The stage that the goods of the last record were in.
    uint256 internal stageBefore;

    function _check() internal {
        for (uint256 i; i < written.length; ++i) _checkRecord(written[i]);
        for (uint256 i; i < ids.length; ++i) _checkConsignment(ids[i]);
        for (uint256 i; i < written.length; ++i) _checkEffect(written[i]);
    }

    /* WHO WROTE */

    function _checkRecord(Ref memory ref) private {
        PastRecord storage past = pasts[ref.id][ref.sequence];
        Word before = past.before;
        if (before.has(WordFields.PACKED)) before = seen[ref.id].effective;
        ++takenAt[uint256(past.kind)][uint256(before.movement())];
        stageBefore = stageOf(before);
        COVERAGE.note(uint256(past.kind), stageBefore);
        if (!COVERAGE.isLegal(past.kind, stageBefore)) _violate(28, ref.id);
        if (!_mayKeyWrite(past) || !_isEntitled(ref, past, before)) _violate(6, ref.id);

        uint256 party = PartyId.unwrap(past.party);
        if (past.kind == Kind.Held) openHolds[ref.id][party] = true;
        if (past.kind == Kind.HoldLifted) {
            uint256 placer = past.principal.exists() ? PartyId.unwrap(past.principal) : party;
            if (!openHolds[ref.id][placer]) _violate(6, ref.id);
            if (placer != party && !(suspended[placer] && placer == 4 && party == 7)) _violate(6, ref.id);
            openHolds[ref.id][placer] = false;
        }
        if (past.kind == Kind.Contradicted && LEDGER.wordOf(ref.id).holds() > past.before.holds()) {
            openHolds[ref.id][party] = true;
        }
    }

    function _mayKeyWrite(PastRecord storage past) private view returns (bool) {
        uint256 party = PartyId.unwrap(past.party);
        uint256 role = uint256(past.role);
        if (keys[past.signer].party != party || keys[past.signer].revoked || suspended[party]) return false;
        if ((keys[past.signer].roles >> role) & 1 == 0 || block.timestamp > keys[past.signer].validUntil) return false;
        return _within(keys[past.signer].scope, past.place) && _isGranted(party, role, past.place);
    }

    function _isEntitled(Ref memory ref, PastRecord storage past, Word before) private view returns (bool) {
        uint256 ways = Entitled.ways(past.kind, uint256(past.role));
        bool creator = seen[ref.id].creator == past.party && !before.has(WordFields.CONTAINER);
        if (ways & WITNESS != 0) return true;
        if (ways & WITNESS_THERE != 0 && before.stands() && past.place == before.place()) return true;
        if (ways & HAS_GOODS != 0 && before.custodian() == past.party) return true;
        if (ways & IS_NEXT != 0 && before.next() == past.party) return true;
        if (ways & IS_CREATOR != 0 && creator) return true;
        if (ways & WROTE_IT != 0) {
            Ref storage proved = refOf[past.basedOn];
            if (ConsignmentId.unwrap(proved.id) != ConsignmentId.unwrap(ref.id)) return false;
            return pasts[ref.id][proved.sequence].party == past.party;
        }
        if (ways & HAS_MANDATE == 0 || !past.principal.exists()) return false;
        bool related =
            before.custodian() == past.principal ||
                (seen[ref.id].creator == past.principal && !before.has(WordFields.CONTAINER));
        uint256 principal = PartyId.unwrap(past.principal);
        uint16 roles = mandated[principal][PartyId.unwrap(past.party)];
        return related && !suspended[principal] && (roles >> uint256(past.role)) & 1 == 1;
    }

    /* WHAT CHANGED */

    function _checkConsignment(ConsignmentId id) private {
        Seen memory before = seen[id];
        ConsignmentState memory state = LEDGER.consignmentOf(id);
        Word own = LEDGER.wordOf(id);
        Word w = LEDGER.effectiveWordOf(id);
        if (!occurs(stageOf(w))) _violate(27, id);
        bool judged = w.customs() >= Customs.PartlyCleared;
        if (judged && w.movement() < Movement.Arrived) _violate(25, id);
        if (state.head != heads[id]) _violate(3, id);
        if (own.sequence() != steps[id].length) _violate(5, id);
        if (!own.has(WordFields.CONTAINER)) {
            if (state.contents != bytes28(keccak256(abi.encode(_contentsOf(id))))) _violate(2, id);
        }
        // An empty container has no state of its own, and takes that of the first that is packed into it.
        bool adopts =
            own.has(WordFields.CONTAINER) && Inside.wrap(before.contents).children() == 0 && _wrote(Kind.Packed);
        if (Word.unwrap(before.own) != 0 && !adopts) {
            _checkAxes(id, before.effective, w);
            _checkHeld(id, before, own, w, state.contents);
            _checkPacking(id, before, own);
            if (!(before.effective.custodian() == w.custodian())) _checkCustody(id, before, w);
            if (w.has(WordFields.DOMESTIC) && !before.effective.has(WordFields.DOMESTIC)) _violate(16, id);
            if (undid && before.own.movement() == Movement.Closed && own.movement() != Movement.Closed) {
                if (!_wasClosedBy(id, refOf[pasts[id][steps[id].length].basedOn])) _violate(17, id);
            }
            if (!undid) {
                if (w.lastMoveAt() < before.effective.lastMoveAt()) _violate(18, id);
                if (before.effective.movement() == Movement.Closed && w.movement() != Movement.Closed) {
                    _violate(17, id);
                }
            }
        }
        seen[id] = Seen(own, w, state.contents, state.creator, _solePlacer(id, own));
    }

    /// @dev Whether the goods were open before this record, and closed before each later one.
    function _wasClosedBy(ConsignmentId id, Ref memory ref) private view returns (bool) {
        if (ConsignmentId.unwrap(ref.id) != ConsignmentId.unwrap(id)) return false;
        if (pasts[id][ref.sequence].before.movement() == Movement.Closed) return false;
        for (uint256 i = ref.sequence + 1; i <= steps[id].length; ++i) {
            if (pasts[id][i].before.movement() != Movement.Closed) return false;
        }
        return true;
    }

    /// @dev Custody passes to who was next and writes so, and back to the creator that takes it back. Packed goods follow
    /// their container.
    function _checkCustody(ConsignmentId id, Seen memory before, Word w) private {
        if (undid) return;
        PastRecord storage past = pasts[written[0].id][written[0].sequence];
        if (!(w.custodian() == past.party)) _violate(26, id);
        bool accepted = before.effective.next() == past.party && before.own.parent() == LEDGER.wordOf(id).parent();
        bool takenBack = past.kind == Kind.TakenBack && before.creator == past.party;
        if (!accepted && !takenBack) _violate(26, id);
        if (accepted && !takenBack && Entitled.ways(past.kind, uint256(past.role)) & IS_NEXT == 0) _violate(26, id);
    }

    function _checkAxes(ConsignmentId id, Word before, Word w) private {
        (uint256 from, uint256 to) = (uint256(before.movement()), uint256(w.movement()));
        // What was undone may go every way backwards.
        bool follows = (_movementsAfter(from) >> to) & 1 == 1;
        if (!follows && !(undid && (_movementsAfter(to) >> from) & 1 == 1)) _violate(7, id);
        if (!undid && from != to) {
            if (to == uint256(Movement.Ready) && from >= uint256(Movement.Arrived) && !_wrote(Kind.Returned)) {
                _violate(7, id);
            }
            if (from == uint256(Movement.Delivered) && !_wrote(Kind.Returned)) _violate(7, id);
            if (to == uint256(Movement.Delivered) && !_wrote(Kind.Delivered)) _violate(7, id);
        }

        (from, to) = (uint256(before.customs()), uint256(w.customs()));
        bool mended = !before.has(WordFields.IMPORT_OWN) && w.has(WordFields.IMPORT_OWN);
        bool reset = _wrote(Kind.Returned) || _wrote(Kind.Diverted);
        if (!undid && (_customsAfter(from, mended, reset) >> to) & 1 == 0) _violate(8, id);
        if (
            undid &&
            (_customsAfter(from, true, true) >> to) & 1 == 0 &&
            (_customsAfter(to, true, true) >> from) & 1 == 0
        ) {
            _violate(8, id);
        }
    }

    /// @dev The movements that may follow each, itself among them.
    function _movementsAfter(uint256 movement) private pure returns (uint256) {
        if (movement == uint256(Movement.Created)) return _set(Movement.Created, Movement.Ready, Movement.Closed);
        if (movement == uint256(Movement.Ready)) return _set(Movement.Ready, Movement.InTransit, Movement.Closed);
        if (movement == uint256(Movement.InTransit)) {
            return _set(Movement.InTransit, Movement.AtTransit, Movement.Arrived) | (1 << uint256(Movement.Closed));
        }
        if (movement == uint256(Movement.AtTransit)) {
            return _set(Movement.AtTransit, Movement.InTransit, Movement.Arrived) | (1 << uint256(Movement.Closed));
        }
        if (movement == uint256(Movement.Arrived)) {
            return _set(Movement.Arrived, Movement.Ready, Movement.Delivered) | (1 << uint256(Movement.Closed));
        }
        if (movement == uint256(Movement.Delivered)) {
            return _set(Movement.Delivered, Movement.Ready, Movement.Arrived);
        }
        return 1 << uint256(Movement.Closed);
    }

    function _set(Movement a, Movement b, Movement c) private pure returns (uint256) {
        return (1 << uint256(a)) | (1 << uint256(b)) | (1 << uint256(c));
    }

    /// @dev The customs states that may follow each. `mended`: customs' own word came where only a broker's was; `reset`:
    /// the goods go somewhere else.
    function _customsAfter(uint256 customs, bool mended, bool reset) private pure returns (uint256 set) {
        set = 1 << customs;
        if (reset) set |= 1 << uint256(Customs.None);
        if (customs == uint256(Customs.None)) set |= (1 << uint256(Customs.Declared)) | (1 << uint256(Customs.Refused));
        uint256 judged =
            (1 << uint256(Customs.PartlyCleared)) | (1 << uint256(Customs.Cleared)) | (1 << uint256(Customs.Refused));
        if (customs == uint256(Customs.Declared) || customs == uint256(Customs.PartlyCleared) || mended) set |= judged;
    }

    function _checkHeld(ConsignmentId id, Seen memory before, Word own, Word w, bytes28 contents) private {
        if (!before.effective.has(WordFields.ANY_HOLD)) return;
        uint32 writer = written.length == 0 ? 0 : PartyId.unwrap(pasts[written[0].id][written[0].sequence].party);
        if (before.solePlacer != 0 && before.solePlacer == writer) return;
        // What moves a held container moves what is in it.
        for (Word around = before.own; around.has(WordFields.PACKED);) {
            ConsignmentId container = LEDGER.containerOfNumber(around.parent());
            if (seen[container].solePlacer != 0 && seen[container].solePlacer == writer) return;
            around = seen[container].own;
        }
        uint256 fixedBits =
            (uint256(type(uint32).max) << WordFields.HOLDER) |
                (uint256(type(uint16).max) << WordFields.DESTINATION) |
                (uint256(type(uint40).max) << WordFields.PLACE) |
                (uint256(7) << WordFields.MOVEMENT) |
                (uint256(0xF) << WordFields.CUSTOMS) |
                WordFields.INLAND;
        // A sample of the last unit ends the goods.
        if (w.movement() == Movement.Closed && _sampled()) fixedBits &= ~(uint256(7) << WordFields.MOVEMENT);
        if ((Word.unwrap(before.effective) ^ Word.unwrap(w)) & fixedBits != 0) _violate(9, id);
        if (before.own.parent() != own.parent()) _violate(9, id);
        if (!own.has(WordFields.CONTAINER) && contents != before.contents && !_sampled()) _violate(9, id);
    }

    /// @dev Whether an authority drew a sample.
    function _sampled() private view returns (bool) {
        if (written.length == 0) return false;
        PastRecord storage past = pasts[written[0].id][written[0].sequence];
        if (past.kind != Kind.Adjusted || past.detail != uint8(Adjustment.Sample)) return false;
        return Entitled.ways(Kind.Adjusted, uint256(past.role)) & WITNESS_THERE != 0;
    }

    /// @dev Goods are packed by who has them; and taken out by the same, by who placed their only hold, or by their
    /// creator who takes them back.
    function _checkPacking(ConsignmentId id, Seen memory before, Word own) private {
        if (before.own.has(WordFields.PACKED) == own.has(WordFields.PACKED)) return;
        PastRecord storage past = pasts[written[0].id][written[0].sequence];
        if (
            before.effective.custodian() == past.party &&
            _wrote(own.has(WordFields.PACKED) ? Kind.Packed : Kind.Unpacked)
        ) {
            return;
        }
        if (own.has(WordFields.PACKED)) {
            _violate(6, id);
        } else if (_wrote(Kind.Unpacked)) {
            if (before.solePlacer != PartyId.unwrap(past.party)) _violate(6, id);
        } else if (!_wrote(Kind.TakenBack) || !(before.creator == past.party)) {
            _violate(6, id);
        }
    }

    /// @dev What customs said of goods is so afterwards, packed or not.
    function _checkEffect(Ref memory ref) private {
        Kind kind = pasts[ref.id][ref.sequence].kind;
        Word w = seen[ref.id].effective;
        Customs customs = w.customs();
        if (kind == Kind.ImportDeclared && customs != Customs.Declared) _violate(22, ref.id);
        if (kind == Kind.Refused && customs != Customs.Refused) _violate(22, ref.id);
        if (kind == Kind.ImportCleared && w.movement() != Movement.Closed) {
            if (customs != Customs.Cleared && customs != Customs.PartlyCleared) _violate(22, ref.id);
        }
    }

    function _wrote(Kind kind) internal view returns (bool) {
        for (uint256 i; i < written.length; ++i) {
            if (pasts[written[i].id][written[i].sequence].kind == kind) return true;
        }
        return false;
    }

    function _solePlacer(ConsignmentId id, Word own) private view returns (uint32 placer) {
        if (own.holds() != 1 || own.has(WordFields.STOPPED_INSIDE)) return 0;
        for (uint32 party = 1; party <= PARTIES; ++party) if (openHolds[id][party]) return party;
    }
}
