import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { capture } from "../../../sdk/epcis/capture.js";
import type { LedgerOperation, LedgerRecord } from "../../../sdk/epcis/operations.js";
import { readEpcis } from "../../../sdk/epcis/readEpcis.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { parseSscc } from "../../../sdk/gs1/sscc.js";
import { consignmentId, consignmentKey } from "../../../sdk/ids.js";
import { isPlain, toCheckpoint } from "../../../sdk/operations/checkpointStruct.js";
import type { NewCheckpoint } from "../../../sdk/operations/newCheckpoint.js";
import { toBytes5 } from "../../../sdk/places/scope.js";
import { Kind, Role } from "../../../sdk/vocabulary.js";
import type { Waymark } from "../../../sdk/waymark.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { waymarkOf } from "../../support/waymark.js";
import { world } from "../../support/world.js";
import { DIRECTORY, documentOf, eventFor, ROWS, type EventJson } from "./profile.js";

const DATA = id("root of its fields");

/** Answers with what it is told to record, in place of what the SDK makes of it. */
const LISTENER = { checkpoints: { record: (record: NewCheckpoint) => record } } as unknown as Waymark;

function told(operation: LedgerOperation, about = 4): NewCheckpoint {
  return capture(LISTENER, operation, { dataHash: DATA, about }) as unknown as NewCheckpoint;
}

const isRecord = (operation: LedgerOperation): operation is LedgerRecord => "kind" in operation;

describe("sdk/epcis: capture", () => {
  it("tells the ledger every record of the table as it was read", () => {
    const records = readEpcis(documentOf(...ROWS.map(eventFor)), DIRECTORY).operations.filter(isRecord);
    expect(new Set(records.map(({ type }) => type)).size).to.equal(6);
    for (const record of records) {
      const said = told(record);
      const { consignment, kind, role, occurredAt, next, principal, dataHash } = { ...record, dataHash: DATA };
      expect(said).to.deep.include({ party: 7n, consignment, kind, role, at: occurredAt, next, principal, dataHash });
      expect(said.place).to.deep.equal({ unlocode: record.place });
      if ("children" in record) expect(said).to.deep.include({ children: record.children });
      if ("leaving" in record) expect(said).to.deep.include({ units: record.leaving });
      if ("sscc" in record) expect(said).to.deep.include({ sscc: record.sscc });
      if (record.type === "RecordAbout") expect(said).to.include({ about: 4 });
      if (record.type === "RecordByLines") expect(said).to.include({ document: record.basedOn });
      if (!isPlain(said)) continue;
      const held = said.kind === "HoldLifted" ? { hold: 2 } : {};
      const struct = toCheckpoint({ ...said, ...held, party: 7n, scope: "" });
      expect(struct, kind).to.deep.include({
        ...{ kind: Kind[kind], role: Role[role], detail: record.detail, place: toBytes5(record.place) },
        ...(said.kind === "HoldLifted" ? {} : { basedOn: record.basedOn }),
      });
    }
  });

  it("asks for what the event does not have: the record that it is about, and the root of what it says besides", () => {
    const [about] = readEpcis(documentOf(eventFor(rowOf("Confirmed"))), DIRECTORY).operations;
    expect(() => capture(LISTENER, about!, { dataHash: DATA })).to.throw(
      InvalidValueError,
      '$.epcisBody.eventList[0] is about the record of event "urn:x:earlier"',
    );
    expect(() => capture(LISTENER, about!, { about: 2 })).to.throw(
      InvalidValueError,
      "$.epcisBody.eventList[0] says more than the ledger keeps (place.gln, ",
    );
    const errorDeclaration = {
      declarationTime: "2026-11-05T03:00:00Z",
      reason: "incorrect_data",
      correctiveEventIDs: ["urn:x:right"],
    };
    const [correct] = readEpcis(documentOf({ ...eventFor(rowOf("Arrived")), errorDeclaration }), DIRECTORY).operations;
    expect(() => capture(LISTENER, correct!, { about: 2 })).to.throw(
      InvalidValueError,
      "$.epcisBody.eventList[0] says more than the ledger keeps (epcis.correctiveEventId[0]), and no root of that is given.",
    );
    expect(told(correct!)).to.deep.include({ kind: "Correction", about: 4, dataHash: DATA });
  });

  it("says of what no document gives that it is none", () => {
    const [record] = readEpcis(documentOf(eventFor(rowOf("Departed"))), DIRECTORY).operations;
    const given: readonly (readonly [unknown, string])[] = [
      [undefined, "undefined is no operation of an event"],
      [{}, "undefined is no source of an event"],
      [{ ...record, type: "Reverse" }, '"Reverse" is no type of operation of an event.'],
      [{ ...record, type: undefined }, "undefined is no type of operation of an event."],
      [{ ...record, kind: "Flown" }, '"Flown" is no kind of record.'],
      [{ ...record, detail: 99 }, "99 is no detail of Departed."],
      [{ ...record, type: "Correct" }, "undefined is no record that is corrected"],
      [{ ...record, type: "Correct", mistaken: record, reason: "Odd" }, '"Odd" is no reason of a correction.'],
      [{ ...record, type: "RegisterBatch", expiry: "soon" }, '"soon" is no day of the calendar'],
    ];
    for (const [event, words] of given) {
      expect(() => capture(LISTENER, event as LedgerOperation, { dataHash: DATA, about: 4 })).to.throw(
        InvalidValueError,
        words,
      );
    }
    expect(() => capture(LISTENER, record!, null as never)).to.throw(
      InvalidValueError,
      "is no set of terms of capture",
    );
  });

  it("refuses a document where the ledger has no room for it", () => {
    for (const act of ["HoldLifted", "Packed", "Split", "Confirmed", "Disputed"]) {
      const event = { ...eventFor(rowOf(act)), "waymark:document": id("paper") };
      expect(() => readEpcis(documentOf(event), DIRECTORY), act).to.throw(`does not go with ${act}`);
    }
  });

  it("writes a document: many events in one transaction, and one that corrects another", async () => {
    const w = await loadFixture(world);
    const { factory } = w.cast;
    const waymark = await waymarkOf(w, factory);
    const eventTime = new Date((await networkHelpers.time.latest()) * 1_000).toISOString();
    const [sscc, salt] = [parseSscc("109520123000000012"), id("salt")];
    const directory = {
      ...DIRECTORY,
      writer: { party: factory.id, role: "Factory" },
      saltOfSscc: () => salt,
    } as const;
    const common = { eventTime, eventTimeZoneOffset: "+00:00", readPoint: LOCODE };
    const loaded = {
      ...{ ...common, type: "AggregationEvent", action: "ADD", bizStep: "packing", disposition: "in_progress" },
      ...{ parentID: `https://id.gs1.org/00/${sscc}`, "waymark:kind": "Creation", "waymark:destination": "CN" },
      childQuantityList: [{ epcClass: "https://id.gs1.org/01/09520123456788/10/NZ2611A", quantity: 10 }],
    };
    const ready: EventJson = {
      ...{ ...common, type: "ObjectEvent", action: "ADD", bizStep: "commissioning", disposition: "active" },
      ...{ epcList: [`https://id.gs1.org/00/${sscc}`], eventID: "urn:x:ready", "waymark:kind": "Origin" },
    };
    const errorDeclaration = { declarationTime: eventTime, reason: "incorrect_data" };
    const { operations } = readEpcis(documentOf(loaded, ready, { ...ready, errorDeclaration }), directory);
    const [creation, origin, correction] = operations;
    const consignment = consignmentId(factory.id, consignmentKey(sscc, salt));

    const both = waymark.many([waymark.capture(creation!), waymark.capture(origin!, { dataHash: DATA })]);
    expect(await both.dryRun()).to.equal(undefined);
    const { records } = await both.send();
    expect(records.map(({ kind, consignment: of }) => [kind, of])).to.deep.equal([["Origin", consignment]]);

    const about = records[0]!.sequence;
    const corrected = await waymark.capture(correction!, { about, dataHash: ZeroHash }).send();
    expect(corrected).to.deep.include({ consignment, kind: "Correction", sequence: about + 1 });
  });
});

const LOCODE = { id: "https://vocabulary.uncefact.org/unlocode#NZTRG" };
const rowOf = (act: string) => ROWS.find((row) => row.act === act)!;
