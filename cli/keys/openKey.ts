import type { Provider, Signer } from "ethers";

import type { Ask } from "../ask.js";
import type { KeySource } from "../config/config.js";
import type { Io } from "../io.js";
import { environmentKey } from "./environmentKey.js";
import { openKeystore } from "./keystore.js";
import { passwordFor } from "./password.js";
import { remoteSigner } from "./remoteSigner.js";

/**
 * The key behind a source, as what signs and sends.
 *
 * @param provider The chain on which it sends.
 * @throws UsageError when the source does not give it.
 */
export async function openKey(source: KeySource, provider: Provider, io: Io, ask: Ask): Promise<Signer> {
  switch (source.source) {
    case "keystore": {
      const password = await passwordFor(source.file, io, ask);
      return (await openKeystore(source.file, password)).connect(provider);
    }
    case "environment":
      return environmentKey(source.variable, io.env).connect(provider);
    case "remote":
      return await remoteSigner(source, provider);
  }
}
