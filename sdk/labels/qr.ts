import { encodeQR } from "qr";

import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

/** Modules of white around a QR code, without which scanners do not find it (ISO/IEC 18004, section 6.3.8). */
const QUIET_ZONE = 4;

/**
 * The modules of a QR code, row by row, dark ones true, its quiet zone included. Error correction is M, 15 per cent, as GS1
 * asks of a QR code with a Digital Link.
 *
 * @throws InvalidValueError when it is no text, or none that a QR code holds: those have up to 2,331 bytes of any text.
 */
export function qrModules(text: string): boolean[][] {
  requireText("text of a QR code", text);
  try {
    return encodeQR(text, "raw", { ecc: "medium", border: QUIET_ZONE });
  } catch (cause) {
    // The text is not repeated in the error, which may end in a log: it may hold a key.
    throw new InvalidValueError(
      `A text of ${text.length} characters does not go into a QR code: that holds up to 2,331 bytes.`,
      "Shorten it, as by a resolver with a shorter name.",
      "(not shown)",
      cause,
    );
  }
}

/**
 * A QR code as an SVG image, one unit a module; it scales to any size.
 *
 * @throws InvalidValueError when the text is too long.
 * @example qrSvg("https://trace.example/01/09520123456788/10/LOT7/21/12345")
 */
export function qrSvg(text: string): string {
  const modules = qrModules(text);
  const size = modules.length;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${modules.map(bars).join("")}"/></svg>`
  );
}

/** The dark modules of a row, neighbours as one bar: single ones leave hairlines between them in print. */
function bars(row: readonly boolean[], y: number): string {
  const line = row.map((dark) => (dark ? "#" : " ")).join("");
  return [...line.matchAll(/#+/g)]
    .map(({ index, 0: bar }) => `M${index} ${y}h${bar.length}v1h-${bar.length}z`)
    .join("");
}
