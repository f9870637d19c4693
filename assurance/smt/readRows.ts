import { Interface } from "ethers";

import type { Sources } from "./compile.js";
import { startHarness } from "./harness.js";

const ROWS = new Interface(["function all() view returns (uint256[])"]);

/**
 * What `ruleOf` answers for every kind: `contracts/types/KindTable.sol`, compiled and run.
 *
 * @param replaced sources that stand in for files, such as a table with a fault in it.
 * @returns the packed rows, at each kind's number.
 */
export async function readRows(replaced: Sources): Promise<bigint[]> {
  const harness = await startHarness("assurance/smt/Rows.sol", "Rows", replaced);
  await harness.create();
  const { data } = await harness.call(ROWS.encodeFunctionData("all"));
  // The ABI above names this type.
  const [rows] = ROWS.decodeFunctionResult("all", data) as unknown as [bigint[]];
  return [...rows];
}
