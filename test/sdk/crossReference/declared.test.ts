import { discloseAll } from "../../../sdk/disclosure/disclose.js";
import type { WholeDisclosure } from "../../../sdk/disclosure/disclosure.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { shownIn } from "../../../sdk/disclosure/shownIn.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import * as declared from "../../../sdk/crossReference/rules/declared.js";
import * as ports from "../../../sdk/crossReference/rules/ports.js";
import { matterWith } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 4 export customs, 6 the carrier leaves, 9 arrives, 10 the port receives, 17 the broker declares. */
const [CUSTOMS, LEFT, ARRIVED, PORT, DECLARED] = [4, 6, 9, 10, 17] as const;

/** A weight that the record of this sequence never committed to. */
function weightOf(trace: Trace, sequence: number): WholeDisclosure {
  const ledger = { chainId: trace.chainId.toString(), ledger: trace.ledger.toLowerCase() };
  const about = { ...ledger, consignment: trace.consignment, sequence };
  return discloseAll({ about, fields: [{ path: "goods.grossWeight", value: 900 }], secret: newRecordSecret() });
}

describe("sdk/crossReference: what the parties disclosed", () => {
  shouldFind(declared.originAgrees, [
    {
      says: "export customs has the maker's country",
      of: ({ trace }) => matterWith(trace, { [CUSTOMS]: { "goods.originCountry": "NZ" } }),
      verdict: "pass",
      steps: [1, CUSTOMS],
    },
    {
      says: "the declaration names another country",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.originCountry": "AU" } }),
      verdict: "contradiction",
      steps: [1, DECLARED],
      sentence: /^did:web:factory\.example says NZ of the country of origin, and did:web:broker\.example says AU\.$/,
    },
    { says: "nobody disclosed it", of: ({ trace }) => matterWith(trace), verdict: "not checkable" },
    {
      says: "what was disclosed is no country",
      of: ({ trace }) => matterWith(trace, { [CUSTOMS]: { "goods.originCountry": "New Zealand" } }),
      verdict: "not checkable",
      sentence: /^Nobody disclosed/,
    },
  ]);

  shouldFind(declared.classificationAgrees, [
    {
      says: "the same six digits",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.hsCode": "1901101000" } }),
      verdict: "pass",
    },
    {
      says: "another heading",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.hsCode": "210690" } }),
      verdict: "contradiction",
    },
  ]);

  shouldFind(declared.quantityAgrees, [
    {
      says: "as loaded",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.quantity": { value: 480, unit: "H87" } } }),
      verdict: "pass",
      sentence: /480 H87/,
    },
    {
      says: "fewer were declared than loaded",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.quantity": { value: 400, unit: "H87" } } }),
      verdict: "contradiction",
      sentence: /480 H87 of the quantity, and .* 400 H87/,
    },
    {
      says: "counted in cartons",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.quantity": { value: 40, unit: "CT" } } }),
      verdict: "not checkable",
      sentence: /^What the parties say of the quantity cannot be compared: 480 H87; 40 CT\.$/,
    },
  ]);

  shouldFind(declared.weightAgrees, [
    {
      says: "within three percent",
      of: ({ trace }) =>
        matterWith(trace, { [LEFT]: { "goods.grossWeight": 1_000 }, [PORT]: { "goods.grossWeight": 1_029 } }),
      verdict: "pass",
    },
    {
      says: "four percent lighter",
      of: ({ trace }) =>
        matterWith(trace, { [LEFT]: { "goods.grossWeight": 1_000 }, [PORT]: { "goods.grossWeight": 960 } }),
      verdict: "contradiction",
      steps: [LEFT, PORT],
    },
    {
      says: "only the carrier weighed",
      of: ({ trace }) =>
        matterWith(trace, { [LEFT]: { "goods.grossWeight": 1_000 }, [ARRIVED]: { "goods.grossWeight": 1_010 } }),
      verdict: "not checkable",
      sentence: /^Only did:web:carrier\.example says/,
    },
    {
      says: "the carrier contradicts itself",
      of: ({ trace }) =>
        matterWith(trace, { [LEFT]: { "goods.grossWeight": 1_000 }, [ARRIVED]: { "goods.grossWeight": 5 } }),
      verdict: "warning",
      steps: [LEFT, ARRIVED],
      sentence: /^did:web:carrier\.example says of the gross weight once 1000 kg and once 5 kg\.$/,
    },
    {
      says: "two of one owner differ",
      of: ({ trace }) => {
        const parties = new Map([...trace.parties].map(([id, party]) => [id, { ...party, controller: "did:web:one" }]));
        return matterWith(
          { ...trace, parties },
          { [LEFT]: { "goods.grossWeight": 1_000 }, [PORT]: { "goods.grossWeight": 5 } },
        );
      },
      verdict: "warning",
      sentence:
        /^did:web:carrier\.example says 1000 kg .*, and did:web:cnPort\.example, of the same owner, says 5 kg\.$/,
    },
    {
      says: "less than nothing, which is no weight",
      of: ({ trace }) =>
        matterWith(trace, { [LEFT]: { "goods.grossWeight": -1_000 }, [PORT]: { "goods.grossWeight": -1_000 } }),
      verdict: "not checkable",
      sentence: /^Nobody disclosed/,
    },
  ]);

  shouldFind(declared.dateAgrees, [
    {
      says: "the maker's date",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.expirationDate": "2028-05-01" } }),
      verdict: "pass",
    },
    {
      says: "a later date",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "goods.expirationDate": "2029-05-01" } }),
      verdict: "contradiction",
    },
  ]);

  shouldFind(ports.loadingAgrees, [
    {
      says: "the papers have the carrier's port",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "transport.loadingPlace": "NZTRG" } }),
      verdict: "pass",
    },
    {
      says: "the papers have another",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "transport.loadingPlace": "AUSYD" } }),
      verdict: "contradiction",
      steps: [LEFT, DECLARED],
    },
  ]);

  shouldFind(ports.dischargeAgrees, [
    {
      says: "the papers have the carrier's port",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "transport.dischargePlace": "CNSHG" } }),
      verdict: "pass",
    },
    {
      says: "the papers have another",
      of: ({ trace }) => matterWith(trace, { [DECLARED]: { "transport.dischargePlace": "CNNBG" } }),
      verdict: "contradiction",
      steps: [ARRIVED, DECLARED],
    },
  ]);

  shouldFind(declared.vesselAgrees, [
    {
      says: "the port saw the carrier's ship",
      of: ({ trace }) =>
        matterWith(trace, { 8: { "transport.vesselImo": "9074729" }, [PORT]: { "transport.vesselImo": "9074729" } }),
      verdict: "pass",
    },
    {
      says: "the port saw another ship",
      of: ({ trace }) =>
        matterWith(trace, { 8: { "transport.vesselImo": "9074729" }, [PORT]: { "transport.vesselImo": "9321483" } }),
      verdict: "contradiction",
    },
    {
      says: "another ship on another leg",
      of: ({ trace }) =>
        matterWith(trace, { 6: { "transport.vesselImo": "9074729" }, [PORT]: { "transport.vesselImo": "9321483" } }),
      verdict: "not checkable",
    },
  ]);

  shouldFind(declared.containerAgrees, [
    {
      says: "the same box at both ends",
      of: ({ trace }) =>
        matterWith(trace, {
          8: { "equipment.container[0]": "CSQU3054383" },
          [PORT]: { "equipment.container[0]": "CSQU3054383" },
        }),
      verdict: "pass",
    },
    {
      says: "another box",
      of: ({ trace }) =>
        matterWith(trace, {
          8: { "equipment.container[0]": "CSQU3054383" },
          [PORT]: { "equipment.container[0]": "MSKU1234565" },
        }),
      verdict: "contradiction",
    },
  ]);

  shouldFind(declared.sealAgrees, [
    {
      says: "the seal that was set",
      of: ({ trace }) =>
        matterWith(trace, { 8: { "equipment.seal[0]": "NZ-1" }, [PORT]: { "equipment.seal[0]": "NZ-1" } }),
      verdict: "pass",
    },
    {
      says: "a seal that nobody set",
      of: ({ trace }) =>
        matterWith(trace, { 8: { "equipment.seal[0]": "NZ-1" }, [PORT]: { "equipment.seal[0]": "XX-9" } }),
      verdict: "contradiction",
    },
    {
      says: "the seal that was set, spelled as messages have it",
      of: ({ trace }) =>
        matterWith(trace, { 8: { "equipment.seal[0]": "ML-NZ 0001" }, [PORT]: { "equipment.seal[0]": "MLNZ0001" } }),
      verdict: "pass",
      sentence: /agree on the seal: ML-NZ 0001, MLNZ0001\.$/,
    },
    {
      says: "two seals of no letters and digits",
      of: ({ trace }) => matterWith(trace, { 8: { "equipment.seal[0]": "#" }, [PORT]: { "equipment.seal[0]": "?" } }),
      verdict: "contradiction",
    },
    {
      says: "several seals, in another order",
      of: ({ trace }) =>
        matterWith(trace, {
          8: { "equipment.seal[0]": "NZ-1", "equipment.seal[1]": "NZ-2" },
          [PORT]: { "equipment.seal[0]": "NZ-2", "equipment.seal[1]": "NZ-1" },
        }),
      verdict: "pass",
    },
  ]);

  shouldFind(declared.disclosuresProved, [
    {
      says: "all that was shown is proved",
      of: ({ trace }) => matterWith(trace, { [LEFT]: { "goods.grossWeight": 1_000 } }),
      verdict: "pass",
      steps: [LEFT],
    },
    {
      says: "shown under another record",
      of: ({ trace }) => {
        const { trace: told } = matterWith(trace, { [LEFT]: { "goods.grossWeight": 1_000 } });
        return matterWith(told, {}, { shown: shownIn(told, [weightOf(told, ARRIVED)]) });
      },
      verdict: "contradiction",
      steps: [ARRIVED],
    },
    { says: "nothing was shown", of: ({ trace }) => matterWith(trace), verdict: "not checkable" },
  ]);

  shouldFind(declared.temperatureKept, [
    {
      says: "within three kelvins",
      of: ({ trace }) =>
        matterWith(trace, {
          [LEFT]: { "condition.temperatureSetpoint": 4 },
          [ARRIVED]: { "condition.temperature[0]": { value: 6.5, at: "2026-12-01T00:00:00Z" } },
        }),
      verdict: "pass",
    },
    {
      says: "too warm",
      of: ({ trace }) =>
        matterWith(trace, {
          [LEFT]: { "condition.temperatureSetpoint": 4 },
          [ARRIVED]: { "condition.temperature[0]": { value: 11, at: "2026-12-01T00:00:00Z" } },
        }),
      verdict: "warning",
      steps: [LEFT, ARRIVED],
      sentence: /11 °C at 2026-12-01T00:00:00Z, where 4 °C was to be kept/,
    },
    { says: "no set point", of: ({ trace }) => matterWith(trace), verdict: "not checkable" },
  ]);
});
