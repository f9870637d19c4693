import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { connection } from "./chain.js";

/** The test chain behind a URL, and how to close it. */
export async function serve(): Promise<{ rpcUrl: string; close: () => void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const calls = [JSON.parse(Buffer.concat(chunks).toString())].flat() as {
        id: number;
        method: string;
        params: unknown[];
      }[];
      const body = await Promise.all(calls.map(answer));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(body.length === 1 ? body[0] : body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** What the chain answers to a request, refusals included. */
async function answer({ id, method, params }: { id: number; method: string; params: unknown[] }): Promise<object> {
  try {
    return { jsonrpc: "2.0", id, result: (await connection.provider.request({ method, params })) as unknown };
  } catch (error) {
    // Hardhat's provider throws errors with the code and the data of JSON-RPC.
    const { code, message, data } = error as { code?: number; message: string; data?: unknown };
    return { jsonrpc: "2.0", id, error: { code: code ?? -32603, message, data } };
  }
}
