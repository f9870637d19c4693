/**
 * What a piece of work gives, or the reason for stopping when that comes first: the work may never end, or end too late for
 * whoever waits. What it gives then is dropped.
 *
 * @throws the signal's reason.
 */
export async function unlessStopped<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}
