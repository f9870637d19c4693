import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { getAddress, isKeystoreJson, Wallet, type HDNodeWallet } from "ethers";

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

/**
 * The address in a keystore, which is not encrypted.
 *
 * @throws UsageError "AddressMissing" where the file leaves it out.
 */
export async function addressIn(file: string): Promise<string> {
  const { address } = JSON.parse(await readKeystore(file)) as { readonly address?: unknown };
  if (typeof address === "string") return getAddress(`0x${address.replace(/^0x/, "").toLowerCase()}`);
  throw new UsageError("AddressMissing", `${file} does not say its address.`, "Import its key into a new one.");
}

/**
 * Encrypts a key into a new file that its owner alone can read. A key that is lost is lost for good, so none is overwritten.
 *
 * @throws UsageError "FileExists" when the file is there.
 */
export async function writeKeystore(file: string, wallet: Wallet, password: string): Promise<void> {
  // Before the seconds that encrypting takes.
  if (existsSync(file)) throw fileExists(file);
  const json = await wallet.encrypt(password);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${json}\n`, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") throw fileExists(file);
    throw new UsageError(
      "FileUnwritable",
      `${file} cannot be written (${code ?? "unknown"}).`,
      "Name a file in a folder that you may write to.",
      { cause },
    );
  }
}

function fileExists(file: string): UsageError {
  return new UsageError("FileExists", `${file} is there already, and may hold a key.`, "Name another file.");
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
