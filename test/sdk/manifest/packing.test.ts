import { expect } from "chai";
import fc from "fast-check";
import { hexlify, toUtf8String } from "ethers";

import { requireItem, type ManifestItem } from "../../../sdk/manifest/manifestItem.js";
import { chunksOf, forEachPacked } from "../../../sdk/node/manifest/chunk.js";

/** What is read back from a chunk with this item alone. */
async function packedAndRead(item: ManifestItem): Promise<ManifestItem[]> {
  const read: ManifestItem[] = [];
  for await (const chunk of chunksOf([item])) {
    forEachPacked(chunk, (serial, signer) => read.push({ serial: toUtf8String(serial), labelSigner: hexlify(signer) }));
  }
  return read;
}

describe("sdk/node: items on their way to a thread", () => {
  it("arrive as they were, and those that are none are refused in the words of the rules", async () => {
    const character = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...Array.from("AZaz09_?/-")) },
      fc.constantFrom(...Array.from(" #@\u0000\u007f\u00e9\u0141€")),
    );
    const serial = fc.array(character, { maxLength: 22 }).map((characters) => characters.join(""));
    const digits = [0, 1, 38, 40, 41, 128, 168, 170].map((length) =>
      fc.string({
        unit: fc.constantFrom(...Array.from("0123456789abcdefABCDEF")),
        minLength: length,
        maxLength: length,
      }),
    );
    const labelSigner = fc.oneof(...digits).chain((text) => fc.constantFrom(`0x${text}`, `0x${text.slice(1)}g`, text));
    await fc.assert(
      fc.asyncProperty(fc.record({ serial, labelSigner }), async (item) => {
        let refusal: unknown;
        try {
          requireItem(item);
        } catch (error) {
          refusal = error;
        }
        const result: unknown = await packedAndRead(item).catch((error: unknown) => error);
        if (refusal === undefined) {
          expect(result).to.deep.equal([{ ...item, labelSigner: item.labelSigner.toLowerCase() }]);
        } else expect(result).to.have.property("message", (refusal as Error).message);
      }),
      { numRuns: 500 },
    );
  });
});
