// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IItems, ItemProof} from "../../../contracts/interfaces/IItems.sol";
import {BatchId, PartyId} from "../../../contracts/types/Ids.sol";
import {TypedData} from "../../../contracts/libraries/TypedData.sol";
import {VM} from "../../support/Vm.sol";
import {Action} from "./Acting.sol";
import {Drafting} from "./Drafting.sol";

/// @title Labels of items, and their one activation
/// @notice Each root is of two items. A batch's own root is of its items 0 and 1, a labeller's of later pairs.
abstract contract Labels is Drafting {
    uint256 private constant PAIRS = 4;

    mapping(bytes32 item => uint40 time) internal activated;
    mapping(BatchId batch => uint256 units) internal labelled;
    mapping(BatchId batch => uint256 pairs) internal labelledPairs;

    function label(uint256 random) external begins(random) {
        if (batches.length == 0) return;
        BatchId batch = batches[_random(batches.length)];
        uint256 pair = 1 + labelledPairs[batch];
        if (pair > PAIRS) return;
        uint32 party = _random(4) == 0 ? 1 + uint32(_random(PARTIES)) : (_random(2) == 0 ? 2 : 8);
        uint64 quantity = uint64(1 + _random(150));
        bytes memory data = abi.encodeCall(
            IItems.labelItems,
            (PartyId.wrap(party), batch, _rootOfPair(batch, pair), quantity, _anyPlace())
        );
        if (_act(Action.Label, party, data)) {
            ++labelledPairs[batch];
            labelled[batch] += quantity;
        }
    }

    /// @dev The first time is taken; the second, and a wrong key, must not be.
    function activate(uint256 random) external begins(random) {
        if (batches.length == 0) return;
        BatchId batch = batches[_random(batches.length)];
        // A labelled item is proved under the batch's own root too, so only its own items have two proofs.
        uint256 item = _random(2);
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(
            _random(6) == 0 ? 77 : _secretOf(item),
            _digest(keccak256(abi.encode(TypedData.ACTIVATION, batch, _serial(item))))
        );
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = _leaf(batch, item ^ 1);
        bytes32 root = _rootOf(batch);
        ItemProof memory proved = ItemProof(
            batch,
            _serial(item),
            abi.encodePacked(VM.addr(_secretOf(item))),
            root,
            proof,
            "H87",
            0,
            0,
            0,
            new bytes32[](0)
        );
        bytes memory data = abi.encodeCall(IItems.activateItem, (proved, abi.encodePacked(r, s, v)));
        (bool taken, ) = _call(Action.Activate, address(0xCAFE), data);
        if (!taken) return;
        bytes32 key = keccak256(abi.encode(batch, _serial(item)));
        if (activated[key] != 0) isViolated[12] = true;
        activated[key] = uint40(clock);
    }

    /// @dev Whether each activation is still the one that was made.
    function _activationsStand() internal view returns (bool) {
        for (uint256 i; i < batches.length; ++i) {
            for (uint256 item; item < 2; ++item) {
                bytes32 key = keccak256(abi.encode(batches[i], _serial(item)));
                if (LEDGER.activatedAt(batches[i], _serial(item)) != activated[key]) return false;
            }
        }
        return true;
    }

    function _rootOf(BatchId batch) internal returns (bytes32) {
        return _rootOfPair(batch, 0);
    }

    function _rootOfPair(BatchId batch, uint256 pair) private returns (bytes32) {
        (bytes32 a, bytes32 b) = (_leaf(batch, pair * 2), _leaf(batch, pair * 2 + 1));
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    function _leaf(BatchId batch, uint256 item) private returns (bytes32) {
        bytes32 signer = keccak256(abi.encodePacked(VM.addr(_secretOf(item))));
        return keccak256(abi.encodePacked(keccak256(abi.encode(batch, _serial(item), signer))));
    }

    function _serial(uint256 item) private pure returns (bytes32) {
        return keccak256(abi.encode("serial", item));
    }

    function _secretOf(uint256 item) private pure returns (uint256) {
        return 0xC000 + item;
    }
}
