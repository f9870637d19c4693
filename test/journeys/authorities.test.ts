import { expect } from "chai";

import { signerIdOf } from "../../sdk/ids.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { ethers, networkHelpers } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { Play } from "../support/play.js";
import { bySea, type Row } from "../support/playRows.js";
import { at, country, FOREVER } from "../support/world.js";

const DAY = 86_400n;

async function begun(): Promise<Play> {
  const others = {
    "Old inspector": ["CN", "Inspector"],
    "New inspector": ["CN", "Inspector"],
    "Other trucker": ["", "Carrier"],
  } as const;
  return Play.begin({ ...others, Consolidator: ["", "Carrier"] }, ["Broker NZ for Factory"]);
}

describe("Journey 7: customs not on the network", () => {
  it("is told record by record: reported, later confirmed, once contradicted", async () => {
    const play = await Play.of(begun);
    await play.create("X Y", "Factory", "NZAKL", "CN");
    await play.rows(
      ...bySea("X Y", 5),
      ["X Y", "ExportCleared", "Broker NZ for Factory", "Broker", "NZTRG", "export reported"],
      ["X Y", "Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line"],
      ["X", "Confirmed ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
      ["X Y", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
      ["X Y", "Received", "Terminal", "Port", "CNSHG", "custody Terminal"],
      ["X Y", "ImportDeclared general", "Broker for Factory", "Broker", "CNSHG", "Declared"],
      ["X Y", "ImportCleared", "Broker for Factory", "Broker", "CNSHG", "Cleared reported"],
      ["X", "Confirmed ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared own"],
      ["Y", "Contradicted ImportCleared", "CN customs", "Customs", "CNSHG", "hold +1; Declared own"],
      ["Y", "HoldLifted", "CN customs", "Customs", "CNSHG", "hold −1"],
    );
    // Customs have spoken: the broker does not report the same again.
    const again: Row = ["Y", "ImportCleared", "Broker for Factory", "Broker", "CNSHG", "Cleared reported"];
    await play.refused("CustomsHasSpoken", [play.idOf("Y")], again);
    await play.rows(["Y", "ImportCleared", "CN customs", "Customs", "CNSHG", "Cleared"]);
    await play.ends();
  });
});

describe("Journey 7, where customs write for themselves", () => {
  it("takes no report by a broker", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("X", 5));
    for (const territory of ["NZ", "CN"]) await play.ledger.setCustomsLive(country(territory), true);
    await play.refused(
      "CustomsIsLive",
      [country("NZ")],
      ["X", "ExportCleared", "Broker NZ for Factory", "Broker", "NZTRG", "export reported"],
    );
    await play.rows(...bySea("X", 13, 6));
    await play.refused(
      "CustomsIsLive",
      [country("CN")],
      ["X", "ImportCleared", "Broker for Factory", "Broker", "CNSHG", "Cleared reported"],
    );
    await play.rows(...bySea("X", 19, 14));
    await play.ends();
  });
});

describe("Journey 17: a stolen officer key, a dead authority's hold, a silent custodian", () => {
  it("tells of a clearance with a stolen key, which its party takes back", async () => {
    const play = await Play.of(begun);
    await play.create("X", "Factory", "NZAKL", "CN");
    const clearance: Row = ["X", "ImportCleared", "CN customs", "Customs", "CNHAZ", "Cleared"];
    await play.rows(
      ...bySea("X", 12),
      ["X", "Received", "Trucker", "Carrier", "CNSHG", "custody Trucker; next Bonded store"],
      ["X", "Received", "Bonded store", "Warehouse", "CNHAZ", "place CNHAZ; custody Bonded store"],
      ["X", "ImportDeclared general", "Broker for Factory", "Broker", "CNHAZ", "Declared"],
      clearance,
    );
    // The thief's key is the one that wrote so far; the office goes on with another officer's.
    const customs = play.party("CN customs");
    const [officer] = await ethers.getSigners();
    const stolen = signerIdOf(customs.account.address);
    const since = await networkHelpers.time.latest();
    await play
      .as("CN customs")
      .addSigner(customs.id, officer!.address, roleSet(["Customs"]), at("CN"), 0, FOREVER, KeyHolder.Officer);
    await expect(play.as("CN customs").revokeSigner(customs.id, stolen, since))
      .to.emit(play.ledger, "SignerRevoked")
      .withArgs(customs.id, stolen, since);
    await play.refused("SignerIsRevoked", [customs.id, stolen, await networkHelpers.time.latest()], clearance);

    play.writes("CN customs", officer!);
    await play.rows(
      ["X", "Held", "CN customs", "Customs", "CNHAZ", "hold +1"],
      ["X", "Correction ImportCleared", "CN customs", "Customs", "CNHAZ", "Declared"],
      ["X", "HoldLifted", "CN customs", "Customs", "CNHAZ", "hold −1"],
    );
    const { records, parties } = await traceConsignment(await clientOf(play.w), play.idOf("X"));
    expect(records.find(({ kind }) => kind === "ImportCleared")?.signer).to.equal(stolen);
    expect(parties.get(customs.id)?.uri).to.equal("did:web:cnCustoms.example");
    await play.ends();
  });

  it("tells of a dead authority's hold, lifted by its successor", async () => {
    const play = await Play.of(begun);
    const [old, successor] = [play.party("Old inspector").id, play.party("New inspector").id];
    await play.create("Y", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("Y", 13), ["Y", "Held", "Old inspector", "Inspector", "CNSHG", "hold +1"]);
    await play.ledger.appointSuccessor(old, successor);
    const lifted: Row = ["Y", "HoldLifted", "New inspector for Old inspector", "Inspector", "CNSHG", "hold −1"];
    // Only once the placer is suspended may its successor act.
    await play.refused("NotSuccessor", [old, successor], lifted);
    await play.ledger.suspendParty(old);
    await play.refused(
      "NotSuccessor",
      [old, play.party("Inspector").id],
      ["Y", "HoldLifted", "Inspector for Old inspector", "Inspector", "CNSHG", "hold −1"],
    );
    await play.rows(lifted);
    await play.ends();
  });

  it("tells of a custodian that stays silent on land", async () => {
    const play = await Play.of(begun);
    await play.create("Z", "Factory", "NZAKL", "CN");
    await play.rows(...bySea("Z", 12));
    const takenBack: Row = ["Z", "TakenBack", "Factory", "Factory", "NZAKL", "custody Factory; next Other trucker"];
    const { offeredAt } = await play.ledger.consignmentOf(play.idOf("Z"));
    // The offer is kept in whole hours; the last one counts in full.
    const due = offeredAt + 3_600n + 14n * DAY;
    await play.refused("NotYetTakeable", [play.idOf("Z"), play.party("Terminal").id, due], takenBack);
    await play.pass(15);
    await play.rows(takenBack, ["Z", "Received", "Other trucker", "Carrier", "CNSHG", "custody Other trucker"]);
    await play.ends();
  });

  it("tells of a carrier that stays silent at sea", async () => {
    const play = await Play.of(begun);
    await play.create("Z", "Factory", "NZAKL", "CN");
    const departed: Row = [
      "Z",
      "Departed sea",
      "Line",
      "Carrier",
      "NZTRG",
      "InTransit; custody Line; next Consolidator",
    ];
    await play.rows(...bySea("Z", 7), departed);
    await play.pass(15);
    await play.rows(
      ["Z", "TakenBack", "Factory", "Factory", "NZAKL", "custody Factory; next Other trucker"],
      [
        "Z",
        "Arrived",
        "Other trucker",
        "Carrier",
        "CNSHG",
        "Arrived; place CNSHG; custody Other trucker; next Terminal",
      ],
      ["Z", "Received", "Terminal", "Port", "CNSHG", "custody Terminal"],
    );
    await play.ends();
  });

  it("tells of a party that stays silent inside a container's custody", async () => {
    const play = await Play.of(begun);
    await play.create("Z", "Factory", "NZTRG", "CN");
    await play.rows(
      ["Z", "Origin", "Factory", "Factory", "NZTRG", "Ready; next Consolidator"],
      ["Z", "Received", "Consolidator", "Carrier", "NZTRG", "custody Consolidator"],
      ["Z", "ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
    );
    await play.createContainer("K", "Consolidator", "NZTRG");
    await play.rows(
      ["K", "Packed", "Consolidator", "Carrier", "NZTRG", "next Line", { children: "Z" }],
      ["K", "Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line"],
      ["K", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
    );
    await play.pass(15);
    // Taken out and taken back in one act.
    await play.rows(
      ["Z", "TakenBack", "Factory", "Factory", "NZAKL", "custody Factory; next Other trucker"],
      ["Z", "Received", "Other trucker", "Carrier", "CNSHG", "custody Other trucker"],
    );
    await play.ends();
  });

  it("tells of a carrier that stays silent at sea, with goods in its container", async () => {
    const play = await Play.of(begun);
    await play.create("Y Z", "Factory", "NZTRG", "CN");
    await play.rows(
      ["Y Z", "Origin", "Factory", "Factory", "NZTRG", "Ready; next Consolidator"],
      ["Y Z", "Received", "Consolidator", "Carrier", "NZTRG", "custody Consolidator"],
      ["Y Z", "ExportCleared", "NZ customs", "Customs", "NZTRG", "export own"],
    );
    await play.createContainer("K", "Consolidator", "NZTRG");
    await play.rows(
      ["K", "Packed", "Consolidator", "Carrier", "NZTRG", "next Line", { children: "Y Z" }],
      ["K", "Departed sea", "Line", "Carrier", "NZTRG", "InTransit; custody Line; next Terminal"],
    );
    await play.pass(15);
    // Out of the container's custody, at sea; its own goods and no others.
    await play.rows(
      ["Z", "TakenBack", "Factory", "Factory", "NZAKL", "custody Factory; next Other trucker"],
      [
        ...(["Z", "Arrived", "Other trucker", "Carrier", "CNSHG"] as const),
        "Arrived; place CNSHG; custody Other trucker; next Terminal",
      ],
      ["K", "Arrived", "Line", "Carrier", "CNSHG", "Arrived; place CNSHG; next Terminal"],
      ["K", "Received", "Terminal", "Port", "CNSHG", "custody Terminal"],
      ["K", "Unpacked", "Terminal", "Port", "CNSHG", "record only", { children: "Y" }],
    );
    await play.ends();
  });
});
