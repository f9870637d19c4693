import { asciiFromBytes } from "../ascii.js";
import { splitProductId } from "../ids.js";
import { Customs, Kind, Movement, nameIn, Role, rolesIn, SubjectKind } from "../vocabulary.js";
import { decodeWord, type WordState } from "../word.js";
import type { ErrorValues } from "./waymarkError.js";

/**
 * The parameters of a custom error in human form. A revert may name values that are wrong in any way, so no method refuses
 * one: what has no human form is shown as it is.
 */
export class RevertValues {
  readonly #values: ErrorValues;

  /** @param values The decoded parameters by name: bigint, boolean or string. */
  constructor(values: ErrorValues) {
    this.#values = values;
  }

  /** "party 7", or "nobody". */
  party(name: string): string {
    return this.number(name) === 0n ? "nobody" : `party ${this.number(name)}`;
  }

  /** "product 09520123456788", with its registrant when claimed. */
  product(name: string): string {
    return this.#product(this.number(name));
  }

  #product(product: bigint): string {
    try {
      const { gtin, registrant } = splitProductId(product);
      return registrant === 0n ? `product ${gtin}` : `product ${gtin} as claimed by party ${registrant}`;
    } catch {
      return `product 0x${product.toString(16)}`;
    }
  }

  /** "product 09520123456788", "batch 0x12345678…9abc": what is recalled. */
  subject(kind: string, subject: string): string {
    const name = nameIn(SubjectKind, this.number(kind));
    if (name === "Product") return this.#product(BigInt(this.text(subject)));
    if (name === "Batch") return this.batch(subject);
    if (name === "Consignment") return this.consignment(subject);
    return `subject ${this.hash(subject)} of kind ${this.number(kind)}`;
  }

  /** "in CN", or "everywhere". */
  reach(name: string): string {
    return this.#code(name) === "" ? "everywhere" : `in ${this.#code(name)}`;
  }

  /** "place is NZTRG there, and CNSHG here": what differs between the words of goods and of their container. */
  difference(goods: string, container: string): string {
    const [own, around] = [goods, container].map((name) => {
      const word = this.number(name);
      try {
        return decodeWord(word);
      } catch {
        return undefined;
      }
    });
    if (own === undefined || around === undefined) return "their states differ";
    const different = KEPT_EQUAL.filter(([, name]) => own[name] !== around[name]);
    const told = different.map(
      ([words, name]) => `${words} is ${said(own[name])} of the goods and ${said(around[name])} of the container`,
    );
    return told.join(", ") || "their states differ";
  }

  /** "batch 0x12345678…9abc". */
  batch(name: string): string {
    return `batch ${this.hash(name)}`;
  }

  /** "consignment 0x12345678…9abc". */
  consignment(name: string): string {
    return `consignment ${this.hash(name)}`;
  }

  /** "signer 0x52908400…7b92"; of an account its full address. */
  signer(name: string): string {
    const id = this.text(name);
    return id.startsWith(ACCOUNT_PADDING)
      ? `signer 0x${id.slice(ACCOUNT_PADDING.length)}`
      : `signer ${this.hash(name)}`;
  }

  /** Enough of a hash to recognise it: "0x12345678…9abc". */
  hash(name: string): string {
    const text = this.text(name);
    return `${text.slice(0, 10)}…${text.slice(-4)}`;
  }

  /** "CNSHG", "CN", or "nowhere". */
  place(name: string): string {
    return this.#code(name) || "nowhere";
  }

  /** CNSHG, CN, or "" (anywhere). */
  scope(name: string): string {
    return this.#code(name) || '"" (anywhere)';
  }

  /** Short text in bytes, such as a country or a unit: "CN". */
  code(name: string): string {
    return this.#code(name) || '""';
  }

  /** "Carrier". */
  role(name: string): string {
    return nameIn(Role, this.number(name)) ?? `role ${this.number(name)}`;
  }

  /** "Carrier, Port". */
  roles(name: string): string {
    const set = this.number(name);
    try {
      return rolesIn(set).join(", ") || "none";
    } catch {
      return `0x${set.toString(16)}`;
    }
  }

  /** "Departed". */
  kind(name: string): string {
    return nameIn(Kind, this.number(name)) ?? `kind ${this.number(name)}`;
  }

  /** "InTransit". */
  movement(name: string): string {
    return nameIn(Movement, this.number(name)) ?? `movement ${this.number(name)}`;
  }

  /** "PartlyCleared". */
  customs(name: string): string {
    return nameIn(Customs, this.number(name)) ?? `customs state ${this.number(name)}`;
  }

  /** "2026-11-11 08:00:00 UTC", from seconds since 1970 (40 bits). */
  time(name: string): string {
    return new Date(Number(this.number(name)) * 1000).toISOString().replace("T", " ").replace(".000Z", " UTC");
  }

  /** "1,200 units". */
  units(name: string): string {
    return this.number(name) === 1n ? "1 unit" : `${this.number(name).toLocaleString("en")} units`;
  }

  /** "09520123456788", filled up to 14 digits. */
  gtin(name: string): string {
    return this.number(name).toString().padStart(14, "0");
  }

  /** The digits of a company prefix, leading zeros included. */
  prefix(name: string, length: string): string {
    return this.number(name)
      .toString()
      .padStart(Number(this.number(length)), "0");
  }

  number(name: string): bigint {
    const value = this.#values[name];
    if (typeof value !== "bigint") throw new TypeError(`The error has no number "${name}".`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    if (typeof value !== "boolean") throw new TypeError(`The error has no flag "${name}".`);
    return value;
  }

  text(name: string): string {
    const value = this.#values[name];
    if (typeof value !== "string") throw new TypeError(`The error has no text "${name}".`);
    return value;
  }

  /** Text of printable ASCII; other bytes as they are. */
  #code(name: string): string {
    const text = asciiFromBytes(this.text(name));
    return /^[\x21-\x7e]*$/.test(text) ? text : this.text(name);
  }
}

/** What goods must have in common with their container, in words. */
const KEPT_EQUAL: readonly (readonly [words: string, name: keyof WordState])[] = [
  ["the place", "place"],
  ["the destination", "destination"],
  ["the movement", "movement"],
  ["import customs", "customs"],
  ["customs' own word on the import", "importOwn"],
  ["export clearance", "exportCleared"],
  ["customs' own word on the export", "exportOwn"],
  ["being domestic", "domestic"],
  ["having travelled", "travelled"],
  ["being on an inland leg", "inland"],
  ["being sent back", "sentBack"],
];

function said(value: WordState[keyof WordState]): string {
  if (typeof value === "boolean") return value ? "so" : "not so";
  return String(value) || "none";
}

/** The zeros in front of the address in the signer id of an account. */
const ACCOUNT_PADDING = `0x${"0".repeat(24)}`;
