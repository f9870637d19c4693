import type { ContractTransactionResponse } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import type { CheckpointStruct, ParticularsStruct } from "../../typechain-types/contracts/Waymark.js";
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
  /** What the record would revert with, sent now; nothing when it would be taken. */
  refusal(
    w: World,
    by: Member,
    checkpoint: CheckpointStruct,
    particulars?: ParticularsStruct,
  ): Promise<string | undefined>;
}

/** The signer itself sends the transaction. */
export const direct: WayOfWriting = {
  name: "direct",
  record: ({ ledger }, by, checkpoint) => ledger.connect(by.account).record(checkpoint),
  recordByLines: ({ ledger }, by, checkpoint, particulars) =>
    ledger.connect(by.account).recordByLines(checkpoint, particulars),
  refusal: ({ ledger }, by, checkpoint, particulars) =>
    revertOf(
      ledger,
      by.account.address,
      particulars === undefined
        ? ledger.interface.encodeFunctionData("record", [checkpoint])
        : ledger.interface.encodeFunctionData("recordByLines", [checkpoint, particulars]),
    ),
};

/** What the ledger's dry run reverts with; nothing when the record would be taken. */
export function previewRefusal(
  { ledger, outsider }: World,
  by: Member,
  checkpoint: CheckpointStruct,
  particulars?: ParticularsStruct,
): Promise<string | undefined> {
  const signer = signerIdOf(by.account.address);
  return revertOf(
    ledger,
    outsider.address,
    particulars === undefined
      ? ledger.interface.encodeFunctionData("preview", [checkpoint, signer])
      : ledger.interface.encodeFunctionData("previewByLines", [checkpoint, particulars, signer]),
  );
}

/** The revert data of a call, asked of the chain without ethers' detour over its own errors. */
async function revertOf({ target: to }: World["ledger"], from: string, data: string): Promise<string | undefined> {
  try {
    await connection.provider.request({ method: "eth_call", params: [{ from, to, data }, "latest"] });
    return undefined;
  } catch (error) {
    if (error instanceof Error && "data" in error && typeof error.data === "string") return error.data;
    throw error;
  }
}
