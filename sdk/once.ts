/**
 * Work that is done once for each thing, however often it is asked for: rules ask one matter the same again and again.
 *
 * @param work What it gives must rest on nothing but the thing, which nobody changes; nor may they change what it gives.
 */
export function once<Thing extends object, Result>(work: (thing: Thing) => Result): (thing: Thing) => Result {
  const done = new WeakMap<Thing, { readonly result: Result }>();
  return (thing) => {
    const known = done.get(thing) ?? { result: work(thing) };
    done.set(thing, known);
    return known.result;
  };
}
