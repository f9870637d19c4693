import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import type { CredentialIssuer, UnsignedCredential } from "./types.js";

/** What a credential is made with. */
export interface CredentialOptions {
  /** Id of the credential: a URI at which its issuer publishes it. */
  readonly id: string;
  readonly issuer: CredentialIssuer;
  readonly validFrom: Date;
  /** Version of UNTP whose context it names; unless said, 0.7.0. */
  readonly untpVersion?: string;
}

/** The version of UNTP that the shapes of this folder are of. */
export const UNTP_VERSION = "0.7.0";

/**
 * A credential around a subject (W3C Verifiable Credentials Data Model 2.0). It has no proof: its issuer secures it, as a JWT
 * or with Data Integrity, with a key that this SDK never sees.
 */
export function credential<Name extends string, Subject>(
  type: Name,
  name: string,
  credentialSubject: Subject,
  { id, issuer, validFrom, untpVersion = UNTP_VERSION }: CredentialOptions,
): UnsignedCredential<Name, Subject> {
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
