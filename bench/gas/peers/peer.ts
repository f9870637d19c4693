import type { BaseContract, ContractTransactionReceipt } from "ethers";

import { ethers, networkHelpers } from "../../support/chain.js";
import { NOW } from "../journeys/busyWorld.js";
import { mined } from "../operation.js";
import type { Compiled } from "./compile.js";

/** What a contract asks for the journey that Waymark's five checkpoints tell, of its second item, in gas. */
export interface Peer {
  readonly name: string;
  readonly functions: string;
  /** What it keeps of a step, and who may write it: the jobs differ. */
  readonly stores: string;
  /** Making the item known; undefined where nothing is made known. */
  readonly register: number | undefined;
  /** One step: the third of the five. */
  readonly step: number;
  readonly fiveSteps: number;
  /** One of many steps in a transaction, and how many; undefined where it has no function for that. */
  readonly oneOfMany?: { readonly gas: number; readonly count: number };
  /** One step that its author signed and somebody else sent. */
  readonly signed?: number;
}

/** The journey that all of them are told. */
export const STEPS = [
  { kind: "Origin", place: "Tauranga, New Zealand", code: "NZTRG", actor: "Bay Dairy Factory" },
  { kind: "ExportCleared", place: "Tauranga, New Zealand", code: "NZTRG", actor: "New Zealand Customs" },
  { kind: "Departed", place: "Tauranga, New Zealand", code: "NZTRG", actor: "Pacific Carriers" },
  { kind: "Arrived", place: "Shanghai, China", code: "CNSHG", actor: "Pacific Carriers" },
  { kind: "Delivered", place: "Shanghai, China", code: "CNSHG", actor: "Pacific Carriers" },
] as const;

/** A contract by its own name, and a way to call it that gives the gas. */
export interface Deployed {
  readonly contract: BaseContract;
  /** Sends a call and gives its receipt. */
  send(method: string, ...args: readonly unknown[]): Promise<ContractTransactionReceipt>;
}

const DAY = 86_400;
const SLOT = 12;
let clock = NOW + DAY;

/** Mines at a time of its own: some hash the time into their ids, whose bytes would cost a little more or less in every run. */
async function at<Result>(next: () => Promise<Result>): Promise<Result> {
  clock += SLOT;
  await networkHelpers.time.setNextBlockTimestamp(clock);
  return await next();
}

/** Deploys a contract as the first account, which then writes. */
export async function deploy({ abi, bytecode }: Compiled, ...args: readonly unknown[]): Promise<Deployed> {
  const factory = new ethers.ContractFactory(abi, bytecode, await ethers.provider.getSigner(0));
  const contract = await at(() => factory.deploy(...args));
  await contract.waitForDeployment();
  return {
    contract,
    // A method of the interface that was given is sent as any other.
    send: (method, ...values) => at(() => mined(contract.getFunction(method).send(...values))),
  };
}

/** Gas of the third step, and of all. */
export function gasOfSteps(receipts: readonly ContractTransactionReceipt[]): Pick<Peer, "step" | "fiveSteps"> {
  const gas = receipts.map(({ gasUsed }) => Number(gasUsed));
  const [, , third] = gas;
  if (third === undefined) throw new Error("A journey has five steps.");
  return { step: third, fiveSteps: gas.reduce((sum, each) => sum + each, 0) };
}
