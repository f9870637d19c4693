import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject, requireText } from "../given.js";

/**
 * Refuses what are no disclosures, before anything is read from them. Whether everything in one has the form of a disclosure
 * `parseDisclosure` tells, and `verifyDisclosure` whether it shows anything.
 *
 * @throws InvalidValueError naming what is missing.
 */
export function requireDisclosures(given: unknown): void {
  requireList("list of disclosures", given);
  for (const one of given) {
    requireObject("disclosure", one);
    const { about, dataHash, fields }: Readonly<Record<string, unknown>> = { ...one };
    requireSubject(about);
    requireText("dataHash of a disclosure", dataHash);
    requireList("list of fields of a disclosure", fields);
    for (const field of fields) requireObject("field of a disclosure", field);
  }
}

function requireSubject(about: unknown): void {
  requireObject("subject of a disclosure", about);
  const subject: Readonly<Record<string, unknown>> = { ...about };
  const [id = "consignment"] = ["batch", "product"].filter((name) => name in subject);
  for (const name of ["chainId", "ledger", id]) requireText(`${name} of a disclosure`, subject[name]);
  if (id === "product" && !/^\d{1,78}$/.test(String(subject.product))) {
    throw new InvalidValueError(
      `${shown(subject.product)} is no product of a disclosure.`,
      "Give the product's id in decimal digits.",
      subject.product,
    );
  }
}
