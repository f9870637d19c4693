/** What is written to: a terminal says so, and its width. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** What the command has to do with the world: the process gives its own, a test what it likes. */
export interface Io {
  /** Where answers come from. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Results alone, so that they can be piped. */
  readonly stdout: Output;
  /** Everything else: errors, progress, questions. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder from which files are named, and the configuration is looked for. */
  readonly cwd: string;
}
