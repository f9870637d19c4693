import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { AccountRuntimeValue, NamedArtifactContractDeploymentFuture } from "@nomicfoundation/ignition-core";

import { makeContracts, type ContractName } from "../sdk/deployment/contracts.js";
import { GOVERNANCE, NAMED_ROLES, ROLES, selectorsOf } from "../sdk/deployment/roles.js";

/** How the AccessManager is wired, as Ignition parameters; none has a default, so that none is forgotten. */
export type WaymarkParameters = Readonly<
  Record<"admin" | "registrar" | "suspender" | "governor" | "recovery" | "leaver", string> &
    Record<"adminDelay" | "registrarDelay" | "suspenderDelay" | "governorDelay" | "recoveryDelay", number>
>;

/**
 * The ledger with its annexes, libraries and verifiers, and the AccessManager that governs admission.
 * `scripts/deploy.ts` deploys it, with CREATE2; it checks the parameters before and the chain after.
 *
 * Until it is wired the deployer is the AccessManager's only member and the admin; functions that are not assigned yet are
 * the admin's. The wiring is one transaction, so it has happened or it has not: an interrupt leaves nobody else with
 * power, and no power with the deployer once the roles are given.
 */
export default buildModule("Waymark", (m) => {
  const contracts = makeContracts<AccountRuntimeValue, NamedArtifactContractDeploymentFuture<ContractName>>(
    m.getAccount(0),
    (contract, { constructorArguments, libraries }) => m.contract(contract, [...constructorArguments], { libraries }),
  );
  const { AccessManager, Waymark } = contracts;

  const labels = NAMED_ROLES.map((role) =>
    m.encodeFunctionCall(AccessManager, "labelRole", [GOVERNANCE[role].id, role], { id: `label${role}` }),
  );
  const functions = NAMED_ROLES.map((role) =>
    m.encodeFunctionCall(AccessManager, "setTargetFunctionRole", [Waymark, selectorsOf(role), GOVERNANCE[role].id], {
      id: `functionsOf${role}`,
    }),
  );
  const adminDelay = m.encodeFunctionCall(
    AccessManager,
    "setTargetAdminDelay",
    [Waymark, m.getParameter<number>("adminDelay")],
    { id: "targetAdminDelay" },
  );
  // The admin comes last: what the deployer does after it is only to leave.
  const grants = ROLES.toReversed().map((role) => {
    const name = role.toLowerCase();
    return m.encodeFunctionCall(
      AccessManager,
      "grantRole",
      [GOVERNANCE[role].id, m.getParameter<string>(name), m.getParameter<number>(`${name}Delay`)],
      { id: `grant${role}` },
    );
  });
  // The deployer; or the zero address, which has no role to lose, where the deployer stays the admin of a local chain.
  const leave = m.encodeFunctionCall(
    AccessManager,
    "revokeRole",
    [GOVERNANCE.Admin.id, m.getParameter<string>("leaver")],
    { id: "leave" },
  );
  m.call(AccessManager, "multicall", [[...labels, ...functions, adminDelay, ...grants, leave]], { id: "wiring" });

  return contracts;
});
