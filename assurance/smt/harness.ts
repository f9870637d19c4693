import { SimpleStateManager } from "@ethereumjs/statemanager";
import { bytesToHex } from "@ethereumjs/util";
import { createVM } from "@ethereumjs/vm";
import { getBytes } from "ethers";

import { creationOf, type Sources } from "./compile.js";

/** What a call returned, or the data with which it reverted. */
export interface Answer {
  readonly reverted: boolean;
  readonly data: string;
}

/** A contract of the model on an EVM of its own: calls go to the one that was created last. */
export interface Harness {
  /** Creates it anew; `args` are those of its constructor, encoded. */
  readonly create: (args?: string) => Promise<void>;
  readonly call: (data: string) => Promise<Answer>;
}

/** @throws Error when the contract does not compile. */
export async function startHarness(path: string, name: string, replaced: Sources): Promise<Harness> {
  const code = creationOf(path, name, replaced);
  const { evm } = await createVM({ stateManager: new SimpleStateManager() });
  let to: Awaited<ReturnType<typeof evm.runCall>>["createdAddress"];
  return {
    create: async (args = "0x") => {
      to = (await evm.runCall({ data: getBytes(code + args.slice(2)) })).createdAddress;
      if (to === undefined) throw new Error(`${name} could not be created.`);
    },
    call: async (data) => {
      if (to === undefined) throw new Error(`${name} is not created yet.`);
      const { execResult } = await evm.runCall({ to, data: getBytes(data) });
      return { reverted: execResult.exceptionError !== undefined, data: bytesToHex(execResult.returnValue) };
    },
  };
}
