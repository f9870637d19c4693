import type { Field } from "./field.js";
import type { Things } from "./parseGoods.js";
import type { Parties } from "./parseParties.js";
import { namesIn, secondsAgoIn } from "./parseTerms.js";
import type { ScenarioParty } from "./scenario.js";
import type { ScenarioRecord } from "./steps.js";

/** What the steps may name from the start. */
export interface Declared extends Things {
  readonly parties: Parties;
  readonly clockMoves: boolean;
}

/** What the steps read so far tell. */
export class SoFar {
  /** Names of all goods there are: consignments, containers, and the parts that steps made. */
  readonly goods: Set<string>;
  /** Records that have an id and were written, by it. */
  readonly records = new Map<string, ScenarioRecord>();
  /** Records that were signed and not sent yet, by their id. */
  readonly kept = new Map<string, ScenarioRecord>();
  /** Parties whose key was revoked. */
  readonly revoked = new Set<ScenarioParty>();
  /** What is packed, with the container that it is in. */
  readonly #packedIn = new Map<string, string>();
  readonly #containers: ReadonlySet<string>;

  constructor({ consignments, containers }: Declared) {
    const made = [...consignments].filter(([, { refused }]) => refused === undefined).map(([name]) => name);
    this.goods = new Set([...made, ...containers.keys()]);
    this.#containers = new Set(containers.keys());
  }

  /** What a step is about that does not say it: all that is not packed itself, and no empty container. */
  get outermost(): string[] {
    const filled = new Set(this.#packedIn.values());
    return [...this.goods].filter(
      (name) => !this.#packedIn.has(name) && (filled.has(name) || !this.#containers.has(name)),
    );
  }

  /** All consignments that are not packed. */
  get loose(): string[] {
    return this.outermost.filter((name) => !this.#containers.has(name));
  }

  inside(container: string): string[] {
    return [...this.#packedIn].flatMap(([name, outer]) => (outer === container ? [name] : []));
  }

  /** One name, or a list of them. */
  goodsIn(field: Field): string[] {
    const names = field.isList ? namesIn(field) : [field.text()];
    for (const name of names) {
      if (!this.goods.has(name)) {
        throw field.wrong(`"${name}" is none of the goods`, `Write one of ${[...this.goods].join(", ")}.`);
      }
    }
    return names;
  }

  /** Gives a name to goods that a step makes. */
  make(field: Field): string {
    const name = field.text();
    if (this.goods.has(name)) throw field.wrong(`something else is called "${name}"`, "Use another name.");
    return name;
  }

  /** Keeps in mind that a record is written: what it packed, and what it made. */
  land(record: ScenarioRecord): void {
    const { kind, goods, container, part } = record;
    for (const name of goods) {
      if (kind === "Packed" && container !== undefined) this.#packedIn.set(name, container);
      if (kind === "Unpacked" || kind === "TakenBack") this.#packedIn.delete(name);
    }
    if (part !== undefined) this.goods.add(part.name);
  }
}

/** When something is done that has no time of its own. */
export function doneIn(field: Field, { clockMoves }: Declared): { doneAgo?: number } {
  if (!field.isPresent) return {};
  if (!clockMoves) {
    throw field.wrong(
      "the chain's clock stands still",
      "Write `clock: moves` at the head of the file, or leave it out.",
    );
  }
  return { doneAgo: secondsAgoIn(field) };
}
