import { shown } from "./shown.js";

/**
 * What was given as a URL, in a sentence: no more of text than scheme and host, for what follows may hold an access key, and what
 * goes before an @ a password.
 */
export function shownUrl(given: unknown): string {
  return shown(typeof given === "string" ? withoutSecrets(given) : given);
}

/**
 * Text that should be a URL up to where secrets may begin; cut text ends with "…".
 *
 * @example withoutSecrets("wss://node.example/v3/key") // "wss://node.example…"
 */
export function withoutSecrets(text: string): string {
  const [, scheme = "", host = ""] = /^([a-z][a-z\d+.-]*:\/\/)?([^/?#\\]*)/i.exec(text) ?? [];
  const start = scheme + (text.includes("@") ? "" : host);
  return start === text ? text : `${start}…`;
}
