import type { ContractName } from "../../sdk/deployment/contracts.js";

const OPEN_ZEPPELIN = "@openzeppelin/contracts";

/** What each contract is made from, as the design says it: source, constructor arguments, libraries. */
export const MADE_FROM = {
  AccessManager: [`${OPEN_ZEPPELIN}/access/manager/AccessManager.sol`, ["deployer"], []],
  ERC7913P256Verifier: [`${OPEN_ZEPPELIN}/utils/cryptography/verifiers/ERC7913P256Verifier.sol`, [], []],
  ERC7913WebAuthnVerifier: [`${OPEN_ZEPPELIN}/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol`, [], []],
  Parties: ["contracts/Parties.sol", [], []],
  RareRecords: ["contracts/RareRecords.sol", [], []],
  LineRecords: ["contracts/LineRecords.sol", [], ["RareRecords"]],
  Containers: ["contracts/Containers.sol", [], ["RareRecords"]],
  ProvedRecords: ["contracts/ProvedRecords.sol", [], ["RareRecords"]],
  RegistryAnnex: ["contracts/RegistryAnnex.sol", [], ["Parties"]],
  JourneyAnnex: [
    "contracts/JourneyAnnex.sol",
    ["RegistryAnnex", "ERC7913P256Verifier", "ERC7913WebAuthnVerifier"],
    ["RareRecords", "LineRecords", "Containers", "ProvedRecords"],
  ],
  Waymark: ["contracts/Waymark.sol", ["AccessManager", "JourneyAnnex"], []],
} as const satisfies Record<
  ContractName,
  readonly [string, readonly (ContractName | "deployer")[], readonly ContractName[]]
>;
