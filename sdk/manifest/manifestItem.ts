import { isAddress } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";
import { requireObject } from "../given.js";
import { parseSerial } from "../gs1/serial.js";

/** One labelled unit of a batch. */
export interface ManifestItem {
  /** Its GS1 serial number: 1 to 20 characters, no two alike in a batch. */
  readonly serial: string;
  /**
   * The key hidden in its label, as ERC-7913 bytes in hexadecimal: the address of an account, in one case or with the right
   * checksum (ERC-55), or a verifier of the ledger and the P-256 key of a chip. Left out, or "0x", on plain labels, which cannot be activated.
   */
  readonly labelSigner?: string;
}

/** Bytes of a signer: none, an address, or an address and a P-256 key. */
const SIGNER = /^0x(?:[0-9a-fA-F]{40}(?:[0-9a-fA-F]{128})?)?$/;

/** Behind the zero address is no key. */
const NOBODY = /^0x0{40}/;

/** An address that has a checksum: letters in both cases. Of others none is computed, which takes long for millions of items. */
const CHECKED = /^0x(?=.*[a-f])(?=.*[A-F]).{40}$/;

/**
 * Refuses what cannot be an item.
 *
 * @throws InvalidValueError naming the serial or the signer.
 */
export function requireItem(item: ManifestItem): void {
  requireObject("item", item);
  const { serial, labelSigner } = item;
  parseSerial(serial);
  if (labelSigner === undefined) return;
  const refused = (why: string, toDo: string): InvalidValueError =>
    new InvalidValueError(`"${labelSigner}" is no label signer of item ${serial}: ${why}.`, toDo, labelSigner);
  if (!SIGNER.test(labelSigner)) {
    throw refused(
      "that has 20 or 84 bytes, or none",
      'Give the address of the label\'s account, verifier and key of its chip, or "0x" for a plain label.',
    );
  }
  if (NOBODY.test(labelSigner)) {
    throw refused(
      "nobody has a key of the zero address",
      'Give the address of the label\'s key, or "0x" for a plain label.',
    );
  }
  if (CHECKED.test(labelSigner) && !isAddress(labelSigner)) {
    throw refused("its checksum is wrong", "Copy the address again: at least one character is another.");
  }
}
