/** What the command ends with: scripts decide by it. */
export const ExitCode = {
  /** What was asked for was done, or holds. */
  Holds: 0,
  /** A contradiction, a failed check, or something that the ledger refused. */
  Fails: 1,
  /** The command was not understood, or a value in it, a file or the configuration cannot be right. */
  Usage: 2,
  /** The chain or the network did not answer, or is another one than was meant. */
  Chain: 3,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What each exit code means, for the help. */
export const EXIT_CODES: Readonly<Record<ExitCode, string>> = {
  0: "what was asked for was done, or holds",
  1: "a contradiction, a failed check, or something that the ledger refused",
  2: "a command, value, file or configuration that cannot be right; nothing was sent",
  3: "the chain or the network did not answer, or is another one than was meant",
};
