import { encodeBase64 } from "ethers";

/** Bytes as text that URLs and WebAuthn take: RFC 4648, section 5, without padding. */
export function base64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
