import { id as hash } from "ethers";

import { lotKey } from "../../../sdk/ids.js";
import { ROLE_NAMES, SubjectKind, type RoleName } from "../../../sdk/vocabulary.js";
import { at, batchDetails, country, GTIN, HS6, line, PREFIX_LENGTH } from "../../support/world.js";
import { RIGHT } from "../accessWorld.js";
import { carries, carriesAny, grantedAs, isKey, isOneOf, keyCovers, standing } from "../questions.js";
import type { Cell, Question, Row } from "../row.js";

const AUTHORITIES: readonly RoleName[] = ["Port", "Customs", "Inspector", "Regulator"];
const COMMERCE = ROLE_NAMES.filter((role) => !AUTHORITIES.includes(role));
/** Terminals make up and label too. */
const HANDLING: readonly RoleName[] = [...COMMERCE, "Port"];
/** Another GTIN with the registrant's prefix. */
const NEW_GTIN = 9_520_123_456_757n;

const own = ({ w, subject }: Cell): bigint => w.subjects[subject].id;
const product = (gtin: bigint): string => `0x${gtin.toString(16).padStart(64, "0")}`;
/** The batch that the party made, or somebody else's. */
const batchOf = ({ w, subject }: Cell): string => (subject === "suspended" ? w.batches.suspended : w.batches.maker);

/** The registrant makes as Brand, who it appointed as Factory. */
const carriesMakersRole: Question = (cell) => carries(cell.subject === "registrant" ? "Brand" : "Factory")(cell);
const mayMake = isOneOf(["registrant", "maker", "suspended"], (_, party) => ["NotMaker", GTIN, party]);
const newBatch = (cell: Cell) => [own(cell), batchDetails({ lotKey: lotKey("new") })];

const recallerOf = (kind: number, subject: (cell: Cell) => string) =>
  isOneOf(["registrant"], (cell, party) => ["NotRecaller", kind, subject(cell), party]);

/** What a party's key does that is no record. */
export const KEYED: readonly Row[] = [
  {
    function: "registerProduct",
    use: "confirmed",
    extent: "parties",
    asks: [
      isKey,
      carries("Brand"),
      standing,
      isOneOf(["registrant"], ({ w }) => ["PrefixNotHeld", NEW_GTIN, PREFIX_LENGTH, w.subjects.registrant.id]),
    ],
    args: (cell) => [own(cell), NEW_GTIN, PREFIX_LENGTH, at(""), HS6, hash("product")],
  },
  {
    function: "registerProduct",
    use: "claimed",
    extent: "grants",
    asks: [isKey, carries("Seller"), standing, grantedAs("Seller")],
    args: (cell) => [own(cell), NEW_GTIN, 0, at(cell.scope), HS6, hash("product")],
  },
  {
    function: "registerBatch",
    extent: "parties",
    asks: [mayMake, isKey, carriesMakersRole, standing],
    args: newBatch,
  },
  {
    function: "registerBatchFrom",
    extent: "parties",
    asks: [mayMake, isKey, carriesMakersRole, standing],
    args: (cell) => [...newBatch(cell), []],
  },
  {
    function: "voidBatch",
    extent: "parties",
    asks: [
      isOneOf(["maker", "suspended"], (cell, party) => [
        "NotMakerOfBatch",
        batchOf(cell),
        party,
        cell.w.subjects.maker.id,
      ]),
      isKey,
      carriesAny(["Brand", "Seller", "Factory"]),
      standing,
    ],
    args: (cell) => [own(cell), batchOf(cell)],
  },
  {
    function: "createConsignment",
    extent: "parties",
    asks: [
      isKey,
      carriesAny(COMMERCE),
      keyCovers(RIGHT),
      standing,
      isOneOf(["registrant", "maker"], ({ w }, party) => ["NotShipper", w.batch, party]),
    ],
    args: (cell) => [
      own(cell),
      { key: hash("new"), place: at(RIGHT), destination: country("DE"), dataHash: hash("data") },
      [line(cell.w.batch, 1)],
    ],
  },
  {
    function: "createContainer",
    extent: "parties",
    asks: [isKey, carriesAny(HANDLING), keyCovers(RIGHT), standing],
    args: (cell) => [own(cell), hash("new"), at(RIGHT), hash("data")],
  },
  {
    function: "labelItems",
    extent: "parties",
    asks: [
      isKey,
      carriesAny(HANDLING),
      keyCovers(RIGHT),
      standing,
      isOneOf(["maker"], ({ w }, party) => ["NotLabeller", w.batch, party]),
    ],
    args: (cell) => [own(cell), cell.w.batch, hash("root"), 1, at(RIGHT)],
  },
  {
    function: "placeRecall",
    use: "everywhere, by the brand",
    extent: "parties",
    asks: [isKey, carriesAny(COMMERCE), keyCovers(""), standing, recallerOf(SubjectKind.Product, () => product(GTIN))],
    args: (cell) => [own(cell), SubjectKind.Product, product(GTIN), "0x0000", [], hash("recall")],
  },
  {
    function: "placeRecall",
    use: "in a country, by its regulator",
    extent: "parties",
    asks: [
      isKey,
      carries("Regulator"),
      keyCovers("CN"),
      standing,
      ({ w, subject }) =>
        subject === "elsewhere"
          ? ["NotRecaller", SubjectKind.Product, product(GTIN), w.subjects.elsewhere.id]
          : undefined,
    ],
    args: (cell) => [own(cell), SubjectKind.Product, product(GTIN), country("CN"), [], hash("recall")],
  },
  {
    function: "liftRecall",
    use: "everywhere, by the brand that placed it",
    extent: "parties",
    asks: [
      isKey,
      carriesAny(COMMERCE),
      keyCovers(""),
      standing,
      isOneOf(["registrant"], ({ w }, party) => ["RecallUnknown", SubjectKind.Batch, w.batch, party, "0x0000"]),
    ],
    args: (cell) => [own(cell), SubjectKind.Batch, cell.w.batch, "0x0000"],
  },
  {
    function: "liftRecall",
    use: "in a country, by the regulator that placed it",
    extent: "parties",
    asks: [
      isKey,
      carries("Regulator"),
      keyCovers("CN"),
      standing,
      isOneOf(["custodian"], ({ w }, party) => ["RecallUnknown", SubjectKind.Batch, w.batch, party, country("CN")]),
    ],
    args: (cell) => [own(cell), SubjectKind.Batch, cell.w.batch, country("CN")],
  },
  {
    function: "returnReleased",
    extent: "parties",
    asks: [
      isKey,
      carriesAny(HANDLING),
      keyCovers(RIGHT),
      standing,
      // Of the goods as they were when units were released from them.
      isOneOf(["custodian"], ({ w }, party) => [
        "NotCustodian",
        w.stages["Arrived, partly cleared"].id,
        party,
        w.subjects.custodian.id,
        w.subjects.next.id,
      ]),
    ],
    args: (cell) => [
      own(cell),
      { key: hash("back"), place: at(RIGHT), destination: country("CN"), dataHash: hash("data") },
      cell.w.stages["Arrived, partly cleared"].id,
      cell.w.release.proof,
      [line(cell.w.batch, 1)],
    ],
  },
];
