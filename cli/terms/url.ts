import { InvalidValueError } from "../../sdk/errors.js";
import { shownUrl, withoutSecrets } from "../../sdk/errors/shownUrl.js";

/** Whether a text is the address of something that answers over HTTP. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/**
 * The JSON-RPC address of a node or signer.
 *
 * @throws InvalidValueError when it is no http or https address.
 */
export function urlTerm(text: string): string {
  if (isHttpUrl(text)) return text;
  throw new InvalidValueError(
    `${shownUrl(text)} is no http or https address.`,
    "Write it as in https://rpc.example/key or http://127.0.0.1:8545.",
    withoutSecrets(text),
  );
}
