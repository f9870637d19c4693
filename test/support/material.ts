import { hexlify } from "ethers";

import type { Particulars } from "../../sdk/hashing/hashParticulars.js";
import type { Line } from "../../sdk/line.js";
import type { LineStruct, ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { Cell } from "./judge.js";
import { rowOf, type TabledKind } from "./kindTable.js";
import { all, shortage, type Stage } from "./states.js";
import type { World } from "./world.js";

/** What goes with a record of a kind that takes lines always. */
export function linesOf(w: World, kind: TabledKind, stage: Stage): ParticularsStruct | undefined {
  if (kind === "Adjusted") return shortage(w, stage).p;
  return kind === "Voided" ? all(stage).p : undefined;
}

/** What a record of a kind is written with, as the model takes it. */
export function materialOf(
  w: World,
  kind: TabledKind,
  stage: Stage,
): Pick<Cell, "detail" | "contents" | "particulars"> {
  return {
    detail: kind === "Adjusted" ? shortage(w, stage).detail : rowOf(kind).details[0]!,
    contents: linesIn(stage.contents),
    particulars: particularsIn(linesOf(w, kind, stage)),
  };
}

function linesIn(lines: readonly LineStruct[]): Line[] {
  return lines.map(({ batch, quantity, items }) => ({
    batch: hexlify(batch),
    quantity: BigInt(quantity),
    items: hexlify(items),
  }));
}

function particularsIn(p: ParticularsStruct | undefined): Particulars | undefined {
  if (p === undefined) return undefined;
  const { contents, leaving, document, items } = p;
  return { contents: linesIn(contents), leaving: linesIn(leaving), document: hexlify(document), items: hexlify(items) };
}
