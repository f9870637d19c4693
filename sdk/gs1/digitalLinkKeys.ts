/** Each key that may begin a Digital Link, with what may qualify it, in this order (URI Syntax, section 4.3). */
export const QUALIFIERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["00", []],
  ["01", ["22", "10", "21"]],
  ["253", []],
  ["401", []],
  ["402", []],
  ["414", ["254"]],
  ["417", []],
]);

/** Keys of the standard that have no part in the journey of goods: a link with one is told from one that is no link at all. */
export const OTHER_KEYS: ReadonlyMap<string, string> = new Map([
  ["255", "a coupon"],
  ["8003", "a returnable asset"],
  ["8004", "an asset"],
  ["8006", "a part of an item"],
  ["8010", "a component or part"],
  ["8013", "a model"],
  ["8017", "a service relation of its provider"],
  ["8018", "a service relation of its recipient"],
]);
