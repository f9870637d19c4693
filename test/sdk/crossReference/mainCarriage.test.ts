import { dischargeAgrees, loadingAgrees } from "../../../sdk/crossReference/rules/declared.js";
import type { Scope } from "../../../sdk/places/scope.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { matterWith, retold, upTo, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 6 leaves for 7, 8 leaves for 9; 15 leaves inland for 16, where 17 the broker declares. */
const [CUSTOMS, LEFT, THERE, LEFT_AGAIN, ARRIVED, DECLARED] = [4, 6, 7, 8, 9, 17] as const;
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
        says: "the first ship's papers have the port of transshipment",
        of: ({ trace }) => matterWith(trace, { [LEFT]: discharged("SGSIN"), [DECLARED]: discharged("CNSHG") }),
        verdict: "pass",
      },
    ],
    TOPIC,
  );
});
