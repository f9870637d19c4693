import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { GOVERNANCE, HELD_ROLES, NAMED_ROLES, selectorsOf } from "../scripts/deployment/roles.js";

/** How the AccessManager is wired, as Ignition parameters; none has a default, so that none is forgotten. */
export type WaymarkParameters = Readonly<
  Record<"admin" | "registrar" | "suspender" | "governor" | "leaver", string> &
    Record<"adminDelay" | "registrarDelay" | "suspenderDelay" | "governorDelay", number>
>;

/**
 * The ledger with its two libraries, and the AccessManager that governs admission. `scripts/deploy.ts` deploys it, with
 * CREATE2; it checks the parameters before and the chain after.
 *
 * Until it is wired the deployer is the AccessManager's only member and the admin; functions that are not assigned yet are
 * the admin's. The wiring is one transaction, so it has happened or it has not: an interrupt leaves nobody else with
 * power, and no power with the deployer once the roles are given.
 */
export default buildModule("Waymark", (m) => {
  const deployer = m.getAccount(0);
  const accessManager = m.contract("AccessManager", [deployer]);
  const parties = m.library("Parties");
  const lineRecords = m.library("LineRecords");
  const waymark = m.contract("Waymark", [accessManager], {
    libraries: { Parties: parties, LineRecords: lineRecords },
  });

  const labels = NAMED_ROLES.map((role) =>
    m.encodeFunctionCall(accessManager, "labelRole", [GOVERNANCE[role].id, role], { id: `label${role}` }),
  );
  const functions = NAMED_ROLES.filter((role) => selectorsOf(role).length > 0).map((role) =>
    m.encodeFunctionCall(accessManager, "setTargetFunctionRole", [waymark, selectorsOf(role), GOVERNANCE[role].id], {
      id: `functionsOf${role}`,
    }),
  );
  const adminDelay = m.encodeFunctionCall(
    accessManager,
    "setTargetAdminDelay",
    [waymark, m.getParameter<number>("adminDelay")],
    { id: "targetAdminDelay" },
  );
  // The admin comes last: what the deployer does after it is only to leave.
  const grants = HELD_ROLES.toReversed().map((role) => {
    const name = role.toLowerCase();
    return m.encodeFunctionCall(
      accessManager,
      "grantRole",
      [GOVERNANCE[role].id, m.getParameter<string>(name), m.getParameter<number>(`${name}Delay`)],
      { id: `grant${role}` },
    );
  });
  // The deployer; or the zero address, which has no role to lose, where the deployer stays the admin of a local chain.
  const leave = m.encodeFunctionCall(
    accessManager,
    "revokeRole",
    [GOVERNANCE.Admin.id, m.getParameter<string>("leaver")],
    { id: "leave" },
  );
  m.call(accessManager, "multicall", [[...labels, ...functions, adminDelay, ...grants, leave]], { id: "wiring" });

  return { accessManager, parties, lineRecords, waymark };
});
