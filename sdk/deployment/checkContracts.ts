import { AbiCoder, dataLength, dataSlice, keccak256, type TransactionResponse } from "ethers";

import { check, type Checked, type DeploymentCheck } from "./check.js";
import { CONTRACTS, recipeOf, type ContractName } from "./contracts.js";
import { creationIn } from "./createX.js";

/** That every contract stands where it should, and has the code that it had. */
export async function checkCodes({ provider, record, block }: Checked): Promise<DeploymentCheck[]> {
  return await Promise.all(
    CONTRACTS.map(async (contract) => {
      const { address, codeHash } = record.contracts[contract];
      const code = await provider.getCode(address, block);
      return check(contract, "code", codeHash, keccak256(code) === codeHash, () =>
        code === "0x" ? `there is no ${contract} at ${address}` : `${contract} at ${address} has other code`,
      );
    }),
  );
}

/** How every contract was made: the libraries that its code calls, and the transaction and the arguments that created it. */
export async function checkMaking(checked: Checked): Promise<DeploymentCheck[]> {
  const ofEach = await Promise.all(
    CONTRACTS.map(async (contract) => [
      ...(await checkLibraries(checked, contract)),
      ...(await checkCreation(checked, contract)),
    ]),
  );
  return ofEach.flat();
}

async function checkLibraries(
  { provider, record, block }: Checked,
  contract: ContractName,
): Promise<DeploymentCheck[]> {
  const { address, libraries } = record.contracts[contract];
  const code = await provider.getCode(address, block);
  return recipeOf(contract).libraries.map((library) => {
    // Every name in a recipe is a contract's.
    const { address: expected } = record.contracts[library as ContractName];
    const named = libraries[library];
    const isCalled = calls(code, expected);
    return check(contract, library, expected, isCalled && named === expected, () =>
      isCalled
        ? `${contract} calls ${expected} as ${library}, and the record says ${named ?? "none"}`
        : `${contract} does not call ${expected} as ${library}`,
    );
  });
}

/** Whether code holds an address as the compiler links a library: PUSH20 and the address. */
function calls(code: string, address: string): boolean {
  return code.includes(`73${address.slice(2).toLowerCase()}`);
}

/**
 * The address follows from the sender and what was sent, so that a transaction which made something else is noticed even where
 * the code at the address is right.
 */
async function checkCreation({ provider, record }: Checked, contract: ContractName): Promise<DeploymentCheck[]> {
  const { address, block, transaction: hash, constructorArguments } = record.contracts[contract];
  const transaction = await provider.getTransaction(hash);
  const creation = transaction === null ? undefined : creationIn(transaction);
  const created = check(
    contract,
    "created in block",
    block.toString(),
    creation?.address === address && transaction?.blockNumber === block && transaction.from === record.deployer,
    () => {
      if (transaction === null) return `the node does not know ${hash}, which created ${contract}`;
      if (creation?.address !== address) return `${hash} did not create ${contract} at ${address}`;
      return transaction.from === record.deployer
        ? `${contract} was created in block ${blockOf(transaction)}, not ${block}`
        : `${contract} was created by ${transaction.from}, not ${record.deployer}`;
    },
  );
  if (creation?.address !== address) return [created];

  const given = argumentsIn(creation.initCode, recipeOf(contract).constructorArguments.length);
  const said = listed(constructorArguments);
  return [
    created,
    check(contract, "arguments", said, given === said, () => `${contract} was created with ${given}, not ${said}`),
  ];
}

/** The addresses at the end of creation code. */
function argumentsIn(initCode: string, count: number): string {
  const encoded = dataSlice(initCode, dataLength(initCode) - 32 * count);
  // Every constructor takes addresses alone.
  const types = Array.from({ length: count }, () => "address");
  return listed(AbiCoder.defaultAbiCoder().decode(types, encoded));
}

function listed(addresses: readonly string[]): string {
  return addresses.join(", ") || "none";
}

function blockOf({ blockNumber }: TransactionResponse): string {
  return blockNumber?.toString() ?? "none yet";
}
