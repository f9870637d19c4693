import { expect } from "chai";
import { ZeroHash } from "ethers";

import { KIND_TABLE } from "../../../sdk/kindTable.js";
import { parseScope } from "../../../sdk/places/scope.js";
import { decodeRule } from "../../../sdk/rule.js";
import { entitlementProblems } from "../../../sdk/standing/entitlement.js";
import type { Key, Moment, Standing, Standings } from "../../../sdk/standing/standings.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import type { RoleName } from "../../../sdk/vocabulary.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";

/** Who made the goods, who carries them, and whoever else has to do with them. */
const [MAKER, CARRIER, OTHER] = [1n, 2n, 3n];
const KEY = "0x00000000000000000000000000000000000000000000000000000000000000aa";
const NOON = 2_000_000_000;

/** Moments around the record, which stands in block 10 as log 5. */
const [BEFORE, JUST_BEFORE, JUST_AFTER, AFTER]: readonly Moment[] = [
  { block: 9, index: 9 },
  { block: 10, index: 4 },
  { block: 10, index: 6 },
  { block: 11, index: 0 },
] as const;

/** A consignment's word; its fields stand where contracts/types/Word.sol has them. */
function wordOf({ custodian = 0n, next = 0n, packed = false }): bigint {
  return (custodian << 112n) | (next << 144n) | (packed ? 1n << 239n : 0n);
}

/** The carrier's departure with goods that were offered to it. */
function departed(changes: Partial<TraceRecord> = {}): TraceRecord {
  return {
    type: "Record",
    sequence: 3,
    kind: "Departed",
    party: CARRIER,
    role: "Carrier",
    basis: "own",
    place: parseScope("NZTRG"),
    occurredAt: NOON - 60,
    recordedAt: NOON,
    detail: 0,
    detailName: undefined,
    basedOn: ZeroHash,
    dataHash: ZeroHash,
    next: 0n,
    principal: 0n,
    signer: KEY,
    before: wordOf({ custodian: MAKER, next: CARRIER }),
    particulars: undefined,
    part: undefined,
    children: undefined,
    about: undefined,
    undoes: undefined,
    undoneBy: undefined,
    log: { block: 10, index: 5, transaction: ZeroHash, nonce: undefined },
    ...changes,
  };
}

function keyOf(changes: Partial<Key> = {}): Key {
  return {
    added: BEFORE!,
    roles: ["Carrier"],
    scope: parseScope("NZ"),
    validFrom: NOON - 10,
    validUntil: NOON + 10,
    heldBy: "Server",
    revoked: undefined,
    compromisedSince: 0,
    ...changes,
  };
}

/** Somebody's roles at a place, from a moment on. */
function granted(scope: string, roles: readonly RoleName[], since: Moment = BEFORE!): Standing["grants"] {
  return new Map([[parseScope(scope), [{ since, value: roles }]]]);
}

function standingOf(changes: Partial<Standing> & { readonly key?: Partial<Key> } = {}): Standing {
  const { key, ...rest } = changes;
  return {
    suspended: [],
    grants: granted("NZ", ["Carrier"]),
    keys: new Map([[KEY, keyOf(key)]]),
    mandates: new Map(),
    ...rest,
  };
}

/** What is wrong with a record, in English, of who is the carrier unless it is said otherwise. */
function problemsOf(
  record: TraceRecord,
  writer: Standing = standingOf(),
  others: readonly (readonly [bigint, Standing])[] = [],
): string[] {
  const standings: Standings = new Map([[record.party, writer], ...others]);
  const found = entitlementProblems(record, decodeRule(KIND_TABLE[record.kind]), MAKER, standings);
  for (const sentence of found) expectBothLanguages(sentence);
  return found.map(({ en }) => en);
}

const KEY_WAS = `The key ${KEY}`;
const NO_GRANT = "Party 2 was not granted the role of carrier at NZTRG.";
const NO_GOODS = "Party 2 neither had the goods nor was offered them, and as carrier is no witness of the departure.";

const mandateOf = (value: readonly RoleName[], since: Moment = BEFORE): Standing =>
  standingOf({ mandates: new Map([[CARRIER, [{ since, value }]]]) });
/** The carrier's export clearance under a mandate of the maker. */
const cleared = (changes: Partial<TraceRecord> = {}): TraceRecord =>
  departed({
    kind: "ExportCleared",
    role: "Broker",
    principal: MAKER,
    before: wordOf({ custodian: MAKER }),
    ...changes,
  });
const broker = standingOf({ grants: granted("NZ", ["Broker"]), key: { roles: ["Broker"] } });
const NO_MANDATE = "Party 2 had no mandate of party 1 as broker.";

interface Case {
  readonly found: () => string[];
  readonly says: readonly string[];
}

const KEYS: Readonly<Record<string, Case>> = {
  "that was there": { found: () => problemsOf(departed()), says: [] },
  "that nobody added": {
    found: () => problemsOf(departed(), standingOf({ keys: new Map() })),
    says: [`${KEY_WAS} had not been added for party 2.`],
  },
  "added earlier in the same block": {
    found: () => problemsOf(departed(), standingOf({ key: { added: JUST_BEFORE } })),
    says: [],
  },
  "added later in the same block": {
    found: () => problemsOf(departed(), standingOf({ key: { added: JUST_AFTER } })),
    says: [`${KEY_WAS} had not been added for party 2.`],
  },
  "revoked earlier": {
    found: () => problemsOf(departed(), standingOf({ key: { revoked: JUST_BEFORE } })),
    says: [`${KEY_WAS} was revoked before for party 2.`],
  },
  "revoked later": { found: () => problemsOf(departed(), standingOf({ key: { revoked: JUST_AFTER } })), says: [] },
  "in its first second": { found: () => problemsOf(departed(), standingOf({ key: { validFrom: NOON } })), says: [] },
  "before its first second": {
    found: () => problemsOf(departed(), standingOf({ key: { validFrom: NOON + 1 } })),
    says: [`${KEY_WAS} was not valid then for party 2.`],
  },
  "in its last second": { found: () => problemsOf(departed(), standingOf({ key: { validUntil: NOON } })), says: [] },
  "after its last second": {
    found: () => problemsOf(departed(), standingOf({ key: { validUntil: NOON - 1 } })),
    says: [`${KEY_WAS} was not valid then for party 2.`],
  },
  "of another role": {
    found: () => problemsOf(departed(), standingOf({ key: { roles: ["Port"] } })),
    says: [`${KEY_WAS} may not write as carrier for party 2.`],
  },
  "for the place alone": {
    found: () => problemsOf(departed(), standingOf({ key: { scope: parseScope("NZTRG") } })),
    says: [],
  },
  "for another place": {
    found: () => problemsOf(departed(), standingOf({ key: { scope: parseScope("NZAKL") } })),
    says: [`${KEY_WAS} may not write about NZTRG for party 2.`],
  },
};

const GRANTS: Readonly<Record<string, Case>> = {
  "given at the place": {
    found: () => problemsOf(departed(), standingOf({ grants: granted("NZTRG", ["Carrier"]) })),
    says: [],
  },
  "given at another place": {
    found: () => problemsOf(departed(), standingOf({ grants: granted("CN", ["Carrier"]) })),
    says: [NO_GRANT],
  },
  "of another role": {
    found: () => problemsOf(departed(), standingOf({ grants: granted("NZ", ["Port"]) })),
    says: [NO_GRANT],
  },
  "given later": {
    found: () => problemsOf(departed(), standingOf({ grants: granted("NZ", ["Carrier"], AFTER) })),
    says: [NO_GRANT],
  },
  "withdrawn before": {
    found: () =>
      problemsOf(
        departed(),
        standingOf({
          grants: new Map([
            [
              parseScope("NZ"),
              [
                { since: BEFORE, value: ["Carrier"] },
                { since: JUST_BEFORE, value: [] },
              ],
            ],
          ]),
        }),
      ),
    says: [NO_GRANT],
  },
  "asked for on the road": {
    found: () =>
      problemsOf(
        departed({ place: parseScope("") }),
        standingOf({ grants: granted("", []), key: { scope: parseScope("") } }),
      ),
    says: ["Party 2 was not granted the role of carrier."],
  },
  "of a party that was suspended": {
    found: () => problemsOf(departed(), standingOf({ suspended: [{ since: JUST_BEFORE, value: true }] })),
    says: ["Party 2 was suspended."],
  },
  "of a party that was reinstated": {
    found: () =>
      problemsOf(
        departed(),
        standingOf({
          suspended: [
            { since: BEFORE, value: true },
            { since: JUST_BEFORE, value: false },
          ],
        }),
      ),
    says: [],
  },
  "of a party that was suspended later": {
    found: () => problemsOf(departed(), standingOf({ suspended: [{ since: JUST_AFTER, value: true }] })),
    says: [],
  },
};

const CAPACITIES: Readonly<Record<string, Case>> = {
  "the custodian": { found: () => problemsOf(departed({ before: wordOf({ custodian: CARRIER }) })), says: [] },
  "whoever was named next": {
    found: () => problemsOf(departed({ before: wordOf({ custodian: OTHER, next: CARRIER }) })),
    says: [],
  },
  "whoever writes of packed goods, as the container's head tells": {
    found: () => problemsOf(departed({ before: wordOf({ packed: true }) })),
    says: [],
  },
  "nobody else": {
    found: () => problemsOf(departed({ before: wordOf({ custodian: OTHER, next: OTHER }) })),
    says: [NO_GOODS],
  },
  "no custodian in a role that does not carry the kind": {
    found: () =>
      problemsOf(
        departed({ role: "Retailer", before: wordOf({ custodian: CARRIER }) }),
        standingOf({ grants: granted("NZ", ["Retailer"]), key: { roles: ["Retailer"] } }),
      ),
    says: ["Party 2 neither had the goods nor was offered them, and as retailer is no witness of the departure."],
  },
  "not who made the goods, unless the kind says so": {
    found: () => problemsOf(departed({ party: MAKER, before: wordOf({ custodian: OTHER }) })),
    says: [NO_GOODS.replace("Party 2", "Party 1")],
  },
  "who made the goods, where the kind says so": {
    found: () => problemsOf(departed({ kind: "TakenBack", party: MAKER, before: wordOf({ custodian: OTHER }) })),
    says: [],
  },
  "an authority that lifts a hold for its predecessor, without a mandate": {
    found: () =>
      problemsOf(
        departed({ kind: "HoldLifted", role: "Customs", principal: OTHER, before: wordOf({ custodian: OTHER }) }),
        standingOf({ grants: granted("NZ", ["Customs"]), key: { roles: ["Customs"] } }),
      ),
    says: [],
  },
  "an agent under a mandate": {
    found: () => problemsOf(cleared(), broker, [[MAKER, mandateOf(["Broker"])]]),
    says: [],
  },
  "no agent with a mandate for another role": {
    found: () => problemsOf(cleared(), broker, [[MAKER, mandateOf(["Carrier"])]]),
    says: [NO_MANDATE],
  },
  "no agent with a mandate that was given later": {
    found: () => problemsOf(cleared(), broker, [[MAKER, mandateOf(["Broker"], JUST_AFTER)]]),
    says: [NO_MANDATE],
  },
  "no agent of a principal of whom nothing is known": {
    found: () => problemsOf(cleared(), broker),
    says: [NO_MANDATE],
  },
  "no agent in a role that acts for nobody in this kind": {
    found: () => problemsOf(departed({ principal: MAKER }), standingOf(), [[MAKER, mandateOf(["Carrier"])]]),
    says: ["Party 2 had no mandate of party 1 as carrier."],
  },
};

function shouldTell(cases: Readonly<Record<string, Case>>): void {
  for (const [what, { found, says }] of Object.entries(cases)) {
    it(what, () => {
      expect(found()).to.deep.equal(says);
    });
  }
}

describe("sdk/standing: whoever wrote a record was entitled to", () => {
  describe("by a key", () => {
    shouldTell(KEYS);
  });
  describe("by a grant", () => {
    shouldTell(GRANTS);
  });
  describe("as", () => {
    shouldTell(CAPACITIES);
  });

  it("not if it was never admitted", () => {
    const found = entitlementProblems(departed(), decodeRule(KIND_TABLE.Departed), MAKER, new Map());
    expect(found.map(({ en }) => en)).to.deep.equal(["Party 2 was never admitted."]);
    expectBothLanguages(found[0]!);
  });

  it("not if anything at all is missing, and then all of it is told", () => {
    const writer = standingOf({ suspended: [{ since: BEFORE, value: true }], grants: new Map(), keys: new Map() });
    expect(problemsOf(departed({ before: wordOf({ custodian: OTHER }) }), writer)).to.deep.equal([
      `${KEY_WAS} had not been added for party 2.`,
      "Party 2 was suspended.",
      NO_GRANT,
      NO_GOODS,
    ]);
  });
});
