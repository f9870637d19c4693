import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { id } from "ethers";

import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { FatalError, InvalidValueError, RetryableError, WaymarkError } from "../../../sdk/errors.js";
import { trace } from "../../../sdk/goods/trace.js";
import { verify } from "../../../sdk/goods/verify.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { traceServer } from "../../../sdk/trace/traceServer.js";
import { formatTrace } from "../../../sdk/trace/traceText.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { anotherBatch } from "../../support/creating.js";
import { createConsignment, line } from "../../support/world.js";
import { alter, forge } from "../verify/forging.js";

/** Goods that went through containers and in parts, and how a server reads their traces. */
async function travelled() {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const read = async (consignment: string): Promise<Trace> => await traceConsignment(client, consignment);
  return { ...journey, client, read };
}

const close: (() => void)[] = [];

/** A server on this machine; its address with a place for the consignment's id. */
async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/traces/{consignment}.json`;
}

/** One that hands over what `tell` makes of the id that it is asked for. */
async function telling(tell: (consignment: string) => Promise<string>): Promise<string> {
  return await served((request, response) => {
    const [, consignment = ""] = /^\/traces\/(0x[0-9a-f]{64})\.json$/.exec(request.url ?? "") ?? [];
    void tell(consignment).then((text) => response.setHeader("content-type", "application/json").end(text));
  });
}

async function errorOf(attempt: () => Promise<unknown>): Promise<WaymarkError> {
  try {
    await attempt();
  } catch (caught) {
    if (caught instanceof WaymarkError) return caught;
    throw caught;
  }
  throw new Error("Nothing went wrong.");
}

/** The lot of the travelled goods. */
const LOT = "https://trace.example/01/09520123456788/10/NZ2611A";
const ID = id("some consignment");

describe("sdk/trace: from a server", () => {
  afterEach(() => {
    for (const end of close.splice(0)) end();
  });

  it("is the same story as from the chain, and verified alike", async () => {
    const { client, read, whole, returned } = await loadFixture(travelled);
    const from = traceServer(await telling(async (consignment) => formatTrace(await read(consignment))));
    for (const subject of [whole, returned.toUpperCase().replace("0X", "0x")]) {
      const [told, own] = [await trace(client, subject, { from }), await trace(client, subject)];
      expect(told).to.deep.equal(own);
      expect(await verify(client, told)).to.deep.equal(await verify(client, own));
    }
  });

  it("does not choose which consignments a lot is in: the chain says that", async () => {
    const w = await loadFixture(travelled);
    const lot = await anotherBatch(w, "LOT7");
    for (const key of ["one", "two"]) await createConsignment(w, { key: id(key), lines: [line(lot, 3)] });
    const asked: string[] = [];
    const address = await telling(async (consignment) => {
      asked.push(consignment);
      return formatTrace(await w.read(consignment));
    });
    const link = "https://trace.example/01/09520123456788/10/LOT7";
    const own = await trace(w.client, link);
    const told = await trace(w.client, link, { from: traceServer(address) });
    expect(told).to.deep.equal(own);
    expect(told.of).to.equal(2);
    expect(asked).to.deep.equal(own.consignments.map(({ consignment }) => consignment));
  });

  it("does not choose which consignments were made from others: a trace with other parts is refused", async () => {
    const w = await loadFixture(travelled);
    const others: string[] = [];
    for (const key of ["one", "two"]) {
      others.push(await createConsignment(w, { key: id(key), lines: [line(await anotherBatch(w, key), 3)] }));
    }
    const own = await trace(w.client, LOT);
    expect(own.of).to.equal(own.consignments.length).and.to.equal(4);
    const lies: [of: string, parts: (told: Trace) => string[], missing: string[], added: string[]][] = [
      // Of units that came back no step tells.
      [w.part, () => [], [w.returned], []],
      // The first consignment's parts come before the others, as far as `limit` goes.
      [w.whole, ({ parts }) => [...parts, ...others], [], others],
      [w.whole, () => others, [w.part], others],
    ];
    for (const [of, parts, missing, added] of lies) {
      const from = async (consignment: string): Promise<Trace> => {
        const told = await w.read(consignment);
        return consignment === of ? { ...told, parts: parts(told) } : told;
      };
      for (const subject of [LOT, of]) {
        const error = await errorOf(async () => await trace(w.client, subject, { from, limit: 3 }));
        expect(error)
          .to.be.instanceOf(FatalError)
          .and.include({
            name: "OtherParts",
            message: `The trace of consignment ${of} names other consignments as made from it than the chain does: left out ${missing.length}, not made from it ${added.length}.`,
          });
        expect(error.toDo).to.match(/^Ask another server, .* leave `from` out\.$/);
        expect(error.values).to.deep.equal({ asked: of, missing, added });
      }
    }
  });

  it("may be behind or ahead of the blocks that are read: what was made by then, the chain says", async () => {
    const { client, read, part, returned } = await loadFixture(travelled);
    const now = await client.provider.getBlockNumber();
    // The units came back in the last block.
    const behind = await traceConsignment(client, part, { toBlock: now - 1 });
    expect(behind.parts).to.deep.equal([]);
    const own = await trace(client, LOT);
    const from = async (id: string): Promise<Trace> => (id === part ? behind : await read(id));
    const ids = (told: typeof own): string[] => told.consignments.map(({ consignment }) => consignment);
    expect(ids(await trace(client, LOT, { from })))
      .to.deep.equal(ids(own))
      .and.to.include(returned);
    const earlier = await trace(client, part, { from: read, toBlock: now - 1 });
    expect(earlier.consignments[0]!.parts).to.deep.equal([returned]);
    // One that names an old block hides no units either.
    const old = async (id: string): Promise<Trace> => ({
      ...(await read(id)),
      ...(id === part ? { block: 0, parts: [] } : {}),
    });
    expect(ids(await trace(client, LOT, { from: old }))).to.deep.equal(ids(own));
    const error = await errorOf(async () => {
      const ahead = async (id: string): Promise<Trace> => ({ ...(await read(id)), block: 2 ** 52, parts: [] });
      return await trace(client, part, { from: ahead });
    });
    expect(error).to.include({ name: "OtherParts" });
  });

  it("is not believed: whatever it alters or leaves out, verifying against the chain tells", async () => {
    const { client, read, part } = await loadFixture(travelled);
    const lies: ((told: Trace) => Trace)[] = [
      (told) => forge(told, alter(told.records[0]!.sequence, { occurredAt: 1 })),
      (told) => forge(told, ({ steps }) => steps.pop()),
      (told) => ({ ...told, records: told.records.slice(1) }),
      (told) => ({
        ...told,
        parties: new Map([...told.parties].map(([party, one]) => [party, { ...one, uri: "did:web:liar.example" }])),
      }),
      (told) => ({ ...told, inside: told.inside.slice(1) }),
      (told) => ({ ...told, ledger: `0x${"12".repeat(20)}` }),
    ];
    for (const [index, lie] of lies.entries()) {
      const address = await telling(async (consignment) => formatTrace(lie(await read(consignment))));
      const { verdict } = await verify(client, await trace(client, part, { from: traceServer(address) }));
      expect(verdict, String(index)).to.equal("altered");
    }
  });

  it("is refused when it hands over the trace of other goods", async () => {
    const { client, read, part, whole } = await loadFixture(travelled);
    const address = await telling(async () => formatTrace(await read(whole)));
    const error = await errorOf(async () => await trace(client, part, { from: traceServer(address) }));
    expect(error)
      .to.be.instanceOf(FatalError)
      .and.include({
        name: "OtherGoods",
        message: `The trace of consignment ${part} was asked for, and that of ${whole} was handed over.`,
        toDo: "Ask another server, or read the story from the chain: leave `from` out.",
      });
    expect(error.values).to.deep.equal({ asked: part, told: whole });
  });

  it("says where its answer is no trace", async () => {
    const { read, part } = await loadFixture(travelled);
    const text = formatTrace(await read(part));
    const answers: [answer: string, message: RegExp][] = [
      [text.replace('"sequence": 1', '"sequence": 9'), /\$\.trace\.steps\[0\]\.sequence: invalid input: expected 1/],
      [text.slice(0, text.length / 2), /\$: is no JSON, or not all of it/],
      ["<!doctype html>", /\$: is no JSON/],
      ['{"type": "WaymarkEvidence"}', /\$\.type: /],
    ];
    for (const [answer, message] of answers) {
      const address = await telling(() => Promise.resolve(answer));
      const error = await errorOf(async () => await traceServer(address)(part));
      expect(error).to.be.instanceOf(DocumentRefused);
      expect(error.message).to.match(message);
    }
  });

  it("says so too where a function of one's own hands over what is no trace, or one with a hole in it", async () => {
    const { client, read, part } = await loadFixture(travelled);
    const holes: [hole: object, message: RegExp][] = [
      [{ creation: undefined }, /\$\.creation: /],
      [{ steps: [{}] }, /\$\.steps\[0\]/],
      [{ block: "now" }, /\$\.block: /],
    ];
    for (const [hole, message] of holes) {
      const from = async (id: string): Promise<Trace> => ({ ...(await read(id)), ...hole });
      const error = await errorOf(async () => await trace(client, part, { from }));
      expect(error).to.be.instanceOf(DocumentRefused);
      expect(error.message).to.match(message);
    }
    const nothing = await errorOf(async () => await trace(client, part, { from: () => Promise.resolve({} as Trace) }));
    expect(nothing).to.be.instanceOf(InvalidValueError);
  });

  it("is read no further than asked for, however much it sends", async () => {
    let sent = 0;
    const address = await served((_, response) => {
      const more = (): void => {
        // It never ends by itself.
        while (!response.destroyed && response.write(" ".repeat(65_536))) sent += 65_536;
      };
      response.on("drain", more);
      more();
    });
    const error = await errorOf(async () => await traceServer(address, { maxBytes: 1_000_000 })(ID));
    expect(error).to.be.instanceOf(DocumentRefused);
    expect(error.message).to.match(/\$: has more than 1000000 bytes/);
    expect(sent).to.be.below(50_000_000);
  });

  it("is waited for no longer than asked for, before its answer and within it", async () => {
    for (const listener of [(): void => undefined, ((_, response) => response.write('{"type":')) as RequestListener]) {
      const address = await served(listener);
      const error = await errorOf(async () => await traceServer(address, { timeout: 50 })(ID));
      expect(error).to.be.instanceOf(RetryableError).and.include({ name: "ServerTimedOut" });
      expect(error.message).to.match(
        /^The server 127\.0\.0\.1:\d+ did not hand over the trace within 50 milliseconds\.$/,
      );
    }
  });

  it("is waited for as long as asked for, however long that is", async () => {
    const { read, part } = await loadFixture(travelled);
    const text = formatTrace(await read(part));
    const address = await served((_, response) => setTimeout(() => response.end(text), 50));
    for (const timeout of [Infinity, 3e9]) {
      expect(await traceServer(address, { timeout, maxBytes: Infinity })(part)).to.include({ consignment: part });
    }
  });

  it("is not asked with bounds that are none", async () => {
    let asked = 0;
    const address = await served(() => asked++);
    for (const bound of [0, -1, NaN]) {
      for (const options of [{ timeout: bound }, { maxBytes: bound }]) {
        const error = await errorOf(async () => await traceServer(address, options)(ID));
        expect(error).to.be.instanceOf(InvalidValueError);
        expect(error.message).to.match(/^(0|-1|NaN) is no .*: that is a number of \w+ above 0\.$/);
      }
    }
    expect(asked).to.equal(0);
  });

  it("may redirect", async () => {
    const { read, part } = await loadFixture(travelled);
    const there = await telling(async (consignment) => formatTrace(await read(consignment)));
    const address = await served((_, response) =>
      response.writeHead(302, { location: there.replace("{consignment}", part) }).end(),
    );
    expect(await traceServer(address)(part)).to.deep.equal(await read(part));
  });

  it("is named in errors without its path and query, which may hold a key", async () => {
    const silent = await served(() => undefined);
    const gone = await served(() => undefined);
    close.pop()!();
    const refusing = await served((_, response) => response.writeHead(403).end());
    for (const address of [silent, gone, refusing]) {
      const signals = [undefined, AbortSignal.abort()];
      for (const signal of signals) {
        const options = signal === undefined ? { timeout: 50 } : { signal };
        const error = await errorOf(async () => await traceServer(`${address}?key=secret`, options)(ID));
        expect(error.values).to.include({ endpoint: new URL(address).origin });
        expect([error.message, error.toDo, JSON.stringify(error.values)].join()).not.to.match(/secret|traces\//);
      }
    }
  });

  it("is let go of when the caller says so", async () => {
    const stop = new AbortController();
    const address = await served(() => {
      stop.abort();
    });
    for (const when of ["while it is asked", "before"]) {
      const error = await errorOf(async () => await traceServer(address, { signal: stop.signal })(ID));
      expect(error, when).to.be.instanceOf(RetryableError).and.include({ name: "FetchAborted" });
    }
  });

  it("may be asked again when it is not there, breaks off or is busy, and not when it refuses", async () => {
    const gone = await served(() => undefined);
    for (const end of close.splice(0)) end();
    const broken = await served((_, response) => {
      response.write('{"type":', () => response.destroy());
    });
    const cut = await served((_, response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write('{"type":', () => response.destroy());
    });
    const answering = async (status: number): Promise<string> =>
      await served((_, response) => response.writeHead(status).end("{}"));
    for (const [address, kind, name] of [
      [gone, RetryableError, "ServerUnreachable"],
      [broken, RetryableError, "ServerUnreachable"],
      [cut, RetryableError, "ServerUnreachable"],
      [await answering(503), RetryableError, "ServerUnreachable"],
      [await answering(429), RetryableError, "ServerUnreachable"],
      [await answering(404), FatalError, "ServerRefused"],
      [await answering(403), FatalError, "ServerRefused"],
    ] as const) {
      const error = await errorOf(async () => await traceServer(address)(ID));
      expect(error, error.message).to.be.instanceOf(kind).and.include({ name });
      expect(error.toDo).to.match(/\.$/);
    }
  });

  it("has an address that says where the id belongs", () => {
    for (const address of [
      "",
      "traces/{consignment}",
      "ftp://facts.example/{consignment}",
      "xhttp://facts.example/{consignment}",
      "https://facts.example/",
    ]) {
      expect(() => traceServer(address), address)
        .to.throw(InvalidValueError, /is no address of traces/)
        .with.property("toDo")
        .that.matches(/^Give a URL .* such as https:\/\/facts\.example\/traces\/\{consignment\}\.json\.$/);
    }
  });

  it("has an address that is text without credentials, which no error repeats", () => {
    for (const address of [undefined, null, 7, {}]) {
      expect(() => traceServer(address as never)).to.throw(InvalidValueError, /is no address of traces: that is text/);
    }
    for (const user of ["name:secret", "secret", ":secret"]) {
      for (const scheme of ["https", "ftp"]) {
        expect(() => traceServer(`${scheme}://${user}@facts.example/{consignment}`))
          .to.throw(
            InvalidValueError,
            /^The address of traces at \w+:\/\/facts\.example has a name or a password in it\.$/,
          )
          .with.property("values")
          .that.satisfies((values: unknown) => !JSON.stringify(values).includes("secret"));
      }
    }
    expect(() => traceServer("https://name@facts.example/{consignment}"))
      .to.throw(InvalidValueError)
      .with.property("toDo")
      .that.matches(/^Leave them out, and give as `from` a function of your own/);
  });

  it("is asked for nothing but a consignment", async () => {
    const error = await errorOf(async () => await traceServer("https://facts.example/{consignment}")("0x01"));
    expect(error).to.be.instanceOf(InvalidValueError);
    expect(error.message).to.match(/^The consignment "0x01" does not have /);
  });
});
