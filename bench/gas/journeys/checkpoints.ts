import { id as hash, toBeHex } from "ethers";

import type { ConsignmentId } from "../../../sdk/ids.js";
import { Regime } from "../../../sdk/vocabulary.js";
import { createConsignment, line, type World } from "../../support/world.js";
import { operation, type Operation } from "../operation.js";
import type { ForRows } from "../rows.js";
import { recorderOf, type Recorder } from "./recorder.js";

type Measured = Partial<ForRows<Operation>>;

/** Every everyday kind of record. */
export async function measureCheckpoints(w: World): Promise<Measured> {
  const long = await measureLongJourney(w);
  return { ...long, ...(await measureOtherEnds(w)) };
}

/** A consignment over a transit port, held in its port of arrival, forwarded inland under bond. */
async function measureLongJourney(w: World): Promise<Measured> {
  const { factory, nzCustoms, carrier, cnPort, broker, cnCustoms, inspector, warehouse } = w.cast;
  const id = await createConsignment(w);
  const record = measuring(recorderOf(w, id));
  const bonded = { detail: Regime.Bonded, principal: factory.id };
  const gateIn = { scope: "CNSHG", detail: 3 };
  const sequence = async (): Promise<string> => toBeHex((await w.ledger.holdOf(id, inspector.id)).sequence, 32);
  return {
    "record Origin, naming who is next": await record(factory, "Origin", "Factory", "NZTRG", {
      scope: "NZ",
      next: carrier.id,
    }),
    "record ExportCleared": await record(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }),
    "record Departed, accepting custody": await record(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }),
    "record Transshipped, across a border": await record(carrier, "Transshipped", "Carrier", "SGSIN"),
    "record Departed from a transit port": await record(carrier, "Departed", "Carrier", "SGSIN", { detail: 1 }),
    "record ImportDeclared under a mandate, across a border": await record(
      broker,
      "ImportDeclared",
      "Broker",
      "CNSHG",
      bonded,
    ),
    "record Sighted ahead of the goods, across a border": await record(cnPort, "Sighted", "Port", "CNSHG", gateIn),
    "record Arrived, across a border, naming who is next": await record(carrier, "Arrived", "Carrier", "CNSHG", {
      next: warehouse.id,
    }),
    "record Sighted where the goods stand": await record(cnPort, "Sighted", "Port", "CNSHG", gateIn),
    "record Inspected": await record(inspector, "Inspected", "Inspector", "CNSHG", { scope: "CN", detail: 1 }),
    "record Held": await record(inspector, "Held", "Inspector", "CNSHG", { scope: "CN" }),
    "record HoldLifted": await record(inspector, "HoldLifted", "Inspector", "CNSHG", {
      scope: "CN",
      basedOn: await sequence(),
    }),
    "record Incident": await record(carrier, "Incident", "Carrier", "CNSHG", { detail: 4 }),
    "record Forwarded": await record(carrier, "Forwarded", "Carrier", "CNSHG", { detail: 3, next: warehouse.id }),
    "record Received at the end of an inland leg": await record(warehouse, "Received", "Warehouse", "CNHAZ", {
      scope: "CN",
    }),
    "record ImportCleared": await record(cnCustoms, "ImportCleared", "Customs", "CNHAZ", { scope: "CN" }),
    "record Delivered": await record(warehouse, "Delivered", "Warehouse", "CNHAZ", { scope: "CN" }),
  };
}

/** Goods cleared on a broker's word and handed over, and goods that customs refuse. */
async function measureOtherEnds(w: World): Promise<Measured> {
  const { factory, broker, cnCustoms, retailer, carrier } = w.cast;
  const few = [line(w.batch, 1)];
  const reported = await arrive(w, await createConsignment(w, { key: hash("reported"), lines: few }));
  await reported(broker, "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal: factory.id });
  const onDocument = { principal: factory.id, basedOn: hash("customs release note") };
  const cleared = operation(await reported(broker, "ImportCleared", "Broker", "CNSHG", onDocument));
  const received = operation(await reported(retailer, "Received", "Retailer", "CNSHG", { scope: "CN" }));
  const refused = await arrive(w, await createConsignment(w, { key: hash("refused"), lines: few }));
  return {
    "record ImportCleared, reported on a document": cleared,
    "record Received, accepting custody": received,
    "record Refused": operation(await refused(cnCustoms, "Refused", "Customs", "CNSHG", { scope: "CN" })),
    "record Destroyed": operation(await refused(carrier, "Destroyed", "Carrier", "CNSHG")),
  };
}

/** Brings a new consignment to its place in Shanghai, undeclared, with the retailer named next. */
async function arrive(w: World, id: ConsignmentId): Promise<Recorder> {
  const { factory, nzCustoms, carrier, retailer } = w.cast;
  const record = recorderOf(w, id);
  await record(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
  await record(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  await record(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  await record(carrier, "Arrived", "Carrier", "CNSHG", { next: retailer.id });
  return record;
}

function measuring(record: Recorder): (...args: Parameters<Recorder>) => Promise<Operation> {
  return async (...args) => operation(await record(...args));
}
