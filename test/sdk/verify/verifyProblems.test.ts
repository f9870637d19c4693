import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import type { BatchId, ConsignmentId, ProductId } from "../../../sdk/ids.js";
import type { Scope } from "../../../sdk/places/scope.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import type { Trace, TraceBatch, TraceParty, TraceProduct, TraceRecall } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { expectBothLanguages, namesIn } from "../../support/bothLanguages.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney } from "../../support/journey.js";
import type { Goods } from "../../support/proofs.js";
import { AT, goodsAt } from "../../support/provedGoods.js";
import { world } from "../../support/world.js";
import { alter, copyOf, forge, type Forgeable } from "./forging.js";

interface Told {
  client: WaymarkClient;
  trace: Trace;
}

async function bonded(): Promise<Told> {
  const journey = await bondedJourney();
  const client = await clientOf(journey);
  return { client, trace: await traceConsignment(client, journey.consignment) };
}

/**
 * Goods whose reported clearances customs contradict: one that still stood, which is taken back, and the goods held; one that
 * its writer took back before, so that they are only held; and one of goods that are delivered, which changes nothing.
 */
async function contradicted(): Promise<{ client: WaymarkClient; standing: Trace; takenBack: Trace; delivered: Trace }> {
  const w = await world();
  const { cnCustoms, nzCustoms, broker, carrier } = w.cast;
  const client = await clientOf(w);
  const how = { on: AT.cleared, changes: { scope: "CN" } };
  const told = async (key: string, then: (goods: Goods) => Promise<unknown>): Promise<Trace> => {
    const goods = await goodsAt(w, "cleared", { key, exportBasis: "reported", importBasis: "reported" });
    await then(goods);
    // One more, so that what the contradiction left is told.
    await goods.prove(nzCustoms, "Confirmed", "Customs", "NZTRG", { on: AT.exported, changes: { scope: "NZ" } });
    return await traceConsignment(client, goods.id);
  };
  return {
    client,
    standing: await told("standing", async (goods) => {
      await goods.undo(cnCustoms, "Contradicted", "Customs", "CNSHG", how);
    }),
    takenBack: await told("taken back", async (goods) => {
      await goods.undo(broker, "Correction", "Broker", "CNSHG", { on: AT.cleared });
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { ...how, inFull: "none" }, { holds: 1n });
    }),
    delivered: await told("delivered", async (goods) => {
      await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
      await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { ...how, inFull: "none" });
    }),
  };
}

const onlyBatch = ({ batches }: Trace | Forgeable): [BatchId, TraceBatch] => [...batches][0]!;
const onlyProduct = ({ products }: Trace | Forgeable): [ProductId, TraceProduct] => [...products][0]!;
/** A list of a trace, to be changed. */
const changing = <Id, Told>(list: ReadonlyMap<Id, Told>): Map<Id, Told> => list as Map<Id, Told>;

/** Words that stand in forged traces where the ledger has none such. */
const NOWHERE = ["constructor", "lot 7"];
const NOBODYS = hash("nobody's") as ConsignmentId;
const STRANGER: TraceParty = { uri: "did:web:stranger.example", controller: "Stranger" };
const BEYOND_PRODUCTS = 1n << 100n;

function recallOf({ creation, batches }: Trace | Forgeable, changes: Partial<TraceRecall>): TraceRecall {
  return {
    ...{ kind: "Batch", subject: [...batches.keys()][0]!, placer: 3n, country: "", dataHash: ZeroHash },
    ...{ signer: creation.signer, log: creation.log, ...changes },
  };
}

interface Forgery {
  readonly change: (trace: Forgeable) => void;
  /** Among the problems: which step, and the sentence word by word. */
  readonly problems: (trace: Trace, block: number) => (readonly [sequence: number | undefined, sentence: string])[];
}

const FORGERIES: Readonly<Record<string, Forgery>> = {
  "a batch that is not told": {
    change: ({ batches }) => {
      changing(batches).clear();
    },
    problems: (trace) => [
      [1, `The trace does not say what batch ${onlyBatch(trace)[0]} is.`],
      [undefined, `Product ${onlyProduct(trace)[0]} is none of the batches'.`],
    ],
  },
  "a batch of another measure than there is": {
    change: (trace) => Object.assign(onlyBatch(trace)[1], { unit: "PIECES" }),
    problems: (trace) => [
      [undefined, `Batch ${onlyBatch(trace)[0]} holds a value that the ledger cannot have recorded.`],
      [undefined, `Batch ${onlyBatch(trace)[0]} is not described as it was registered.`],
    ],
  },
  "a batch of a lot that has no key": {
    change: (trace) => Object.assign(onlyBatch(trace)[1], { lotKey: "0x12" }),
    problems: (trace) => [
      [undefined, `Batch ${onlyBatch(trace)[0]} holds a value that the ledger cannot have recorded.`],
    ],
  },
  "a product that is not told": {
    change: ({ products }) => {
      changing(products).clear();
    },
    problems: (trace) => [[undefined, `The trace does not say what product ${onlyProduct(trace)[0]} is.`]],
  },
  "a product that nothing was made of": {
    change: ({ products }) =>
      changing(products).set(BEYOND_PRODUCTS, { ...[...products.values()][0]!, gtin: "00000000000000" }),
    problems: () => [
      [undefined, `Product ${BEYOND_PRODUCTS} is none of the batches'.`],
      [undefined, `Product ${BEYOND_PRODUCTS} is not described as it was registered.`],
    ],
  },
  "a confirmed product shown as claimed": {
    change: (trace) => Object.assign(onlyProduct(trace)[1], { confirmed: false }),
    problems: (trace) => [[undefined, `Product ${onlyProduct(trace)[0]} is not described as it was registered.`]],
  },
  "a product under another GTIN": {
    change: (trace) => Object.assign(onlyProduct(trace)[1], { gtin: "09520123456795" }),
    problems: (trace) => [[undefined, `Product ${onlyProduct(trace)[0]} is not described as it was registered.`]],
  },
  "parties that are not named": {
    change: ({ parties }) => {
      changing(parties).clear();
    },
    problems: (trace) => [
      [undefined, `The trace does not say who party ${trace.creation.creator} is.`],
      [2, `The trace does not say who party ${trace.records[0]!.party} is.`],
    ],
  },
  "a party that nobody names": {
    change: ({ parties }) => changing(parties).set(99n, STRANGER),
    problems: () => [
      [undefined, "Party 99 is none that is named in the trace."],
      [undefined, "Party 99 was not admitted as did:web:stranger.example."],
    ],
  },
  "a party of another owner": {
    change: ({ parties }) => Object.assign(parties.get(8n)!, { controller: "Somebody else" }),
    problems: () => [[undefined, "Party 8 was not admitted with Somebody else as its controller."]],
  },
  "a recall that nobody placed": {
    change: (trace) => trace.recalls.push(recallOf(trace, {})),
    problems: (trace, block) => [
      [undefined, `Party 3 has no such recall open of batch ${onlyBatch(trace)[0]}.`],
      [undefined, `Of batch ${onlyBatch(trace)[0]} 0 recalls are open at block ${block}, and the trace tells 1.`],
    ],
  },
  "a recall of something else": {
    change: (trace) => trace.recalls.push(recallOf(trace, { kind: "Consignment", subject: NOBODYS })),
    problems: () => [
      [undefined, `Party 3 has no such recall open of consignment ${NOBODYS}.`],
      [undefined, `A recall of consignment ${NOBODYS} does not concern the goods.`],
    ],
  },
  "recalls that are none": {
    change: (trace) => {
      const none: Partial<TraceRecall>[] = [
        { kind: "constructor" as "Batch" },
        { kind: "BATCH" as "Batch" },
        { subject: "lot 7" },
        { placer: 1n << 40n },
        { country: "fr" },
        { country: "FRA" },
        { country: "xFR" },
      ];
      trace.recalls.push(...none.map((changes) => recallOf(trace, changes)));
    },
    problems: (trace) => [
      [undefined, `Party 3 has no such recall open of constructor ${onlyBatch(trace)[0]}.`],
      [undefined, `Party 3 has no such recall open of BATCH ${onlyBatch(trace)[0]}.`],
      [undefined, "Party 3 has no such recall open of batch lot 7."],
      [undefined, `Party ${1n << 40n} has no such recall open of batch ${onlyBatch(trace)[0]}.`],
      [undefined, `Party 3 has no such recall open of batch ${onlyBatch(trace)[0]}.`],
      [undefined, `A recall of constructor ${onlyBatch(trace)[0]} does not concern the goods.`],
      [undefined, `A recall of BATCH ${onlyBatch(trace)[0]} does not concern the goods.`],
      [undefined, "A recall of batch lot 7 does not concern the goods."],
    ],
  },
  "a part that there is not": {
    change: ({ parts }) => parts.push(NOBODYS, "0x12"),
    problems: () => [
      [undefined, `There is no consignment ${NOBODYS} that was made from this one.`],
      [undefined, "There is no consignment 0x12 that was made from this one."],
    ],
  },
  "a part that is named twice": {
    change: ({ parts }) => parts.push(NOBODYS, NOBODYS),
    problems: () => [[undefined, "A part is named twice."]],
  },
  "more goods than were loaded": {
    change: ({ steps }) => {
      const creation = steps[0]!;
      if (creation.type !== "Creation") return;
      steps[0] = { ...creation, lines: creation.lines.map((line) => ({ ...line, quantity: line.quantity + 1n })) };
    },
    problems: () => [[undefined, "What the records leave in the consignment is not what the chain has in it."]],
  },
  "a creation as another step": {
    change: ({ steps }) => Object.assign(steps[0]!, { sequence: 2 }),
    problems: () => [[2, "The creation is step 1, not 2."]],
  },
  "a creation of nobody": {
    change: ({ steps }) => Object.assign(steps[0]!, { creator: -1n }),
    problems: () => [[1, "The creation holds a value that the ledger cannot have recorded."]],
  },
  "a record from no place": {
    change: alter(5, { place: "NOWHERE" as Scope }),
    problems: () => [[5, "Record 5 holds a value that the ledger cannot have recorded."]],
  },
  "a release on a document that has no hash": {
    change: (trace) => {
      alter(21, { particulars: { ...trace.records[19]!.particulars!, document: "0x12" } })(trace);
    },
    problems: () => [[21, "Record 21 holds a value that the ledger cannot have recorded."]],
  },
  "a record about another": {
    change: alter(14, { about: 11 }),
    problems: (trace) => {
      const { about } = trace.records[12]!;
      return [
        [
          14,
          `Record 14 is about ${about === undefined ? "no earlier record" : `record ${about}`}, not about record 11.`,
        ],
      ];
    },
  },
  "a step after the first that begins another history": {
    change: ({ steps }) => Object.assign(steps[3]!, { type: "Creation" }),
    problems: () => [[undefined, "The steps are not a creation and then others that the ledger knows."]],
  },
};

/** What is found in a trace, so that words are compared. */
async function problemsOf(client: WaymarkClient, trace: Trace): Promise<{ found: unknown[]; block: number }> {
  const { holds, problems, block } = await verifyHead(client, trace);
  expect(holds).to.equal(problems.length === 0);
  for (const { sentence } of problems) expectBothLanguages(sentence, [...namesIn(trace), ...NOWHERE]);
  return { found: problems.map(({ sequence, sentence }) => [sequence, sentence.en]), block };
}

describe("sdk/verify: what it finds, in its words", () => {
  for (const [says, { change, problems }] of Object.entries(FORGERIES)) {
    it(says, async () => {
      const { client, trace } = await loadFixture(bonded);
      const { found, block } = await problemsOf(client, forge(trace, change));
      expect(found).to.deep.include.members(problems(trace, block));
    });
  }

  it("more lines than a consignment can have, which no record is replayed on", async () => {
    const { client, trace } = await loadFixture(bonded);
    const forged = forge(trace, ({ steps }) => {
      const [creation, adjusted] = [
        steps[0]!,
        steps.find((step) => step.type === "Record" && step.kind === "Adjusted")!,
      ];
      if (!("lines" in creation)) throw new Error("The journey begins with its creation.");
      const [line] = creation.lines;
      const more = Array.from({ length: 3_000 }, () => copyOf(line!));
      steps[0] = { ...creation, lines: [...creation.lines, ...more] };
      for (let count = 0; count < 3_000; count++) steps.push(copyOf(adjusted));
    });
    const { found } = await problemsOf(client, forged);
    expect(found).to.deep.include([1, "The creation has 3002 lines, and the ledger takes at most 64."]);
    expect(JSON.stringify(found)).to.not.include("takes out goods");
  });

  it("a history without steps", async () => {
    const { client, trace } = await loadFixture(bonded);
    const { found } = await problemsOf(client, { ...copyOf(trace), steps: [] });
    expect(found).to.deep.equal([[undefined, "The steps are not a creation and then others that the ledger knows."]]);
  });
});

describe("sdk/verify: a contradiction", () => {
  const contradictionIn = (trace: Trace): TraceRecord => trace.records.find(({ kind }) => kind === "Contradicted")!;
  const CASES = ["standing", "takenBack", "delivered"] as const;

  for (const name of CASES) {
    it(`holds as it was told: ${name}`, async () => {
      const { client, ...traces } = await loadFixture(contradicted);
      expect((await problemsOf(client, traces[name])).found).to.deep.equal([]);
      expect(contradictionIn(traces[name]).undoes !== undefined).to.equal(name === "standing");
    });
  }

  it("that took something back does not pass for a remark", async () => {
    const { client, standing } = await loadFixture(contradicted);
    const { sequence } = contradictionIn(standing);
    const forged = forge(standing, (copy) => {
      alter(sequence, { undoes: undefined })(copy);
      alter(AT.cleared, { undoneBy: undefined })(copy);
    });
    expect((await problemsOf(client, forged)).found).to.deep.include([
      sequence,
      `Record ${sequence} took back what another had set, and that is not told.`,
    ]);
  });

  for (const name of ["takenBack", "delivered"] as const) {
    it(`that took nothing back is not shown as if it had: ${name}`, async () => {
      const { client, ...traces } = await loadFixture(contradicted);
      const { sequence } = contradictionIn(traces[name]);
      const { before } = traces[name].records.find((record) => record.sequence === sequence + 1)!;
      const forged = forge(traces[name], alter(sequence, { undoes: { word: before, lines: [] } }));
      expect((await problemsOf(client, forged)).found).to.deep.include([
        sequence,
        `Record ${sequence} is said to have taken something back, and did not.`,
      ]);
    });
  }

  it("left the state that the next record begins with", async () => {
    const { client, standing } = await loadFixture(contradicted);
    const { sequence, before, undoes } = contradictionIn(standing);
    const forged = forge(standing, alter(sequence, { undoes: { ...undoes!, word: before + 1n } }));
    expect((await problemsOf(client, forged)).found).to.deep.include([
      sequence,
      `Record ${sequence} left another state than the next step, or the chain, begins with.`,
    ]);
  });
});
