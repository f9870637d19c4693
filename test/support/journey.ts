import { id as hash, toBeHex, ZeroHash } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { TransportMode } from "../../sdk/places/transportMode.js";
import { Adjustment, Extent, InspectionResult, Regime, Sighting } from "../../sdk/vocabulary.js";
import type { CheckpointStruct, LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import {
  checkpoint,
  createConsignment,
  hashParticulars,
  line,
  world,
  type Member,
  type RecordChanges,
  type World,
} from "./world.js";

/** What a record was written with. */
export interface Written {
  readonly checkpoint: CheckpointStruct;
  readonly leaving: readonly LineStruct[];
  /** Address of the account that wrote it. */
  readonly signer: string;
}

/** A world with one journey that was played to its end, and what was written in it. */
export interface Journey extends World {
  readonly consignment: ConsignmentId;
  readonly written: readonly Written[];
}

export const ITEMS = hash("items of the second line");
export const DOCUMENT = hash("release document");
export const RELEASED_ITEMS = hash("released items");

/**
 * A bonded import of two lines of one batch: by sea over Singapore, held and freed again, inland to a bonded warehouse,
 * sampled, reported released in part by the broker, the rest by customs itself, which leaves it empty.
 */
export async function bondedJourney(): Promise<Journey> {
  const w = await world();
  const { factory, nzPort, nzCustoms, carrier, cnPort, cnCustoms, inspector, broker, warehouse } = w.cast;
  const batch = w.batch;
  const consignment = await createConsignment(w, { lines: [line(batch, 400), line(batch, 80, ITEMS)] });
  const written: Written[] = [];
  const write = async (
    by: Member,
    kind: Parameters<typeof checkpoint>[2],
    role: Parameters<typeof checkpoint>[3],
    place: string,
    changes: RecordChanges = {},
  ): Promise<void> => {
    const c = await checkpoint(consignment, by, kind, role, place, changes);
    written.push({ checkpoint: c, leaving: [], signer: by.account.address });
    await w.ledger.connect(by.account).record(c);
  };
  const writeLines = async (
    by: Member,
    kind: "ImportCleared" | "Adjusted",
    role: Parameters<typeof checkpoint>[3],
    contents: LineStruct[],
    leaving: LineStruct[],
    changes: RecordChanges = {},
  ): Promise<void> => {
    const particulars = { contents, leaving, document: DOCUMENT, items: RELEASED_ITEMS };
    const basedOn = hashParticulars(particulars);
    const c = await checkpoint(consignment, by, kind, role, "CNHAZ", { basedOn, ...changes });
    written.push({ checkpoint: c, leaving, signer: by.account.address });
    await w.ledger.connect(by.account).recordByLines(c, particulars);
  };

  await write(factory, "Origin", "Factory", "NZTRG", { next: nzPort.id, scope: "NZ" });
  await write(nzPort, "Received", "Port", "NZTRG", { next: carrier.id, scope: "NZTRG" });
  await write(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  await write(nzPort, "Sighted", "Port", "NZTRG", { detail: Sighting.Loaded, scope: "NZTRG" });
  await write(carrier, "Departed", "Carrier", "NZTRG", { detail: TransportMode.Maritime });
  await write(carrier, "Transshipped", "Carrier", "SGSIN");
  await write(carrier, "Departed", "Carrier", "SGSIN", { detail: TransportMode.Maritime });
  await write(carrier, "Arrived", "Carrier", "CNSHG", { next: cnPort.id });
  await write(cnPort, "Received", "Port", "CNSHG", { next: carrier.id, scope: "CNSHG" });
  await write(cnCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
  await write(inspector, "Inspected", "Inspector", "CNSHG", { detail: InspectionResult.Pass, scope: "CN" });
  const { sequence: held } = await w.ledger.holdOf(consignment, cnCustoms.id);
  await write(cnCustoms, "HoldLifted", "Customs", "CNSHG", { basedOn: toBeHex(held, 32), scope: "CN" });
  await write(carrier, "Received", "Carrier", "CNSHG");
  await write(carrier, "Forwarded", "Carrier", "CNSHG", { detail: TransportMode.Road, next: warehouse.id });
  await write(warehouse, "Received", "Warehouse", "CNHAZ", { scope: "CN" });
  await write(broker, "ImportDeclared", "Broker", "CNHAZ", { detail: Regime.Bonded, principal: factory.id });

  const [plain, itemised] = [line(batch, 400), line(batch, 80, ITEMS)];
  await writeLines(inspector, "Adjusted", "Inspector", [plain, itemised], [line(batch, 2)], {
    detail: Adjustment.Sample,
    scope: "CN",
  });
  await writeLines(warehouse, "Adjusted", "Warehouse", [line(batch, 398), itemised], [line(batch, 5)], {
    detail: Adjustment.Overage,
    scope: "CN",
  });
  await writeLines(broker, "ImportCleared", "Broker", [line(batch, 398), itemised], [line(batch, 98), itemised], {
    principal: factory.id,
    detail: Extent.ByLines,
  });
  await writeLines(cnCustoms, "ImportCleared", "Customs", [line(batch, 300)], [line(batch, 300)], {
    scope: "CN",
    detail: Extent.ByLines,
    dataHash: ZeroHash,
  });
  return { ...w, consignment, written };
}
