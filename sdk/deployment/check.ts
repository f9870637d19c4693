import type { Provider } from "ethers";

import type { DeploymentRecord } from "./record.js";

/** One thing that a deployment record says, held against the chain. */
export interface DeploymentCheck {
  /** What is looked at: a contract or a role, such as "Waymark" or "Registrar". */
  readonly subject: string;
  /** What of it: "code", "created", "holders". */
  readonly what: string;
  /** What must be there. */
  readonly expected: string;
  /** What is there instead, one sentence without its full stop; undefined when it is as expected. */
  readonly difference: string | undefined;
}

/** What checks read: the chain at one block, and what it is held against. */
export interface Checked {
  readonly provider: Provider;
  readonly record: DeploymentRecord;
  readonly block: number;
}

/** Makes a check of whether something is so. */
export function check(
  subject: string,
  what: string,
  expected: string,
  isSo: boolean,
  difference: () => string,
): DeploymentCheck {
  return { subject, what, expected, difference: isSo ? undefined : difference() };
}
