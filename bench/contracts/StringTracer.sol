// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title StringTracer
/// @notice For comparison: the tracer that most supply-chain repositories have. Whatever is said stands in storage, as text,
/// and whoever has the one role may say it of any product.
contract StringTracer is AccessControl {
    /// @notice One thing that happened to a product.
    struct Step {
        string kind;
        string place;
        string actor;
        uint256 time;
        address writer;
    }

    /// @notice What is traced.
    struct Product {
        string name;
        string origin;
        Step[] steps;
    }

    bytes32 public constant WRITER = keccak256("WRITER");

    mapping(string serial => Product product) private _products;

    event ProductAdded(string serial, string name, string origin);
    event StepAdded(string serial, string kind, string place, string actor);

    constructor() {
        _grantRole(WRITER, msg.sender);
    }

    /// @notice Adds a product.
    function addProduct(
        string calldata serial,
        string calldata name,
        string calldata origin
    ) external onlyRole(WRITER) {
        Product storage product = _products[serial];
        product.name = name;
        product.origin = origin;
        emit ProductAdded(serial, name, origin);
    }

    /// @notice Adds a step to a product's history.
    function addStep(
        string calldata serial,
        string calldata kind,
        string calldata place,
        string calldata actor
    ) external onlyRole(WRITER) {
        _products[serial].steps.push(Step(kind, place, actor, block.timestamp, msg.sender));
        emit StepAdded(serial, kind, place, actor);
    }
}
