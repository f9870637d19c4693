// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchDetails, IBatches, Input} from "../../../contracts/interfaces/IBatches.sol";
import {Checkpoint, ICheckpoints, Particulars} from "../../../contracts/interfaces/ICheckpoints.sol";
import {ConsignmentDetails, IConsignments, Line} from "../../../contracts/interfaces/IConsignments.sol";
import {BatchId, ConsignmentId, PartyId} from "../../../contracts/types/Ids.sol";
import {Adjustment, Kind} from "../../../contracts/types/Kind.sol";
import {Place} from "../../../contracts/types/Place.sol";
import {Role} from "../../../contracts/types/Roles.sol";
import {Action} from "./Acting.sol";
import {Drafting} from "./Drafting.sol";
import {Labels} from "./Labels.sol";
import {Ref} from "./History.sol";

/// @title Batches, consignments, and records by lines
abstract contract GoodsHandler is Drafting, Labels {
    uint256 private constant MAX_BATCHES = 6;
    /// @dev Consignments at a time: every call compares all of them.
    uint256 internal constant MAX_CONSIGNMENTS = 24;

    function registerBatch(uint256 random) external begins(random) {
        if (batches.length >= MAX_BATCHES) return;
        _act(Action.RegisterBatch, _maker(), abi.encodeCall(IBatches.registerBatch, (_party(), _details())));
    }

    /// @dev From what the party consumed, mostly no more than that.
    function registerBatchFrom(uint256 random) external begins(random) {
        if (batches.length >= MAX_BATCHES + 3) return;
        uint256 maker = _maker();
        for (uint256 i; i < batches.length; ++i) {
            uint256 credit = consumed[maker][batches[i]] - named[maker][batches[i]];
            if (credit == 0 && _random(10) != 0) continue;
            Input[] memory inputs = new Input[](1);
            inputs[0] = Input(batches[i], uint64(1 + _random(credit + (_random(8) == 0 ? 2 : 0))));
            _act(
                Action.RegisterBatchFrom,
                maker,
                abi.encodeCall(IBatches.registerBatchFrom, (_party(), _details(), inputs))
            );
            return;
        }
    }

    function voidBatch(uint256 random) external begins(random) {
        if (batches.length < 2 || _random(3) != 0) return;
        BatchId batch = batches[_random(batches.length)];
        PartyId maker = LEDGER.batchOf(batch).maker;
        _act(Action.VoidBatch, PartyId.unwrap(maker), abi.encodeCall(IBatches.voidBatch, (maker, batch)));
    }

    function createConsignment(uint256 random) external begins(random) {
        if (ids.length >= MAX_CONSIGNMENTS) return;
        if (batches.length == 0) {
            _act(Action.RegisterBatch, _maker(), abi.encodeCall(IBatches.registerBatch, (_party(), _details())));
            if (batches.length == 0) return;
        }
        Line[] memory loaded = new Line[](1 + _random(2));
        for (uint256 i; i < loaded.length; ++i) {
            BatchId batch = batches[_random(batches.length)];
            bytes32 items = _random(4) == 0 ? keccak256("items") : bytes32(0);
            loaded[i] = Line(batch, uint64(1 + _random(60)), items);
        }
        uint256 party = _random(5) == 0 ? 2 : _maker();
        Place place = Place.wrap(_random(3) == 0 ? places[_random(7)] : bytes5("NZTRG"));
        bytes2 destination = _random(3) == 0 ? _anyPlace().countryOf() : bytes2("CN");
        ConsignmentDetails memory details = ConsignmentDetails(_fresh(), place, destination, 0);
        PartyId creator = PartyId.wrap(uint32(party));
        _act(
            Action.CreateConsignment,
            party,
            abi.encodeCall(IConsignments.createConsignment, (creator, details, loaded))
        );
    }

    /* RECORDS BY LINES */

    function adjust(uint256 random) external begins(random) {
        _byLines(Action.Adjusted, Kind.Adjusted, _anyGoods(), 0);
    }

    /// @dev Consumes units in making others: mostly before the goods leave, or once they are cleared.
    function transform(uint256 random) external begins(random) {
        _byLines(Action.Adjusted, Kind.Adjusted, _anyGoods(), uint8(Adjustment.Transformation));
    }

    function release(uint256 random) external begins(random) {
        // Arrived, and declared or partly cleared.
        ConsignmentId id = _goodsIn(1 << 5, (1 << 1) | (1 << 2));
        _byLines(Action.Released, Kind.ImportCleared, id, 1);
    }

    function voidGoods(uint256 random) external begins(random) {
        // Created or ready.
        ConsignmentId id = _goodsIn((1 << 1) | (1 << 2), 1);
        _byLines(Action.Voided, Kind.Voided, id, 0);
    }

    function _byLines(Action action, Kind kind, ConsignmentId id, uint8 detail) internal {
        (bool found, Checkpoint memory c) = _draft(kind, id);
        if (!found || lines[id].length == 0) return;
        if (detail != 0) c.detail = detail;
        bool all = kind == Kind.Voided ? _random(8) != 0 : _random(6) == 0;
        Particulars memory p = Particulars(
            _contentsOf(id),
            all ? _contentsOf(id) : _some(id),
            c.role == Role.Broker ? keccak256("document") : bytes32(0),
            0
        );
        c.basedOn = keccak256(abi.encode(p));
        if (_actWith(action, c, abi.encodeCall(ICheckpoints.recordByLines, (c, p)))) {
            particulars[id][steps[id].length] = abi.encode(p);
            if (kind == Kind.ImportCleared) releases.push(Ref(id, uint24(steps[id].length)));
        }
    }

    /// @dev Some units of a line; now and then more than there are.
    function _some(ConsignmentId id) internal returns (Line[] memory leaving) {
        leaving = new Line[](1);
        leaving[0] = lines[id][_random(lines[id].length)];
        leaving[0].quantity = uint64(1 + _random(leaving[0].quantity + (_random(12) == 0 ? 3 : 0)));
    }

    /* WHO */

    uint256 private chosen;

    function _maker() private returns (uint256) {
        chosen = _random(12) == 0 ? 1 + _random(PARTIES) : (_random(2) == 0 ? MAKER_PARTY : SECOND_MAKER);
        return chosen;
    }

    function _party() private view returns (PartyId) {
        return PartyId.wrap(uint32(chosen));
    }

    function _details() private returns (BatchDetails memory) {
        bytes32 lotKey = _fresh();
        BatchId batch = BatchId.wrap(keccak256(abi.encode(product, lotKey)));
        bytes2 origin = _random(2) == 0 ? bytes2("NZ") : bytes2("CN");
        return BatchDetails(product, lotKey, uint64(50 + _random(200)), "H87", origin, 0, _rootOf(batch), 0);
    }
}
