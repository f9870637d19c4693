import { matterOf, type Matter } from "../../sdk/crossReference/matter.js";
import { discloseAll } from "../../sdk/disclosure/disclose.js";
import type { WholeDisclosure } from "../../sdk/disclosure/disclosure.js";
import type { JsonValue } from "../../sdk/disclosure/jsonValue.js";
import { newRecordSecret } from "../../sdk/disclosure/recordSecret.js";
import { shownIn } from "../../sdk/disclosure/shownIn.js";
import type { BatchId } from "../../sdk/ids.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { retold } from "./matter.js";

type Fields = Readonly<Record<string, JsonValue>>;

/** What the rules judge of a trace, with fields that are disclosed of how the goods began. */
export function showingCreation(trace: Trace, fields: Fields): Matter {
  const { consignment, creation } = trace;
  const shown = disclosed(trace, { consignment, sequence: creation.sequence }, fields);
  const begun = { ...creation, dataHash: shown.dataHash };
  return matterShowing({ ...trace, creation: begun, steps: [begun, ...trace.steps.slice(1)] }, shown);
}

/** What the rules judge of a trace, with fields that are disclosed of its last batch. */
export function showingBatch(trace: Trace, fields: Fields): Matter {
  const [batch, details] = [...trace.batches].at(-1)!;
  const shown = disclosed(trace, { batch }, fields);
  const batches = new Map([...trace.batches, [batch, { ...details, dataHash: shown.dataHash }]]);
  return matterShowing({ ...trace, batches }, shown);
}

/** What the rules judge of a trace, with fields that are disclosed of its last product. */
export function showingProduct(trace: Trace, fields: Fields): Matter {
  const [product, details] = [...trace.products].at(-1)!;
  const shown = disclosed(trace, { product: product.toString() }, fields);
  const products = new Map([...trace.products, [product, { ...details, dataHash: shown.dataHash }]]);
  return matterShowing({ ...trace, products }, shown);
}

/** What the rules judge of a trace, with fields of its batch that the maker never committed to. */
export function showingFalseBatch(trace: Trace, fields: Fields): Matter {
  const [batch] = [...trace.batches.keys()];
  return matterShowing(trace, disclosed(trace, { batch: batch! }, fields));
}

/** A trace as if a record of its own had been written with these fields, and their disclosure. */
export function disclosing(trace: Trace, sequence: number, fields: Fields): DisclosingTrace {
  const disclosure = disclosed(trace, { consignment: trace.consignment, sequence }, fields);
  return { trace: retold(trace, { [sequence]: { dataHash: disclosure.dataHash } }), disclosure };
}

/** A trace as if a batch had been registered with these fields, and their disclosure. */
export function disclosingBatch(trace: Trace, batch: BatchId, fields: Fields): DisclosingTrace {
  const disclosure = disclosed(trace, { batch }, fields);
  const registered = { ...trace.batches.get(batch)!, dataHash: disclosure.dataHash };
  return { trace: { ...trace, batches: new Map([...trace.batches, [batch, registered]]) }, disclosure };
}

/** A trace, and what is disclosed of it. */
export interface DisclosingTrace {
  readonly trace: Trace;
  readonly disclosure: WholeDisclosure;
}

function matterShowing(trace: Trace, disclosure: WholeDisclosure): Matter {
  return matterOf(trace, { shown: shownIn(trace, [disclosure]) });
}

type Subject =
  | { readonly consignment: string; readonly sequence: number }
  | { readonly batch: string }
  | { readonly product: string };

function disclosed({ chainId, ledger }: Trace, subject: Subject, values: Fields): WholeDisclosure {
  return discloseAll({
    about: { chainId: chainId.toString(), ledger: ledger.toLowerCase(), ...subject },
    fields: Object.entries(values).map(([path, value]) => ({ path, value })),
    secret: newRecordSecret(),
  });
}
