import { signerIdOf } from "../../sdk/ids.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import type { Member, World } from "./world.js";

/** One record with particulars, signed as the device of an officer shows it: with its words. */
export async function signRecord(
  { ledger }: World,
  by: Member,
  c: CheckpointStruct,
  [kind, role, place, scope]: readonly [string, string, string, string],
  nonce: bigint,
  deadline: number,
): Promise<string> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "Waymark", version: "1", chainId, verifyingContract: await ledger.getAddress() };
  const fields = (list: string) =>
    list.split(",").map((field) => {
      const [type, name] = field.split(" ");
      return { type: type!, name: name! };
    });
  const types = {
    Checkpoints: fields("bytes32 signer,Checkpoint[] records,uint256 nonce,uint40 deadline"),
    Checkpoint: fields(
      "string kind,string role,string place,uint40 occurredAt,bytes32 consignment,uint32 party,uint8 detail," +
        "bytes32 basedOn,bool particulars,bytes32 dataHash,uint32 next,uint32 principal,string scope,uint24 expectedMove",
    ),
  };
  const record = { ...c, kind, role, place, scope, particulars: true };
  const signer = signerIdOf(by.account.address);
  return by.account.signTypedData(domain, types, { signer, records: [record], nonce, deadline });
}
