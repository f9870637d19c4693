import { Contract, Interface } from "ethers";

import { FatalError } from "../../sdk/errors.js";
import { ROLE_VARIABLES, type Governance } from "./governance.js";
import type { Site } from "./site.js";

/** What a Safe, the multisig that most use, answers (github.com/safe-global/safe-smart-account, `OwnerManager`). */
const SAFE = new Interface([
  "function getThreshold() view returns (uint256)",
  "function isOwner(address) view returns (bool)",
]);

/** How the code of an account begins that has delegated itself to a contract (EIP-7702): its key still decides alone. */
const DELEGATED = "0xef0100";

/**
 * Losing one key must not lose the ledger's admission: on a public network the Admin is a contract, and none for which the
 * deployer decides alone.
 *
 * @throws FatalError when it is not.
 */
export async function checkMultisig(
  { connection, name, isLocal, deployer }: Pick<Site, "connection" | "name" | "isLocal" | "deployer">,
  { Admin }: Governance,
): Promise<void> {
  if (isLocal) return;
  const { provider } = connection.ethers;
  const code = await provider.getCode(Admin.account);
  if (code === "0x" || code.startsWith(DELEGATED)) {
    throw new FatalError({
      name: "AdminNotContract",
      message:
        code === "0x"
          ? `The Admin ${Admin.account} is not a contract on ${name}.`
          : `The Admin ${Admin.account} is an account on ${name} whose key decides alone, although it has code (EIP-7702).`,
      toDo: `Deploy the multisig there first and set ${ROLE_VARIABLES.Admin} to its address.`,
    });
  }

  const safe = new Contract(Admin.account, SAFE, provider);
  const ask = (what: "getThreshold" | "isOwner", ...args: readonly string[]): Promise<unknown> =>
    // Another kind of contract answers with nothing, or not at all.
    safe
      .getFunction(what)(...args)
      .catch(() => undefined);
  const [threshold, isOwner] = await Promise.all([ask("getThreshold"), ask("isOwner", deployer)]);
  if (threshold !== 1n || isOwner !== true) return;
  throw new FatalError({
    name: "DeployerKeepsRole",
    message: `The deployer ${deployer} decides alone for the Admin ${Admin.account} on ${name}: it is an owner, and one signature is enough.`,
    toDo: "Raise the threshold of the multisig, or take the deployer from its owners, then run this again.",
  });
}
