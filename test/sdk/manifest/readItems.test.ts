import { PassThrough, Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";

import { expect } from "chai";

import { InvalidValueError } from "../../../sdk/errors.js";
import type { ManifestItem } from "../../../sdk/manifest/manifestItem.js";
import { readItems } from "../../../sdk/node/manifest/readItems.js";

const SIGNER = `0x${"ab".repeat(20)}`;

async function itemsIn(text: string): Promise<ManifestItem[]> {
  // In pieces, as a file comes.
  const pieces = text.match(/[^]{1,7}/g) ?? [];
  return await allOf(Readable.from(pieces.map((piece) => Buffer.from(piece))));
}

async function allOf(source: Readable): Promise<ManifestItem[]> {
  const items: ManifestItem[] = [];
  for await (const item of readItems(source)) items.push(item);
  return items;
}

describe("sdk/node: readItems", () => {
  it("reads serials alone, and with signers where they have one", async () => {
    expect(await itemsIn("serial\nA\nB\n")).to.deep.equal([{ serial: "A" }, { serial: "B" }]);
    expect(await itemsIn(`serial,labelSigner\nA,${SIGNER}\nB,\n`)).to.deep.equal([
      { serial: "A", labelSigner: SIGNER },
      { serial: "B" },
    ]);
  });

  it("understands what spreadsheets write: a byte order mark, other line ends, quotes, columns the other way round", async () => {
    expect(await itemsIn(`\ufefflabelSigner,serial\r\n${SIGNER},"A,""1"""\r\n\r\n`)).to.deep.equal([
      { serial: 'A,"1"', labelSigner: SIGNER },
    ]);
  });

  it("gives nothing for a list of no lines", async () => {
    expect(await itemsIn("serial\n")).to.deep.equal([]);
  });

  const REFUSED = [
    ["a column missing", "labelSigner\nA\n", 'Line 1: there is no column "serial".'],
    ["a column unknown", "serial,price\nA,1\n", 'Line 1: "price" is no column of items.'],
    ["a column twice", "serial,serial\nA,B\n", 'Line 1: there are two columns "serial".'],
    ["a serial that is none", "serial\nA\nB C\n", 'Line 3: "B C" is no serial number'],
    ["a signer that is none", "serial,labelSigner\nA,0x12\n", 'Line 2: "0x12" is no label signer of item A'],
    ["a field too many", "serial\nA\nB,C\n", "line 3"],
    ["a quote left open", 'serial\n"A\n', "The list of items cannot be read"],
  ] as const;
  for (const [what, text, why] of REFUSED) {
    it(`refuses ${what}`, async () => {
      const refusal: unknown = await itemsIn(text).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes(why);
    });
  }

  it("stops soon after a quote that is left open, however long the list goes on", async () => {
    let lines = 0;
    function* endless(): Generator<string> {
      yield 'serial\n"A\n';
      for (; lines < 1_000_000; lines++) yield `B${lines}\n`;
    }
    const refusal: unknown = await allOf(Readable.from(endless())).catch((error: unknown) => error);
    expect(refusal)
      .to.be.instanceOf(InvalidValueError)
      .with.property("message")
      .that.includes("The list of items cannot be read");
    expect(lines).to.be.below(10_000);
  });

  it("reads the longest item there is, with every sign quoted", async () => {
    const signer = `0x${"ab".repeat(84)}`;
    expect(await itemsIn(`serial,labelSigner\n"${'""'.repeat(20)}","${signer}"\n`)).to.deep.equal([
      { serial: '"'.repeat(20), labelSigner: signer },
    ]);
  });

  it("hands on what goes wrong in reading the file", async () => {
    const broken = new Error("the disk is gone");
    const source = new Readable({
      read() {
        this.destroy(broken);
      },
    });
    expect(await allOf(source).catch((error: unknown) => error)).to.equal(broken);
  });

  it("refuses a list that is cut off, where it waited for the rest of it for ever", async () => {
    const cut = new PassThrough();
    cut.write("serial\nA\nB\n");
    setImmediate(() => cut.destroy());
    const closed = new PassThrough();
    closed.destroy();
    for (const source of [cut, closed]) {
      const refusal: unknown = await allOf(source).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError);
      expect(refusal).to.have.property("message", "The list of items was closed before its end.");
    }
    const broken = new Error("the connection is gone");
    const failed = new PassThrough();
    failed.once("error", () => undefined);
    failed.destroy(broken);
    await setTimeout(0);
    expect(await allOf(failed).catch((error: unknown) => error)).to.equal(broken);
  });

  it("names what is no stream", async () => {
    for (const source of ["LOT7.csv", undefined, ["serial\n"], new Response("serial\n").body]) {
      const refusal: unknown = await allOf(source as never).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError);
      expect(refusal)
        .to.have.property("message")
        .that.matches(/ is no stream of a list of items\.$/);
    }
  });

  it("lets go of the file when not all is read", async () => {
    const source = Readable.from(["serial\n", "A\n", "B\n"]);
    for await (const { serial } of readItems(source)) {
      expect(serial).to.equal("A");
      break;
    }
    expect(source.destroyed).to.equal(true);
  });
});
