import { expect } from "chai";

import { Contract } from "../../assurance/differential/contract.js";
import { playEpisode, type Model } from "../../assurance/differential/episode.js";
import { setStage } from "../../assurance/differential/stage.js";
import { replayEpisode } from "../../assurance/differential/twoEvms.js";
import { apply } from "../../assurance/model/apply.js";
import { goodsOf, putGoods, type State } from "../../assurance/model/state.js";

/** Steps that are the same in every run; `npm run deep -- differential` takes many more, from other seeds. */
const SEED = 20_261_125;
const STEPS = 1_500;
/** Milliseconds: on a busy machine so many calls take their time. */
const PATIENCE = 600_000;

/** A model with one rule broken: what it says of the goods after a call is changed. */
const broken =
  (change: (before: State, after: State, operation: Parameters<Model>[2]) => State): Model =>
  (state, call, operation) => {
    const verdict = apply(state, call, operation);
    return "refusal" in verdict ? verdict : { state: change(state, verdict.state, operation) };
  };

/** Models that each forget one rule. */
const BROKEN: Readonly<Record<string, Model>> = {
  "that offers are kept by the hour": broken((_, after, operation) => {
    if (operation.name !== "record" || operation.c.next === 0n) return after;
    const { consignment } = operation.c;
    const goods = goodsOf(after, consignment);
    return putGoods(after, consignment, { ...goods, word: { ...goods.word, offeredAt: 0n } });
  }),
  "that units leave their batch": broken((before, after, operation) =>
    operation.name === "createConsignment" ? { ...after, batches: before.batches } : after,
  ),
  "that a suspended party writes nothing": (state, call, operation) => {
    const standing = [...state.parties].map(([id, party]) => [id, { ...party, suspendedAt: 0 }] as const);
    return apply(operation.name === "record" ? { ...state, parties: new Map(standing) } : state, call, operation);
  },
};

describe("contract and model", function () {
  this.timeout(PATIENCE);
  let contract: Contract;
  let stage: State;
  let start: number;

  before(async () => {
    contract = await Contract.deploy();
    stage = await setStage(contract);
    start = contract.now;
  });

  after(() => contract.close());

  const fresh = async (play: () => Promise<void>): Promise<void> => {
    const snapshot = await contract.snapshot();
    await play();
    await contract.revert(snapshot, start);
  };

  it(`say the same of ${STEPS} random calls (seed ${SEED})`, () =>
    fresh(async () => {
      const { steps, taken, refused } = await playEpisode(contract, stage, SEED, STEPS);
      expect(steps).to.equal(STEPS);
      // Neither side may be idle: some of everything is taken, and a good part refused.
      expect(taken).to.include.keys("record", "recordByLines", "recordProved", "pack", "unpack", "split");
      expect(Object.values(refused).reduce((sum, times) => sum + times, 0)).to.be.above(STEPS / 10);
    }));

  for (const [rule, model] of Object.entries(BROKEN)) {
    it(`differ as soon as the model forgets ${rule}`, () =>
      fresh(async () => {
        let told = "";
        await playEpisode(contract, stage, SEED, STEPS, model).catch((error: unknown) => {
          told = String(error);
        });
        expect(told).to.contain("Model and contract differ").and.to.contain(`seed ${SEED}`);
      }));
  }
});

describe("two EVMs", function () {
  this.timeout(PATIENCE);

  it(`execute the same transactions alike (seed ${SEED})`, async () => {
    const { taken, reverted, p256 } = await replayEpisode(SEED, 240);
    expect(taken).to.be.above(50);
    expect(reverted).to.be.above(5);
    expect(p256).to.be.above(0);
  });
});
