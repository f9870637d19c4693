import { InvalidValueError } from "../errors/waymarkError.js";
import { parseSerial } from "../gs1/serial.js";

/** One labelled unit of a batch. */
export interface ManifestItem {
  /** Its GS1 serial number: 1 to 20 characters, no two alike in a batch. */
  readonly serial: string;
  /**
   * The key hidden in its label, as ERC-7913 bytes in hexadecimal: the address of an account, or a verifier of the ledger
   * and the P-256 key of a chip. Left out, or "0x", on plain labels, which cannot be activated.
   */
  readonly labelSigner?: string;
}

/** Bytes of a signer: none, an address, or an address and a P-256 key. */
const SIGNER = /^0x(?:[0-9a-fA-F]{40}(?:[0-9a-fA-F]{128})?)?$/;

/**
 * Refuses what cannot be an item.
 *
 * @throws InvalidValueError naming the serial or the signer.
 */
export function requireItem({ serial, labelSigner }: ManifestItem): void {
  parseSerial(serial);
  if (labelSigner !== undefined && !SIGNER.test(labelSigner)) {
    throw new InvalidValueError(
      `"${labelSigner}" is no label signer of item ${serial}: that has 20 or 84 bytes, or none.`,
      'Give the address of the label\'s account, verifier and key of its chip, or "0x" for a plain label.',
      labelSigner,
    );
  }
}
