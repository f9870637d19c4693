import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { fetchText, type FetchOptions } from "../../../sdk/documents/fetchText.js";
import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { FatalError, InvalidValueError, RetryableError, type WaymarkError } from "../../../sdk/errors.js";

const close: (() => void)[] = [];

/** A server of this machine that answers so; its address has a key in it. */
async function served(listener: RequestListener): Promise<{ url: string; host: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}/lists/1?key=secret`, host };
}

async function errorOf(url: string, options?: FetchOptions): Promise<WaymarkError> {
  const error: unknown = await fetchText("list", url, options).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof RetryableError || error instanceof FatalError || error instanceof InvalidValueError)
    return error;
  throw new Error(`Expected an error of the SDK, and got ${String(error)}.`);
}

describe("sdk/documents: fetchText", () => {
  afterEach(() => {
    for (const end of close.splice(0)) end();
  });

  it("asks for JSON, and gives what is answered as text", async () => {
    const accepted: (string | undefined)[] = [];
    const { url } = await served(({ headers }, response) => {
      accepted.push(headers.accept);
      response.end('{"name":"奶粉"}');
    });
    expect(await fetchText("list", url)).to.equal('{"name":"奶粉"}');
    expect(accepted).to.deep.equal(["application/json"]);
    const nothing = await served((_, response) => response.writeHead(204).end());
    expect(await fetchText("list", nothing.url)).to.equal("");
  });

  it("reads a letter that comes in two pieces as one", async () => {
    const bytes = Buffer.from("奶粉");
    const { url } = await served((_, response) => {
      response.write(bytes.subarray(0, 1));
      setTimeout(() => response.end(bytes.subarray(1)), 20);
    });
    expect(await fetchText("list", url)).to.equal("奶粉");
  });

  it("takes as many bytes as it may, and not one more", async () => {
    const { url } = await served((_, response) => response.end("12345"));
    expect(await fetchText("list", url, { maxBytes: 5 })).to.equal("12345");
    const error = await errorOf(url, { maxBytes: 4 });
    expect(error).to.be.instanceOf(DocumentRefused).and.have.property("message").that.includes("has more than 4 bytes");
    expect(await errorOf(url, { maxBytes: 0 })).to.include({
      message: "0 is no bound of an answer: that is a number of bytes above 0.",
      toDo: "Give one such as 1000000, or leave it out.",
    });
  });

  it("says what an answer without success means: not now, never, or not there", async () => {
    for (const [status, words, retryable] of [
      [408, "cannot hand over the list now", true],
      [425, "cannot hand over the list now", true],
      [429, "cannot hand over the list now", true],
      [500, "cannot hand over the list now", true],
      [503, "cannot hand over the list now", true],
      [404, "has no such list", false],
      [410, "has no such list", false],
      [400, "does not hand over the list", false],
      [403, "does not hand over the list", false],
    ] as const) {
      const { url, host } = await served((_, response) => response.writeHead(status).end("{}"));
      const error = await errorOf(url);
      expect(error).to.be.instanceOf(retryable ? RetryableError : FatalError);
      expect(error).to.deep.include({
        name: retryable ? "ServerUnreachable" : "ServerRefused",
        message: `The server ${host} ${words}: it answered ${status}.`,
        toDo: retryable
          ? "Try again in a little while, or ask another server."
          : "Check the address, or ask another server.",
        values: { endpoint: `http://${host}`, status },
      });
    }
  });

  it("says that a server does not answer, is too slow, or that the caller ended it", async () => {
    const silent = await served(() => undefined);
    expect(await errorOf(silent.url, { timeout: 20 })).to.deep.include({
      name: "ServerTimedOut",
      message: `The server ${silent.host} did not hand over the list within 20 milliseconds.`,
      toDo: "Try again, with more time where the connection is slow.",
      values: { endpoint: `http://${silent.host}`, timeout: 20 },
    });
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 20);
    for (const signal of [stop.signal, AbortSignal.abort()]) {
      expect(await errorOf(silent.url, { signal })).to.deep.include({
        name: "FetchAborted",
        message: `Fetching the list from ${silent.host} was ended by the caller.`,
        toDo: "Ask again when it is wanted.",
        values: { endpoint: `http://${silent.host}` },
      });
    }
    for (const end of close.splice(0)) end();
    expect(await errorOf(silent.url)).to.deep.include({
      name: "ServerUnreachable",
      message: `The list cannot be fetched from ${silent.host}: it does not answer, or broke off.`,
      values: { endpoint: `http://${silent.host}` },
    });
  });

  it("leaves nothing behind: no connection with an answer that it did not want, and no ear for the signal", async () => {
    let gone = 0;
    const { url } = await served((request, response) => {
      response.on("close", () => (gone += response.writableFinished ? 0 : 1));
      response.writeHead(request.url?.includes("refuse") === true ? 403 : 200).write("12345");
    });
    const { signal } = new AbortController();
    const heard: string[] = [];
    signal.addEventListener = (name: string) => heard.push(`+${name}`);
    signal.removeEventListener = (name: string) => heard.push(`-${name}`);
    await errorOf(url, { maxBytes: 2, signal });
    await errorOf(`${url}&refuse`, { signal });
    expect(heard).to.deep.equal(["+abort", "-abort", "+abort", "-abort"]);
    while (gone < 2) await new Promise((later) => setTimeout(later, 5));
  });
});
