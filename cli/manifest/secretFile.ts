import { access } from "node:fs/promises";
import { resolve } from "node:path";

import { isHexString } from "ethers";

import { generateManifestSecret } from "../../sdk/manifest/labelKey.js";
import { readText, writeOut } from "../files.js";
import type { Session } from "../session.js";
import { UsageError } from "../usageError.js";

/** What the file of a secret holds, for the help. */
export const LABEL_SECRET =
  "file with the secret that makes the labels' hidden keys: 32 bytes, 0x and 64 hexadecimal digits";

/**
 * A secret that is kept in a file: of a batch's labels, or of what records say beside the ledger.
 *
 * @param make Whether a new one is made where there is no such file; only its owner can read that.
 * @throws UsageError when the file cannot be read, or holds no secret; it does not repeat what it holds.
 */
export async function secretIn(session: Session, file: string, make = false): Promise<string> {
  const path = resolve(session.io.cwd, file);
  if (make && !(await exists(path))) {
    const secret = generateManifestSecret();
    await writeOut(session.io, file, `${secret}\n`, 0o600);
    session.show.note(`A new secret is in ${path}: keep it, for nobody can make it again, and show it to nobody.`);
    return secret;
  }
  const secret = (await readText(session.io, file)).trim();
  if (isHexString(secret, 32)) return secret;
  throw new UsageError(
    "SecretInvalid",
    `${path} holds no secret.`,
    "Give a file with 0x and 64 hexadecimal digits, as the command makes it where there is none.",
    { values: { file: path } },
  );
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
