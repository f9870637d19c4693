import { contentsOf } from "../../sdk/hashing/contentsOf.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import { refuse } from "./refusal.js";
import { goodsOf, type State } from "./state.js";

/** Lines of a consignment, and of what leaves it. */
export const MOST_LINES = 64;

export function requireLineCount(lines: readonly Line[]): void {
  if (lines.length === 0 || lines.length > MOST_LINES) refuse("LineCountInvalid", lines.length);
}

/** The lines supplied are what the consignment holds. */
export function requireContents(state: State, id: ConsignmentId, supplied: readonly Line[]): void {
  const { container, lines } = goodsOf(state, id);
  if (container !== undefined) refuse("ContainerHasNoLines", id);
  const [given, held] = [contentsOf(supplied), contentsOf(lines)];
  if (given !== held) refuse("ContentsMismatch", id, given, held);
}

/**
 * The contents without what leaves.
 *
 * @param noted Nothing leaves after all: what was found beyond the contents is noted, for no unit comes from nowhere.
 */
export function remaining(
  state: State,
  id: ConsignmentId,
  contents: readonly Line[],
  leaving: readonly Line[],
  noted: boolean,
): Line[] {
  requireContents(state, id, contents);
  requireLineCount(leaving);
  let rest = [...contents];
  for (const line of leaving) {
    if (line.quantity === 0n) refuse("QuantityInvalid", 0n);
    const index = rest.findIndex((each) => isOf(each, line) && each.quantity !== 0n);
    const held = rest[index];
    if (held === undefined) refuse("LineNotHeld", id, line.batch, line.quantity, 0n);
    if (noted) continue;
    if (line.quantity > held.quantity) refuse("LineNotHeld", id, line.batch, line.quantity, held.quantity);
    rest = rest.with(index, { ...held, quantity: held.quantity - line.quantity });
  }
  return rest.filter(({ quantity }) => quantity !== 0n);
}

/** Whether two lines are of the same batch and items. */
export function isOf(a: Line, b: Line): boolean {
  return a.batch === b.batch && a.items === b.items;
}
