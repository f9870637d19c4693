import { ZeroHash } from "ethers";

import { batchId, signerIdOf } from "../../sdk/ids.js";
import { activationDigest } from "../../sdk/signing/activationDigest.js";
import { ROLE_NAMES, SubjectKind } from "../../sdk/vocabulary.js";
import type { Input } from "../model/batches.js";
import { isByLines } from "../model/axis.js";
import { countryOf, sameTerritory } from "../model/places.js";
import { kindName } from "../model/rules.js";
import { goodsOf } from "../model/state.js";
import { has } from "../model/word.js";
import { ADMIN, CAST, COUNTRIES, GTINS, HS6, PLACES, type Member } from "./cast.js";
import { keyFor, type Draft, type Drafting } from "./draft.js";
import { unitsOf } from "./draftRecord.js";
import { labelKey, prove, treeOf } from "./notes.js";

const BY_ADMIN = signerIdOf(ADMIN);

/** What is done beside records, each drafted so that it is mostly taken, and how often beside the others. */
export const OTHERS: Readonly<Record<string, readonly [weight: number, draft: (d: Drafting) => Draft | undefined]>> = {
  registerBatch: [3, (d) => draftBatch(d, false)],
  registerBatchFrom: [3, (d) => draftBatch(d, true)],
  voidBatch: [1, draftVoidBatch],
  createConsignment: [9, draftConsignment],
  createContainer: [4, draftContainer],
  returnReleased: [5, draftReturn],
  placeRecall: [2, draftRecall],
  liftRecall: [1, draftLiftRecall],
  labelItems: [2, draftLabels],
  activateItem: [3, draftActivation],
  suspendParty: [0.5, (d) => byAdmin({ name: "suspendParty", party: someone(d).id })],
  reinstateParty: [2, draftReinstatement],
  setGrant: [1, draftGrant],
  setMandate: [4, draftMandate],
  appointSuccessor: [
    1,
    (d) => byAdmin({ name: "appointSuccessor", authority: someone(d).id, successor: someone(d).id }),
  ],
  setCustomsLive: [
    1,
    (d) => byAdmin({ name: "setCustomsLive", territory: oneOf(d, ["CN", "EU", "SG"]), live: d.random.chance(0.3) }),
  ],
  setTerritory: [0.3, (d) => byAdmin({ name: "setTerritory", country: "FR", territory: oneOf(d, ["EU", "FR", "EU"]) })],
  revokeSigner: [0.2, draftRevocation],
  registerProduct: [0.5, draftProduct],
  appoint: [1, draftAppointment],
};

function byAdmin(operation: Draft["operation"]): Draft {
  return { signer: BY_ADMIN, operation };
}

function someone({ random }: Drafting): Member {
  const [first] = CAST;
  if (first === undefined) throw new Error("The cast is empty.");
  return random.one(CAST) ?? first;
}

function oneOf<Value extends string>({ random }: Drafting, values: readonly [Value, ...Value[]]): Value {
  return random.of(...values);
}

function by(d: Drafting, party: bigint, operation: Draft["operation"]): Draft {
  return { signer: keyFor(d, party), operation };
}

function draftBatch(d: Drafting, from: boolean): Draft {
  const { random, state, notes } = d;
  const product = random.of(...GTINS);
  const serials = Array.from({ length: 3 }, () => random.bytes32());
  const lotKey = random.chance(0.97) ? random.bytes32() : ZeroHash;
  const id = batchId(product, lotKey);
  const details = {
    product,
    lotKey,
    quantity: BigInt(random.below(400)),
    unit: random.chance(0.98) ? "H87" : "h8",
    origin: random.one([...COUNTRIES]) ?? "NZ",
    expiry: random.chance(0.97) ? 20_280_501 : 20_281_301,
    itemsRoot: random.chance(0.8) ? treeOf(id, serials).root : ZeroHash,
    dataHash: ZeroHash,
  };
  notes.batches.set(id, { details, serials });
  const credits = [...state.credits].filter(([, units]) => units > 0n);
  const [key] = random.one(credits) ?? [];
  const [maker = "", input = ""] = key?.split(":") ?? [];
  if (!from || key === undefined) {
    const { id: party } = someone(d);
    return by(d, party, { name: "registerBatch", party, details });
  }
  const party = random.chance(0.9) ? BigInt(maker) : someone(d).id;
  const units = BigInt(random.below(Number(state.credits.get(key) ?? 0n) + 2));
  const inputs: Input[] = [{ batch: input, quantity: units }];
  return by(d, party, { name: "registerBatchFrom", party, details, inputs });
}

function draftVoidBatch(d: Drafting): Draft | undefined {
  const [batch, { maker, loaded }] = d.random.one([...d.state.batches]) ?? [undefined, { maker: 0n, loaded: 0n }];
  if (batch === undefined || (loaded > 0n && d.random.chance(0.8))) return undefined;
  const party = d.random.chance(0.9) ? maker : someone(d).id;
  return by(d, party, { name: "voidBatch", party, batch });
}

function draftConsignment(d: Drafting): Draft | undefined {
  const { random, state } = d;
  const { id: party } = random.chance(0.6) ? (random.one(CAST.slice(8)) ?? someone(d)) : someone(d);
  const recent = [...state.batches].slice(-25).filter(([, { loaded, quantity }]) => loaded < quantity);
  const count = random.chance(0.7) ? 1 : 1 + random.below(3);
  const lines = Array.from({ length: count }, () => random.one(recent)).flatMap((entry) => {
    if (entry === undefined) return [];
    const [batch] = entry;
    const items = random.chance(0.8) ? ZeroHash : `0x${"11".repeat(32)}`;
    return [{ batch, quantity: BigInt(1 + random.below(random.chance(0.9) ? 12 : 500)), items }];
  });
  const place = oneOf(d, ["NZTRG", "NZTRG", "NZTRG", "CNSHG", "DEHAM", "FRLEH"]);
  const destination = oneOf(d, ["CN", "CN", "CN", "NZ", "DE", "FR", "SG"]);
  const details = { key: random.bytes32(), place, destination, dataHash: ZeroHash };
  return by(d, party, { name: "createConsignment", party, details, lines });
}

/** A container where somebody has goods. */
function draftContainer(d: Drafting): Draft {
  const { random, state } = d;
  const ready = [...state.consignments.values()].filter(({ word }) => !has(word, "packed"));
  const beside = random.one(ready.slice(-40))?.word;
  const party = beside?.custodian ?? someone(d).id;
  const place = beside !== undefined && random.chance(0.9) ? beside.place : "NZTRG";
  const details = { key: random.bytes32(), place, destination: "", dataHash: ZeroHash };
  return by(d, party, { name: "createContainer", party, details });
}

/** Units of a release by lines come back, now and then more than were released. */
function draftReturn(d: Drafting): Draft | undefined {
  const { random, state, notes } = d;
  const releases = [...state.consignments].flatMap(([id, { history }]) =>
    history.flatMap(({ record }, index) => {
      const isRelease = record !== undefined && kindName(record.c.kind) === "ImportCleared" && isByLines(record.c);
      return isRelease ? [{ id, index, record }] : [];
    }),
  );
  const release = random.one(releases);
  if (release === undefined) return undefined;
  const { id: from, index, record } = release;
  const proof = prove(state, from, index, notes, random.chance(0.3));
  const leaving = notes.particulars.get(record.c.basedOn)?.leaving;
  if (proof === undefined || leaving === undefined) return undefined;
  const here = PLACES.filter((each) => sameTerritory(state, countryOf(each), countryOf(record.c.place)));
  const place = random.one(random.chance(0.95) ? here : PLACES) ?? "CNSHG";
  const details = { key: random.bytes32(), place, destination: countryOf(place), dataHash: ZeroHash };
  const party = random.chance(0.95) ? record.before.custodian : someone(d).id;
  const lines = unitsOf(d, leaving, 0.2).map((line) => (random.chance(0.5) ? { ...line, quantity: 1n } : line));
  return by(d, party, { name: "returnReleased", party, details, from, proof, lines });
}

function draftRecall(d: Drafting): Draft | undefined {
  const { random, state } = d;
  const country = random.chance(0.5) ? "" : oneOf(d, ["CN", "NZ", "DE"]);
  const kind = random.of(SubjectKind.Product, SubjectKind.Batch, SubjectKind.Consignment, SubjectKind.Consignment);
  const batch = random.one([...state.batches.keys()]);
  const consignment = random.one([...state.consignments.keys()]);
  if (batch === undefined || consignment === undefined) return undefined;
  const product = `0x${random
    .of(...GTINS)
    .toString(16)
    .padStart(64, "0")}`;
  const subject = { 0: ZeroHash, 1: product, 2: batch, 3: consignment }[kind];
  const lines = kind === SubjectKind.Consignment && random.chance(0.5) ? goodsOf(state, consignment).lines : [];
  const party = random.chance(0.6) ? random.of(1n, 5n, 7n, 10n) : goodsOf(state, consignment).creator;
  return by(d, party, { name: "placeRecall", party, recall: { kind, subject, country }, lines });
}

function draftLiftRecall(d: Drafting): Draft | undefined {
  const [kind, subject, placer, country] = d.random.one([...d.state.recalls.keys()])?.split(":") ?? [];
  if (subject === undefined || placer === undefined) return undefined;
  const party = d.random.chance(0.9) ? BigInt(placer) : someone(d).id;
  const recall = { kind: kind === "1" ? 1 : kind === "2" ? 2 : 3, subject, country: country ?? "" } as const;
  return by(d, party, { name: "liftRecall", party, recall });
}

function draftLabels(d: Drafting): Draft | undefined {
  const { random, state, notes } = d;
  const batch = random.one([...state.batches.keys()].slice(-20));
  const note = batch === undefined ? undefined : notes.batches.get(batch);
  if (batch === undefined || note === undefined) return undefined;
  const serials = random.chance(0.6) ? note.serials : [random.bytes32(), random.bytes32()];
  const { root } = treeOf(batch, serials);
  notes.labels.set(root, serials);
  const { id: party } = someone(d);
  const quantity = BigInt(random.below(60));
  const labelling = { batch, root: random.chance(0.98) ? root : ZeroHash, quantity, place: oneOf(d, PLACES) };
  return by(d, party, { name: "labelItems", party, labelling });
}

function draftActivation(d: Drafting): Draft | undefined {
  const { random, state, notes } = d;
  const batch = random.one([...state.batches.keys()]);
  const note = batch === undefined ? undefined : notes.batches.get(batch);
  if (batch === undefined || note === undefined) return undefined;
  const { details, serials } = note;
  const root = random.chance(0.5) ? random.one([...(state.batches.get(batch)?.labels ?? [])]) : undefined;
  const labelled = root === undefined ? undefined : notes.labels.get(root);
  const index = random.below((labelled ?? serials).length);
  const serialHash = (labelled ?? serials)[index] ?? ZeroHash;
  const key = labelKey(index);
  const proved = (list: readonly string[]): string[] => {
    const at = list.indexOf(serialHash);
    return at < 0 ? [] : treeOf(batch, list).getProof(at);
  };
  const item = {
    batch,
    serialHash,
    labelSigner: random.chance(0.97) ? key.address : "0x",
    itemsRoot: random.chance(0.97) ? details.itemsRoot : ZeroHash,
    proof: details.itemsRoot === ZeroHash ? [] : proved(serials),
    unit: details.unit,
    expiry: details.expiry,
    dataHash: details.dataHash,
    root: root ?? ZeroHash,
    labelProof: labelled === undefined ? [] : proved(labelled),
  };
  const ledger = { chainId: state.chainId, address: state.address };
  const digest = activationDigest(ledger, { batch, serialHash: random.chance(0.95) ? serialHash : ZeroHash });
  const signature = key.signingKey.sign(digest).serialized;
  return { signer: BY_ADMIN, operation: { name: "activateItem", item, signature } };
}

function draftReinstatement(d: Drafting): Draft {
  const suspended = [...d.state.parties].filter(([, { suspendedAt }]) => suspendedAt !== 0).map(([id]) => id);
  return byAdmin({ name: "reinstateParty", party: d.random.one(suspended) ?? someone(d).id });
}

/** A grant of the cast is given again, or shortened for a while. */
function draftGrant(d: Drafting): Draft {
  const { id: party, grants } = someone(d);
  const [scope, roles] = d.random.one(Object.entries(grants)) ?? ["", []];
  const shortened = d.random.chance(0.3) ? roles.slice(1) : roles;
  return byAdmin({ name: "setGrant", party, scope: d.random.chance(0.98) ? scope : "C", roles: shortened });
}

function draftMandate(d: Drafting): Draft {
  const principal = someone(d);
  const agent = d.random.chance(0.7) ? d.random.of(6n, 9n, 10n) : someone(d).id;
  const roles = d.random.chance(0.9) ? ROLE_NAMES : [];
  return by(d, principal.id, { name: "setMandate", principal: principal.id, agent, roles });
}

/** Only narrow keys are lost. */
function draftRevocation(d: Drafting): Draft {
  const { id: party, accounts } = someone(d);
  return by(d, party, { name: "revokeSigner", party, key: signerIdOf(accounts[1]) });
}

function draftProduct(d: Drafting): Draft {
  const { id: party } = someone(d);
  const gtin = d.random.of(...GTINS, 1n, 4_006_381_333_931n);
  const prefixLength = d.random.of(0, 0, 7, 4);
  const hs6 = d.random.chance(0.95) ? HS6 : 42;
  return by(d, party, { name: "registerProduct", party, details: { gtin, prefixLength, scope: "", hs6 } });
}

function draftAppointment(d: Drafting): Draft | undefined {
  const [product, { registrant, appointed }] = d.random.one([...d.state.products]) ?? [undefined, {}];
  if (product === undefined || registrant === undefined || appointed === undefined) return undefined;
  const { id: agent } = someone(d);
  const tasks = d.random.chance(0.85) ? 7 : d.random.below(9);
  const party = d.random.chance(0.95) ? registrant : someone(d).id;
  return by(d, party, { name: "appoint", product, agent, tasks });
}
