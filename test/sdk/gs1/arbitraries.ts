import fc from "fast-check";

/** One to `max` characters of GS1 character set 82. */
export function text82(max: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[!"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]{1,${max}}$`));
}
