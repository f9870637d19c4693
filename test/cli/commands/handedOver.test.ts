import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { containerJourney, type ContainerJourney } from "../../support/containerJourney.js";

describe("waymark: stories that others hand over", () => {
  let j: ContainerJourney;
  let cli: CommandLine;
  let folder: string;
  let server: Server;
  /** What the server hands over, by the path it is asked for. */
  let files: Map<string, string>;

  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/{consignment}.json`;

  beforeEach(async () => {
    j = await loadFixture(containerJourney);
    cli = await CommandLine.beside(j);
    folder = await mkdtemp(join(tmpdir(), "waymark-"));
    files = new Map();
    server = createServer(({ url = "" }, response) => {
      const text = files.get(url);
      response.writeHead(text === undefined ? 404 : 200).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterEach(async () => {
    cli.close();
    server.close();
    await rm(folder, { recursive: true });
  });

  it("are written by export trace, and told from there in the same words", async () => {
    const file = join(folder, "trace.json");
    const exported = await cli.run("export", "trace", j.part, "--out", file);
    expect(exported.code).to.equal(0);
    expect(exported.stdout).to.include(file);
    files.set(`/${j.part}.json`, await readFile(file, "utf8"));
    const [fromServer, fromChain] = [
      await cli.run("trace", j.part, "--from", address()),
      await cli.run("trace", j.part),
    ];
    expect([fromServer.code, fromServer.stderr, fromServer.stdout]).to.deep.equal([0, "", fromChain.stdout]);
    expect((await cli.run("verify", j.part, "--from", address())).stdout).to.match(/^✖ CONTRADICTED\n/);
  });

  it("are written to standard output as they are in a file", async () => {
    const { code, stdout } = await cli.run("export", "trace", j.part);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ type: "WaymarkTrace" });
  });

  it("are not believed: one that was altered is told as altered", async () => {
    const { stdout } = await cli.run("export", "trace", j.part);
    files.set(`/${j.part}.json`, stdout.replace(/"place": ?"CNHAZ"/, '"place": "CNSHG"'));
    expect(files.get(`/${j.part}.json`)).to.not.equal(stdout);
    const { code, stdout: told } = await cli.run("trace", j.part, "--from", address());
    expect(code).to.equal(1);
    expect(told).to.match(/^✖ ALTERED\n/);
  });

  it("say what is wrong with the server or its address", async () => {
    const missing = await cli.run("trace", j.part, "--from", address(), "--json");
    expect(missing.code).to.equal(1);
    expect(errorIn(missing).name).to.equal("ServerRefused");
    const placeless = await cli.run("trace", j.part, "--from", "https://facts.example/traces");
    expect(placeless.code).to.equal(2);
    expect(placeless.stderr).to.include("https://facts.example/traces").and.to.include("{consignment}");
  });
});
