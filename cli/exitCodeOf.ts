import { ANSWER_FAULTS } from "../sdk/errors/answers.js";
import { FAULTS } from "../sdk/errors/faults.js";
import { DocumentRefused } from "../sdk/documents/problem.js";
import { InvalidValueError, RefusedError, RetryableError, type WaymarkError } from "../sdk/errors.js";
import { UsageError } from "./usageError.js";
import { ExitCode } from "./exit.js";

/** Errors of the SDK that say what the caller left out. */
const LEFT_OUT: ReadonlySet<string> = new Set(["SignerMissing", "SignedElsewhere", "Offline"]);

/** What a deployment's settings lack or say wrongly: the errors of `scripts/deployment`. */
const OF_SETTINGS: ReadonlySet<string> = new Set([
  ...["NetworkMissing", "KeyMissing", "RpcMissing", "RpcInvalid", "RecordMissing", "DocumentRefused"],
  ...["RoleUnassigned", "RoleAddressInvalid", "DeployerKeepsRole", "DelaysMissing", "ReleaseInvalid"],
  ...["AdminNotContract", "GovernanceChanged", "ConfirmationMissing", "ConfirmationDenied"],
]);

/** Errors of the SDK that are the chain's or the way's to it, though trying again does not help. */
const OF_THE_CHAIN: ReadonlySet<string> = new Set([
  ...[...FAULTS, ...ANSWER_FAULTS].map(({ name }) => name),
  ...["RpcFailed", "ChainDiffers", "LedgerNotFound", "SignerElsewhere", "TransactionReplaced", "OutcomeUnread"],
  ...["AnotherChain", "BlockUnknown", "ChainWrong", "ClockFixed", "CreateXMissing", "NodesDisagree", "SnapshotMissing"],
]);

/** The exit code of a failure. */
export function exitCodeOf(error: WaymarkError): ExitCode {
  if (error instanceof RefusedError) return ExitCode.Fails;
  if (error instanceof UsageError || error instanceof InvalidValueError || error instanceof DocumentRefused) {
    return ExitCode.Usage;
  }
  if (LEFT_OUT.has(error.name) || OF_SETTINGS.has(error.name)) return ExitCode.Usage;
  if (error instanceof RetryableError || OF_THE_CHAIN.has(error.name)) return ExitCode.Chain;
  return ExitCode.Fails;
}
