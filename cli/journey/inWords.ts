/**
 * A name of the vocabulary in words.
 *
 * @example inWords("ImportDeclared") // "import declared"
 */
export function inWords(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** The text with a capital letter at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
