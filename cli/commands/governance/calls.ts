import type { Operation } from "../../../sdk/operations/operation.js";
import type { Session } from "../../session.js";

/** What `--calls` does. */
export const CALLS = "send nothing: show the calls that a multisig has to send";

/** Shows calls of the access manager by name, for the owners of a multisig to send: as JSON `{ to, …calls }`. */
export async function showCalls(
  session: Session,
  operations: Readonly<Record<string, Operation<unknown>>>,
): Promise<void> {
  const calls = await Promise.all(
    Object.entries(operations).map(async ([name, operation]) => ({ name, ...(await operation.call()) })),
  );
  const to = calls[0]?.to;
  session.show.result({ to, ...Object.fromEntries(calls.map(({ name, data }) => [name, data])) }, (out) => {
    out.line(`To be sent to the access manager ${to ?? ""}, with no ether:`);
    for (const { name, data } of calls) out.line(`  ${name} ${data}`);
  });
}
