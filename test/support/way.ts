import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import type { CheckpointStruct, ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { Attempt } from "./attempts.js";
import { callData } from "./callData.js";
import { connection } from "./chain.js";
import type { Member, World } from "./world.js";

/** A way for a record to reach the ledger. The suites of the records' behaviour are looped over all of them. */
export interface WayOfWriting {
  readonly name: string;
  record(w: World, by: Member, checkpoint: CheckpointStruct): Promise<ContractTransactionResponse>;
  recordByLines(
    w: World,
    by: Member,
    checkpoint: CheckpointStruct,
    particulars: ParticularsStruct,
  ): Promise<ContractTransactionResponse>;
  /** The call by which the record would reach the ledger, not sent. */
  attempt(w: World, by: Member, checkpoint: CheckpointStruct, particulars?: ParticularsStruct): Promise<Attempt>;
}

/** The signer itself sends the transaction. */
export const direct: WayOfWriting = {
  name: "direct",
  record: ({ ledger }, by, checkpoint) => ledger.connect(by.account).record(checkpoint),
  recordByLines: ({ ledger }, by, checkpoint, particulars) =>
    ledger.connect(by.account).recordByLines(checkpoint, particulars),
  attempt: (w, by, checkpoint, particulars) =>
    attemptOf(
      w,
      by.account.address,
      particulars === undefined ? ["record", checkpoint] : ["recordByLines", checkpoint, particulars],
    ),
};

/** A function of the ledger and its arguments. */
export type LedgerCall = [name: string, ...args: unknown[]];

/** Selector and arguments. */
export function encodeCall({ ledger }: Pick<World, "ledger">, [name, ...args]: LedgerCall): string {
  return callData(ledger.interface, name, args);
}

/** A call of the ledger from an account, not sent. */
async function attemptOf(w: World, from: string, call: LedgerCall): Promise<Attempt> {
  return { from, to: await w.ledger.getAddress(), data: encodeCall(w, call) };
}

/** A way that is one call of the ledger from one sender. */
export function sentBy(
  name: string,
  senderFor: (by: Member) => Promise<HardhatEthersSigner>,
  callFor: (w: World, by: Member, c: CheckpointStruct, particulars?: ParticularsStruct) => Promise<LedgerCall>,
): WayOfWriting {
  const send = async (w: World, by: Member, c: CheckpointStruct, particulars?: ParticularsStruct) => {
    const [method, ...args] = await callFor(w, by, c, particulars);
    return w.ledger
      .connect(await senderFor(by))
      .getFunction(method)
      .send(...args);
  };
  return {
    name,
    record: send,
    recordByLines: send,
    attempt: async (w, by, c, particulars) => {
      const call = await callFor(w, by, c, particulars);
      return attemptOf(w, (await senderFor(by)).address, call);
    },
  };
}

/** The ledger's dry run of a member's record, asked by somebody else. */
export function previewOf(
  w: World,
  by: Member,
  checkpoint: CheckpointStruct,
  particulars?: ParticularsStruct,
): Promise<Attempt> {
  const signer = signerIdOf(by.account.address);
  return attemptOf(
    w,
    w.outsider.address,
    particulars === undefined ? ["preview", checkpoint, signer] : ["previewByLines", checkpoint, particulars, signer],
  );
}

/** What the ledger's dry run reverts with; nothing when the record would be taken. */
export async function previewRefusal(
  w: World,
  by: Member,
  checkpoint: CheckpointStruct,
  particulars?: ParticularsStruct,
): Promise<string | undefined> {
  const { from, data } = await previewOf(w, by, checkpoint, particulars);
  return revertOf(w.ledger, from, data);
}

/** The revert data of a call, asked of the chain without ethers' detour over its own errors. */
export async function revertOf(
  { target: to }: World["ledger"],
  from: string,
  data: string,
): Promise<string | undefined> {
  try {
    await connection.provider.request({ method: "eth_call", params: [{ from, to, data }, "latest"] });
    return undefined;
  } catch (error) {
    if (error instanceof Error && "data" in error && typeof error.data === "string") return error.data;
    throw error;
  }
}
