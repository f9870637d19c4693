// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoint, ICheckpoints} from "./interfaces/ICheckpoints.sol";
import {IConsignments} from "./interfaces/IConsignments.sol";
import {IContainers} from "./interfaces/IContainers.sol";
import {IParties} from "./interfaces/IParties.sol";
import {Capacity} from "./libraries/Capacity.sol";
import {Fields} from "./libraries/Fields.sol";
import {Packing} from "./libraries/Packing.sol";
import {Recording} from "./libraries/Recording.sol";
import {Territories} from "./libraries/Territories.sol";
import {Unpacking} from "./libraries/Unpacking.sol";
import {Consignment, Ledger} from "./storage/Ledger.sol";
import {SignerId} from "./types/Ids.sol";
import {Customs, Kind, Movement} from "./types/Kind.sol";
import {ruleOf} from "./types/KindTable.sol";
import {isCountry} from "./types/Place.sol";
import {CREATOR_MAY, NAMES_COUNTRY, REACHES_PACKED, Rule, TAKES_LINES} from "./types/Rule.sol";
import {ACCEPTANCE_WINDOW} from "./types/Windows.sol";
import {Word, WordFields} from "./types/Word.sol";

/// @title Any record judged in full: of packed goods, and of the kinds that have work of their own
/// @notice Linked into the ledger's annex and run in the ledger's place; holds nothing itself.
library RareRecords {
    using Capacity for Ledger;
    using Packing for Ledger;
    using Recording for Ledger;
    using Territories for Ledger;

    uint256 private constant EXPORT = WordFields.EXPORT_CLEARED | WordFields.EXPORT_OWN;

    /// @notice Appends a record that comes without particulars.
    function append(Ledger storage ledger, Checkpoint calldata c, SignerId signer) external returns (uint24 sequence) {
        (Word before, Word seen, Word led) = _judge(ledger, c, signer, c.basedOn, false);
        if (c.kind == Kind.TakenBack) {
            _requireLate(ledger, c, seen);
            return takeBack(ledger, c, signer, before, led);
        }
        if (c.kind == Kind.Disputed) _requirePart(ledger, c, seen);
        Word afterwards = Packing.settle(before, led, ruleOf(c.kind));
        if (before.heldOtherwise(afterwards)) ledger.moveHold(c, before, afterwards);
        sequence = Recording.commit(ledger.consignments[c.consignment], c, signer, before, afterwards);
        ledger.propagate(before, afterwards);
    }

    /// @notice The word after a record that comes without particulars, or the revert the record would meet.
    function preview(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer
    ) external view returns (Word afterwards) {
        (Word before, Word seen, Word led) = _judge(ledger, c, signer, c.basedOn, false);
        if (c.kind == Kind.TakenBack) {
            _requireLate(ledger, c, seen);
            return before.has(WordFields.PACKED) ? _oneLater(led) : led;
        }
        if (c.kind == Kind.Disputed) _requirePart(ledger, c, seen);
        return Packing.settle(before, led, ruleOf(c.kind));
    }

    /// @notice Judges a record of any kind, with particulars or without.
    /// @return before The word as it is stored.
    /// @return seen What it amounts to, for packed goods; else the same.
    /// @return led What the record makes of that.
    function judge(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer,
        bytes32 document,
        bool withParticulars
    ) external view returns (Word before, Word seen, Word led) {
        return _judge(ledger, c, signer, document, withParticulars);
    }

    function _judge(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer,
        bytes32 document,
        bool withParticulars
    ) private view returns (Word before, Word seen, Word led) {
        // Check: the key, the party, its role there.
        Fields.requireClean(c);
        uint256 roleBit = Fields.roleBit(c);
        ledger.requireEntitled(c, c.party, signer, roleBit, c.place);

        // Check: the goods, their kind of record, and whether it may follow their movement.
        Rule rule = ruleOf(c.kind);
        if (withParticulars && rule.has(TAKES_LINES)) rule = rule.byLines();
        Consignment storage consignment = ledger.consignments[c.consignment];
        before = consignment.word;
        if (Word.unwrap(before) == 0) revert IConsignments.ConsignmentUnknown(c.consignment);
        if (Rule.unwrap(rule) == 0) revert ICheckpoints.KindUnsupported(c.kind);
        if (before.has(WordFields.PACKED) && !rule.has(REACHES_PACKED)) {
            revert IContainers.ConsignmentPacked(c.consignment, ledger.containerOf(before));
        }
        seen = ledger.effective(before);
        if (seen.movementBit() & rule.movements() == 0) {
            revert ICheckpoints.MovementForbids(c.consignment, c.kind, seen.movement());
        }

        // Check and effect: all else.
        bool created = rule.has(CREATOR_MAY) && _isCreator(ledger, c, before);
        led = ledger.judge(c, rule, created ? seen.withHolder(c.party) : seen, roleBit, document, withParticulars);
        if (rule.has(NAMES_COUNTRY)) led = _headed(ledger, c, seen, led);
    }

    /* ANOTHER DESTINATION */

    /// @dev The word after goods are to go to the country that the record is based on.
    function _headed(Ledger storage ledger, Checkpoint calldata c, Word before, Word w) private view returns (Word) {
        bytes2 country = bytes2(c.basedOn);
        if (!isCountry(country) || bytes32(country) != c.basedOn) revert IParties.CountryInvalid(country);
        w = w.withDestination(country);
        // What the custodian offered was for the old way.
        if (!before.isWith(c.party)) w = w.withoutOffer();
        bool here = ledger.sameTerritory(before.place().countryOf(), country);
        return c.kind == Kind.Diverted ? _diverted(ledger, c, before, w, here) : _returned(c, before, w, here);
    }

    /// @dev Another territory resets what was said to the customs of the old one, and ends being domestic. Goods that
    /// have left must have left with an export clearance to go elsewhere than where they are; goods that have not will
    /// need one. Those that stand at a transit place of their new destination have arrived.
    function _diverted(
        Ledger storage ledger,
        Checkpoint calldata c,
        Word before,
        Word w,
        bool here
    ) private view returns (Word) {
        if (before.has(WordFields.SENT_BACK)) revert ICheckpoints.DiversionAfterRefusal(c.consignment);
        if (ledger.sameTerritory(before.destination(), w.destination())) return w;
        bool ready = before.movement() == Movement.Ready;
        if (!ready && !here && !before.has(WordFields.EXPORT_CLEARED)) {
            revert ICheckpoints.ExportNotCleared(c.consignment);
        }
        w = w.withCustoms(uint256(Customs.None)).without(WordFields.IMPORT_OWN | WordFields.DOMESTIC);
        if (ready) w = w.without(EXPORT);
        if (here && before.movement() == Movement.AtTransit) w = w.withMovement(uint256(Movement.Arrived));
        return w;
    }

    /// @dev Within the territory goods that were delivered are Arrived again, and keep their clearance. To another one
    /// goods that were delivered, refused or not yet cleared start a new leg.
    function _returned(Checkpoint calldata c, Word before, Word w, bool here) private pure returns (Word) {
        bool delivered = before.movement() == Movement.Delivered;
        if (here) {
            if (!delivered) revert ICheckpoints.ReturnNotAllowed(c.consignment, w.destination());
            return w.withMovement(uint256(Movement.Arrived));
        }
        Customs customs = before.customs();
        if (!delivered && customs == Customs.Cleared) {
            revert ICheckpoints.ReturnNotAllowed(c.consignment, w.destination());
        }
        return
            w
                .withMovement(uint256(Movement.Ready))
                .withCustoms(uint256(Customs.None))
                .without(EXPORT | WordFields.IMPORT_OWN | WordFields.DOMESTIC)
                .withIf(WordFields.SENT_BACK, customs == Customs.Refused || before.has(WordFields.SENT_BACK));
    }

    /* DISPUTES AND SILENCE */

    /// @dev Without a record of its own to prove, only who has the goods or made them a consignment may object.
    function _requirePart(Ledger storage ledger, Checkpoint calldata c, Word seen) private view {
        if (seen.isWith(c.party) || _isCreator(ledger, c, seen)) return;
        revert ICheckpoints.NotCustodian(c.consignment, c.party, seen.custodian(), seen.next());
    }

    /// @dev The creator takes back what nobody accepts in time, or what a suspended party has.
    function _requireLate(Ledger storage ledger, Checkpoint calldata c, Word seen) private view {
        requireTakeable(ledger, c, seen);
        if (ledger.parties[seen.custodian()].suspendedAt != 0) return;
        // The offer was made within the hour that is kept of it.
        uint256 due = seen.next().exists() ? (uint256(seen.offeredAt()) + 1) * 1 hours + ACCEPTANCE_WINDOW : 0;
        if (due == 0 || block.timestamp <= due) {
            revert ICheckpoints.NotYetTakeable(c.consignment, seen.custodian(), uint40(due));
        }
    }

    /// @notice Reverts unless the writer made the consignment, and another party has it.
    function requireTakeable(Ledger storage ledger, Checkpoint calldata c, Word seen) public view {
        if (!_isCreator(ledger, c, seen) || seen.isWith(c.party)) {
            revert ICheckpoints.NotCreator(c.consignment, c.party, ledger.consignments[c.consignment].creator);
        }
    }

    /// @dev Whether the writer made the goods a consignment. Who made an empty container has no right over it.
    function _isCreator(Ledger storage ledger, Checkpoint calldata c, Word w) private view returns (bool) {
        return c.party == ledger.consignments[c.consignment].creator && !w.has(WordFields.CONTAINER);
    }

    /// @notice Stores what a TakenBack, judged, leads to; packed goods come out of their containers with it.
    function takeBack(
        Ledger storage ledger,
        Checkpoint calldata c,
        SignerId signer,
        Word before,
        Word afterwards
    ) public returns (uint24 sequence) {
        if (before.has(WordFields.PACKED)) {
            before = Unpacking.remove(ledger, c.consignment, before);
            afterwards = _oneLater(afterwards);
        }
        return Recording.commit(ledger.consignments[c.consignment], c, signer, before, afterwards);
    }

    /// @dev A move of goods that first came out of their container, which was a step of its own.
    function _oneLater(Word w) private pure returns (Word) {
        return w.advanced().withMove(w.lastMoveAt()).without(WordFields.APART);
    }
}
