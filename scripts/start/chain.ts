import { createServer as createSocketServer } from "node:net";

import { JsonRpcProvider } from "ethers";
import { network } from "hardhat";

/** A chain of its own on this machine, open to whoever knows its port. */
export interface LocalChain {
  readonly url: string;
  readonly port: number;
  readonly provider: JsonRpcProvider;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
/** Hardhat's own id for chains that forget. */
const CHAIN_ID = 31_337;

/**
 * Starts Hardhat's chain and its JSON-RPC server.
 *
 * @param port Where to listen; 0 = any free port.
 * @param accounts Funded accounts that the chain signs for.
 */
export async function openChain(port: number, accounts: number): Promise<LocalChain> {
  const server = await network.createServer({ override: { accounts: { count: accounts } } }, HOST, port);
  const address = await server.listen();
  const url = `http://${HOST}:${address.port}`;
  // Answers change with every transaction and one process asks: nothing is cached or batched.
  const provider = new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  return {
    url,
    port: address.port,
    provider,
    async close() {
      provider.destroy();
      await server.close();
    },
  };
}

/** Whether nobody listens on a port of this machine. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createSocketServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    probe.listen(port, HOST, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
