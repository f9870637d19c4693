import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A node that behaves as told, whatever it is asked, while a test runs. */
export async function withNode<Result>(
  behave: RequestListener,
  run: (rpcUrl: string) => Promise<Result>,
): Promise<Result> {
  const server = createServer(behave);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Takes every request and answers none. */
export const silent: RequestListener = () => undefined;

/** Takes no more requests for now, and may be asked again in a moment. */
export const busy: RequestListener = (_, response) => {
  response.writeHead(429, { "retry-after": "1" }).end("slow down");
};
