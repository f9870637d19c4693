import { network } from "hardhat";

/** One chain in this process for all suites; each takes its state from a fixture. */
export const connection = await network.create({ override: { accounts: { count: 40 } } });
export const { ethers, networkHelpers } = connection;

/** Runs a fixture once, and from then on takes the chain back to where it left it. */
export const loadFixture = <T>(fixture: () => Promise<T>): Promise<T> => networkHelpers.loadFixture(fixture);
