import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireObject, requireText } from "../given.js";
import type { CredentialIssuer, UnsignedCredential } from "./types.js";

/** What a credential is made with. */
export interface CredentialOptions {
  /** Id of the credential: a URI at which its issuer publishes it. */
  readonly id: string;
  readonly issuer: CredentialIssuer;
  readonly validFrom: Date;
  /** Version of UNTP whose context it names, 0.7.0 or another patch of 0.7, which has its shapes; unless said, 0.7.0. */
  readonly untpVersion?: string;
}

/** The version of UNTP that the shapes of this folder are of. */
export const UNTP_VERSION = "0.7.0";
/** That, and those that have its shapes. */
const SAME_SHAPES = /^0\.7\.(?:0|[1-9]\d{0,3})$/;

/**
 * A credential around a subject (W3C Verifiable Credentials Data Model 2.0). It has no proof: its issuer secures it, as a JWT
 * or with Data Integrity, with a key that this SDK never sees.
 *
 * @throws InvalidValueError when its id or its issuer's is no URI, the issuer has no name, the version has other shapes, or the
 * beginning is no moment.
 */
export function credential<Name extends string, Subject>(
  type: Name,
  name: string,
  credentialSubject: Subject,
  { id, issuer, validFrom, untpVersion = UNTP_VERSION }: CredentialOptions,
): UnsignedCredential<Name, Subject> {
  requireUri("credential", id);
  requireObject("issuer of a credential", issuer);
  requireUri("issuer", issuer.id);
  requireText("name of an issuer", issuer.name);
  if (issuer.name.trim() === "") {
    throw new InvalidValueError("The issuer has no name.", "Say what its readers know it by.", issuer.name);
  }
  if (typeof untpVersion !== "string" || !SAME_SHAPES.test(untpVersion)) {
    throw new InvalidValueError(
      `UNTP ${shown(untpVersion)} is no version that this release writes.`,
      `Leave it out for ${UNTP_VERSION}, or name another patch of 0.7: the shapes are of that version.`,
      untpVersion,
    );
  }
  return {
    type: [type, "VerifiableCredential"],
    "@context": [
      "https://www.w3.org/ns/credentials/v2",
      `https://vocabulary.uncefact.org/untp/${untpVersion}/context/`,
    ],
    id,
    issuer: { type: ["CredentialIssuer"], ...issuer },
    validFrom: instant(Number(validFrom)),
    name,
    credentialSubject,
  };
}

/** URIs of RFC 3986, of which DIDs are some. */
function requireUri(whose: string, uri: unknown): void {
  if (typeof uri === "string" && /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/.test(uri)) return;
  throw new InvalidValueError(
    `The id of the ${whose} is ${shown(uri)}, which is no URI.`,
    "Write it with its scheme, such as https://brand.example/credentials/1 or did:web:brand.example.",
    uri,
  );
}

/**
 * Milliseconds since 1970 as credentials have times: without fractions.
 *
 * @throws InvalidValueError when they are no moment.
 */
export function instant(milliseconds: number): string {
  if (Number.isNaN(new Date(milliseconds).getTime())) {
    throw new InvalidValueError(
      `${shown(milliseconds)} is no moment: those are milliseconds since 1970.`,
      "Give a Date that is one; new Date() of text that is no date is none.",
      milliseconds,
    );
  }
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
