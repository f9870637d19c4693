import { expect } from "chai";

import { parseSscc } from "../../../sdk/gs1/sscc.js";
import { consignmentId, consignmentKey } from "../../../sdk/ids.js";
import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { world, type World } from "../../support/world.js";

const [PALLET, OTHER, BOX, PART] = [
  "109520123000000012",
  "109520123000000029",
  "109520123000000036",
  "109520123000000043",
];
const LOT = "(01)09520123456788(10)NZ2611A";

describe("waymark consignment, correct and recall", () => {
  let w: World;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  const factory = (...args: string[]) => cli.as(w.cast.factory, ...args);
  const idOf = (sscc: string): string => consignmentId(w.cast.factory.id, consignmentKey(parseSscc(sscc)));
  const here = ["--role", "factory", "--place", "NZTRG"];
  const load = (sscc: string, units = 10) =>
    factory("consignment", "load", sscc, "--place", "NZTRG", "--destination", "CN", "--line", `${LOT}=${units}`);

  it("loads units into a consignment, which its creator finds by its SSCC", async () => {
    const { code, stdout } = await load(PALLET);
    expect(code).to.equal(0);
    expect(stdout).to.include(`✔ Consignment ${PALLET} is ${idOf(PALLET)}.`);
    const shown = await factory("consignment", "show", PALLET);
    expect(shown.stdout).to.match(/\n {2}created, at Tauranga NZTRG · for CN, customs: none/);
    expect(shown.stdout)
      .to.match(/with factory\.example/)
      .and.to.match(/\n10 +H87 +0x/);
    expect((await factory("trace", PALLET)).stdout).to.match(/^✔ HOLDS/);
    const stranger = await cli.run("consignment", "show", PALLET, "--json");
    expect([stranger.code, errorIn(stranger).name]).to.deep.equal([1, "UnitNotFound"]);
  });

  it("packs into a container, takes out again, and splits", async () => {
    await load(PALLET);
    await load(OTHER);
    for (const sscc of [PALLET, OTHER]) await factory("checkpoint", "record", "origin", sscc, ...here);
    const box = await factory("consignment", "create", BOX, "--place", "NZTRG");
    expect(box.stdout).to.include(`Container ${BOX} is ${idOf(BOX)}, number 1.`);
    const packed = await factory("consignment", "pack", BOX, PALLET, OTHER, ...here, "--json");
    expect(packed.json()).to.include({ kind: "Packed", consignment: idOf(BOX), sequence: 2 });
    expect((await factory("consignment", "show", PALLET)).stdout).to.include("in container 1");
    expect((await factory("consignment", "unpack", BOX, PALLET, ...here)).code).to.equal(0);

    const split = await factory(
      "consignment",
      "split",
      PALLET,
      "--sscc",
      PART,
      "--unit",
      `${LOT}=4`,
      ...here,
      "--json",
    );
    const { part } = split.json() as { part: string };
    expect((await cli.run("consignment", "show", part)).stdout).to.match(/\n4 +H87/);
    expect((await factory("consignment", "show", PALLET)).stdout).to.match(/\n6 +H87/);
  });

  it("corrects a record of one's own, and lets customs contradict what was reported of them", async () => {
    await load(PALLET);
    await factory("checkpoint", "record", "origin", PALLET, ...here);
    const { broker, nzCustoms, factory: maker } = w.cast;
    const note = `0x${"11".repeat(32)}`;
    const reported = [
      "export-cleared",
      idOf(PALLET),
      "--role",
      "broker",
      "--place",
      "NZTRG",
      "--principal",
      `${maker.id}`,
    ];
    await cli.as(broker, "checkpoint", "record", ...reported, "--document", note);
    const denied = await cli.as(
      nzCustoms,
      "correct",
      idOf(PALLET),
      "3",
      "--contradict",
      "--role",
      "customs",
      "--place",
      "NZTRG",
      "--json",
    );
    expect(denied.json()).to.include({ kind: "Contradicted", sequence: 4 });
    const origin = await factory("correct", PALLET, "2", "--reason", "incorrectData", ...here, "--json");
    expect(origin.code).to.equal(0);
    expect(origin.json()).to.include({ kind: "Correction", sequence: 5 });
    const told = await cli.run("trace", idOf(PALLET));
    expect(told.stdout).to.include("Correction · incorrect data on step 2");
  });

  it("recalls a lot and lifts that again, after asking", async () => {
    const { brand } = w.cast;
    const unasked = await cli.as(brand, "recall", "place", "--batch", LOT, "--json");
    expect([unasked.code, errorIn(unasked).name]).to.deep.equal([2, "NobodyToAsk"]);
    const placed = await cli.as(brand, "recall", "place", "--batch", LOT, "--yes");
    expect(placed.stdout).to.include(`✔ ${w.batch} is recalled everywhere.`);
    await load(PALLET);
    expect((await factory("consignment", "show", PALLET)).stdout).to.include("RECALLED everywhere: the batch");
    expect((await cli.as(brand, "recall", "lift", "--batch", LOT)).code).to.equal(0);
    const product = ["--product", "9520123456788", "--country", "CN"];
    expect((await cli.as(w.cast.regulator, "recall", "place", ...product, "--yes")).stdout).to.include("in CN");
  });

  for (const { what, args, name } of [
    {
      what: "a consignment of nothing",
      args: ["consignment", "load", PALLET, "--place", "NZTRG", "--destination", "CN"],
      name: "MissingMandatoryOptionValue",
    },
    {
      what: "goods that go nowhere",
      args: ["consignment", "load", PALLET, "--place", "NZTRG", "--line", `${LOT}=1`],
      name: "MissingMandatoryOptionValue",
    },
    {
      what: "a container that is not empty",
      args: ["consignment", "create", BOX, "--place", "NZTRG", "--line", `${LOT}=1`],
      name: "UnknownOption",
    },
    {
      what: "an SSCC that is none",
      args: ["consignment", "create", "123", "--place", "NZTRG"],
      name: "InvalidValueError",
    },
    { what: "a correction without its reason", args: ["correct", PALLET, "2", ...here], name: "OptionMissing" },
    {
      what: "a contradiction with a reason",
      args: ["correct", PALLET, "2", "--contradict", "--reason", "didNotOccur", ...here],
      name: "InvalidValueError",
    },
    { what: "the correction of a creation", args: ["correct", PALLET, "1", ...here], name: "InvalidValueError" },
    { what: "a recall of nothing", args: ["recall", "place", "--yes"], name: "SubjectUnclear" },
    {
      what: "a recall of two things",
      args: ["recall", "lift", "--batch", LOT, "--product", "9520123456788"],
      name: "SubjectUnclear",
    },
    { what: "a lot where a consignment is asked for", args: ["consignment", "show", LOT], name: "InvalidValueError" },
  ]) {
    it(`refuses ${what}`, async () => {
      const ran = await factory(...args, "--json");
      expect([ran.code, errorIn(ran).name]).to.deep.equal([2, name]);
    });
  }
});
