/**
 * How a build that holds every mutant is told which one is alive. A test chain gives the address below as many wei as the
 * mutant's id, which costs it one request and no transaction; Solidity tests, which have no such request, run with the id as
 * the block's coinbase.
 */
export const SWITCH = "0x00000000000000000000006D7574616e74737769";

/** Given instead of an id: every mutant reports that it was reached, and none is alive. */
export const RECORDING = 2n ** 64n - 1n;

export const SWITCH_FILE = "assurance/Mutants.sol";

/** What a mutated source needs of that file, at its end, so that no line moves. */
export const SWITCH_IMPORT = `import {__alive, __flip, __m} from "${SWITCH_FILE}";\n`;

/**
 * The functions that the mutated sources call, pure as the functions that they stand in must stay: the compiler is not told
 * that they read the chain.
 *
 * @param coverage the file and name of Hardhat's coverage library, whose probe reports what is reached.
 */
export function switchSource(coverage: string): string {
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {__NomicFoundationCoverage} from "${coverage}";

/// @dev The mutant that is alive; 0 = none.
function __aliveNow(uint256 point) view returns (uint256 id) {
    id = address(${SWITCH}).balance;
    if (id == ${RECORDING}) {
        __NomicFoundationCoverage.sendHit(point);
        return 0;
    }
    if (id == 0) return uint160(address(block.coinbase));
}

function __isNow(uint256 id) view returns (bool) {
    return __aliveNow(id) == id;
}

function __pure(function(uint256) view returns (uint256) impure) pure returns (function(uint256) pure returns (uint256) f) {
    assembly ("memory-safe") {
        f := impure
    }
}

function __pureIs(function(uint256) view returns (bool) impure) pure returns (function(uint256) pure returns (bool) f) {
    assembly ("memory-safe") {
        f := impure
    }
}

/// @dev The mutant that is alive where one block of assembly has several; reports \`point\`.
function __alive(uint256 point) pure returns (uint256) {
    return __pure(__aliveNow)(point);
}

/// @dev Whether this mutant is alive.
function __m(uint256 id) pure returns (bool) {
    return __pureIs(__isNow)(id);
}

/// @dev The bit of a row that is flipped, of the 256 mutants from \`first\`; 0 = none.
function __flip(uint256 first) pure returns (uint256) {
    uint256 id = __alive(first);
    return id < first || id > first + 255 ? 0 : 1 << (id - first);
}
`;
}
