import { readdir, readFile } from "node:fs/promises";

import { expect } from "chai";

import { ANSWER_FAULTS } from "../../sdk/errors/answers.js";
import { FAULTS } from "../../sdk/errors/faults.js";

const ROOT = new URL("../../", import.meta.url);

/** The name of an error where it is made, in whatever class. */
const MADE = /new (?:Fatal|Retryable|Refused)Error\(\{\s*name: "(\w+)"/g;

describe("docs/errors.md", () => {
  it("has every error that the SDK makes", async () => {
    const names = new Set([...FAULTS, ...ANSWER_FAULTS].map(({ name }) => name));
    for (const file of await readdir(new URL("sdk/", ROOT), { recursive: true })) {
      if (!file.endsWith(".ts")) continue;
      const source = await readFile(new URL(`sdk/${file}`, ROOT), "utf8");
      for (const [, name = ""] of source.matchAll(MADE)) names.add(name);
    }
    const page = await readFile(new URL("docs/errors.md", ROOT), "utf8");
    const told = new Set([...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name));
    expect([...names].filter((name) => !told.has(name))).to.deep.equal([]);
    // So that a pattern that finds nothing does not pass.
    expect([...names]).to.include.members([
      "WaitFailed",
      "SendUncertain",
      "OutcomeUnread",
      "ConnectTimedOut",
      "RpcBusy",
    ]);
    expect([...told]).to.include.members(["InvalidValueError", "DocumentRefused"]);
  });
});
