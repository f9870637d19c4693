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
 * @param port Where to listen; any free port when it is busy, or 0.
 * @param accounts Funded accounts that the chain signs for.
 */
export async function openChain(port: number, accounts: number): Promise<LocalChain> {
  const serverAt = (where: number) =>
    network.createServer({ override: { accounts: { count: accounts } } }, HOST, where);
  const wanted = await serverAt(port);
  // Hardhat's server ends the process when its port is taken, so the port is tried at the last moment: making the server
  // takes long enough for another chain to come first.
  const server = (await isPortFree(port)) ? wanted : await serverAt(0);
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
