import { AbiCoder, concat, hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import { artifacts } from "hardhat";

import { addressByCreateX } from "../../sdk/deployment/createX.js";
import { FatalError } from "../../sdk/errors.js";
import { CONTRACTS, makeContracts, tabulateAsync, type ContractName } from "../../sdk/deployment/contracts.js";
import { link } from "./links.js";

/** What a contract is created from, and where it will stand. */
export interface PlannedContract {
  readonly address: string;
  readonly constructorArguments: readonly string[];
  readonly initCode: string;
  readonly libraries: Readonly<Record<string, string>>;
}

const abi = AbiCoder.defaultAbiCoder();

/** Bytes of the salt that are free: CreateX takes the sender's address and one switch from the others. */
const RELEASE_BYTES = 11;

/**
 * The salt for CreateX. It begins with the deployer, so that CreateX lets nobody else use it: nobody can take the
 * addresses first. The zero byte after it leaves the chain id out of the address.
 *
 * @param release Up to 11 ASCII characters.
 */
export function saltFor(deployer: string, release: string): string {
  const bytes = toUtf8Bytes(release);
  if (!/^[\x21-\x7e]+$/.test(release) || bytes.length > RELEASE_BYTES) {
    throw new FatalError({
      name: "ReleaseInvalid",
      message: `"${release}" cannot name a release.`,
      toDo: `Set WAYMARK_RELEASE to 1 to ${RELEASE_BYTES} ASCII characters without spaces.`,
    });
  }
  return concat([deployer, "0x00", zeroPadBytes(hexlify(bytes), RELEASE_BYTES)]);
}

/** Where the contracts will stand: it depends on their code, the deployer and the release, on no chain. */
export async function planContracts(deployer: string, salt: string): Promise<Record<ContractName, PlannedContract>> {
  const built = await tabulateAsync(CONTRACTS, (contract) => artifacts.readArtifact(contract));
  return makeContracts<string, PlannedContract>(deployer, (contract, ingredients) => {
    const { bytecode, linkReferences } = built[contract];
    const constructorArguments = ingredients.constructorArguments.map(addressOf);
    const libraries = Object.fromEntries(
      Object.entries(ingredients.libraries).map(([library, planned]) => [library, planned.address]),
    );
    const encoded = abi.encode(
      constructorArguments.map(() => "address"),
      constructorArguments,
    );
    const initCode = concat([link(bytecode, linkReferences, libraries), encoded]);
    return { address: addressByCreateX(deployer, salt, initCode), constructorArguments, initCode, libraries };
  });
}

const addressOf = (argument: string | PlannedContract): string =>
  typeof argument === "string" ? argument : argument.address;
