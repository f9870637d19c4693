import { AbiCoder, getCreate2Address, Interface, keccak256, type TransactionResponse } from "ethers";

/** The CREATE2 factory CreateX, at the same address on every chain that has it (https://createx.rocks). */
export const CREATE_X = "0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed";

const CREATE_X_ABI = new Interface(["function deployCreate2(bytes32 salt, bytes initCode)"]);

/** What somebody let CreateX create. */
export interface Creation {
  /** Where it stands: it follows from who asked, the salt and the code. */
  readonly address: string;
  /** Creation code, with its constructor's arguments at the end. */
  readonly initCode: string;
}

/**
 * Where CreateX puts a contract for one sender alone.
 *
 * @param deployer Address of the sender, with which the salt begins.
 * @param salt 32 bytes; the byte after the sender is zero, so that the chain is no part of the address.
 * @param initCode Creation code and constructor arguments.
 */
export function addressByCreateX(deployer: string, salt: string, initCode: string): string {
  const guardedSalt = keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [deployer, salt]));
  return getCreate2Address(CREATE_X, guardedSalt, keccak256(initCode));
}

/**
 * What a transaction let CreateX create.
 *
 * @returns undefined when it called something else.
 */
export function creationIn(transaction: Pick<TransactionResponse, "to" | "from" | "data">): Creation | undefined {
  if (transaction.to !== CREATE_X) return undefined;
  const call = CREATE_X_ABI.parseTransaction(transaction);
  if (call === null) return undefined;
  // The types of its parameters.
  const [salt, initCode] = call.args as unknown as [string, string];
  return { address: addressByCreateX(transaction.from, salt, initCode), initCode };
}
