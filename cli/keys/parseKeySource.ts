import { parseDocument } from "../../sdk/documents/problem.js";
import { configSchema, type KeySource } from "../config/config.js";
import { UsageError } from "../usageError.js";
import { refuseKeyAs } from "./refuseKeys.js";

/** How a key source is written in `--key`. */
export const KEY_SOURCES = "keystore:FILE, env:NAME, remote:URL or remote:URL#ACCOUNT";

/**
 * The source of a key, as an option or environment variable says it.
 *
 * @throws UsageError when it is none; it does not repeat what may be a key.
 * @example parseKeySource("keystore:keys/operator.json")
 */
export function parseKeySource(text: string): KeySource {
  refuseKeyAs("--key", text);
  const [, kind, where = ""] = /^(keystore|env|remote):(.+)$/s.exec(text) ?? [];
  const source = kind === undefined ? undefined : sourceOf(kind, where);
  if (source === undefined) {
    throw new UsageError("KeySourceInvalid", `"${text}" says no source of a key.`, `Write ${KEY_SOURCES}.`, {
      values: { value: text },
    });
  }
  // The configuration knows what each may be.
  const { key } = parseDocument(`key source "${text}"`, configSchema, { key: source });
  if (key === undefined) throw new Error("A source that was given is there.");
  return key;
}

function sourceOf(kind: string, where: string): unknown {
  if (kind === "keystore") return { source: "keystore", file: where };
  if (kind === "env") return { source: "environment", variable: where };
  const [url, account] = where.split("#");
  return { source: "remote", url, ...(account === undefined ? {} : { account }) };
}
