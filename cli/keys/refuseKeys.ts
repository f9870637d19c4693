import { UsageError } from "../usageError.js";

/** 32 bytes as hexadecimal digits. With "0x" they may also be a hash or an id, without it the ledger knows none. */
const BARE_KEY = /^[0-9a-f]{64}$/i;
const ANY_KEY = /^(0x)?[0-9a-f]{64}$/i;

/** Twelve to twenty-four words in small letters: a recovery phrase (BIP 39). */
const PHRASE = /^([a-z]{3,8}\s+){11,23}[a-z]{3,8}$/;

/** Options under which people hand over keys elsewhere. */
const KEY_OPTION = /^--?(private-?key|secret(-?key)?|mnemonic|seed(-?phrase)?|pk)(=|$)/i;

/**
 * Refuses a private key among the arguments: other programs on the machine see them, and the shell keeps them.
 *
 * @throws UsageError, which does not repeat it.
 */
export function refuseKeys(args: readonly string[]): void {
  const isKey = (arg: string): boolean =>
    KEY_OPTION.test(arg) ||
    [arg, arg.replace(/^--?[\w-]+=/, "")].some((text) => BARE_KEY.test(text) || PHRASE.test(text));
  const at = args.findIndex((arg) => isKey(arg));
  if (at >= 0) throw keyOnCommandLine(`Argument ${at + 1}`);
}

/**
 * Refuses a private key where something else is asked for.
 *
 * @param what Where it stood, such as "--key".
 * @throws UsageError, which does not repeat it.
 */
export function refuseKeyAs(what: string, text: string): void {
  if (ANY_KEY.test(text) || PHRASE.test(text)) throw keyOnCommandLine(what);
}

/** A text in which nothing stands that may be a key. */
export function withoutKeys(text: string): string {
  return text.replace(/\b(0x)?[0-9a-f]{64}\b/gi, "(64 hexadecimal digits)");
}

function keyOnCommandLine(what: string): UsageError {
  return new UsageError(
    "KeyOnCommandLine",
    `${what} looks like a private key, and none is taken from the command line: other programs can read it there, and the shell keeps it.`,
    "Count it as known to others. Keep a key in a keystore (`waymark keystore create`, or `import`, which asks for it), or in an environment variable that `--key env:NAME` names.",
  );
}
