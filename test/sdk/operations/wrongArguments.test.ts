import { expect } from "chai";
import { ZeroAddress } from "ethers";
import fc from "fast-check";

import { InvalidValueError, WaymarkError } from "../../../sdk/errors.js";
import { labelKeys } from "../../../sdk/manifest/labelKey.js";
import { offline } from "../../../sdk/offline.js";
import { GovernedOperation } from "../../../sdk/operations/governed.js";
import { Operation } from "../../../sdk/operations/operation.js";
import type { Waymark } from "../../../sdk/waymark.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { waymarkOf } from "../../support/waymark.js";
import { world } from "../../support/world.js";

const HASH = `0x${"12".repeat(32)}`;
const ACCOUNT = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const UNCONNECTED = offline({ chainId: 31337n, address: ACCOUNT, party: 1n });
const PRODUCT = 9_520_123_456_788n;
const HERE = { consignment: HASH, role: "Carrier", place: "CNSHG", scope: "CN", at: 1_795_161_600, party: 5n };
const SAID = { ...HERE, next: 2n, principal: 3n, expectedMove: 4, dataHash: HASH };
const SIGNED = UNCONNECTED.ledger.interface.encodeFunctionData("relay", [
  ...([5n, "0x12345678", { signer: ACCOUNT, nonce: 1n, deadline: 1_795_161_600, signature: "0x1234" }] as const),
]);
const LINES = [{ batch: HASH, quantity: 10, items: HASH }];
const CONSIGNMENT = { sscc: "095201230000000059", salt: HASH, place: "CNSHG", dataHash: HASH };
const GOODS = { ...CONSIGNMENT, destination: "CN", lines: LINES };
const BATCH = {
  ...{ product: PRODUCT, lot: "NZ2611A", salt: HASH, quantity: 1_000, unit: "H87", origin: "NZ", expiry: "2028-05-01" },
  ...{ itemsRoot: HASH, dataHash: HASH, party: 5n },
};
const ITEM = {
  ...{ batch: HASH, serialHash: HASH, labelSigner: ACCOUNT, proof: [HASH], root: HASH, labelProof: [HASH] },
  registered: { unit: "H87", expiry: 0, itemsRoot: HASH, dataHash: HASH },
};

/** What an EPCIS document tells of the record, as `readEpcis` gives it. */
const EVENT = {
  ...{ source: { path: "$.epcisBody.eventList[0]" }, fields: [], consignment: HASH, role: "Carrier", place: "CNSHG" },
  ...{ occurredAt: 1_795_161_600, next: 2n, principal: 3n, party: 5n },
};

/** Each operation by its name, with right arguments; what a caller without a compiler gives has no types. */
const OPERATIONS: Readonly<Record<string, readonly unknown[]>> = {
  "parties.find": ["did:web:brand.example"],
  "parties.describe": [1n],
  "parties.admit": [{ uri: "did:web:a.example", controller: "did:web:b.example", manager: ACCOUNT }],
  "parties.grant": [{ party: 1n, scope: "CN", roles: ["Carrier"] }],
  "parties.assignPrefix": [1n, "9520123"],
  "parties.releasePrefix": [{ value: 9_520_123n, length: 7 }],
  "parties.suspend": [1n],
  "parties.reinstate": [1n],
  "parties.appointSuccessor": [1n, 2n],
  "parties.proposeManager": [1n, ACCOUNT],
  "parties.addSigner": [
    { signer: ACCOUNT, roles: ["Carrier"], scope: "CN", from: 1, until: 1_795_161_600, heldBy: "server", party: 5n },
  ],
  "parties.revokeSigner": [{ signer: ACCOUNT, compromisedSince: 1_795_161_600, party: 5n }],
  "parties.setManager": [ACCOUNT, { party: 5n }],
  "parties.setMandate": [{ agent: 2n, roles: ["Carrier"], party: 5n }],
  "parties.vetoManager": [{ party: 5n }],
  "parties.completeRecovery": [1n],
  "parties.burnNonces": [[5n, 7n], { party: 5n }],
  "products.register": [{ gtin: "9520123456788", hs6: "190110", prefix: "9520123", scope: "CN", dataHash: HASH }],
  "products.registerMany": [[{ gtin: "9520123456788", hs6: "190110", prefix: "none" }]],
  "products.endorse": [PRODUCT, { prefix: "9520123", party: 5n }],
  "products.appoint": [{ product: PRODUCT, agent: 2n, tasks: ["maker", "labeller"] }],
  "products.setResolvers": [PRODUCT, ["id.example"], { party: 5n }],
  "batches.idOf": [PRODUCT, "NZ2611A", HASH],
  "batches.find": [HASH],
  "batches.compare": [BATCH],
  "batches.register": [{ ...BATCH, inputs: [{ batch: HASH, quantity: 2 }] }],
  "batches.registerMany": [[BATCH]],
  "batches.void": [HASH, { party: 5n }],
  "consignments.idOf": [1n, { sscc: "095201230000000059", salt: HASH }],
  "consignments.state": [HASH],
  "consignments.holds": [HASH],
  "consignments.create": [{ ...GOODS, party: 5n }],
  "consignments.createContainer": [{ ...CONSIGNMENT, party: 5n }],
  "consignments.pack": [{ ...SAID, children: [HASH] }],
  "consignments.unpack": [{ ...SAID, children: [HASH] }],
  "consignments.split": [
    { ...SAID, sscc: "095201230000000059", salt: HASH, partDataHash: HASH, units: LINES, contents: LINES },
  ],
  "consignments.void": [{ ...SAID, units: LINES, contents: LINES, document: HASH, items: HASH }],
  "consignments.returnReleased": [{ ...GOODS, from: HASH, release: 4, party: 5n }],
  "checkpoints.record": [{ ...SAID, kind: "Departed", mode: "maritime", document: HASH }],
  "checkpoints.recordMany": [
    [
      { ...HERE, kind: "Diverted", destination: "CN" },
      { ...HERE, kind: "HoldLifted", hold: 4 },
      { ...HERE, kind: "Sighted", seen: "gateIn" },
      { ...HERE, kind: "Inspected", result: "pass" },
    ],
  ],
  "items.activatedAt": [{ batch: HASH, serialHash: HASH }],
  "items.label": [{ batch: HASH, root: HASH, quantity: 10, place: "CNSHG", party: 5n }],
  "items.activate": [ITEM, "0x1234"],
  "recalls.open": [{ product: PRODUCT }],
  "recalls.place": [{ consignment: HASH, country: "CN", lines: LINES, dataHash: HASH, party: 5n }],
  "recalls.lift": [{ product: PRODUCT, country: "CN", party: 5n }],
  "governance.rolesOf": [ACCOUNT],
  "governance.act": [{ target: ACCOUNT, data: "0x12345678" }],
  "governance.scheduleMany": [[UNCONNECTED.parties.suspend(1n)]],
  "governance.executeMany": [[UNCONNECTED.parties.suspend(1n)]],
  "governance.setTerritory": ["NZ", "NZ"],
  "governance.setCustomsLive": ["CN", true],
  "governance.announceSuccessor": [ACCOUNT],
  capture: [{ ...EVENT, type: "Record", kind: "Departed", detail: 1, basedOn: HASH }, { dataHash: HASH }],
  many: [[UNCONNECTED.parties.vetoManager({ party: 5n })]],
  relay: [{ chainId: "31337", ledger: ACCOUNT, data: SIGNED }],
  relayed: [{ chainId: "31337", ledger: ACCOUNT, data: SIGNED }, { fromBlock: 1 }],
};

/** What no argument of any operation is. */
const NEVER_RIGHT: readonly unknown[] = [Symbol("odd"), () => 1, 1.5];

/** What is right of some arguments and wrong of others. */
const AT_TIMES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, NaN, Infinity, 2 ** 60, -1n, 2n ** 300n, "", "odd", "0x12", "5", "\ud800"],
  ...[{ odd: 1 }, [{ odd: 1 }], Object.create(null) as object],
  ...[[], ["CN"], [null], {}, new Date(NaN), new Date(), new Map(), ZeroAddress, `0x${"AB".repeat(20)}`],
];

/** Where a value stands in arguments: positions in lists, names of fields. */
type Path = readonly (string | number)[];

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null || value instanceof Operation) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, key]);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  fields[key] = replaced(fields[key], rest, by);
  return copy;
}

/** Says an operation and prepares it, or asks, as a caller without a compiler. */
async function say(waymark: Waymark, name: string, args: readonly unknown[]): Promise<unknown> {
  const steps = name.split(".");
  const method = steps.pop() ?? "";
  const noun = steps.reduce<unknown>((object, step) => (object as Record<string, unknown>)[step], waymark);
  const said: unknown = await (noun as Record<string, (...given: unknown[]) => unknown>)[method]?.(...args);
  return said instanceof Operation ? await said.call() : said;
}

const EACH = Object.entries(OPERATIONS).flatMap(([name, args]) =>
  [...pathsOf(args)].map((path) => ({ name, args, path })),
);

/** What one wrong value leads to: nothing, or an error in the SDK's words that does not ask to be reported. */
async function outcomeOf(waymark: Waymark, { name, args, path }: (typeof EACH)[number], value: unknown) {
  try {
    await say(waymark, name, replaced(args, path, value) as unknown[]);
    return undefined;
  } catch (caught) {
    const where = `${name} ${path.join(".")} = ${typeof value} ${JSON.stringify(value, text)}: ${String(caught)}`;
    expect(caught, where).to.be.instanceOf(WaymarkError);
    expect(caught, where).to.have.property("name").that.does.not.equal("UnexpectedError");
    return caught;
  }
}

function text(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

describe("sdk/operations: wrong arguments", () => {
  it("tries every operation there is", () => {
    const methodsOf = (object: object): string[] =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter((method) => method !== "constructor");
    const names = Object.entries(UNCONNECTED).flatMap(([noun, object]: [string, unknown]) =>
      typeof object !== "object" || object === null || ["ledger", "provider"].includes(noun)
        ? []
        : methodsOf(object).map((method) => `${noun}.${method}`),
    );
    // `as` names who writes; the others ask for nothing.
    const without = ["as", "parties.list", "products.list", "governance.authority", "governance.scheduled"];
    const expected = [...names, ...methodsOf(UNCONNECTED)].filter((name) => !without.includes(name));
    expect(Object.keys(OPERATIONS)).to.have.members(expected);
  });

  it("takes the private key of a label for no signature, and does not tell it again", async () => {
    const key = labelKeys(HASH, HASH)("A1");
    for (const text of [key, key.slice(2)]) {
      const operation = UNCONNECTED.items.activate(ITEM, text);
      const caught: unknown = await operation.call().catch((error: unknown) => error);
      expect(caught).to.be.instanceOf(InvalidValueError);
      const { message, toDo, values } = caught as InvalidValueError;
      expect(message).to.equal("This is a private key and no signature: whoever sees it can activate the item.");
      expect(JSON.stringify([message, toDo, values])).not.to.include(key.slice(2));
    }
  });

  for (const [name, args] of Object.entries(OPERATIONS)) {
    it(`${name} takes right arguments`, async () => {
      const caught: unknown = await say(UNCONNECTED, name, args).catch((error: unknown) => error);
      expect(caught, String(caught)).not.to.be.instanceOf(InvalidValueError);
      if (caught instanceof Error)
        expect(caught).to.have.property("name").that.is.oneOf(["Offline", "SignedElsewhere"]);
    });

    it(`${name} refuses what no argument is, before anything is asked of the chain`, async () => {
      for (const each of EACH.filter((candidate) => candidate.name === name)) {
        for (const value of NEVER_RIGHT) {
          const outcome = await outcomeOf(UNCONNECTED, each, value);
          if (args.length > 0)
            expect(outcome, `${each.path.join(".")} = ${typeof value}`).to.be.instanceOf(InvalidValueError);
        }
        for (const value of AT_TIMES) await outcomeOf(UNCONNECTED, each, value);
      }
    });
  }

  it("ends in words with a connection too, and sends nothing", async () => {
    const w = await loadFixture(world);
    const waymark = await waymarkOf(w, w.cast.brand);
    const block = await ethers.provider.getBlockNumber();
    const values = fc.oneof(
      fc.constantFrom(...NEVER_RIGHT, ...AT_TIMES),
      fc.anything({ withBigInt: true, withDate: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...EACH), values, async (each, value) => {
        await outcomeOf(waymark, each, value);
      }),
      { numRuns: 200 },
    );
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
  });
});

describe("sdk/operations: the argument that is wrong", () => {
  const departed = { ...HERE, kind: "Departed", mode: "maritime" };
  const CASES: readonly (readonly [name: string, args: unknown[], message: string])[] = [
    [
      "parties.admit",
      [{ uri: "did:web:a.example", manager: "0x12" }],
      '"0x12" is no manager: that is an address, 0x and 40 hexadecimal digits with a right checksum.',
    ],
    ["parties.suspend", [-1n], "-1 is no party: that is a whole number from 0 on of at most 32 bits."],
    [
      "checkpoints.record",
      [{ ...departed, expectedMove: 1.5 }],
      "1.5 is no sequence of the expected move: that is a whole number from 0 on of at most 24 bits.",
    ],
    ["checkpoints.record", [{ ...departed, next: -1n }], "-1 is no party number: those have 32 bits."],
    ["checkpoints.record", [{ ...departed, kind: "Flown" }], '"Flown" is no kind of record.'],
    ["checkpoints.record", [{ ...departed, role: "Pilot" }], '"Pilot" is no role.'],
    ["products.setResolvers", [PRODUCT, [5]], "5 is no hosts: that is text."],
    [
      "parties.admit",
      [{ uri: "https://id.gs1.org/417/9520123000005", manager: ACCOUNT }],
      "9520123000005 is no GLN: its last digit is 5, but the check digit of the others is 4.",
    ],
    ["parties.admit", [{ uri: "did:web:a.example", controller: "b", manager: ACCOUNT }], '"b" is no URI.'],
    [
      "products.register",
      [{ gtin: "9520123456788", hs6: "190110", prefix: "9999999" }],
      "GTIN 09520123456788 does not begin with the company prefix 9999999.",
    ],
    [
      "products.endorse",
      [PRODUCT, { prefix: "95201230" }],
      "GTIN 09520123456788 does not begin with the company prefix 95201230.",
    ],
    [
      "batches.register",
      [{ ...BATCH, quantity: 2 ** 53 }],
      "9007199254740992 is no quantity: units are whole numbers from 1 to 2^64 − 1, beyond 2^53 − 1 as a bigint.",
    ],
    ...[
      { ...HERE, kind: "Disputed", about: 4 },
      { ...HERE, kind: "ImportCleared", units: LINES },
      { ...HERE, kind: "Packed", children: [HASH] },
    ].map((record): [string, unknown[], string] => [
      "checkpoints.recordMany",
      [[record]],
      `"${record.kind}" comes with more than its checkpoint here: units, children, or the record that it is about.`,
    ]),
  ];
  for (const [name, args, message] of CASES) {
    it(`${name} says: ${message}`, async () => {
      const error: unknown = await say(UNCONNECTED, name, args).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(InvalidValueError).with.property("message", message);
      expect(error).to.have.property("toDo").that.is.not.empty;
    });
  }

  it("is told of the options of sending and of governed acts", async () => {
    const act = UNCONNECTED.parties.suspend(1n);
    expect(act).to.be.instanceOf(GovernedOperation);
    for (const options of [{ confirmations: NaN }, { timeout: "5" }, { gasLimit: -1n }, null]) {
      const error: unknown = await act.send(options as object).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(InvalidValueError);
    }
    const key = { signer: ACCOUNT, sign: () => Promise.resolve("0x1234") };
    const own = UNCONNECTED.parties.vetoManager();
    for (const saying of [
      act.dryRun(null as never),
      own.sign(key, null as never),
      UNCONNECTED.many([own], null as never).call(),
    ]) {
      expect(await saying.catch((caught: unknown) => caught)).to.be.instanceOf(InvalidValueError);
    }
  });
});
