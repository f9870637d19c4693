// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @dev How far ahead of the chain's clock a reported time may lie, seconds.
uint256 constant CLOCK_SKEW = 300;
/// @dev How long after the fact it may be reported, seconds (60 days). Also how far back a compromise may be dated.
uint256 constant REPORTING_WINDOW = 60 days;
/// @dev How long the party named next has to accept custody before the creator may take the goods back, seconds.
uint256 constant ACCEPTANCE_WINDOW = 14 days;
/// @dev How long a custodian has to answer the creator's objection, seconds.
uint256 constant DISPUTE_WINDOW = 14 days;
/// @dev How long the old manager of a party has to veto a new one, seconds.
uint256 constant RECOVERY_WINDOW = 7 days;
