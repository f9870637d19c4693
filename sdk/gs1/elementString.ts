/**
 * Element strings: GS1 data one after the other, in brackets as people read them, or as a scanner sends them, with a separator
 * after each value whose length is not predefined (GS1 General Specifications, sections 4.14 and 7.8).
 */
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import { requireElement, requireElements, type Gs1Element } from "./applicationIdentifiers.js";
import { identifierAt } from "./identifierForm.js";

/** Group separator, as which scanners send the function character FNC1. */
export const GS = "\u001d";

/** What a scanner may send first: the symbology of GS1-128, GS1 DataMatrix, GS1 QR Code, GS1 DataBar or GS1 DotCode, then FNC1. */
const SYMBOLOGY = /^\](?:C1|d2|Q3|e0|J1)/;

/**
 * Reads an element string in either form. Identifiers that this release does not judge are handed on with what they hold.
 *
 * @param text Such as "(01)09520123456788(10)LOT7", where a bracket inside a value is written "\\(" as the GS1 Barcode Syntax
 * Engine does; or as scanned, such as "010952012345678810LOT7\u001d2112345", with or without the symbology before it.
 * @throws InvalidValueError when it cannot be read to its end, an identifier is none of GS1, there twice or has a value that
 * it cannot hold.
 * @example parseElementString("(01)09520123456788(10)LOT7") // [{ ai: "01", value: "09520123456788" }, { ai: "10", value: "LOT7" }]
 */
export function parseElementString(text: string): readonly Gs1Element[] {
  requireText("element string", text);
  const elements = text.startsWith("(") ? bracketed(text) : scanned(text);
  requireElements(elements);
  return elements;
}

/**
 * Elements as people read them.
 *
 * @throws InvalidValueError as {@link parseElementString} does.
 * @example formatElementString([{ ai: "10", value: "LOT7" }]) // "(10)LOT7"
 */
export function formatElementString(elements: readonly Gs1Element[]): string {
  requireElements(elements);
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll("(", String.raw`\(`)}`).join("");
}

/**
 * Elements as a scanner sends them, without symbology: each value of no predefined length, save the last, ends with
 * `GS`, the group separator.
 *
 * @throws InvalidValueError as {@link parseElementString} does.
 */
export function encodeElementString(elements: readonly Gs1Element[]): string {
  requireElements(elements);
  return elements
    .map(({ ai, value }, index) => {
      const open = requireElement({ ai, value }).predefinedLength === undefined && index < elements.length - 1;
      return ai + value + (open ? GS : "");
    })
    .join("");
}

function bracketed(text: string): Gs1Element[] {
  const elements: Gs1Element[] = [];
  const pattern = /\(([0-9]{2,4})\)((?:[^(\\]|\\\()+)/y;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const [, ai, value] = pattern.exec(text) ?? [];
    if (ai === undefined || value === undefined) throw unreadable(text, text.slice(start));
    elements.push({ ai, value: value.replaceAll(String.raw`\(`, "(") });
  }
  return elements;
}

function scanned(text: string): Gs1Element[] {
  const elements: Gs1Element[] = [];
  let rest = text.replace(SYMBOLOGY, "");
  if (rest.startsWith(GS)) rest = rest.slice(1);
  if (rest === "") throw unreadable(text, rest);
  while (rest !== "") {
    const identifier = identifierAt(rest);
    if (identifier === undefined) throw unreadable(text, rest);
    const { ai, predefinedLength } = identifier;
    const separator = rest.indexOf(GS);
    const end = predefinedLength === undefined ? separator : ai.length + predefinedLength;
    const element = end < 0 ? rest : rest.slice(0, end);
    elements.push({ ai, value: element.slice(ai.length) });
    rest = rest.slice(element.length);
    // A separator after a predefined length says nothing, but is allowed.
    if (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return elements;
}

function unreadable(text: string, rest: string): InvalidValueError {
  return new InvalidValueError(
    `"${text}" is no GS1 element string: at "${rest}" no GS1 application identifier begins.`,
    'Write it as in "(01)09520123456788(10)LOT7", a bracket inside a value as "\\(", or give what the scanner sent.',
    text,
  );
}
