// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IBatches} from "../interfaces/IBatches.sol";
import {ICheckpoints} from "../interfaces/ICheckpoints.sol";
import {IConsignments} from "../interfaces/IConsignments.sol";
import {IContainers} from "../interfaces/IContainers.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IParties} from "../interfaces/IParties.sol";
import {IProducts} from "../interfaces/IProducts.sol";
import {IProofs} from "../interfaces/IProofs.sol";
import {IRecalls} from "../interfaces/IRecalls.sol";
import {ISigned} from "../interfaces/ISigned.sol";
import {TypedData} from "../libraries/TypedData.sol";

/// @title Standards
/// @notice What the ledger answers about itself: the interfaces it has (ERC-165) and the domain of what is signed for it
/// (ERC-5267).
abstract contract Standards is IERC165, IERC5267 {
    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return
            id == type(IERC165).interfaceId ||
            id == type(IERC5267).interfaceId ||
            id == type(IParties).interfaceId ||
            id == type(IProducts).interfaceId ||
            id == type(IBatches).interfaceId ||
            id == type(IConsignments).interfaceId ||
            id == type(ICheckpoints).interfaceId ||
            id == type(IContainers).interfaceId ||
            id == type(IProofs).interfaceId ||
            id == type(IItems).interfaceId ||
            id == type(IRecalls).interfaceId ||
            id == type(ISigned).interfaceId;
    }

    /// @inheritdoc IERC5267
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        // Name, version, chain and contract.
        return (0x0f, TypedData.NAME, TypedData.VERSION, block.chainid, address(this), 0, new uint256[](0));
    }
}
