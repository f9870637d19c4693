import { dischargeAgrees, loadingAgrees } from "../../../sdk/crossReference/rules/ports.js";
import type { Scope } from "../../../sdk/places/scope.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { matterWith, retold, upTo, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 6 leaves for 7, 8 leaves for 9; 15 leaves inland for 16, where 17 the broker declares. */
const [CUSTOMS, TAKEN_OVER, LEFT, THERE, LEFT_AGAIN, ARRIVED, DECLARED] = [4, 5, 6, 7, 8, 9, 17] as const;
const TOPIC = "of-the-main-carriage";

const at = (code: string) => ({ place: code as Scope });
const loaded = (place: string) => ({ "transport.loadingPlace": place });
const discharged = (place: string) => ({ "transport.dischargePlace": place });

/** A lorry brings the goods from Hamilton to the ship at Tauranga. */
function lorryThenShip({ trace }: ToldWorld): Trace {
  return retold(trace, {
    3: null,
    5: null,
    [LEFT]: { ...at("NZHLZ"), detailName: "Road" },
    [THERE]: at("NZTRG"),
    [LEFT_AGAIN]: at("NZTRG"),
  });
}

/** The same, and the lorry's carrier takes over at Hamilton. */
function takenOverByLorry(w: ToldWorld): Trace {
  return retold(lorryThenShip(w), { [TAKEN_OVER]: { ...at("NZHLZ"), kind: "Received", role: "Carrier" } });
}

/** A ship brings the goods to Shanghai and a lorry to Hangzhou, where the carrier says that they arrived. */
function shipThenLorry({ trace }: ToldWorld): Trace {
  return retold(trace, {
    [THERE]: at("CNSHG"),
    [LEFT_AGAIN]: { ...at("CNSHG"), detailName: "Road" },
    [ARRIVED]: at("CNHAZ"),
    15: null,
  });
}

describe("sdk/crossReference: where the main carriage begins and ends", () => {
  shouldFind(
    loadingAgrees,
    [
      {
        says: "the papers have the port to which a lorry brought them",
        of: (w) => matterWith(lorryThenShip(w), { [CUSTOMS]: loaded("NZTRG"), [DECLARED]: loaded("NZTRG") }),
        verdict: "pass",
        sentence: /^did:web:nzCustoms\.example, did:web:carrier\.example|: NZTRG\.$/,
      },
      {
        says: "the papers have the place where the lorry left",
        of: (w) => matterWith(lorryThenShip(w), { [DECLARED]: loaded("NZHLZ") }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, DECLARED],
      },
      {
        says: "the lorry's own record tells where it was loaded",
        of: (w) => matterWith(lorryThenShip(w), { [LEFT]: loaded("NZHLZ"), [DECLARED]: loaded("NZTRG") }),
        verdict: "pass",
        steps: [LEFT_AGAIN, DECLARED],
      },
      {
        says: "a lorry is on its way to the port still",
        of: (w) => matterWith(upTo({ ...w, trace: lorryThenShip(w) }, LEFT), { [CUSTOMS]: loaded("NZTRG") }),
        verdict: "not checkable",
        sentence: /^Only did:web:nzCustoms\.example/,
      },
      {
        says: "the second ship's papers have the port of transshipment",
        of: ({ trace }) => matterWith(trace, { [LEFT_AGAIN]: loaded("SGSIN"), [DECLARED]: loaded("NZTRG") }),
        verdict: "pass",
      },
      {
        says: "a lorry that is on its way to the port tells where it was loaded",
        of: (w) =>
          matterWith(upTo({ ...w, trace: lorryThenShip(w) }, LEFT), {
            [CUSTOMS]: loaded("NZTRG"),
            [LEFT]: loaded("NZHLZ"),
          }),
        verdict: "not checkable",
        steps: [CUSTOMS],
        sentence: /^Only did:web:nzCustoms\.example/,
      },
      {
        says: "a lorry that may cross a border has the place of the papers",
        of: (w) =>
          matterWith(upTo({ ...w, trace: lorryThenShip(w) }, LEFT), {
            [CUSTOMS]: loaded("NZHLZ"),
            [LEFT]: loaded("NZHLZ"),
          }),
        verdict: "pass",
        steps: [CUSTOMS, LEFT],
      },
      {
        says: "a lorry's carrier that takes over at the factory, not on its way yet, tells where it loads",
        of: (w) =>
          matterWith(upTo({ ...w, trace: takenOverByLorry(w) }, TAKEN_OVER), {
            [CUSTOMS]: loaded("NZTRG"),
            [TAKEN_OVER]: loaded("NZHLZ"),
          }),
        verdict: "not checkable",
        steps: [CUSTOMS],
      },
      {
        says: "a lorry's carrier that took over at the factory told where it loads",
        of: (w) => matterWith(takenOverByLorry(w), { [TAKEN_OVER]: loaded("NZHLZ"), [DECLARED]: loaded("NZTRG") }),
        verdict: "pass",
        steps: [LEFT_AGAIN, DECLARED],
      },
      {
        says: "two papers name a port each from which a ship left",
        of: ({ trace }) => matterWith(trace, { [CUSTOMS]: loaded("NZTRG"), [DECLARED]: loaded("SGSIN") }),
        verdict: "not checkable",
        steps: [CUSTOMS, DECLARED],
        sentence: /^Papers name NZTRG, SGSIN as the place of loading, and each can be /,
      },
      {
        says: "the papers have a port to which the first ship may be on its way",
        of: (w) => matterWith(upTo(w, LEFT), { [CUSTOMS]: loaded("SGSIN") }),
        verdict: "not checkable",
        steps: [CUSTOMS],
      },
      {
        says: "by road within the country, and the second lorry tells where it was loaded",
        of: ({ trace }) =>
          matterWith(
            retold(trace, {
              [LEFT]: { detailName: "Road" },
              [THERE]: at("NZHLZ"),
              [LEFT_AGAIN]: { ...at("NZHLZ"), detailName: "Road" },
              [ARRIVED]: at("NZAKL"),
              15: null,
              16: null,
            }),
            { [CUSTOMS]: loaded("NZTRG"), [LEFT_AGAIN]: loaded("NZHLZ") },
          ),
        verdict: "pass",
        steps: [LEFT, CUSTOMS],
      },
      {
        says: "by road within the country all the way",
        of: ({ trace }) =>
          matterWith(
            retold(trace, {
              [LEFT]: { detailName: "Road" },
              [THERE]: at("NZHLZ"),
              [LEFT_AGAIN]: { ...at("NZHLZ"), detailName: "Road" },
              [ARRIVED]: at("NZAKL"),
              15: null,
              16: null,
            }),
            { [CUSTOMS]: loaded("NZAKL") },
          ),
        verdict: "contradiction",
        steps: [LEFT, CUSTOMS],
      },
    ],
    TOPIC,
  );

  shouldFind(
    dischargeAgrees,
    [
      {
        says: "the papers have the code that many write for the port",
        of: (w) => matterWith(w.trace, { [DECLARED]: discharged("CNSHA") }),
        verdict: "pass",
        steps: [ARRIVED, DECLARED],
        sentence: /: CNSHG, CNSHA\.$/,
      },
      {
        says: "the papers have the code that many write for the port of the ship, and a lorry crosses a border after",
        of: (w) => {
          const trace = retold(shipThenLorry(w), { [ARRIVED]: at("HKHKG") });
          return matterWith(trace, { [CUSTOMS]: discharged("CNSHA"), [DECLARED]: discharged("CNSHG") });
        },
        verdict: "pass",
        steps: [THERE, CUSTOMS, DECLARED],
      },
      {
        says: "the papers have the code of the port's city",
        of: (w) => matterWith(w.trace, { [DECLARED]: discharged("CNSGH") }),
        verdict: "pass",
        steps: [ARRIVED, DECLARED],
        sentence: /: CNSHG, CNSGH\.$/,
      },
      {
        says: "the papers have the airport across the city",
        of: (w) => matterWith(w.trace, { [DECLARED]: discharged("CNPVG") }),
        verdict: "contradiction",
        steps: [ARRIVED, DECLARED],
      },
      {
        says: "the papers have the code that many write for another port",
        of: (w) => matterWith(w.trace, { [DECLARED]: discharged("CNNGB") }),
        verdict: "contradiction",
        steps: [ARRIVED, DECLARED],
      },
      {
        says: "the papers have the port from which a lorry took them inland",
        of: (w) => matterWith(shipThenLorry(w), { [DECLARED]: discharged("CNSHG") }),
        verdict: "pass",
        steps: [THERE, DECLARED],
      },
      {
        says: "the papers have the place to which the lorry took them",
        of: (w) => matterWith(shipThenLorry(w), { [DECLARED]: discharged("CNHAZ") }),
        verdict: "contradiction",
        steps: [THERE, DECLARED],
      },
      {
        says: "the goods have come to the port of transshipment alone",
        of: (w) => matterWith(upTo(w, THERE), { [CUSTOMS]: discharged("CNSHG") }),
        verdict: "not checkable",
      },
      {
        says: "the first ship tells where it goes, and is on its way",
        of: (w) => matterWith(upTo(w, LEFT), { [CUSTOMS]: discharged("CNSHG"), [LEFT]: discharged("SGSIN") }),
        verdict: "not checkable",
        steps: [CUSTOMS],
      },
      {
        says: "the first ship told where it goes, and the second is on its way",
        of: (w) => matterWith(upTo(w, LEFT_AGAIN), { [CUSTOMS]: discharged("CNSHG"), [LEFT]: discharged("SGSIN") }),
        verdict: "not checkable",
        sentence: / cannot be compared: /,
      },
      {
        says: "the ship on its way goes where the papers have it",
        of: (w) => matterWith(upTo(w, LEFT), { [CUSTOMS]: discharged("CNSHG"), [LEFT]: discharged("CNSHG") }),
        verdict: "pass",
        steps: [CUSTOMS, LEFT],
      },
      {
        says: "two papers name a port each at which a ship arrived",
        of: ({ trace }) => matterWith(trace, { [CUSTOMS]: discharged("CNSHG"), [DECLARED]: discharged("SGSIN") }),
        verdict: "not checkable",
        steps: [CUSTOMS, DECLARED],
        sentence: /^Papers name CNSHG, SGSIN as the place of discharge, and each can be /,
      },
      {
        says: "two papers name a port each, and none is known yet",
        of: (w) =>
          matterWith(upTo(w, LEFT), {
            [CUSTOMS]: discharged("CNSHG"),
            5: discharged("CNNBG"),
            [LEFT]: discharged("SGSIN"),
          }),
        verdict: "contradiction",
        steps: [CUSTOMS, 5],
      },
      {
        says: "the first ship's papers have the port of transshipment",
        of: ({ trace }) => matterWith(trace, { [LEFT]: discharged("SGSIN"), [DECLARED]: discharged("CNSHG") }),
        verdict: "pass",
      },
    ],
    TOPIC,
  );
});
