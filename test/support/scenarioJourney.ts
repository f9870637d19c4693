import { readFile } from "node:fs/promises";

import type { WaymarkClient } from "../../sdk/client.js";
import { connect } from "../../sdk/connect.js";
import type { Lot } from "../../sdk/gs1/lot.js";
import type { Sscc } from "../../sdk/gs1/sscc.js";
import type { BatchId, ConsignmentId } from "../../sdk/ids.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { admitParties } from "../../cli/scenario/admit.js";
import { makeGoods } from "../../cli/scenario/makeGoods.js";
import { parseScenario } from "../../cli/scenario/parse.js";
import { playSteps } from "../../cli/scenario/playSteps.js";
import { idOf } from "../../cli/scenario/stage.js";
import { ethers, networkHelpers } from "./chain.js";
import { deployLedger } from "./world.js";

const FILE = new URL("../../scenarios/infant-formula.yaml", import.meta.url);

/** The reference scenario, played to its end on the chain of the tests. */
export interface ScenarioJourney {
  readonly client: WaymarkClient;
  /** Of the pallet that was declared wrongly, held, sampled and freed. */
  readonly south: Trace;
  /** Of the pallet that was released in part by lines. */
  readonly north: Trace;
  /** Of the container of both. */
  readonly container: Trace;
  readonly ssccs: ReadonlyMap<ConsignmentId, Sscc>;
  readonly lots: ReadonlyMap<BatchId, Lot>;
}

export async function scenarioJourney(): Promise<ScenarioJourney> {
  const scenario = parseScenario(await readFile(FILE, "utf8"));
  const { ledger } = await deployLedger();
  const client = await connect({ provider: ethers.provider, address: await ledger.getAddress() });
  const [governor, relayer, ...keys] = await ethers.getSigners();
  const stage = {
    client,
    governor: governor!,
    relayer: relayer!,
    keys,
    clock: { end: await networkHelpers.time.latest(), reach: () => Promise.resolve() },
  };
  const told = (): void => undefined;
  const { cast } = await admitParties(scenario, stage, told);
  const goods = await makeGoods(scenario, stage, cast, told);
  await playSteps(scenario, stage, cast, goods, told);

  const ssccs = new Map([...scenario.consignments].map(([name, { sscc }]) => [idOf(goods, name), sscc]));
  ssccs.set(idOf(goods, "container"), scenario.containers.get("container")!.sscc);
  const trace = (name: string): Promise<Trace> => traceConsignment(client, idOf(goods, name));
  return {
    client,
    south: await trace("south"),
    north: await trace("north"),
    container: await trace("container"),
    ssccs,
    lots: new Map([...goods.batches].map(([{ lot }, { id }]) => [id, lot])),
  };
}
