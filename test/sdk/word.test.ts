import { readFileSync } from "node:fs";

import { expect } from "chai";

import { FatalError } from "../../sdk/errors.js";
import { Customs, Movement } from "../../sdk/vocabulary.js";
import { decodeWord, type WordState } from "../../sdk/word.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { bondedJourney } from "../support/journey.js";

/** The rows `| bits | field | …` of the table in Word.sol; "–" is a field that is not used. */
const LAYOUT = [
  ...readFileSync(new URL("../../contracts/types/Word.sol", import.meta.url), "utf8").matchAll(
    /^\/\/\/ \| (\d+)(?:–(\d+))? \| (\w+|–) \|/gm,
  ),
].map(([, from, to, field]) => ({ field: field!, from: Number(from), width: Number(to ?? from) - Number(from) + 1 }));

/** A word of which every part can be read: Created, at NZTRG. */
const WORD = (1n << 236n) | (BigInt("0x4e5a545247") << 192n) | (BigInt("0x434e") << 176n);

describe("sdk/word: decodeWord", () => {
  it("reads every word of a journey as the ledger does", async () => {
    const journey = await loadFixture(bondedJourney);
    const trace = await traceConsignment(await clientOf(journey), journey.consignment);
    const words = [...trace.records.map(({ before }) => before), await journey.ledger.wordOf(journey.consignment)];
    const blocks = [trace.creation, ...trace.records].map(({ log }) => log.block);
    expect(words).to.have.length(21);

    const { ledger, consignment } = journey;
    for (const [index, word] of words.entries()) {
      const state = await ledger.consignmentOf(consignment, { blockTag: blocks[index]! });
      const decoded = decodeWord(word);
      expect({
        custodian: decoded.custodian,
        next: decoded.next,
        offeredAt: BigInt(decoded.offeredAt),
        place: `0x${Buffer.from(decoded.place).toString("hex")}`,
        stands: decoded.stands,
        destination: `0x${Buffer.from(decoded.destination).toString("hex")}`,
        movement: BigInt(Movement[decoded.movement]),
        customs: BigInt(Customs[decoded.customs]),
        customsOwn: decoded.importOwn,
        exportCleared: decoded.exportCleared,
        exportOwn: decoded.exportOwn,
        domestic: decoded.domestic,
        holds: BigInt(decoded.holds),
        sequence: BigInt(decoded.sequence),
        lastMove: BigInt(decoded.lastMove),
        lastMoveAt: BigInt(decoded.lastMoveAt),
      }).to.deep.equal({
        custodian: state.custodian,
        next: state.next,
        offeredAt: state.offeredAt,
        place: state.place,
        stands: state.stands,
        destination: state.destination,
        movement: state.movement,
        customs: state.customs,
        customsOwn: state.customsOwn,
        exportCleared: state.exportCleared,
        exportOwn: state.exportOwn,
        domestic: state.domestic,
        holds: state.holds,
        sequence: state.sequence,
        lastMove: state.lastMove,
        lastMoveAt: state.lastMoveAt,
      });
    }
  });

  it("knows every field of the layout", () => {
    expect(LAYOUT.reduce((sum, { width }) => sum + width, 0)).to.equal(256);
  });

  for (const { field, from, width } of LAYOUT) {
    if (["movement", "customs", "place", "destination", "–"].includes(field)) continue;
    it(`reads ${field} where Word.sol keeps it`, () => {
      const name = field === "holder" ? "custodian" : field;
      const value = (word: bigint): WordState[keyof WordState] => decodeWord(word)[name as keyof WordState];
      const set = WORD | (((1n << BigInt(width)) - 1n) << BigInt(from));
      expect(Number(value(WORD))).to.equal(0);
      expect(Number(value(set))).to.equal((2 ** width - 1) * (field === "offeredAt" ? 3600 : 1));
      // Its neighbours on both sides leave it alone.
      const others = [from - 1, from + width].filter((bit) => bit >= 0 && bit < 256 && (bit < 176 || bit > 243));
      for (const bit of others) expect(Number(value(WORD | (1n << BigInt(bit))))).to.equal(0);
    });
  }

  it("reads the holder of packed goods as their container", () => {
    const { custodian, parent, packed } = decodeWord(WORD | (7n << 112n) | (1n << 239n));
    expect({ custodian, parent, packed }).to.deep.equal({ custodian: 0n, parent: 7, packed: true });
  });

  it("says that goods on an inland leg stand nowhere", () => {
    expect(decodeWord(WORD).stands).to.equal(true);
    expect(decodeWord(WORD | (1n << 249n)).stands).to.equal(false);
  });

  it("refuses a customs state that there is not", () => {
    // Every movement that three bits can say there is.
    for (const word of [5n, 8n, 15n].map((customs) => WORD | (customs << 240n))) {
      expect(() => decodeWord(word))
        .to.throw(FatalError, "is no state of a consignment")
        .with.property("name", "WordUnknown");
    }
  });
});
