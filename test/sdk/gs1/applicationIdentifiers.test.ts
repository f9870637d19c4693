import { expect } from "chai";

import { APPLICATION_IDENTIFIERS } from "../../../sdk/gs1/applicationIdentifiers.js";

/** Titles as GS1 gives them (GS1 General Specifications, figure 3.2-1), and the length where readers know it (figure 7.8.5-2). */
const TITLES = `
00 SSCC 18
01 GTIN 14
02 CONTENT 14
10 BATCH/LOT
11 PROD DATE 6
13 PACK DATE 6
15 BEST BEFORE or BEST BY 6
16 SELL BY 6
17 USE BY or EXPIRY 6
20 VARIANT 2
21 SERIAL
22 CPV
30 VAR. COUNT
310n NET WEIGHT (kg) 6
330n GROSS WEIGHT (kg) 6
37 COUNT
253 GDTI
254 GLN EXTENSION COMPONENT
400 ORDER NUMBER
401 GINC
402 GSIN
410 SHIP TO LOC 13
412 PURCHASE FROM 13
413 SHIP FOR LOC 13
414 LOC No. 13
416 PROD/SERV LOC 13
417 PARTY 13
420 SHIP TO POST
421 SHIP TO POST
422 ORIGIN
423 COUNTRY - INITIAL PROCESS
424 COUNTRY - PROCESS
425 COUNTRY - DISASSEMBLY
426 COUNTRY - FULL PROCESS`;

describe("sdk/gs1: application identifiers", () => {
  it("have GS1's titles, and the lengths that readers know beforehand", () => {
    const lines = TITLES.trim()
      .split("\n")
      .flatMap((line) => (line.includes("n ") ? [0, 1, 2, 3, 4, 5].map((n) => line.replace("n ", `${n} `)) : [line]));
    expect(
      APPLICATION_IDENTIFIERS.map(({ ai, title, predefinedLength = "" }) =>
        `${ai} ${title} ${predefinedLength}`.trim(),
      ),
    ).to.deep.equal(lines);
  });
});
