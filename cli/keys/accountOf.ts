import type { Provider } from "ethers";

import type { KeySource } from "../config/config.js";
import { environmentKey } from "./environmentKey.js";
import { addressIn } from "./keystore.js";
import { remoteSigner } from "./remoteSigner.js";

/** The account of a key, without its password. */
export async function accountOf(
  source: KeySource,
  env: Readonly<Record<string, string | undefined>>,
  provider: Provider,
): Promise<string> {
  switch (source.source) {
    case "keystore":
      return await addressIn(source.file);
    case "environment":
      return environmentKey(source.variable, env).address;
    case "remote":
      return await (await remoteSigner(source, provider)).getAddress();
  }
}
