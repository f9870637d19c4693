import { createRequire } from "node:module";

import { AbiCoder, encodeBytes32String, id as hash, Signature, ZeroAddress, ZeroHash } from "ethers";
import type { ContractTransactionReceipt } from "ethers";

import { ethers } from "../../support/chain.js";
import { keyOf } from "../../support/keys.js";
import { NOW } from "../journeys/busyWorld.js";
import type { Compiled } from "./compile.js";
import { deploy, gasOfSteps, STEPS, type Deployed, type Peer } from "./peer.js";

const require = createRequire(import.meta.url);

/** Three words: hash of the full record, kind and place, time. */
const SCHEMA = "bytes32 record, bytes32 kindAndPlace, uint256 occurredAt";

const ATTEST = [
  ["attester", "address"],
  ["schema", "bytes32"],
  ["recipient", "address"],
  ["expirationTime", "uint64"],
  ["revocable", "bool"],
  ["refUID", "bytes32"],
  ["data", "bytes"],
  ["value", "uint256"],
  ["nonce", "uint256"],
  ["deadline", "uint64"],
].map(([name = "", type = ""]) => ({ name, type }));

/** As many as go into a transaction: 100 take more than the 16,777,216 gas that one may have (EIP-7825). */
const MANY = 50;

/** What its own package holds, compiled by its authors: neither compiler nor settings are ours. */
function shipped(name: string): Compiled {
  return require(
    `@ethereum-attestation-service/eas-contracts/artifacts/contracts/${name}.sol/${name}.json`,
  ) as Compiled;
}

/** The Ethereum Attestation Service of its npm package: an item is an attestation, and every step one that refers to it. */
export async function measureEas(): Promise<Peer> {
  const registry = await deploy(shipped("SchemaRegistry"));
  const eas = await deploy(shipped("EAS"), await registry.contract.getAddress());
  await registry.send("register", SCHEMA, ZeroAddress, true);
  const schema = ethers.solidityPackedKeccak256(["string", "address", "bool"], [SCHEMA, ZeroAddress, true]);

  let register = 0;
  let steps: ContractTransactionReceipt[] = [];
  let item = ZeroHash;
  // The second item is the one that counts: what is used for the first time is used with the first.
  for (const name of ["first", "second"]) {
    const made = await eas.send("attest", { schema, data: attestation(`${name} item`, "Registered", ZeroHash) });
    register = Number(made.gasUsed);
    item = uidIn(made);
    steps = [];
    for (const { kind, code } of STEPS) {
      const data = attestation(`${name} ${kind}`, `${kind} ${code}`, item);
      steps.push(await eas.send("attest", { schema, data }));
    }
  }
  const many = Array.from({ length: MANY }, (_, i) => attestation(`one of many ${i}`, "Origin NZTRG", item));
  const batch = await eas.send("multiAttest", [{ schema, data: many }]);
  return {
    name: "EAS",
    functions: "`attest`, `multiAttest`, `attestByDelegation`",
    stores: "ten words of attestation, three of them the record; whoever likes may attest, in any order",
    register,
    ...gasOfSteps(steps),
    oneOfMany: { gas: Math.ceil(Number(batch.gasUsed) / MANY), count: MANY },
    signed: await measureDelegated(eas, schema, item),
  };
}

function attestation(record: string, kindAndPlace: string, refUID: string) {
  const words = [hash(record), encodeBytes32String(kindAndPlace), NOW];
  const data = AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32", "uint256"], words);
  return { recipient: ZeroAddress, expirationTime: 0, revocable: true, refUID, data, value: 0 };
}

/** The unique id that EAS gave; its event is the only log, and the id all of its data. */
function uidIn({ logs: [log] }: ContractTransactionReceipt): string {
  if (log === undefined) throw new Error("An attestation has a log.");
  return log.data;
}

/** What an account signed, sent by another: the second of that account, whose nonce is no longer zero. */
async function measureDelegated(eas: Deployed, schema: string, item: string): Promise<number> {
  const attester = keyOf((await ethers.provider.getSigner(1)).address);
  const { name, version, chainId, verifyingContract } = (await eas.contract
    .getFunction("eip712Domain")
    .staticCall()) as Record<"name" | "version" | "verifyingContract", string> & { chainId: bigint };
  let gas = 0;
  for (const nonce of [0, 1]) {
    const data = attestation(`signed ${nonce}`, "Inspected NZTRG", item);
    const message = { attester: attester.address, schema, ...data, nonce, deadline: 0 };
    const domain = { name, version, chainId, verifyingContract };
    const { v, r, s } = Signature.from(await attester.signTypedData(domain, { Attest: ATTEST }, message));
    const request = { schema, data, signature: { v, r, s }, attester: attester.address, deadline: 0 };
    gas = Number((await eas.send("attestByDelegation", request)).gasUsed);
  }
  return gas;
}
