import { notRecalled, quantitiesKept } from "../../../sdk/crossReference/rules/goods.js";
import type { Trace, TraceBatch } from "../../../sdk/trace/trace.js";
import { followedBy, inContainer, matterWith, retold } from "../../support/matter.js";
import { ofBatches } from "../../support/mixedGoods.js";
import { shouldFind } from "../../support/ruleCases.js";

/** The told journey without what was found beyond (19): two lines of 400 and 80 units of one batch, with other words in it. */
function loadedOf(trace: Trace, batch: Partial<TraceBatch>): Trace {
  return ofBatches(retold(trace, { 19: null }), batch);
}

/** A container by itself. */
function emptied(trace: Trace): Trace {
  return { ...trace, creation: { ...trace.creation, lines: [] } };
}

describe("sdk/crossReference: how much was loaded", () => {
  shouldFind(
    quantitiesKept,
    [
      {
        says: "all that was made, in two lines",
        of: ({ trace }) => matterWith(loadedOf(trace, { quantity: 480n })),
        verdict: "pass",
        steps: [1],
      },
      {
        says: "one more than was made, in two lines of which each is less",
        of: ({ trace }) => matterWith(loadedOf(trace, { quantity: 479n })),
        verdict: "warning",
        steps: [1],
        sentence: /^480 units were loaded of a batch that now counts 479\.$/,
      },
      {
        says: "of a batch that the trace does not hold",
        of: ({ trace }) => matterWith(ofBatches(trace)),
        verdict: "warning",
        sentence: /^480 units were loaded of a batch that now counts 0\.$/,
      },
      {
        says: "a container, which has none",
        of: ({ trace }) => matterWith(emptied(trace)),
        verdict: "not checkable",
        steps: [1],
      },
      {
        says: "what went into other goods is not missing",
        of: ({ trace }) => matterWith(retold(trace, { 19: { detailName: "Transformation" } })),
        verdict: "pass",
        steps: [1],
      },
    ],
    "by-batch",
  );

  shouldFind(
    quantitiesKept,
    [
      {
        says: "goods that customs destroyed, of which nothing else is missing",
        of: (w) =>
          matterWith(followedBy(retold(w.trace, { 19: null }), 20, { kind: "Destroyed", undoneBy: undefined })),
        verdict: "warning",
        steps: [22],
        sentence: /^did:web:\w+\.example records that what was still there was destroyed\.$/,
      },
      {
        says: "goods in a container that was destroyed",
        of: (w) => inContainer(matterWith(followedBy(retold(w.trace, { 19: null }), 20, { kind: "Destroyed" })), 22),
        verdict: "warning",
        steps: [22],
      },
      {
        says: "a container that was destroyed",
        of: (w) => matterWith(emptied(followedBy(w.trace, 20, { kind: "Destroyed" }))),
        verdict: "warning",
        steps: [22],
      },
      {
        says: "a destruction that was taken back",
        of: (w) => matterWith(followedBy(retold(w.trace, { 19: null }), 20, { kind: "Destroyed", undoneBy: 23 })),
        verdict: "pass",
      },
    ],
    "of-destroyed-goods",
  );

  shouldFind(
    notRecalled,
    [
      {
        says: "the consignment itself is recalled",
        of: ({ trace, cast }) => {
          const { signer, dataHash, log } = trace.creation;
          const placer = cast.carrier.id;
          const recall = { kind: "Consignment", subject: trace.consignment, country: "" } as const;
          return matterWith({ ...trace, recalls: [{ ...recall, placer, signer, dataHash, log }] });
        },
        verdict: "warning",
        steps: [1],
        sentence: /^did:web:carrier\.example recalls this consignment everywhere\.$/,
      },
    ],
    "of-consignments",
  );
});
