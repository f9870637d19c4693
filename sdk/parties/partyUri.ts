import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { parseGln } from "../gs1/gln.js";

/** A scheme and what it names (RFC 3986). */
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** A Global Location Number as a GS1 Digital Link. */
const GLN_LINK = /^https:\/\/id\.gs1\.org\/417\/(.*)$/;

/** Bytes of the longest URI that the ledger takes. */
const LONGEST = 256;

/**
 * The URI that names an organisation; where it is a GS1 Digital Link, its Global Location Number must be right too.
 *
 * @throws InvalidValueError when it is no URI, is longer than 256 bytes, or has a GLN that is none.
 * @example parsePartyUri("https://id.gs1.org/417/9520123000004")
 */
export function parsePartyUri(text: string): string {
  requireText("URI of a party", text);
  if (!URI.test(text)) throw invalid(text, "is no URI");
  if (new TextEncoder().encode(text).length > LONGEST) throw invalid(text, `is longer than ${LONGEST} bytes`);
  const [, gln] = GLN_LINK.exec(text) ?? [];
  if (gln !== undefined) parseGln(gln);
  return text;
}

function invalid(text: string, reason: string): InvalidValueError {
  return new InvalidValueError(
    `"${text}" ${reason}.`,
    'Write one that names the party, as in "https://id.gs1.org/417/9520123000004" or "did:web:customs.nz.example".',
    text,
  );
}
