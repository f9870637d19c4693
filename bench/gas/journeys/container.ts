import { id as hash, type ContractTransactionReceipt } from "ethers";

import { hashChildren } from "../../../sdk/hashing/hashChildren.js";
import { consignmentId, type ConsignmentId } from "../../../sdk/ids.js";
import { at, checkpoint, type World } from "../../support/world.js";
import { mined } from "../operation.js";
import { NOW } from "./busyWorld.js";

/** An empty container of the factory at Tauranga. */
export async function makeContainer(
  { ledger, cast }: World,
  name: string,
): Promise<{ id: ConsignmentId; receipt: ContractTransactionReceipt }> {
  const { factory } = cast;
  const key = hash(name);
  const own = ledger.connect(factory.account);
  const receipt = await mined(own.createContainer(factory.id, key, at("NZTRG"), hash("container data")));
  return { id: consignmentId(factory.id, key), receipt };
}

/** The factory packs what it has. */
export async function pack(
  { ledger, cast: { factory } }: World,
  container: ConsignmentId,
  children: readonly ConsignmentId[],
): Promise<ContractTransactionReceipt> {
  const record = await checkpoint(container, factory, "Packed", "Factory", "NZTRG", {
    scope: "NZ",
    basedOn: hashChildren(children),
    occurredAt: NOW,
  });
  return mined(ledger.connect(factory.account).pack(record, [...children]));
}

/** The warehouse in Hangzhou unpacks what it has. */
export async function unpack(
  { ledger, cast: { warehouse } }: World,
  container: ConsignmentId,
  children: readonly ConsignmentId[],
): Promise<ContractTransactionReceipt> {
  const record = await checkpoint(container, warehouse, "Unpacked", "Warehouse", "CNHAZ", {
    scope: "CN",
    basedOn: hashChildren(children),
    occurredAt: NOW,
  });
  return mined(ledger.connect(warehouse.account).unpack(record, [...children]));
}
