import type { Filter, Log, Provider } from "ethers";

import type { WaymarkClient } from "../../sdk/client.js";
import { connect } from "../../sdk/connect.js";
import { ethers } from "./chain.js";
import type { World } from "./world.js";

/** The chain of the tests behind a node that answers as it is, but for these questions. */
export function nodeThat(lies: Partial<Provider>): Provider {
  return new Proxy<Provider>(ethers.provider, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in lies ? lies : target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A provider that gives other logs than the chain has. */
export function tellingLogs(logsOf: (logs: Log[]) => Log[]): Provider {
  return nodeThat({ getLogs: async (filter: Filter) => logsOf(await ethers.provider.getLogs(filter)) });
}

/** A provider that keeps some logs to itself. */
export function hiding(isHidden: (log: Log) => boolean): Provider {
  return tellingLogs((logs) => logs.filter((log) => !isHidden(log)));
}

/** The SDK's view of a test world through such a node. */
export async function clientBehind({ ledger }: Pick<World, "ledger">, provider: Provider): Promise<WaymarkClient> {
  return await connect({ provider, address: await ledger.getAddress() });
}
