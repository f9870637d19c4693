import { expect } from "chai";
import fc from "fast-check";

import { formatGs1Date, parseGs1Date } from "../../../sdk/gs1/date.js";
import { shouldRefuse } from "../../support/refusal.js";

describe("sdk/gs1: dates", () => {
  it("are year, month and day", () => {
    expect(parseGs1Date("271231", 2026)).to.deep.equal({ year: 2027, month: 12, day: 31, wholeMonth: false });
  });

  it("mean the last of the month by day 00", () => {
    expect(parseGs1Date("280200", 2026)).to.deep.equal({ year: 2028, month: 2, day: 29, wholeMonth: true });
    expect(parseGs1Date("270200", 2026)).to.deep.equal({ year: 2027, month: 2, day: 28, wholeMonth: true });
  });

  for (const [text, thisYear, year] of [
    ["760101", 2026, 2076],
    ["770101", 2026, 1977],
    ["490101", 2099, 2149],
    ["500101", 2099, 2050],
    ["510101", 2001, 2051],
    ["520101", 2001, 1952],
    ["990101", 2000, 1999],
  ] as const) {
    it(`read ${text} in ${thisYear} as of ${year}`, () => {
      expect(parseGs1Date(text, thisYear).year).to.equal(year);
    });
  }

  it("are written as they are read, in every year in reach", () => {
    const days = fc.date({ min: new Date("1977-01-01"), max: new Date("2076-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const date = {
          year: day.getUTCFullYear(),
          month: day.getUTCMonth() + 1,
          day: day.getUTCDate(),
          wholeMonth: false,
        };
        expect(parseGs1Date(formatGs1Date(date, 2026), 2026)).to.deep.equal(date);
      }),
    );
  });

  it("are written with day 00 for a whole month", () => {
    expect(formatGs1Date({ year: 2027, month: 12, day: 31, wholeMonth: true }, 2026)).to.equal("271200");
  });

  for (const text of ["", "27123", "2712311", "271301", "270001", "270230", "290229", "27123a", "x271231", "271231x"]) {
    it(`refuse "${text}"`, () => {
      shouldRefuse(() => parseGs1Date(text, 2026), `"${text}" is no date`);
    });
  }

  it("refuse to be written where they would be read as another", () => {
    shouldRefuse(
      () => formatGs1Date({ year: 1950, month: 1, day: 1, wholeMonth: false }, 2026),
      "1950-1-1 would be read as 2050-1-1",
    );
    shouldRefuse(
      () => formatGs1Date({ year: 2027, month: 2, day: 27, wholeMonth: true }, 2026),
      "2027-2-27 would be read as 2027-2-28",
    );
  });
});
