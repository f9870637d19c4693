import { Onward__factory } from "../../typechain-types/factories/contracts/annex/Onward__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { check, type Checked, type DeploymentCheck } from "./check.js";
import type { ContractName } from "./contracts.js";

/** What the ledger names: annexes, verifiers, the access manager. All but the last can never change. */
export async function checkParts({ provider, record, block }: Checked): Promise<DeploymentCheck[]> {
  const { contracts } = record;
  const at = { blockTag: block };
  const onward = (contract: ContractName) => Onward__factory.connect(contracts[contract].address, provider).ONWARD(at);
  const ledger = IWaymark__factory.connect(contracts.Waymark.address, provider);
  const [first, second, verifiers, authority] = await Promise.all([
    onward("Waymark"),
    onward("JourneyAnnex"),
    ledger.verifiers(at),
    ledger.authority(at),
  ]);
  const uses = (whose: ContractName, found: string, part: ContractName) => {
    const { address } = contracts[part];
    return check(
      whose,
      part,
      address,
      found === address,
      () => `${whose} uses ${found} as the ${part}, not ${address}`,
    );
  };
  return [
    uses("Waymark", first, "JourneyAnnex"),
    uses("JourneyAnnex", second, "RegistryAnnex"),
    uses("Waymark", verifiers.p256, "ERC7913P256Verifier"),
    uses("Waymark", verifiers.webAuthn, "ERC7913WebAuthnVerifier"),
    uses("Waymark", authority, "AccessManager"),
  ];
}
