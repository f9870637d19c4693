import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { parseEther, type JsonRpcProvider } from "ethers";

const require = createRequire(import.meta.url);

/** Who signed the transaction that puts CreateX on a chain. */
const SIGNER = "0xeD456e05CaAb11d66C4c797dD6c1D6f9A7F352b5";

/** Puts CreateX on a chain as anybody does: pays its presigned transaction, and sends it. Ignition has a copy of it. */
export async function putCreateX(provider: JsonRpcProvider, payer: number): Promise<void> {
  const core = dirname(require.resolve("@nomicfoundation/ignition-core/package.json"));
  const file = join(core, "dist/src/internal/execution/strategy/createx-artifact.js");
  const { presignedTx } = (await import(pathToFileURL(file).href)) as { presignedTx: string };
  const signer = await provider.getSigner(payer);
  await (await signer.sendTransaction({ to: SIGNER, value: parseEther("0.3") })).wait();
  await (await provider.broadcastTransaction(presignedTx)).wait();
}
