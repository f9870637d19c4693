import { AbiCoder, getBytes, toUtf8String } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";
import { base64Url } from "../base64Url.js";
import { requireBytes32 } from "../bytes32.js";
import { givenBytes, requireObject, type GivenBytes } from "../given.js";
import { p256Signature } from "./p256Signature.js";

/** What an authenticator answers (WebAuthn, AuthenticatorAssertionResponse), each as bytes. */
export interface PasskeyAssertion {
  readonly authenticatorData: GivenBytes;
  readonly clientDataJSON: GivenBytes;
  /** DER, as browsers give it; or 64 bytes. */
  readonly signature: GivenBytes;
}

/** `WebAuthnAuth` of OpenZeppelin's WebAuthn library. */
const WEB_AUTHN_AUTH =
  "tuple(bytes32 r,bytes32 s,uint256 challengeIndex,uint256 typeIndex,bytes authenticatorData,string clientDataJSON)";
/** Hash of the relying party's name, flags, signature counter (WebAuthn, section 6.1). */
const LEAST_BYTES = 37;
const FLAGS_AT = 32;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const MAY_BE_BACKED_UP = 0x08;
const BACKED_UP = 0x10;

/**
 * Turns a passkey's assertion into what the ledger takes as its signature. The digest is the challenge of the ceremony, and
 * `userVerification` must be "required": the ledger takes no assertion of a device that has not asked for a finger, a face or
 * a PIN.
 *
 * @param digest 0x and 64 hexadecimal digits: what was to be signed.
 * @throws InvalidValueError when the digest does not have 32 bytes, or the assertion is none, of another challenge, of another
 * ceremony, cut short, without verification of the user, or with flags that contradict each other: before a relayer pays for finding out.
 * @example
 * const credential = await navigator.credentials.get({
 *   publicKey: { challenge: getBytes(digest), userVerification: "required" },
 * });
 * const signature = signWithPasskey(digest, credential.response);
 */
export function signWithPasskey(digest: string, assertion: PasskeyAssertion): string {
  const challenge = base64Url(getBytes(requireBytes32("digest", digest)));
  requireObject("assertion of a passkey", assertion);
  const clientDataJSON = clientDataIn(assertion);
  const challengeIndex = clientDataJSON.indexOf(`"challenge":"${challenge}"`);
  if (challengeIndex < 0) {
    throw new InvalidValueError(
      "The passkey signed another challenge than this digest.",
      "Give the digest as the challenge of the ceremony, as bytes.",
      digest,
    );
  }
  const typeIndex = clientDataJSON.indexOf('"type":"webauthn.get"');
  if (typeIndex < 0) {
    throw new InvalidValueError(
      "This is no assertion of a passkey: its client data are of another ceremony.",
      "Use navigator.credentials.get, not create.",
      clientDataJSON,
    );
  }
  const authenticatorData = getBytes(givenBytes("authenticatorData of a passkey", assertion.authenticatorData));
  if (authenticatorData.length < LEAST_BYTES) {
    throw new InvalidValueError(
      `The authenticatorData of the passkey has less than ${LEAST_BYTES} bytes.`,
      "Give all the bytes of authenticatorData as the browser gave them.",
      assertion.authenticatorData,
    );
  }
  const flags = authenticatorData[FLAGS_AT] ?? 0;
  if ((flags & USER_PRESENT) === 0 || (flags & USER_VERIFIED) === 0) {
    throw new InvalidValueError(
      "The passkey's device has not verified its user.",
      'Ask for userVerification "required".',
      flags,
    );
  }
  if ((flags & BACKED_UP) !== 0 && (flags & MAY_BE_BACKED_UP) === 0) {
    throw new InvalidValueError(
      "The passkey's device says that it is backed up, and may not be: the ledger takes no such assertion.",
      "Use another passkey, and report it to the maker of this one.",
      flags,
    );
  }
  const { r, s } = p256Signature(assertion.signature);
  const auth = {
    r,
    s,
    // Places in bytes: all that goes before is ASCII in what browsers serialise (WebAuthn, section 5.8.1.1).
    challengeIndex,
    typeIndex,
    authenticatorData,
    clientDataJSON,
  };
  // The verifier takes the fields themselves, without the offset that goes before a dynamic tuple.
  return `0x${AbiCoder.defaultAbiCoder()
    .encode([WEB_AUTHN_AUTH], [auth])
    .slice(2 + 64)}`;
}

function clientDataIn({ clientDataJSON }: PasskeyAssertion): string {
  const bytes = givenBytes("clientDataJSON of a passkey", clientDataJSON);
  try {
    return toUtf8String(bytes);
  } catch (error) {
    throw new InvalidValueError(
      "The client data of the passkey's assertion are no text in UTF-8.",
      "Give the bytes of clientDataJSON as the browser gave them.",
      bytes,
      error,
    );
  }
}
