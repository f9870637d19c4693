import { decodeBase64, encodeBase64 } from "ethers";

/** Bytes as text that URLs and WebAuthn take: RFC 4648, section 5, without padding. */
export function base64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The bytes in such text; undefined when it is no such text, or not the one by which these bytes are written.
 *
 * @example bytesOfBase64Url("_w") // Uint8Array.of(255)
 */
export function bytesOfBase64Url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = decodeBase64(
    text
      .replaceAll("-", "+")
      .replaceAll("_", "/")
      .padEnd(Math.ceil(text.length / 4) * 4, "="),
  );
  return base64Url(bytes) === text ? bytes : undefined;
}
