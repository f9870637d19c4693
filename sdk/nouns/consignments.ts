import { FatalError } from "../errors/waymarkError.js";
import { requireObject } from "../given.js";
import { parseSscc } from "../gs1/sscc.js";
import { consignmentId, consignmentKey, type ConsignmentId, type PartyId } from "../ids.js";
import { ofParty } from "../operations/ledgerOperation.js";
import { linesOf, type NewLine } from "../operations/lines.js";
import { openHolds } from "../operations/openHolds.js";
import type { ParticularCheckpoint } from "../operations/newCheckpoint.js";
import { Operation } from "../operations/operation.js";
import type { ByParty, OperationClient } from "../operations/operationClient.js";
import { prepareCheckpoint } from "../operations/prepareCheckpoint.js";
import { proveRecord } from "../operations/proveRecord.js";
import type { ReceiptLogs } from "../operations/receipt.js";
import { headAt, readRecord, type Recorded, type RecordedOne } from "../operations/recorded.js";
import { withRefusals } from "../operations/send.js";
import { countryBytes, hashOrNone, placeBytes } from "../operations/words.js";
import type { NamedPlace } from "../places/namedPlace.js";
import { decodeWord, type WordState } from "../word.js";
import { requireBytes32 } from "../bytes32.js";

/** How a consignment is named among its creator's. */
export interface ConsignmentName {
  /** SSCC, 18 digits. The ledger has its hash alone. */
  readonly sscc: string;
  /** 32 random bytes known to those who may find it; unless said whoever knows the SSCC may. */
  readonly salt?: string;
}

/** A container to create. */
export interface NewContainer extends ByParty, ConsignmentName {
  /** UN/LOCODE of where it stands. */
  readonly place: NamedPlace;
  /** Root of its disclosed data, 32 bytes; unless said none. */
  readonly dataHash?: string;
}

/** A consignment to create. */
export interface NewConsignment extends NewContainer {
  /** Country that it is to go to, ISO 3166-1 alpha-2. */
  readonly destination: string;
  /** What it holds, 1 to 64 lines. */
  readonly lines: readonly NewLine[];
}

/** Released units that come back from their buyers. */
export interface ReturnedUnits extends NewConsignment {
  /** The consignment that they were released from. */
  readonly from: ConsignmentId;
  /** Sequence of the ImportCleared by lines that released them. */
  readonly release: number;
}

/** A consignment that was created. */
export interface CreatedConsignment {
  readonly consignment: ConsignmentId;
  readonly creator: PartyId;
  /** Its head at the end of the block; undefined when the node would not say. */
  readonly head: string | undefined;
}

/** A part that was split off. */
export interface SplitConsignment extends Recorded {
  /** The part, which goes on by itself. */
  readonly part: ConsignmentId;
}

/** What is said in a record of a kind that has an operation of its own. */
export type Particular<Kind> = Omit<Extract<ParticularCheckpoint, { readonly kind: Kind }>, "kind">;

/** Goods that move together: `waymark.consignments`. */
export class Consignments {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * The id that a consignment of this creator has, or will have. A part that was split off, and units that came back, have
   * another: `derivedId` of the creator of what they were made from, who made them, and `consignmentKey`.
   *
   * @throws InvalidValueError when the creator is no number of a party, or the name none.
   * @example
   * const pallet = waymark.consignments.idOf(brand, { sscc: "095201230000000127" });
   * const part = derivedId(brand, warehouse, consignmentKey(parseSscc("095201230000000134")));
   */
  idOf(creator: PartyId, name: ConsignmentName): ConsignmentId {
    requireObject("name of a consignment", name);
    const { sscc, salt } = name;
    return consignmentId(creator, consignmentKey(parseSscc(sscc), salt));
  }

  /**
   * Where a consignment stands, for packed goods with what they have from the containers around them.
   *
   * @throws FatalError "ConsignmentUnknown" when there is none.
   * @throws WaymarkError when the chain is not reached.
   */
  async state(consignment: ConsignmentId): Promise<WordState> {
    requireBytes32("consignment", consignment);
    const word = await withRefusals(() => this.#client.ledger.effectiveWordOf(consignment));
    if (word !== 0n) return decodeWord(word);
    throw new FatalError({
      name: "ConsignmentUnknown",
      message: `There is no consignment ${consignment} on this ledger.`,
      toDo: "Check its id: the creator's number and its SSCC, with the salt if it has one.",
      values: { consignment },
    });
  }

  /**
   * The records that hold a consignment, while nobody has lifted what they placed: each names whom to ask. Those of goods inside
   * it, and of the container that it is in, are theirs. As the node's logs tell; how many there are, its `state` says.
   *
   * @returns A Held or a Contradicted each, in their order; empty when nothing holds it.
   * @throws FatalError "ConsignmentUnknown" when there is none.
   * @throws WaymarkError when the chain is not reached.
   * @example
   * for (const { party, sequence } of await waymark.consignments.holds(consignment)) {
   *   console.log(`${(await waymark.parties.describe(party)).uri} holds it since step ${sequence}`);
   * }
   */
  async holds(consignment: ConsignmentId): Promise<RecordedOne[]> {
    await this.state(consignment);
    return await openHolds(this.#client, consignment);
  }

  /**
   * Creates a consignment, as the maker or registrant of every batch in it or a shipper appointed for it. The creator has it
   * first.
   */
  create(consignment: NewConsignment): Operation<CreatedConsignment> {
    return ofParty(
      this.#client,
      consignment,
      (abi, party) =>
        abi.encodeFunctionData("createConsignment", [party, detailsOf(consignment), linesOf(consignment.lines)]),
      (logs) => this.#created(logs),
    );
  }

  /** Creates an empty container, whose destination will be that of the first goods packed in it. */
  createContainer(container: NewContainer): Operation<CreatedConsignment & { readonly number: number }> {
    return ofParty(
      this.#client,
      container,
      (abi, party) => {
        const { key, place, dataHash } = namedAt(container);
        return abi.encodeFunctionData("createContainer", [party, key, place, dataHash]);
      },
      async (logs) => ({
        ...(await this.#created(logs)),
        number: Number(logs.one(this.#client.ledger.filters.ContainerCreated).number),
      }),
    );
  }

  /** Packs 1 to 200 consignments into a container (`consignment`), as the custodian of all of them. */
  pack(packing: Particular<"Packed" | "Unpacked">): Operation<Recorded> {
    return this.#record({ ...packing, kind: "Packed" });
  }

  /** Takes 1 to 200 consignments out of a container (`consignment`). */
  unpack(packing: Particular<"Packed" | "Unpacked">): Operation<Recorded> {
    return this.#record({ ...packing, kind: "Unpacked" });
  }

  /** Lets some units of a consignment go on as one of their own, as its custodian. */
  split(split: Particular<"Split">): Operation<SplitConsignment> {
    return new Operation(this.#client, {
      prepare: () => prepareCheckpoint(this.#client, { ...split, kind: "Split" }),
      read: async (logs) => ({
        ...(await readRecord(this.#client, logs)),
        part: logs.one(this.#client.ledger.filters.ConsignmentDerived).consignment,
      }),
    });
  }

  /** Voids a consignment that has not left: its units go back into their batches. By its creator, who has it. */
  void(voiding: Particular<"Voided">): Operation<Recorded> {
    return this.#record({ ...voiding, kind: "Voided" });
  }

  /** Makes units that were released by lines, and come back from their buyers, a consignment again. */
  returnReleased(units: ReturnedUnits): Operation<CreatedConsignment> {
    const client = this.#client;
    return ofParty(
      client,
      units,
      async (abi, party) => {
        const [details, lines] = [detailsOf(units), linesOf(units.lines)];
        const { proof } = await proveRecord(client, units.from, units.release);
        return abi.encodeFunctionData("returnReleased", [party, details, units.from, proof, lines]);
      },
      async (logs) => {
        const { consignment, creator } = logs.one(client.ledger.filters.ConsignmentDerived);
        return { consignment, creator, head: await headAt(client, consignment, logs.block) };
      },
    );
  }

  #record(record: ParticularCheckpoint): Operation<Recorded> {
    return new Operation(this.#client, {
      prepare: () => prepareCheckpoint(this.#client, record),
      read: (logs) => readRecord(this.#client, logs),
    });
  }

  async #created(logs: ReceiptLogs): Promise<CreatedConsignment> {
    const { consignment, creator } = logs.one(this.#client.ledger.filters.ConsignmentCreated);
    return { consignment, creator, head: await headAt(this.#client, consignment, logs.block) };
  }
}

function namedAt({ sscc, salt, place, dataHash }: NewContainer) {
  return {
    key: consignmentKey(parseSscc(sscc), salt),
    place: placeBytes(place),
    dataHash: hashOrNone("root of the consignment's data", dataHash),
  };
}

function detailsOf(consignment: NewConsignment) {
  return { ...namedAt(consignment), destination: countryBytes(consignment.destination) };
}
