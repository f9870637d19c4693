import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { ACCESS_MANAGER } from "../operations/abis.js";
import { inWords, type LedgerEvent } from "../operations/eventWords.js";

/** A call with its values in words, such as a scheduled one: what it would do. */
export type CallInWords = LedgerEvent;

const LEDGER = IWaymark__factory.createInterface();

/** What the contracts call the type of each parameter, by function. */
const TYPES = new Map(
  IWaymark__factory.abi
    .filter((item) => item.type === "function")
    .map(({ name, inputs }) => [name as string, inputs.map(({ internalType }): string => internalType)]),
);

/**
 * What a call of the ledger or the access manager would do.
 *
 * @param data Selector and arguments, 0x and hexadecimal digits.
 * @returns undefined when it is a call of neither, or not in the form of its arguments: anything can be scheduled, also what
 * will fail, and must not hide the rest.
 */
export function callInWords(data: string): CallInWords | undefined {
  try {
    return wordsOf(data);
  } catch {
    return undefined;
  }
}

function wordsOf(data: string): CallInWords | undefined {
  for (const abi of [LEDGER, ACCESS_MANAGER]) {
    const call = abi.parseTransaction({ data });
    if (call === null) continue;
    const types = abi === LEDGER ? (TYPES.get(call.name) ?? []) : [];
    const values = call.fragment.inputs.map((input, index): [string, unknown] => [
      input.name,
      inWords(types[index] ?? input.type, call.args[index]),
    ]);
    return { name: call.name, values: Object.fromEntries(values) };
  }
  return undefined;
}
