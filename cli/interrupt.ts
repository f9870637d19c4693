import { UsageError } from "./usageError.js";

/** How a person, or the system, asks a process to end. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Does something that takes long and can be stopped: Ctrl-C ends it in order, with nothing half-written left behind.
 *
 * @param toDo What to do then.
 * @param work Ends, throwing the signal's reason, when it is told to.
 * @throws UsageError "Stopped".
 */
export async function interruptible<Result>(
  toDo: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(new UsageError("Stopped", "Stopped, as you asked.", toDo));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
