import { id as hash } from "ethers";

import { createConsignment, checkpoint, line, type World } from "../../support/world.js";
import type { ConsignmentId } from "../../../sdk/ids.js";
import { accountKey } from "../../support/signers.js";
import { mined, operation, type Operation } from "../operation.js";
import type { ForRows } from "../rows.js";
import { NOW } from "./busyWorld.js";
import { makeContainer, pack } from "./container.js";
import { sendSigned } from "./signed.js";

/** What is done to many consignments in one transaction. */
export async function measureMany(w: World): Promise<Partial<ForRows<Operation>>> {
  const { factory, nzCustoms, carrier } = w.cast;
  const ids = await parcels(w, "many", 100);
  const made = await Promise.all(
    ids.map((id) =>
      checkpoint(id, factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id, occurredAt: NOW }),
    ),
  );
  const direct = await mined(w.ledger.connect(factory.account).recordMany(made));
  const cleared = await Promise.all(
    ids
      .slice(0, 50)
      .map((id) => checkpoint(id, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ", occurredAt: NOW })),
  );
  const signed = await sendSigned(w, nzCustoms, accountKey(nzCustoms.account.address), cleared);
  const { id: container } = await makeContainer(w, "a container of parcels");
  const packed = await pack(w, container, await parcels(w, "packed", 100));
  return {
    "record one of 100 in a call": operation(direct, { among: 100 }),
    "record one of 50 under one signature": operation(signed, { among: 50 }),
    "pack one of 100 consignments into a container": operation(packed, { among: 100 }),
  };
}

/** Many consignments of one unit each at Tauranga, in ascending order of their ids. */
async function parcels(w: World, name: string, count: number): Promise<ConsignmentId[]> {
  const ids: ConsignmentId[] = [];
  for (let i = 0; i < count; i++) {
    ids.push(await createConsignment(w, { key: hash(`${name} ${i}`), lines: [line(w.batch, 1)] }));
  }
  return ids.sort((a, b) => (a < b ? -1 : 1));
}
