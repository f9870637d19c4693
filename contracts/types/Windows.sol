// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @dev How far ahead of the chain's clock a reported time may lie, seconds.
uint256 constant CLOCK_SKEW = 300;
/// @dev How long after the fact it may be reported, seconds (60 days). Also how far back a compromise may be dated.
uint256 constant REPORTING_WINDOW = 60 days;
