import { expect } from "chai";

import { countryBytes, dateNumber, territoryBytes } from "../../../sdk/operations/words.js";
import { shouldRefuse } from "../../support/refusal.js";

describe("sdk/operations: dates of the calendar", () => {
  it("are numbers of eight digits, of a Date those of its day in UTC", () => {
    expect(dateNumber("2028-05-01")).to.equal(20_280_501);
    expect(dateNumber(new Date("2028-04-30T23:30:00-01:00"))).to.equal(20_280_501);
    expect(dateNumber(undefined)).to.equal(0);
  });

  for (const date of [
    "2028-02-30",
    "2028-5-1",
    "1 May 2028",
    "",
    new Date(NaN),
    new Date("+012028-05-01"),
    new Date("-000001-05-01"),
  ]) {
    it(`refuse ${date instanceof Date ? `the Date ${date.getTime()}` : `"${date}"`}`, () => {
      shouldRefuse(() => dateNumber(date), "is no day of the calendar.");
    });
  }
});

describe("sdk/operations: countries and territories", () => {
  it("are two letters in two bytes", () => {
    expect(countryBytes("NZ")).to.equal("0x4e5a");
    expect(territoryBytes("NZ")).to.equal("0x4e5a");
    expect(territoryBytes("EU")).to.equal("0x4555");
  });

  for (const country of ["XX", "EU", "UK", "nz", "NZL", ""]) {
    it(`goods come from no "${country}", and go to none`, () => {
      shouldRefuse(() => countryBytes(country), `"${country}" is no country of ISO 3166-1.`);
    });
  }

  for (const territory of ["nz", "NZL", ""]) {
    it(`"${territory}" is no territory`, () => {
      shouldRefuse(() => territoryBytes(territory), `"${territory}" is no country or customs territory`);
    });
  }
});
