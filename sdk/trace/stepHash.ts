import { toBeHex } from "ethers";

import { absorptionStep } from "../hashing/absorptionStep.js";
import { checkpointStep } from "../hashing/checkpointStep.js";
import { creationStep } from "../hashing/creationStep.js";
import { derivationStep } from "../hashing/derivationStep.js";
import { foldHead } from "../hashing/foldHead.js";
import { genesisHead } from "../hashing/genesis.js";
import { hashLines } from "../hashing/hashLines.js";
import { packingStep } from "../hashing/packingStep.js";
import { removalStep } from "../hashing/removalStep.js";
import { unpackingStep } from "../hashing/unpackingStep.js";
import type { ConsignmentId } from "../ids.js";
import { Kind, Role } from "../vocabulary.js";
import type { Journey, TraceRecord, TraceStep } from "./journey.js";

/**
 * The hash of a step, as the ledger folded it into the head.
 *
 * @throws when the step holds a value that the ledger cannot have recorded.
 */
export function stepHash(consignment: ConsignmentId, step: TraceStep): string {
  switch (step.type) {
    case "Creation": {
      // A container has its number where goods have their lines.
      const contents = step.container === undefined ? hashLines(step.lines) : toBeHex(step.container, 32);
      return creationStep({ ...step, consignment, contents });
    }
    case "Derivation":
      return derivationStep({ ...step, consignment, contents: hashLines(step.lines) });
    case "Packing":
      return packingStep({ ...step, consignment });
    case "Unpacking":
      return unpackingStep({ ...step, consignment });
    case "Removal":
      return removalStep({ ...step, container: consignment });
    case "Record": {
      const hash = recordHash(consignment, step);
      if (step.kind !== "Packed" && step.kind !== "Unpacked") return hash;
      return absorptionStep(
        hash,
        (step.children ?? []).map(({ head }) => head),
      );
    }
  }
}

/**
 * The hash of a record's checkpoint, by which later records name it. It is the step's, but for a Packed and an Unpacked.
 *
 * @throws when the record holds a value that the ledger cannot have recorded.
 */
export function recordHash(consignment: ConsignmentId, record: TraceRecord): string {
  return checkpointStep({ ...record, consignment, kind: Kind[record.kind], role: Role[record.role] });
}

/**
 * The heads of a journey: after its first step, its second, and so on.
 *
 * @param chainId The chain, and with it the ledger's address: no history fits two.
 * @throws when a step holds a value that the ledger cannot have recorded.
 */
export function headsOf(
  { chainId, address }: { readonly chainId: bigint; readonly address: string },
  { consignment, steps }: Pick<Journey, "consignment" | "steps">,
): string[] {
  let head = genesisHead(chainId, address, consignment);
  return steps.map((step) => (head = foldHead(head, stepHash(consignment, step))));
}
