import { ZeroHash } from "ethers";

import * as customs from "../../../sdk/crossReference/rules/customs.js";
import * as goods from "../../../sdk/crossReference/rules/goods.js";
import * as item from "../../../sdk/crossReference/rules/item.js";
import type { ItemState } from "../../../sdk/crossReference/matter.js";
import type { Scope } from "../../../sdk/places/scope.js";
import type { Trace, TraceRecall } from "../../../sdk/trace/trace.js";
import { followedBy, matterWith, retold, upTo, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** The trace of goods that stay in their customs territory, each record of which says so. */
function atHome(trace: Trace): Trace {
  const changes = trace.records.map(({ sequence, before }) => [sequence, { before: before | DOMESTIC }] as const);
  return retold(trace, Object.fromEntries(changes));
}

/** The bit of a consignment's word that says so (contracts/types/Word.sol). */
const DOMESTIC = 1n << 247n;

function recall(w: ToldWorld, changes: Partial<TraceRecall>): TraceRecall {
  const { log } = w.trace.creation;
  return {
    ...{ kind: "Batch", subject: w.batch, placer: w.cast.carrier.id, country: "", dataHash: ZeroHash },
    ...{ signer: w.trace.creation.signer, log, ...changes },
  };
}

const item0: ItemState = { activatedAt: 0, hasKey: true, provedUnder: [], labellings: [], loadings: [] };

describe("sdk/crossReference: customs and authorities", () => {
  shouldFind(customs.exportCleared, [
    { says: "by customs", of: ({ trace }) => matterWith(trace), verdict: "pass", steps: [4] },
    {
      says: "reported by a broker",
      of: ({ trace, cast }) =>
        matterWith(retold(trace, { 4: { basis: "reported", party: cast.broker.id, role: "Broker" } })),
      verdict: "warning",
      sentence: /^The export clearance is reported by did:web:broker\.example, not by customs\.$/,
      chinese: "出口放行：由 did:web:broker.example 报告，并非海关自己的记录。",
    },
    {
      says: "not told, and the goods have left",
      of: ({ trace }) => matterWith(retold(trace, { 4: null })),
      verdict: "warning",
      steps: [6],
    },
    { says: "not told yet", of: (w) => matterWith(upTo(w, 3)), verdict: "not checkable" },
    {
      says: "not told, of goods that stay at home",
      of: ({ trace }) => matterWith(atHome(retold(trace, { 4: null }))),
      verdict: "pass",
      steps: [],
    },
    {
      says: "not told, of goods whose last record alone says that they are abroad",
      of: (w) => matterWith(atHome(retold(upTo(w, 7), { 4: null }))),
      verdict: "warning",
      steps: [6],
    },
  ]);

  shouldFind(customs.importCleared, [
    {
      says: "in part only reported",
      of: ({ trace }) => matterWith(trace),
      verdict: "warning",
      sentence: /in part reported by did:web:broker\.example, not by customs/,
      chinese:
        "进口放行：由海关（did:web:cnCustoms.example）记录；其中部分由 did:web:broker.example 报告，并非海关自己的记录。",
    },
    {
      says: "in part reported, and confirmed by customs",
      of: ({ trace }) => matterWith(followedBy(trace, 21, { kind: "Confirmed", about: 20, particulars: undefined })),
      verdict: "pass",
      steps: [20, 21],
      sentence: /in part reported by did:web:broker\.example, confirmed by customs \(did:web:cnCustoms\.example\)\.$/,
      chinese:
        "进口已放行：由海关（did:web:cnCustoms.example）记录；其中部分由 did:web:broker.example 报告，经海关（did:web:cnCustoms.example）确认。",
    },
    {
      says: "only reported",
      of: (w) => matterWith(upTo(w, 20)),
      verdict: "warning",
      steps: [20],
      sentence: /^The import clearance is reported by did:web:broker\.example, not by customs\.$/,
      chinese: "进口放行：由 did:web:broker.example 报告，并非海关自己的记录。",
    },
    { says: "by customs", of: ({ trace }) => matterWith(retold(trace, { 20: null })), verdict: "pass", steps: [21] },
    { says: "not yet", of: (w) => matterWith(upTo(w, 16)), verdict: "not checkable" },
    {
      says: "not told, of goods that stay at home",
      of: (w) => matterWith(atHome(upTo(w, 16))),
      verdict: "pass",
      steps: [],
    },
    {
      says: "never, and delivered",
      of: (w) => matterWith(followedBy(upTo(w, 16), 16, { kind: "Delivered" })),
      verdict: "contradiction",
      steps: [17],
    },
    {
      says: "refused by customs",
      of: (w) => matterWith(followedBy(upTo(w, 17), 16, { kind: "Refused", basis: "own", party: w.cast.cnCustoms.id })),
      verdict: "warning",
      sentence: /^The import was refused, by customs/,
    },
  ]);

  shouldFind(customs.customsAgrees, [
    { says: "customs has said nothing", of: ({ trace }) => matterWith(trace), verdict: "not checkable", steps: [20] },
    {
      says: "customs confirms",
      of: ({ trace }) => matterWith(followedBy(trace, 21, { kind: "Confirmed", about: 20, particulars: undefined })),
      verdict: "pass",
      steps: [20, 22],
    },
    {
      says: "customs contradicts",
      of: ({ trace }) => matterWith(followedBy(trace, 21, { kind: "Contradicted", about: 20, particulars: undefined })),
      verdict: "contradiction",
      steps: [20, 22],
      sentence: /^did:web:cnCustoms\.example contradicts the import clearance that did:web:broker\.example reported\.$/,
    },
    {
      says: "nothing was reported",
      of: ({ trace }) => matterWith(retold(trace, { 20: null })),
      verdict: "not checkable",
    },
  ]);

  shouldFind(customs.holdsLifted, [
    { says: "held and lifted", of: ({ trace }) => matterWith(trace), verdict: "pass", steps: [11, 13] },
    { says: "held still", of: (w) => matterWith(upTo(w, 12)), verdict: "warning", steps: [11] },
    { says: "never held", of: (w) => matterWith(upTo(w, 10)), verdict: "pass" },
  ]);

  shouldFind(customs.inspectionsPassed, [
    { says: "passed", of: ({ trace }) => matterWith(trace), verdict: "pass", steps: [12] },
    {
      says: "failed",
      of: ({ trace }) => matterWith(retold(trace, { 12: { detailName: "Fail" } })),
      verdict: "warning",
    },
    {
      says: "failed, and passed by the same inspector later",
      of: ({ trace }) =>
        matterWith(followedBy(retold(trace, { 12: { detailName: "Fail" } }), 12, { detailName: "Pass" })),
      verdict: "pass",
    },
    {
      says: "passed by one and failed by another",
      of: ({ trace, cast }) => matterWith(followedBy(trace, 12, { detailName: "Fail", party: cast.cnCustoms.id })),
      verdict: "contradiction",
    },
    {
      says: "passed and failed by inspectors of one owner",
      of: ({ trace, cast }) => {
        const told = followedBy(trace, 12, { detailName: "Fail", party: cast.cnCustoms.id });
        const { controller } = trace.parties.get(cast.inspector.id)!;
        // Another spelling is no other owner.
        const sister = { ...trace.parties.get(cast.cnCustoms.id)!, controller: ` ${controller.toUpperCase()}\u200B` };
        return matterWith({ ...told, parties: new Map([...told.parties, [cast.cnCustoms.id, sister]]) });
      },
      verdict: "warning",
    },
    { says: "never inspected", of: (w) => matterWith(upTo(w, 10)), verdict: "not checkable" },
  ]);
});

describe("sdk/crossReference: the goods", () => {
  shouldFind(goods.notRecalled, [
    { says: "no recall is open", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "the batch is recalled everywhere",
      of: (w) => matterWith({ ...w.trace, recalls: [recall(w, {})] }),
      verdict: "warning",
      sentence: /^did:web:carrier\.example recalls this batch everywhere\.$/,
    },
    {
      says: "the product is recalled in a country",
      of: (w) => matterWith({ ...w.trace, recalls: [recall(w, { kind: "Product", country: "CN" })] }),
      verdict: "warning",
      sentence: /recalls this product in CN\.$/,
    },
  ]);

  shouldFind(goods.productConfirmed, [
    { says: "the brand registered it", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "a seller claims it",
      of: ({ trace }) => {
        const products = new Map([...trace.products].map(([id, product]) => [id, { ...product, confirmed: false }]));
        return matterWith({ ...trace, products });
      },
      verdict: "warning",
      sentence: /^Product 09520123456788 is not confirmed by the brand/,
    },
  ]);

  shouldFind(goods.custodyAccepted, [
    {
      says: "handed from each to the next",
      of: ({ trace }) => matterWith(trace),
      verdict: "pass",
      steps: [2, 3, 9, 10, 15],
    },
    {
      says: "taken back",
      of: ({ trace }) => matterWith(retold(trace, { 14: { kind: "TakenBack" } })),
      verdict: "warning",
      steps: [14],
    },
    {
      says: "offered, and nobody came",
      of: (w) => matterWith(upTo(w, 2)),
      verdict: "not checkable",
      steps: [2],
      sentence: /^did:web:factory\.example offered the goods to did:web:nzPort\.example, who has not accepted them\.$/,
    },
    {
      says: "not handed over yet",
      of: (w) => matterWith(retold(upTo(w, 2), { 2: { next: 0n } })),
      verdict: "not checkable",
    },
  ]);

  shouldFind(goods.noIncident, [
    { says: "nothing happened", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "a broken seal after the inspection",
      of: ({ trace }) => matterWith(retold(trace, { 14: { kind: "Incident", detailName: "BrokenSeal" } })),
      verdict: "warning",
      steps: [14],
      sentence: /records an incident: a broken seal\.$/,
    },
    {
      says: "a broken seal, and the goods passed afterwards",
      of: ({ trace }) => matterWith(retold(trace, { 10: { kind: "Incident", detailName: "BrokenSeal" } })),
      verdict: "pass",
      steps: [10, 12],
    },
    {
      says: "an incident that is recorded after the inspection, and claimed to be older",
      of: ({ trace }) => {
        const { occurredAt } = trace.records.find(({ sequence }) => sequence === 10)!;
        return matterWith(retold(trace, { 14: { kind: "Incident", detailName: "Damage", occurredAt } }));
      },
      verdict: "warning",
      steps: [14],
    },
  ]);

  shouldFind(goods.quantitiesKept, [
    { says: "no more than was made", of: ({ trace }) => matterWith(retold(trace, { 19: null })), verdict: "pass" },
    { says: "units were found beyond", of: ({ trace }) => matterWith(trace), verdict: "warning", steps: [19] },
    {
      says: "the batch counts fewer than were loaded",
      of: ({ trace }) => {
        const batches = new Map([...trace.batches].map(([id, batch]) => [id, { ...batch, quantity: 300n }]));
        return matterWith({ ...trace, batches });
      },
      verdict: "warning",
      sentence: /^480 units were loaded of a batch that now counts 300\.$/,
    },
  ]);

  const DAY = Date.UTC(2028, 4, 1) / 1000;
  shouldFind(goods.notExpired, [
    { says: "on the last day", of: ({ trace }) => matterWith(trace, {}, { at: DAY + 86_399 }), verdict: "pass" },
    { says: "the day after", of: ({ trace }) => matterWith(trace, {}, { at: DAY + 86_400 }), verdict: "warning" },
  ]);
});

describe("sdk/crossReference: the item", () => {
  const CARRIER_LABEL = (w: ToldWorld, root: string) => ({
    ...{ root, labeller: w.cast.carrier.id, place: "CNHAZ" as Scope },
  });

  shouldFind(item.itemListed, [
    {
      says: "listed by the maker",
      of: ({ trace }) => matterWith(trace, {}, { item: { ...item0, provedUnder: ["0x01"] } }),
      verdict: "pass",
    },
    {
      says: "labelled later",
      of: (w) =>
        matterWith(w.trace, {}, { item: { ...item0, provedUnder: ["0x01"], labellings: [CARRIER_LABEL(w, "0x01")] } }),
      verdict: "pass",
      sentence: /^Labelled at Hangzhou CNHAZ by did:web:carrier\.example\.$/,
    },
    {
      says: "under two labellers' roots",
      of: (w) =>
        matterWith(
          w.trace,
          {},
          {
            item: {
              ...item0,
              provedUnder: ["0x01", "0x02"],
              labellings: [CARRIER_LABEL(w, "0x01"), { ...CARRIER_LABEL(w, "0x02"), labeller: w.cast.broker.id }],
            },
          },
        ),
      verdict: "contradiction",
    },
    {
      says: "under two roots of one labeller",
      of: (w) =>
        matterWith(
          w.trace,
          {},
          {
            item: {
              ...item0,
              provedUnder: ["0x01", "0x02"],
              labellings: [CARRIER_LABEL(w, "0x01"), { ...CARRIER_LABEL(w, "0x02"), place: "CNSHG" as Scope }],
            },
          },
        ),
      verdict: "contradiction",
      sentence:
        /^The same item was labelled more than once: by did:web:carrier\.example at Hangzhou CNHAZ, did:web:carrier\.example at Shanghai Pt CNSHG\.$/,
    },
    {
      says: "among the items of two lines that were loaded apart",
      of: ({ trace, consignment }) => {
        const loadings = ["0x01", "0x02"].map((root) => ({ root, consignment }));
        return matterWith(trace, {}, { item: { ...item0, provedUnder: ["0x01"], loadings } });
      },
      verdict: "contradiction",
    },
    {
      says: "among the items of a line, part of which was split off",
      of: ({ trace, consignment }) => {
        const loadings = [consignment, ZeroHash].map((id) => ({ root: "0x01", consignment: id }));
        return matterWith(trace, {}, { item: { ...item0, provedUnder: ["0x01"], loadings } });
      },
      verdict: "pass",
    },
    { says: "not proved", of: ({ trace }) => matterWith(trace, {}, { item: item0 }), verdict: "warning" },
    {
      says: "of a batch without a list",
      of: ({ trace }) => {
        const batches = [...trace.batches].map(([id, batch]) => [id, { ...batch, itemsRoot: ZeroHash }] as const);
        return matterWith({ ...trace, batches: new Map(batches) }, {}, { item: item0 });
      },
      verdict: "not checkable",
      sentence: /^The items of this batch are not listed\.$/,
    },
    { says: "no item asked about", of: ({ trace }) => matterWith(trace), verdict: "not checkable" },
  ]);

  shouldFind(item.activatedOnce, [
    { says: "never", of: ({ trace }) => matterWith(trace, {}, { item: item0 }), verdict: "pass" },
    {
      says: "before",
      of: ({ trace }) => matterWith(trace, {}, { item: { ...item0, activatedAt: 1_795_625_380 } }),
      verdict: "warning",
      sentence: /^This item was first activated at 2026-11-25 16:49 UTC; if that was not you, be careful\.$/,
    },
    {
      says: "a plain code",
      of: ({ trace }) => matterWith(trace, {}, { item: { ...item0, hasKey: false } }),
      verdict: "not checkable",
    },
  ]);
});
