import type { PartyId, SignerId } from "../ids.js";
import type { TraceStep } from "./journey.js";
import type { LogReader } from "./logReader.js";
import { topicOf } from "./readGoods.js";

/** Who stands for a step. */
interface Writer {
  readonly party: PartyId;
  readonly signer: SignerId;
}

/** The steps, each with the nonce that its signer used for it. Only the blocks of the steps are read. */
export async function readNonces(reader: LogReader, steps: readonly TraceStep[]): Promise<TraceStep[]> {
  const event = reader.events.NonceUsed;
  const parties = new Set(steps.flatMap((step) => writerOf(step)?.party ?? []));
  const blocks = new Set(steps.map(({ log }) => log.block));
  const used = await Promise.all(
    [...blocks].map((block) => reader.read([event], [[...parties].map(topicOf)], { from: block, to: block })),
  );
  const logs = used.flat();
  return steps.map((step) => {
    const writer = writerOf(step);
    if (writer === undefined) return step;
    const nonce = logs
      .filter(({ transactionHash, index }) => transactionHash === step.log.transaction && index < step.log.index)
      .map((log) => reader.decode(event, log))
      .findLast((args) => args?.party === writer.party && args.signer === writer.signer)?.nonce;
    return nonce === undefined ? step : { ...step, log: { ...step.log, nonce } };
  });
}

function writerOf(step: TraceStep): Writer | undefined {
  if (step.type === "Creation") return { party: step.creator, signer: step.signer };
  if (step.type === "Derivation" || step.type === "Record") return { party: step.party, signer: step.signer };
  return undefined;
}
