import { createVM } from "@ethereumjs/vm";
import { bytesToHex, hexToBytes, isHexString } from "@ethereumjs/util";
import { Interface } from "ethers";

import { codeOf, type Sources } from "./compile.js";

const ROWS = new Interface(["function all() view returns (uint256[])"]);

/**
 * What `ruleOf` answers for every kind: `contracts/types/KindTable.sol`, compiled and run.
 *
 * @param replaced sources that stand in for files, such as a table with a fault in it.
 * @returns the packed rows, at each kind's number.
 */
export async function readRows(replaced: Sources): Promise<bigint[]> {
  const { evm } = await createVM();
  const result = await evm.runCode({
    code: bytesOf(codeOf("assurance/smt/Rows.sol", "Rows", replaced)),
    data: bytesOf(ROWS.encodeFunctionData("all")),
  });
  if (result.exceptionError !== undefined) throw new Error(`The rows cannot be read: ${result.exceptionError.error}.`);
  const [rows] = ROWS.decodeFunctionResult("all", bytesToHex(result.returnValue)) as unknown as [bigint[]];
  return [...rows];
}

function bytesOf(hex: string): Uint8Array {
  if (!isHexString(hex)) throw new Error(`"${hex}" is not hexadecimal.`);
  return hexToBytes(hex);
}
