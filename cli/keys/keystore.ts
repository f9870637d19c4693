import { chmod, readFile, writeFile } from "node:fs/promises";

import { isKeystoreJson, Wallet, type HDNodeWallet } from "ethers";

import { UsageError } from "../usageError.js";

/** Reads and decrypts a key (Web3 Secret Storage, version 3; takes a second or two, on purpose). */
export async function openKeystore(file: string, password: string): Promise<Wallet | HDNodeWallet> {
  const json = await readKeystore(file);
  try {
    return await Wallet.fromEncryptedJson(json, password);
  } catch (cause) {
    const isPassword = cause instanceof Error && /incorrect password/i.test(cause.message);
    throw new UsageError(
      isPassword ? "PasswordWrong" : "KeystoreInvalid",
      isPassword ? `The password does not open ${file}.` : `${file} cannot be decrypted.`,
      isPassword ? "Give the one that it was encrypted with; nobody can recover it." : "Restore it from a backup.",
      { cause },
    );
  }
}

/** The address in a keystore, which is not encrypted; undefined where the file leaves it out. */
export async function addressIn(file: string): Promise<string | undefined> {
  const { address } = JSON.parse(await readKeystore(file)) as { readonly address?: unknown };
  return typeof address === "string" ? `0x${address.replace(/^0x/, "")}` : undefined;
}

/**
 * Encrypts a key into a file that its owner alone can read.
 *
 * @param replace Whether a file that is there may go.
 * @throws UsageError "FileExists" when there is one that may not.
 */
export async function writeKeystore(
  file: string,
  wallet: Wallet | HDNodeWallet,
  password: string,
  { replace = false } = {},
): Promise<void> {
  const json = await wallet.encrypt(password);
  try {
    await writeFile(file, `${json}\n`, { mode: 0o600, flag: replace ? "w" : "wx" });
    // The mode counts for a new file only.
    await chmod(file, 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw new UsageError(
        "FileExists",
        `${file} is there already.`,
        "Name another file; a key that is lost is lost for good.",
      );
    throw new UsageError(
      "FileUnwritable",
      `${file} cannot be written (${code ?? "unknown"}).`,
      "Name a folder that is there and that you may write to.",
      { cause },
    );
  }
}

async function readKeystore(file: string): Promise<string> {
  let json: string;
  try {
    json = await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError(
      "KeystoreMissing",
      `The keystore ${file} cannot be read.`,
      "Name one that is there, or make it with `waymark keystore create`.",
      { cause },
    );
  }
  if (isKeystoreJson(json)) return json;
  throw new UsageError(
    "KeystoreInvalid",
    `${file} is no keystore (Web3 Secret Storage, version 3).`,
    "Make one with `waymark keystore create` or `import`.",
  );
}
