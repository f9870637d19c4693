import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

import { expect } from "chai";

import { waymark } from "../support/cli.js";

const run = promisify(execFile);

/** What bash would propose after these words, the last of which is being typed. */
async function proposed(script: string, ...words: string[]): Promise<string[]> {
  const line = words.map((word) => `'${word}'`).join(" ");
  const asking = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _waymark; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run("bash", ["-c", `${script}\n${asking}`]);
  return stdout.split("\n").filter(Boolean);
}

describe("waymark completion", () => {
  it("completes groups, commands and options in bash", async () => {
    const { code, stdout: script } = await waymark(["completion", "bash"]);
    expect(code).to.equal(0);
    expect(await proposed(script, "waymark", "pa")).to.deep.equal(["party"]);
    expect(await proposed(script, "waymark", "party", "re")).to.deep.equal(["revoke", "reinstate"]);
    expect(await proposed(script, "waymark", "--json", "party", "admit", "--man")).to.deep.equal(["--manager"]);
    expect(await proposed(script, "waymark", "party", "admit", "--rp")).to.deep.equal(["--rpc"]);
    expect(await proposed(script, "waymark", "nothing")).to.deep.equal([]);
  });

  for (const shell of ["bash", "zsh", "fish"]) {
    it(`names every group in a script for ${shell}, in its syntax where it is installed`, async function () {
      const { stdout: script } = await waymark(["completion", shell]);
      for (const word of ["doctor", "governance", "import", "confirmations"]) expect(script).to.include(word);
      const where = ["/bin", "/usr/bin", "/usr/local/bin"]
        .map((at) => `${at}/${shell}`)
        .find((path) => existsSync(path));
      if (where !== undefined) await run(where, ["-n", "-c", script]);
    });
  }

  it("refuses a shell that it does not know, with code 2 and its name", async () => {
    const { code, stderr } = await waymark(["completion", "tcsh"]);
    expect(code).to.equal(2);
    expect(stderr).to.include("tcsh").and.to.include("bash, zsh, fish");
  });
});
