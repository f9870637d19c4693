import { expect } from "chai";

import { DocumentRefused, type DocumentProblem } from "../../../sdk/documents/problem.js";
import type { EpcisDirectory } from "../../../sdk/epcis/directory.js";
import { readEpcis } from "../../../sdk/epcis/readEpcis.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { DIRECTORY, documentOf, eventFor, PALLET_ID, ROWS, type EventJson } from "./profile.js";

const eventOf = (act: string): EventJson => eventFor(ROWS.find((row) => row.act === act)!);

function problemsOf(event: EventJson, directory: EpcisDirectory): readonly DocumentProblem[] {
  try {
    readEpcis(documentOf(event), directory);
  } catch (error) {
    if (error instanceof DocumentRefused) return error.problems;
    throw error;
  }
  return [];
}

describe("sdk/epcis: answers of a directory", () => {
  const [batch, creation] = [eventOf("Batch"), eventOf("Creation")];
  const [arrived, split] = [eventOf("Arrived"), eventOf("Split")];
  const asked: readonly [name: string, wrong: unknown, reason: string, event: EventJson, path: string][] = [
    ["placeOf", "nonsense", '"nonsense" cannot be a UN/LOCODE', arrived, ".readPoint.id"],
    ["placeOf", "CN", '"CN" cannot be a UN/LOCODE', arrived, ".readPoint.id"],
    ["placeOf", "ZZZZZ", "ZZZZZ cannot be a UN/LOCODE: ZZ is no country", arrived, ".readPoint.id"],
    ["partyOf", 0n, "0 is nobody, and no party", arrived, ".destinationList[0].destination"],
    ["partyOf", "9", '"9" is no party number', arrived, "['waymark:principal']"],
    ["consignmentOf", "0x12", 'The consignment "0x12" does not have 32 bytes', arrived, ".epcList[0]"],
    ["productOf", -1n, "-1 is no product", batch, ".quantityList[0].epcClass"],
    ["saltOfLot", "0x12", 'The salt "0x12" does not have 32 bytes', batch, ".quantityList[0].epcClass"],
    ["saltOfSscc", "0x12", 'The salt "0x12" does not have 32 bytes', creation, ".parentID"],
    ["saltOfSscc", 5, "The salt 5 does not have 32 bytes", split, "['waymark:part']"],
  ];
  const reasonsFor = (name: string, answer: unknown, event: EventJson): readonly DocumentProblem[] =>
    problemsOf(event, { ...DIRECTORY, [name]: () => answer });

  for (const [name, wrong, reason, event, path] of asked) {
    it(`refuses ${String(wrong)} of ${name}, a promise too, and takes null for what it does not know`, () => {
      const at = `$.epcisBody.eventList[0]${path}`;
      const found = reasonsFor(name, wrong, event).find((problem) => problem.path === at);
      expect(found?.reason).to.include(`The directory's ${name} gave no answer: ${reason}`);
      expect(reasonsFor(name, Promise.resolve(wrong), event)).to.deep.include({
        path: at,
        reason: `The directory's ${name} gave a promise: look up before reading`,
      });
      expect(reasonsFor(name, null, event)).to.deep.equal(reasonsFor(name, undefined, event));
    });
  }

  it("takes numbers of parties and the digits of ids as they may be written", () => {
    const spelled = {
      ...DIRECTORY,
      partyOf: () => 9 as unknown as bigint,
      consignmentOf: () => PALLET_ID.toUpperCase().replace("0X", "0x"),
    };
    const [operation] = readEpcis(documentOf(arrived), spelled).operations;
    expect(operation).to.deep.include({ next: 9n, principal: 9n, consignment: PALLET_ID });
  });

  it("refuses what is no directory, and a writer that is no party with a role", () => {
    for (const [wrong, reason] of [
      [undefined, "undefined is no directory"],
      [{}, "An object is no directory: that is an object with placeOf()."],
      [{ ...DIRECTORY, placeOf: undefined }, "An object is no directory: that is an object with placeOf()."],
      [{ ...DIRECTORY, writer: undefined }, "undefined is no writer of a directory"],
      [{ ...DIRECTORY, writer: { party: 0n, role: "Factory" } }, "0 is nobody"],
      [{ ...DIRECTORY, writer: { party: 7n } }, "The directory's writer has the role undefined, which is none."],
      [{ ...DIRECTORY, writer: { party: 7n, role: "None" } }, `The directory's writer has the role "None"`],
    ] as const) {
      expect(() => readEpcis(documentOf(arrived), wrong as unknown as EpcisDirectory)).to.throw(
        InvalidValueError,
        reason,
      );
    }
  });
});
