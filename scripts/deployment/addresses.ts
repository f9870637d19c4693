import { AbiCoder, concat, getCreate2Address, hexlify, keccak256, toUtf8Bytes, zeroPadBytes } from "ethers";

import { FatalError } from "../../sdk/errors.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { LineRecords__factory } from "../../typechain-types/factories/contracts/LineRecords__factory.js";
import { Parties__factory } from "../../typechain-types/factories/contracts/Parties__factory.js";
import { Waymark__factory } from "../../typechain-types/factories/contracts/Waymark__factory.js";
import type { ContractName } from "./options.js";

/** The CREATE2 factory CreateX, at the same address on every chain that has it. */
export const CREATE_X = "0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed";

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
export function planContracts(deployer: string, salt: string): Record<ContractName, PlannedContract> {
  const guardedSalt = keccak256(abi.encode(["address", "bytes32"], [deployer, salt]));
  const plan = (code: string, constructorArguments: readonly string[] = [], libraries = {}): PlannedContract => {
    const encoded = abi.encode(
      constructorArguments.map(() => "address"),
      constructorArguments,
    );
    const initCode = concat([code, encoded]);
    const address = getCreate2Address(CREATE_X, guardedSalt, keccak256(initCode));
    return { address, constructorArguments, initCode, libraries };
  };

  const AccessManager = plan(AccessManager__factory.bytecode, [deployer]);
  const LineRecords = plan(LineRecords__factory.bytecode);
  const Parties = plan(Parties__factory.bytecode);
  const linked = Waymark__factory.linkBytecode({
    "project/contracts/LineRecords.sol:LineRecords": LineRecords.address,
    "project/contracts/Parties.sol:Parties": Parties.address,
  });
  const libraries = { LineRecords: LineRecords.address, Parties: Parties.address };
  return { AccessManager, LineRecords, Parties, Waymark: plan(linked, [AccessManager.address], libraries) };
}
