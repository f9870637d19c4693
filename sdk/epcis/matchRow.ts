import { detailsOf } from "../kindDetails.js";
import type { EventReader } from "./eventReader.js";
import { EVENT_TABLE, type EventRow, type What } from "./eventTable.js";
import { EVENT_SHAPES } from "./incoming.js";

/** What an event means on the ledger. */
export interface EventMeaning {
  readonly row: EventRow;
  /** The number of the detail; 0 = none. */
  readonly detail: number;
}

/** Rows that events may be read by: what came of other consignments is read from the event of those. */
const READABLE = EVENT_TABLE.filter(({ act }) => act !== "Derivation");

/**
 * Finds the one row of the table that an event's words fit.
 *
 * @returns undefined, with a problem, when none does or several do.
 */
export function matchRow(reader: EventReader): EventMeaning | undefined {
  const type = reader.required("type", EVENT_SHAPES.type);
  const action = reader.optional("action", EVENT_SHAPES.action);
  const bizStep = reader.required("bizStep", EVENT_SHAPES.bizStep);
  const disposition = reader.optional("disposition", EVENT_SHAPES.disposition);
  const kind = reader.optional("waymark:kind", EVENT_SHAPES.word);
  const word = reader.optional("waymark:detail", EVENT_SHAPES.word);
  if (type === undefined || bizStep === undefined) return undefined;
  const what = whatIn(reader, type);
  if (what === undefined) return undefined;

  const narrowed: readonly [name: string, fits: (row: EventRow) => boolean][] = [
    ["bizStep", (row) => row.bizStep === bizStep],
    ["type", (row) => row.type === type && row.what === what],
    ["action", (row) => row.action === action],
    ["disposition", (row) => !reader.has("disposition") || row.disposition === disposition],
    ["waymark:kind", (row) => !reader.has("waymark:kind") || row.act === kind],
    ["waymark:detail", (row) => row.detail === undefined || word === undefined || row.detail === word],
  ];
  let rows: readonly EventRow[] = READABLE;
  for (const [name, fits] of narrowed) {
    const left = rows.filter(fits);
    if (left.length === 0) {
      reader.refuse(
        [name],
        name === "bizStep" ? "is no business step of the profile" : `does not go with ${wordsOf(rows)}`,
      );
      return undefined;
    }
    rows = left;
  }
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0) {
    reader.refuse(["waymark:kind"], `must tell which is meant, with waymark:detail where it has one: ${wordsOf(rows)}`);
    return undefined;
  }
  return withDetail(reader, row, word);
}

/** By which list an event says what it is about. */
function whatIn(reader: EventReader, type: EventRow["type"]): What | undefined {
  const lists: readonly [name: string, what: What][] =
    type === "ObjectEvent"
      ? [
          ["epcList", "consignments"],
          ["quantityList", "batch"],
        ]
      : type === "AggregationEvent"
        ? [
            ["childEPCs", "children"],
            ["childQuantityList", "lines"],
          ]
        : [["inputQuantityList", "inputs"]];
  const there = lists.filter(([name]) => reader.has(name));
  const [only] = there;
  if (only !== undefined && there.length === 1) return only[1];
  reader.refuse([], `must have one of ${lists.map(([name]) => name).join(" and ")}`);
  return undefined;
}

/** The number of the detail that the row or the event gives. */
function withDetail(reader: EventReader, row: EventRow, word: string | undefined): EventMeaning | undefined {
  const vocabulary =
    row.act === "Batch" || row.act === "Creation" || row.act === "Derivation" ? undefined : detailsOf(row.act);
  if (vocabulary === undefined) {
    if (word !== undefined) reader.refuse(["waymark:detail"], `does not go with ${row.act}`);
    return word === undefined ? { row, detail: 0 } : undefined;
  }
  const name = row.detail ?? word;
  const detail = name !== undefined && Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined;
  if (detail !== undefined && (detail !== 0 || row.detail !== undefined)) return { row, detail };
  const words = Object.keys(vocabulary).filter((one) => vocabulary[one] !== 0);
  reader.refuse(["waymark:detail"], `must be one of ${words.join(", ")}`);
  return undefined;
}

function wordsOf(rows: readonly EventRow[]): string {
  const words = rows.map(({ act, detail }) => (detail === undefined ? act : `${act} ${detail}`));
  return [...new Set(words)].join(", ");
}
