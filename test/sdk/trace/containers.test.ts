import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { childrenOf } from "../../../sdk/trace/childrenOf.js";
import type { Journey } from "../../../sdk/trace/journey.js";
import { remainingLines } from "../../../sdk/trace/remainingLines.js";
import { storyOf } from "../../../sdk/trace/story.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import {
  containerJourney,
  NONCE,
  RELEASE_NOTE,
  signerOf,
  SPLIT_ITEMS,
  type ContainerJourney,
} from "../../support/containerJourney.js";
import { checkpoint, country, createConsignment, hashParticulars, line } from "../../support/world.js";

type Told = "whole" | "part" | "parcel" | "pallet" | "container" | "returned";

async function tracesOf(journey: ContainerJourney, ...names: readonly Told[]): Promise<Trace[]> {
  const client = await clientOf(journey);
  return await Promise.all(names.map((name) => traceConsignment(client, journey[name])));
}

/** The steps of a journey in words. */
function told({ steps }: Pick<Journey, "steps">): string {
  return steps.map((step) => (step.type === "Record" ? step.kind : step.type)).join(" ");
}

/** The journeys that a trace rests on, and how many steps of each, in the order of their names. */
function insideOf({ inside }: Trace, journey: ContainerJourney): string {
  const names = ["whole", "part", "parcel", "pallet", "container", "returned"] as const;
  return inside
    .map(({ consignment, steps }) => `${names.find((name) => journey[name] === consignment)} ${steps.length}`)
    .sort()
    .join(", ");
}

describe("sdk/trace: goods that were split, packed, corrected and released", () => {
  it("tells the steps of each, of every kind", async () => {
    const journey = await loadFixture(containerJourney);
    const names = ["whole", "part", "parcel", "pallet", "container", "returned"] as const;
    expect((await tracesOf(journey, ...names)).map(told)).to.deep.equal([
      "Creation Origin ExportCleared Correction ExportCleared Split",
      "Derivation Packing Held Inspected HoldLifted ImportDeclared Unpacking Forwarded Received Adjusted Correction ImportCleared",
      "Creation Origin Received ExportCleared Packing Unpacking TakenBack",
      "Creation Packed Packing Removal Unpacking Unpacked Received",
      "Creation Packed Departed Arrived Unpacked",
      "Derivation",
    ]);
  });

  it("tells what each rests on once, and a container only up to where the goods left it", async () => {
    const journey = await loadFixture(containerJourney);
    const [whole, part, parcel, returned] = await tracesOf(journey, "whole", "part", "parcel", "returned");
    expect(insideOf(whole!, journey)).to.equal("");
    expect(insideOf(part!, journey)).to.equal("container 5, pallet 6, whole 6");
    // The container is told as it stands: its head is in the step by which the parcel came out of the pallet inside.
    expect(insideOf(parcel!, journey)).to.equal("container 5, pallet 4");
    expect(insideOf(returned!, journey)).to.equal("container 5, pallet 6, part 12, whole 6");
  });

  it("tells what a container took in and let out, and its number", async () => {
    const journey = await loadFixture(containerJourney);
    const [pallet, container, part, parcel] = await tracesOf(journey, "pallet", "container", "part", "parcel");
    const number = async (id: string): Promise<number> => Number((await journey.ledger.containerOf(id)).number);
    expect(pallet!.creation).to.include({ container: await number(journey.pallet), destination: "", place: "NZTRG" });
    expect(container!.creation).to.include({ container: await number(journey.container) });
    expect(part!.creation).not.to.have.property("container");

    const headBefore = (trace: Trace, sequence: number): string => {
      const step = trace.steps[sequence - 1]!;
      const found = pallet!.steps
        .flatMap((other) =>
          other.type === "Record" ? (other.children ?? []) : other.type === "Removal" ? [other] : [],
        )
        .filter(({ consignment }) => consignment === trace.consignment);
      expect(found).to.have.length(2);
      return found[step.type === "Packing" ? 0 : 1]!.head;
    };
    const [packed] = pallet!.records;
    expect(packed!.children).to.deep.equal(
      [
        { consignment: journey.part, head: headBefore(part!, 2) },
        { consignment: journey.parcel, head: headBefore(parcel!, 5) },
      ].toSorted((a, b) => (a.consignment < b.consignment ? -1 : 1)),
    );
    expect(pallet!.steps[3]).to.deep.include({
      type: "Removal",
      consignment: journey.parcel,
      head: headBefore(parcel!, 6),
    });
    expect(childrenOf(pallet!)).to.deep.equal([]);
    expect(childrenOf({ steps: pallet!.steps.slice(0, 2) }).toSorted()).to.deep.equal(
      [journey.part, journey.parcel].toSorted(),
    );
    expect(childrenOf({ steps: pallet!.steps.slice(0, 4) })).to.deep.equal([journey.part]);
    expect(childrenOf(part!)).to.deep.equal([]);
  });

  it("tells the containers around the one that goods came out of", async () => {
    const journey = await loadFixture(containerJourney);
    const [part, parcel] = await tracesOf(journey, "part", "parcel");
    const { ledger } = journey;
    const outside = part!.steps[6];
    expect(outside).to.deep.include({ type: "Unpacking", container: journey.pallet, around: ZeroHash, outer: [] });
    const out = parcel!.steps[5]!;
    const head = await ledger.headOf(journey.container, { blockTag: out.log.block });
    expect(out).to.deep.include({ type: "Unpacking", outer: [{ consignment: journey.container, head }] });
  });

  it("tells a part, of the whole and of itself", async () => {
    const journey = await loadFixture(containerJourney);
    const [whole, part, returned] = await tracesOf(journey, "whole", "part", "returned");
    const { factory, warehouse } = journey.cast;
    const lines = [
      { batch: journey.batch, quantity: 60n, items: ZeroHash },
      { batch: journey.batch, quantity: 100n, items: SPLIT_ITEMS },
    ];
    expect(whole!.parts).to.deep.equal([journey.part]);
    expect(whole!.records.at(-1)!.part).to.deep.equal({
      consignment: journey.part,
      key: hash("the part"),
      dataHash: hash("data of the part"),
      lines,
    });
    expect(remainingLines(whole!.creation.lines, whole!.records).after).to.deep.equal([
      { batch: journey.batch, quantity: 240n, items: ZeroHash },
    ]);
    expect(part!.creation).to.deep.include({
      type: "Derivation",
      sequence: 1,
      creator: factory.id,
      party: factory.id,
      key: hash("the part"),
      from: journey.whole,
      fromHead: await journey.ledger.headOf(journey.whole),
      dataHash: hash("data of the part"),
      signer: signerOf(factory),
      lines,
    });
    expect(part!.parts).to.deep.equal([journey.returned]);
    expect(returned!.creation).to.deep.include({
      type: "Derivation",
      creator: factory.id,
      party: warehouse.id,
      from: journey.part,
      lines: [{ batch: journey.batch, quantity: 3n, items: ZeroHash }],
    });
  });

  it("marks what was undone, by what, and what went back", async () => {
    const journey = await loadFixture(containerJourney);
    const [whole, part] = await tracesOf(journey, "whole", "part");
    const marks = ({ records }: Trace): string[] =>
      records.flatMap(({ sequence, about, undoneBy }) => [
        ...(about === undefined ? [] : [`${sequence} about ${about}`]),
        ...(undoneBy === undefined ? [] : [`${sequence} undone by ${undoneBy}`]),
      ]);
    expect(marks(whole!)).to.deep.equal(["3 undone by 4", "4 about 3"]);
    expect(whole!.records[2]!.undoes).to.deep.equal({ lines: [], word: whole!.records[3]!.before });
    expect(marks(part!)).to.deep.equal(["10 undone by 11", "11 about 10"]);
    expect(part!.records.find(({ sequence }) => sequence === 11)!.undoes!.lines).to.deep.equal([
      { batch: journey.batch, quantity: 5n, items: ZeroHash },
    ]);
    expect(part!.records.at(-1)!.particulars).to.deep.include({ document: RELEASE_NOTE });
    expect(remainingLines(part!.creation.lines, part!.records).after).to.deep.equal([
      { batch: journey.batch, quantity: 20n, items: ZeroHash },
    ]);
  });

  it("tells by which nonce a step was signed, and none for those that were sent", async () => {
    const journey = await loadFixture(containerJourney);
    const [whole] = await tracesOf(journey, "whole");
    expect(whole!.creation).to.include({ signer: signerOf(journey.cast.factory) });
    expect(whole!.steps.map(({ log }) => log.nonce)).to.deep.equal([NONCE, ...Array<undefined>(5).fill(undefined)]);
  });

  it("tells the goods' story in order, with the containers' records while they were inside", async () => {
    const journey = await loadFixture(containerJourney);
    const [part, parcel, returned] = await tracesOf(journey, "part", "parcel", "returned");
    const kinds = (trace: Trace): string =>
      storyOf(trace)
        .map(({ record }) => record.kind)
        .join(" ");
    const made = "Origin ExportCleared Correction ExportCleared Split";
    const inside = "Departed Arrived Held Inspected HoldLifted ImportDeclared Unpacked Unpacked";
    const outside = "Forwarded Received Adjusted Correction ImportCleared";
    expect(kinds(part!)).to.equal(`${made} ${inside} ${outside}`);
    // A sample is of other units than those that came back.
    expect(kinds(returned!)).to.equal(`${made} ${inside} ${outside.replace("Adjusted ", "")}`);
    expect(kinds(parcel!)).to.equal("Origin Received ExportCleared Departed Arrived TakenBack");
  });

  it("tells open recalls of all that it is about, and not lifted ones", async () => {
    const journey = await loadFixture(containerJourney);
    const { ledger, cast, product, batch, whole } = journey;
    const { brand, regulator } = cast;
    const [asBrand, asRegulator] = [ledger.connect(brand.account), ledger.connect(regulator.account)];
    const everywhere = "0x0000";
    const subject = `0x${product.toString(16).padStart(64, "0")}`;
    await asBrand.placeRecall(brand.id, 1, subject, everywhere, [], hash("product"));
    await asRegulator.placeRecall(regulator.id, 1, subject, country("CN"), [], hash("product in China"));
    await asBrand.placeRecall(brand.id, 2, batch, everywhere, [], hash("batch"));
    await asRegulator.placeRecall(regulator.id, 3, whole, country("CN"), [], hash("whole"));
    await asBrand.liftRecall(brand.id, 2, batch, everywhere);
    const [part] = await tracesOf(journey, "part");
    expect(part!.recalls.map(({ log, ...recall }) => ({ ...recall, nonce: log.nonce }))).to.deep.equal(
      [
        { kind: "Product", subject, placer: brand.id, country: "", dataHash: hash("product"), signer: signerOf(brand) },
        {
          ...{ kind: "Product", subject, placer: regulator.id, country: "CN" },
          ...{ dataHash: hash("product in China"), signer: signerOf(regulator) },
        },
        {
          ...{ kind: "Consignment", subject: whole, placer: regulator.id, country: "CN" },
          ...{ dataHash: hash("whole"), signer: signerOf(regulator) },
        },
      ].map((recall) => ({ ...recall, nonce: undefined })),
    );
    expect(part!.parties.get(regulator.id)?.uri).to.equal("did:web:regulator.example");
  });

  it("tells what a voided consignment gave back, and that nothing is left", async () => {
    const journey = await loadFixture(containerJourney);
    const { ledger, batch, cast } = journey;
    const consignment = await createConsignment(journey, { key: hash("voided"), lines: [line(batch, 7n)] });
    const contents = [line(batch, 7n)];
    const particulars = { contents, leaving: contents, document: ZeroHash, items: ZeroHash };
    const voided = await checkpoint(consignment, cast.factory, "Voided", "Factory", "NZTRG", {
      scope: "NZ",
      basedOn: hashParticulars(particulars),
    });
    await ledger.connect(cast.factory.account).recordByLines(voided, particulars);
    const client = await clientOf(journey);
    const trace = await traceConsignment(client, consignment);
    expect(trace.records[0]!.particulars!.lines).to.deep.equal([{ batch, quantity: 7n, items: ZeroHash }]);
    expect(remainingLines(trace.creation.lines, trace.records).after).to.deep.equal([]);
    expect((await verifyHead(client, trace)).problems).to.deep.equal([]);
  });
});
