import { execFile } from "node:child_process";
import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";
import { id } from "ethers";

import { FatalError, InvalidValueError } from "../../../sdk/errors.js";
import type { ManifestProof } from "../../../sdk/manifest/itemProof.js";
import { itemTree } from "../../../sdk/manifest/itemTree.js";
import { labelKeys, labelSignerOf } from "../../../sdk/manifest/labelKey.js";
import type { ManifestItem } from "../../../sdk/manifest/manifestItem.js";
import { CHUNK_ITEMS } from "../../../sdk/node/manifest/chunk.js";
import { openManifest } from "../../../sdk/node/manifest/openManifest.js";
import { writeManifest, type ManifestProgress } from "../../../sdk/node/manifest/writeManifest.js";
import { BATCH, openZeppelinTree, someItems, valuesOf } from "./manifests.js";

const run = promisify(execFile);

/** More than one thread takes at once, and not a power of two. */
const MANY = 20_000;

describe("sdk/node: manifests in files", () => {
  let folder: string;
  let file: string;
  const many = someItems(MANY);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "waymark-manifest-"));
    file = join(folder, "items.manifest");
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  for (const count of [1, 2, 3, 64, 65, 130]) {
    it(`prove each of ${count} items as OpenZeppelin's tree does`, async () => {
      const items = someItems(count);
      const theirs = openZeppelinTree(items);
      expect(await writeManifest(file, BATCH, items)).to.deep.equal({ root: theirs.root, count });
      await using manifest = await openManifest(file);
      expect(manifest).to.include({ batch: BATCH, count, root: theirs.root });
      for (const item of items) {
        const [, serialHash, signerHash] = valuesOf(item);
        const proof = theirs.getProof(valuesOf(item));
        expect(await manifest.prove(item.serial)).to.deep.equal({ serialHash, signerHash, proof });
      }
    });
  }

  it("are the same from many threads as from one, and tell how far they are", async () => {
    const progress: ManifestProgress[] = [];
    const onProgress = (each: ManifestProgress): number => progress.push(each);
    const { root } = await writeManifest(file, BATCH, asStream(many), { workers: 3, onProgress });
    const tree = await itemTree(BATCH, many);
    expect(root).to.equal(tree.root);
    expect(progress.map(({ phase }) => phase)).to.deep.equal(["items", "items", "items", "tree", "file"]);
    expect(progress.at(-1)).to.deep.equal({ phase: "file", items: MANY });

    await using manifest = await openManifest(file);
    for (const { serial } of many.filter((_, index) => index % 997 === 0)) {
      expect(await manifest.prove(serial)).to.deep.equal(tree.prove(serial));
    }
  });

  it("make the label keys of items that bring no signer", async () => {
    const labelSecret = id("a secret");
    const keyOf = labelKeys(labelSecret, BATCH);
    const items = ["A", "B"].map((serial) => ({ serial, labelSigner: labelSignerOf(keyOf(serial)) }));
    const own = { serial: "C", labelSigner: `0x${"ab".repeat(20)}` };
    const { root } = await writeManifest(file, BATCH, [{ serial: "A" }, { serial: "B" }, own], { labelSecret });
    expect(root).to.equal((await itemTree(BATCH, [...items, own])).root);
  });

  it("make label keys in threads too", async () => {
    const labelSecret = id("a secret");
    const filled = many.map(({ serial, labelSigner = `0x${"ab".repeat(20)}` }) => ({ serial, labelSigner }));
    const last = { serial: "LAST" };
    const { root } = await writeManifest(file, BATCH, [...filled, last], { labelSecret, workers: 2 });
    const labelSigner = labelSignerOf(labelKeys(labelSecret, BATCH)("LAST"));
    expect(root).to.equal((await itemTree(BATCH, [...filled, { ...last, labelSigner }])).root);
  });

  for (const [count, workers] of [
    [CHUNK_ITEMS, 1],
    [CHUNK_ITEMS + 1, 5],
    [2 * CHUNK_ITEMS, 0],
  ] as const) {
    it(`have the root of ${count} items from ${workers} threads`, async () => {
      const items = someItems(count);
      const { root } = await writeManifest(file, BATCH, items, { workers });
      expect(root).to.equal((await itemTree(BATCH, items)).root);
    });
  }

  it("know no serial that is not on them", async () => {
    await writeManifest(file, BATCH, someItems(1_000));
    await using manifest = await openManifest(file);
    for (const serial of ["s1", "S1000", ""]) {
      const refusal: unknown = await manifest.prove(serial).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes(`"${serial}"`);
    }
  });

  describe("that cannot be written", () => {
    let before: Buffer;

    beforeEach(async () => {
      await writeManifest(file, BATCH, someItems(5));
      before = await readFile(file);
    });

    /** The earlier file is as it was, and there is no other. */
    async function expectUntouched(): Promise<void> {
      expect((await readFile(file)).equals(before)).to.equal(true);
      expect(await readdir(folder)).to.deep.equal(["items.manifest"]);
    }

    const alike = [...many];
    alike[MANY - 1] = { serial: "S7" };
    const REFUSED: readonly (readonly [string, readonly ManifestItem[], string])[] = [
      ["no items", [], "A manifest without items has no root."],
      ["an item that is none", [...many, { serial: "A B" }], '"A B" is no serial number'],
      ["two items alike", alike, `Items 8 and ${MANY} of the list have the same serial number.`],
    ];
    for (const [what, items, why] of REFUSED) {
      it(`leave nothing behind for ${what}`, async () => {
        const refusal: unknown = await writeManifest(file, BATCH, items).catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes(why);
        await expectUntouched();
      });
    }

    it("leave nothing behind for what is no file, list, item or option", async () => {
      const write: (...given: readonly never[]) => Promise<unknown> = writeManifest;
      const none = undefined as never;
      const wrong: readonly (readonly unknown[])[] = [
        ...[
          [none, BATCH, []],
          [file, BATCH, none],
          [file, BATCH, "S1"],
          [file, BATCH, [none]],
          [file, BATCH, ["S1"]],
        ],
        ...[null, { signal: new AbortController() }, { onProgress: 5 }].map((options) => [file, BATCH, [], options]),
      ];
      for (const given of wrong) {
        const refusal: unknown = await write(...(given as never[])).catch((error: unknown) => error);
        expect(refusal, String(refusal)).to.be.instanceOf(InvalidValueError);
      }
      // A folder is found to be one when all is written, and only then.
      const refusal: unknown = await writeManifest(folder, BATCH, someItems(5)).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(FatalError).with.property("name", "ManifestUnwritten");
      await expectUntouched();
      expect((await readdir(dirname(folder))).filter((name) => name.startsWith(`${basename(folder)}.`))).to.deep.equal(
        [],
      );
    });

    for (const phase of ["items", "tree", "file"] as const) {
      it(`leave nothing behind when they are stopped in the phase "${phase}"`, async () => {
        const stop = new AbortController();
        const onProgress = (progress: ManifestProgress): void => {
          if (progress.phase === phase) stop.abort();
        };
        const options = { onProgress, signal: stop.signal };
        const stopped: unknown = await writeManifest(file, BATCH, many, options).catch((error: unknown) => error);
        expect(stopped).to.equal(stop.signal.reason);
        await expectUntouched();
      });
    }

    for (const workers of [-1, 1.5, Number.NaN, 1_025]) {
      it(`leave nothing behind for ${workers} threads`, async () => {
        const refusal: unknown = await writeManifest(file, BATCH, many, { workers }).catch((error: unknown) => error);
        expect(refusal)
          .to.be.instanceOf(InvalidValueError)
          .with.property("message", `There cannot be ${workers} threads.`);
        await expectUntouched();
      });
    }

    it("do not begin when they were stopped before", async () => {
      const signal = AbortSignal.abort();
      const stopped: unknown = await writeManifest(file, BATCH, many, { signal }).catch((error: unknown) => error);
      expect(stopped).to.equal(signal.reason);
      await expectUntouched();
    });

    it("leave nothing behind for a secret that is none, whatever the number of items", async () => {
      for (const items of [someItems(5), many]) {
        const write = writeManifest(file, BATCH, items, { labelSecret: "0x12", workers: 3 });
        const refusal: unknown = await write.catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes("secret");
        await expectUntouched();
      }
    });

    /** Gives these items, and then neither another one nor an end. */
    async function* stalled(items: readonly ManifestItem[]): AsyncGenerator<ManifestItem, void> {
      yield* items;
      await new Promise(() => undefined);
    }

    it("are refused for an item even while the list waits for the next", async () => {
      const items = [{ serial: "A B" }, ...someItems(CHUNK_ITEMS - 1)];
      const write = writeManifest(file, BATCH, stalled(items), { workers: 2 });
      const refusal: unknown = await write.catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes('"A B" is no serial');
      await expectUntouched();
    });

    for (const count of [1, CHUNK_ITEMS]) {
      it(`stop even while the list waits for what follows ${count} items`, async () => {
        const stop = new AbortController();
        const write = writeManifest(file, BATCH, stalled(someItems(count)), { workers: 2, signal: stop.signal });
        setTimeout(() => {
          stop.abort();
        }, 50);
        expect(await write.catch((error: unknown) => error)).to.equal(stop.signal.reason);
        await expectUntouched();
      });
    }

    it("keep the first error when the list's end throws another", async () => {
      async function* list(): AsyncGenerator<ManifestItem, void> {
        try {
          yield { serial: "A B" };
          for (let index = 0; ; index++) yield { serial: `S${index}` };
        } finally {
          // What a list does whose file cannot be closed.
          await Promise.reject(new Error("the end broke"));
        }
      }
      const refusal: unknown = await writeManifest(file, BATCH, list(), { workers: 2 }).catch(
        (error: unknown) => error,
      );
      expect(refusal).to.be.instanceOf(InvalidValueError).with.property("message").that.includes('"A B" is no serial');
      await expectUntouched();
    });

    it("leave nothing behind when the list of items ends in an error", async () => {
      const broken = new Error("the list broke");
      async function* list(): AsyncGenerator<ManifestItem, void> {
        yield* asStream(many);
        throw broken;
      }
      expect(await writeManifest(file, BATCH, list()).catch((error: unknown) => error)).to.equal(broken);
      await expectUntouched();
    });
  });

  it("say in words that there is no such file or folder, and that one was closed", async () => {
    const nowhere = join(folder, "nowhere", "items.manifest");
    await writeManifest(file, BATCH, someItems(5));
    const manifest = await openManifest(file);
    await manifest.close();
    const refusals: [() => Promise<unknown>, string, string][] = [
      [() => openManifest(nowhere), "ManifestUnread", `The manifest ${nowhere} cannot be read: there is no such file.`],
      [() => openManifest(folder), "ManifestUnread", `The manifest ${folder} cannot be read: EISDIR.`],
      [
        () => manifest.prove(someItems(1)[0]!.serial),
        "ManifestUnread",
        `The manifest ${file} cannot be read: it was closed.`,
      ],
      [
        () => writeManifest(nowhere, BATCH, someItems(5)),
        "ManifestUnwritten",
        `The manifest ${nowhere} cannot be written: there is no such folder.`,
      ],
    ];
    for (const [act, name, message] of refusals) {
      const error = await act().catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(FatalError).and.to.include({ name, message });
    }
  });

  // A limit on the size of files stands for a disk that is full: the system refuses what is written beyond it.
  it("say in words that there was no room for the file, and leave nothing behind", async function () {
    if (process.platform === "win32") this.skip();
    const whole = join(folder, "whole.manifest");
    const script = `
      import { writeManifest } from ${JSON.stringify(import.meta.resolve("../../../sdk/node/manifest/writeManifest.ts"))};
      const items = Array.from({ length: 3_000 }, (_, at) => ({ serial: String(at) }));
      const error = await writeManifest(${JSON.stringify(whole)}, "${BATCH}", items).catch((caught) => caught);
      console.log(error.name + ": " + error.message);
    `;
    const limited = ["-c", 'ulimit -f 200; exec "$0" "$@"', process.execPath, "--import", import.meta.resolve("tsx")];
    const { stdout } = await run("sh", [...limited, "--input-type=module", "--eval", script]);
    expect(stdout.trim()).to.equal(
      `ManifestUnwritten: The manifest ${whole} cannot be written: there is no room for it.`,
    );
    expect((await readdir(folder)).filter((name) => name.startsWith("whole"))).to.deep.equal([]);
  });

  describe("that are damaged", () => {
    beforeEach(async () => {
      await writeManifest(file, BATCH, someItems(5));
    });

    async function refusalOf(act: Promise<unknown>): Promise<unknown> {
      return await act.catch((error: unknown) => error);
    }

    it("are not opened when they are something else", async () => {
      for (const content of ["", "a text file that is longer than the sixty-four bytes of a header"]) {
        await writeFile(file, content);
        const refusal = await refusalOf(openManifest(file));
        expect(refusal).to.be.instanceOf(FatalError).with.property("name", "ManifestInvalid");
        expect(refusal).to.have.property("message", `${file} is no manifest: it does not begin as one.`);
      }
    });

    it("are not opened when they are cut off", async () => {
      await truncate(file, 500);
      expect(await refusalOf(openManifest(file)))
        .to.have.property("message")
        .that.includes("is damaged: it has 500 bytes, which is not what 5 items take");
    });

    it("are not opened by a release that does not know their layout", async () => {
      await overwrite(11, 2);
      expect(await refusalOf(openManifest(file)))
        .to.have.property("message")
        .that.includes("has version 2 of the layout, and this release reads version 1");
    });

    // Whoever registers the root of an open manifest registers it for good.
    for (const count of [1, 2, 5]) {
      it(`are not opened with another root over ${count} items`, async () => {
        await writeManifest(file, BATCH, someItems(count));
        await overwrite(64 + 68 * count);
        const refusal = await refusalOf(openManifest(file));
        expect(refusal).to.be.instanceOf(FatalError).with.property("name", "ManifestInvalid");
        expect(refusal)
          .to.have.property("message")
          .that.includes("is damaged: its root is not that of what stands below it");
      });
    }

    // Every hash of the tree, every signer's hash and every rank: what is read is checked, whatever was changed.
    it("prove nothing with a byte changed", async () => {
      const { length } = await readFile(file);
      const serialHashes = new Set(Array.from({ length: 5 }, (_, entry) => 64 + 68 * entry));
      for (let at = 64; at < length; at += 4) {
        if ([...serialHashes].some((start) => at >= start && at < start + 32)) continue;
        const original = await overwrite(at);
        const results = await Promise.all(
          someItems(5).map(async ({ serial }) => await refusalOf(proofFrom(file, serial))),
        );
        const refused = results.filter((each) => each instanceof FatalError && each.name === "ManifestInvalid");
        expect(refused, `byte ${at}`).not.to.have.lengthOf(0);
        await overwrite(at, original);
      }
    });

    async function proofFrom(from: string, serial: string): Promise<ManifestProof> {
      await using manifest = await openManifest(from);
      return await manifest.prove(serial);
    }

    /** Writes another byte there. Returns what was there. */
    async function overwrite(at: number, byte?: number): Promise<number> {
      const handle = await open(file, "r+");
      try {
        const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
        await handle.write(Buffer.from([byte ?? buffer[0]! ^ 0x55]), 0, 1, at);
        return buffer[0]!;
      } finally {
        await handle.close();
      }
    }
  });
});

async function* asStream(items: readonly ManifestItem[]): AsyncGenerator<ManifestItem, void> {
  await Promise.resolve();
  yield* items;
}
