import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { connection } from "./chain.js";

/** Stands between the chain and who asks it: sees each answer, and gives it on or another one in its place. */
export type Meddler = (method: string, result: unknown) => unknown;

interface Served {
  /** Methods that it does not know, as public chains know none to test with. */
  readonly without?: readonly string[];
  readonly meddle?: Meddler;
}

/** The test chain behind a URL, and how to close it. */
export async function serve({ without = [], meddle = (_, result) => result }: Served = {}): Promise<{
  rpcUrl: string;
  close: () => void;
}> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const calls = [JSON.parse(Buffer.concat(chunks).toString())].flat() as {
        id: number;
        method: string;
        params: unknown[];
      }[];
      const body = await Promise.all(calls.map((call) => answer(call, without, meddle)));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(body.length === 1 ? body[0] : body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** What the chain answers to a request, refusals included. */
async function answer(
  { id, method, params }: { id: number; method: string; params: unknown[] },
  without: readonly string[],
  meddle: Meddler,
): Promise<object> {
  if (without.includes(method)) {
    return { jsonrpc: "2.0", id, error: { code: -32601, message: `the method ${method} does not exist` } };
  }
  try {
    const result: unknown = await connection.provider.request({ method, params });
    return { jsonrpc: "2.0", id, result: await meddle(method, result) };
  } catch (error) {
    // Hardhat's provider throws errors with the code and the data of JSON-RPC.
    const { code, message, data } = error as { code?: number; message: string; data?: unknown };
    return { jsonrpc: "2.0", id, error: { code: code ?? -32603, message, data } };
  }
}
