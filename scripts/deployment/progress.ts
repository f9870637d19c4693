import { ExecutionEventResultType, type ExecutionEventListener } from "@nomicfoundation/ignition-core";

/** One line for each step of Ignition that a person waits for. */
export function reportProgress(say: (line: string) => void): ExecutionEventListener {
  const quietly = () => Promise.resolve();
  const aloud =
    <Event>(line: (event: Event) => string | undefined) =>
    (event: Event) => {
      const said = line(event);
      if (said !== undefined) say(said);
      return Promise.resolve();
    };

  return {
    deploymentStart: aloud(({ isResumed }) => (isResumed ? "Resuming the deployment that was begun." : undefined)),
    transactionSend: aloud(({ futureId, hash }) => `${nameOf(futureId)}: sent ${hash}`),
    onchainInteractionBumpFees: aloud(
      ({ futureId }) => `${nameOf(futureId)}: not mined yet, sent again with a higher fee`,
    ),
    onchainInteractionDropped: aloud(({ futureId }) => `${nameOf(futureId)}: dropped by the network, sending again`),
    deploymentExecutionStateComplete: aloud(({ futureId, result }) =>
      result.type === ExecutionEventResultType.SUCCESS ? `${nameOf(futureId)}: at ${result.result ?? "?"}` : undefined,
    ),
    callExecutionStateComplete: aloud(({ futureId, result }) =>
      result.type === ExecutionEventResultType.SUCCESS ? `${nameOf(futureId)}: done` : undefined,
    ),
    batchInitialize: quietly,
    beginNextBatch: quietly,
    callExecutionStateInitialize: quietly,
    contractAtExecutionStateInitialize: quietly,
    deploymentComplete: quietly,
    deploymentExecutionStateInitialize: quietly,
    deploymentInitialize: quietly,
    encodeFunctionCallExecutionStateInitialize: quietly,
    networkInteractionRequest: quietly,
    onchainInteractionReplacedByUser: quietly,
    onchainInteractionTimeout: quietly,
    readEventArgumentExecutionStateInitialize: quietly,
    reconciliationWarnings: quietly,
    runStart: quietly,
    sendDataExecutionStateComplete: quietly,
    sendDataExecutionStateInitialize: quietly,
    setModuleId: quietly,
    setStrategy: quietly,
    staticCallComplete: quietly,
    staticCallExecutionStateComplete: quietly,
    staticCallExecutionStateInitialize: quietly,
    transactionConfirm: quietly,
    transactionPrepareSend: quietly,
    wipeApply: quietly,
  };
}

/** "Waymark#AccessManager" and "Waymark#wiring" without the module. */
function nameOf(futureId: string): string {
  return futureId.replace(/^Waymark#/, "");
}
