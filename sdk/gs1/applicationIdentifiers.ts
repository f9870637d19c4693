/**
 * The GS1 application identifiers that trade in goods uses, with what each may hold (GS1 General Specifications, chapter 3).
 * What others hold is not judged here: healthcare, coupons, payment slips and assets have no part in the journey of goods.
 */
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { countryOfNumber } from "../places/country.js";
import { requireText82 } from "./characterSet82.js";
import { requireNumericKey } from "./checkDigit.js";
import { parseGs1Date } from "./date.js";
import { parseGln } from "./gln.js";
import { parseGtin } from "./gtin.js";
import { identifierAt, type IdentifierForm } from "./identifierForm.js";
import { parseLot } from "./lot.js";
import { parseSerial } from "./serial.js";
import { parseSscc } from "./sscc.js";

/** What an application identifier stands for. */
export interface ApplicationIdentifier extends IdentifierForm {
  /** What it holds, as GS1 titles it. */
  readonly title: string;
  /** @throws InvalidValueError when it cannot hold this value. */
  readonly check: (value: string) => void;
}

type Check = ApplicationIdentifier["check"];
type Judged = Pick<ApplicationIdentifier, "ai" | "title" | "check">;

const gtin: Check = (value) => {
  requireNumericKey("GTIN-14", value, [14]);
  parseGtin(value);
};
const date: Check = (value) => {
  parseGs1Date(value);
};
const gln: Check = parseGln;

function digits(min: number, max = min): Check {
  return (value) => {
    if (new RegExp(`^[0-9]{${min},${max}}$`).test(value)) return;
    const span = min === max ? `${max}` : `${min} to ${max}`;
    throw new InvalidValueError(`"${value}" is not ${span} digits.`, "Give the digits alone.", value);
  };
}

function text(max: number): Check {
  return (value) => {
    requireText82("text for a GS1 code", value, max);
  };
}

/** GDTI: 13 digits with a check digit, then up to 17 characters. */
const gdti: Check = (value) => {
  requireNumericKey("GDTI", value.slice(0, 13), [13]);
  if (value.length > 13) text(17)(value.slice(13));
};

/** One to `max` countries, three digits each. */
function countries(max: number): Check {
  return (value) => {
    digits(3, 3 * max)(value);
    for (let at = 0; at < value.length; at += 3) countryOfNumber(value.slice(at, at + 3));
  };
}

/** A country, then a postal code. */
const postalCodeAbroad: Check = (value) => {
  countryOfNumber(value.slice(0, 3));
  text(9)(value.slice(3));
};

/** Weights have one identifier for each number of decimals, 0 to 5, which is its last digit. */
function weights(stem: string, title: string): Judged[] {
  return [0, 1, 2, 3, 4, 5].map((decimals) => ({
    ai: `${stem}${decimals}`,
    title,
    check: digits(6),
  }));
}

const JUDGED: readonly Judged[] = [
  { ai: "00", title: "SSCC", check: parseSscc },
  { ai: "01", title: "GTIN", check: gtin },
  { ai: "02", title: "CONTENT", check: gtin },
  { ai: "10", title: "BATCH/LOT", check: parseLot },
  { ai: "11", title: "PROD DATE", check: date },
  { ai: "13", title: "PACK DATE", check: date },
  { ai: "15", title: "BEST BEFORE or BEST BY", check: date },
  { ai: "16", title: "SELL BY", check: date },
  { ai: "17", title: "USE BY or EXPIRY", check: date },
  { ai: "20", title: "VARIANT", check: digits(2) },
  { ai: "21", title: "SERIAL", check: parseSerial },
  { ai: "22", title: "CPV", check: text(20) },
  { ai: "30", title: "VAR. COUNT", check: digits(1, 8) },
  ...weights("310", "NET WEIGHT (kg)"),
  ...weights("330", "GROSS WEIGHT (kg)"),
  { ai: "37", title: "COUNT", check: digits(1, 8) },
  { ai: "253", title: "GDTI", check: gdti },
  { ai: "254", title: "GLN EXTENSION COMPONENT", check: text(20) },
  { ai: "400", title: "ORDER NUMBER", check: text(30) },
  { ai: "401", title: "GINC", check: text(30) },
  {
    ai: "402",
    title: "GSIN",
    check: (value) => {
      requireNumericKey("GSIN", value, [17]);
    },
  },
  { ai: "410", title: "SHIP TO LOC", check: gln },
  { ai: "412", title: "PURCHASE FROM", check: gln },
  { ai: "413", title: "SHIP FOR LOC", check: gln },
  { ai: "414", title: "LOC No.", check: gln },
  { ai: "416", title: "PROD/SERV LOC", check: gln },
  { ai: "417", title: "PARTY", check: gln },
  { ai: "420", title: "SHIP TO POST", check: text(20) },
  { ai: "421", title: "SHIP TO POST", check: postalCodeAbroad },
  { ai: "422", title: "ORIGIN", check: countries(1) },
  { ai: "423", title: "COUNTRY - INITIAL PROCESS", check: countries(5) },
  { ai: "424", title: "COUNTRY - PROCESS", check: countries(1) },
  { ai: "425", title: "COUNTRY - DISASSEMBLY", check: countries(5) },
  { ai: "426", title: "COUNTRY - FULL PROCESS", check: countries(1) },
];

/** Every application identifier whose values are judged here. */
export const APPLICATION_IDENTIFIERS: readonly ApplicationIdentifier[] = JUDGED.map((each) => ({
  ...each,
  ...identifierAt(each.ai),
}));

const BY_CODE: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  APPLICATION_IDENTIFIERS.map((each) => [each.ai, each]),
);

/** What an application identifier stands for; undefined when it is none of {@link APPLICATION_IDENTIFIERS}. */
export function applicationIdentifier(ai: string): ApplicationIdentifier | undefined {
  return BY_CODE.get(ai);
}

/** An application identifier and its value. */
export interface Gs1Element {
  /** Two to four digits, such as "10". */
  readonly ai: string;
  readonly value: string;
}

/** What GS1 lets no value exceed: that of the identifiers that companies agree on among themselves. */
const LONGEST = 90;

/**
 * Refuses an element whose identifier is none of GS1, or cannot hold its value. Of one that is not judged here nothing is asked
 * but that a code can hold it.
 *
 * @throws InvalidValueError naming the element.
 */
export function requireElement({ ai, value }: Gs1Element): IdentifierForm {
  requireText("application identifier", ai);
  const form = identifierAt(ai);
  if (form?.ai !== ai) {
    throw new InvalidValueError(
      `(${ai}) is no GS1 application identifier.`,
      "Give one that GS1 lists, of two to four digits, such as (01) for a GTIN or (10) for a lot.",
      ai,
    );
  }
  const { predefinedLength } = form;
  const check = BY_CODE.get(ai)?.check ?? (predefinedLength === undefined ? text(LONGEST) : digits(predefinedLength));
  check(value);
  return form;
}

/**
 * Refuses elements of which one is none, or two have the same identifier.
 *
 * @throws InvalidValueError naming the element.
 */
export function requireElements(elements: readonly Gs1Element[]): void {
  const seen = new Set<string>();
  for (const element of elements) {
    requireElement(element);
    if (seen.has(element.ai)) {
      throw new InvalidValueError(`(${element.ai}) is there twice.`, "Give each element once.", element.ai);
    }
    seen.add(element.ai);
  }
}
