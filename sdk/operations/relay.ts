import { FatalError } from "../errors/waymarkError.js";
import { givenBytes, requireObject, requireText } from "../given.js";
import { Operation } from "./operation.js";
import type { OperationClient } from "./operationClient.js";
import { readRecords, type RecordedMany } from "./recorded.js";
import type { SignedCall } from "./signCall.js";

/**
 * Sends what a key signed, whoever it was: no party need trust the sender, for nothing can be changed in it, and it is taken
 * once.
 *
 * @throws InvalidValueError, from the operation, when it is no signed call.
 * @throws FatalError "SignedElsewhere", from the operation, when it was signed for another ledger or chain.
 */
export function relay(client: OperationClient, signed: SignedCall): Operation<RecordedMany> {
  return new Operation(client, {
    prepare: () => {
      requireObject("signed call", signed);
      const { chainId, ledger, data } = signed;
      requireText("number of a chain", chainId);
      requireText("ledger's address", ledger);
      const call = givenBytes("call", data);
      const isHere = chainId === client.chainId.toString() && ledger.toLowerCase() === client.address.toLowerCase();
      if (isHere) return { to: client.address, data: call };
      throw new FatalError({
        name: "SignedElsewhere",
        message: `This was signed for ${ledger} on chain ${chainId}, and the ledger here is ${client.address} on chain ${client.chainId}.`,
        toDo: "Connect to the ledger that it was signed for, or have it signed anew for this one.",
        values: { chainId, ledger },
      });
    },
    read: (logs) => readRecords(client, logs),
  });
}
