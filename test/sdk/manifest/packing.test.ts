import { expect } from "chai";
import fc from "fast-check";
import { hexlify, toUtf8String } from "ethers";

import { InvalidValueError } from "../../../sdk/errors.js";
import { requireItem, type ManifestItem } from "../../../sdk/manifest/manifestItem.js";
import { CHUNK_ITEMS, chunksOf, forEachPacked, refuse } from "../../../sdk/node/manifest/chunk.js";
import { someItems } from "./manifests.js";

/** An address with its checksum (an example of ERC-55). */
const CHECKED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

/** What is read back from chunks of these items. */
async function packedAndRead(items: readonly ManifestItem[]): Promise<ManifestItem[]> {
  const read: ManifestItem[] = [];
  for await (const chunk of chunksOf(items)) {
    const refused = forEachPacked(chunk, (serial, signer) => {
      read.push({ serial: toUtf8String(serial), labelSigner: hexlify(signer) });
    });
    if (refused !== undefined) refuse(refused);
  }
  return read;
}

function refusalOf(item: ManifestItem): Error | undefined {
  try {
    requireItem(item);
    return undefined;
  } catch (error) {
    return error as Error;
  }
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
    // With the right checksum, and with one letter in the other case.
    const checked = fc.constantFrom(CHECKED, CHECKED.replace("F", "f")).map((address) => address.slice(2));
    const labelSigner = fc
      .oneof(...digits, checked, fc.constantFrom("00".repeat(20), "00".repeat(84)))
      .chain((text) => fc.constantFrom(`0x${text}`, `0X${text}`, `0x${text.slice(1)}g`, text));
    const item = fc.record({ serial, labelSigner });
    const good = fc.record({
      serial: fc.string({ unit: fc.constantFrom(...Array.from("AZaz09_?/-")), minLength: 1, maxLength: 20 }),
      labelSigner: fc.constantFrom(
        "0x",
        `0x${"0af9".repeat(10)}`,
        `0x${"0AF9".repeat(10)}`,
        CHECKED,
        `0x${"c0DE".repeat(42)}`,
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(good, { maxLength: 3 }), item, fc.array(good, { maxLength: 2 }), async (...parts) => {
        const items = parts.flat();
        const refusal = items.map(refusalOf).find((each) => each !== undefined);
        const result: unknown = await packedAndRead(items).catch((error: unknown) => error);
        if (refusal === undefined) {
          expect(result).to.deep.equal(items.map((each) => ({ ...each, labelSigner: each.labelSigner.toLowerCase() })));
        } else expect(result).to.have.property("message", refusal.message);
      }),
      { numRuns: 500 },
    );
  });

  it("are so many in every chunk but the last", async () => {
    const items = someItems(CHUNK_ITEMS + 65);
    const counts: number[] = [];
    for await (const { count } of chunksOf(items)) counts.push(count);
    expect(counts).to.deep.equal([CHUNK_ITEMS, 65]);
    expect(await packedAndRead(items)).to.deep.equal(
      items.map(({ serial, labelSigner = "0x" }) => ({ serial, labelSigner })),
    );
  });

  it("are refused when they only look like items", async () => {
    // Joined it is as long as it says, with a comma that serials may have.
    const disguised = { serial: ["A", "B", "C"] } as unknown as ManifestItem;
    const refusal: unknown = await packedAndRead([disguised]).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes("no serial number");
  });
});
