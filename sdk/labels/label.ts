import { getBytes, hexlify } from "ethers";

import { base64Url, bytesOfBase64Url } from "../base64Url.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { formatDigitalLink, type DigitalLink } from "../gs1/digitalLink.js";
import { formatElementString } from "../gs1/elementString.js";
import { isLabelKey, requireLabelKey } from "../manifest/labelKey.js";

/** What is printed for one item. */
export interface Label {
  /** The open code: the GS1 Digital Link of the item. */
  readonly link: string;
  /** The code under the scratch-off field; none on a plain label. */
  readonly hidden?: string;
  /**
   * What people read, such as "(01)09520123456788(10)LOT7(21)12345". A bracket inside a value stands as it is, for no sign of
   * ours belongs on a pack: print an element a line, as `labelSheet` does, where it may be taken for one around an identifier.
   */
  readonly text: string;
}

/** The name of the key in the fragment of a hidden code. */
const KEY = "#k=";

/**
 * What is printed for one item.
 *
 * The hidden code is the open one with the label's private key as its fragment, `#k=` and the base64url of its 32 bytes. A
 * browser keeps a fragment to itself, so the page that opens can sign with the key, and no server ever sees it.
 *
 * @param link What the open code says, with the salt of the lot where there is one.
 * @param labelKey The private key hidden in the label, 0x and 64 hexadecimal digits; left out on a plain label.
 * @throws InvalidValueError when the link cannot be written, or the key is no private key of secp256k1.
 */
export function makeLabel(link: DigitalLink, labelKey?: string): Label {
  const open = formatDigitalLink(link);
  const text = formatElementString(link.elements).replaceAll(String.raw`\(`, "(");
  if (labelKey === undefined) return { link: open, text };
  requireLabelKey(`label key of ${text}`, labelKey);
  return { link: open, text, hidden: open + KEY + base64Url(getBytes(labelKey)) };
}

/**
 * The private key in a hidden code; undefined when the code is an open one.
 *
 * @throws InvalidValueError when there is a key that is none.
 */
export function labelKeyIn(code: string): string | undefined {
  requireText("code of a label", code);
  const at = code.indexOf("#");
  if (at < 0 || !code.startsWith(KEY, at)) return undefined;
  const bytes = bytesOfBase64Url(code.slice(at + KEY.length));
  const key = bytes === undefined ? "" : hexlify(bytes);
  if (!isLabelKey(key)) {
    throw new InvalidValueError(
      "The hidden code holds no whole key: that is the base64url of the 32 bytes of a private key.",
      "Scratch the field free and scan it again.",
      "(not shown)",
    );
  }
  return key;
}
