import { creationStep } from "../../sdk/hashing/creationStep.js";
import { genesisHead } from "../../sdk/hashing/genesis.js";
import { hashLines } from "../../sdk/hashing/hashLines.js";
import { consignmentId, type ConsignmentId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import { parseScope } from "../../sdk/places/scope.js";
import { toBeHex } from "ethers";
import { COMMERCE, HANDLING, requireSignerAt, requireStanding, type Actor } from "./entitlement.js";
import { requireLineCount } from "./lines.js";
import { bytes2, bytes5, countryOf, isCountry, isUnLocode, sameTerritory } from "./places.js";
import { isAppointed, SHIPPER } from "./products.js";
import { refuse } from "./refusal.js";
import { appended, goodsOf, isKnown, put, putGoods, type Consignment, type State } from "./state.js";
import { pack, unpack, withIf, type WordFields } from "./word.js";

/** What a consignment is created with. */
export interface ConsignmentDetails {
  readonly key: string;
  readonly place: string;
  /** A country; "" for a container. */
  readonly destination: string;
  readonly dataHash: string;
}

/** Goods become a consignment, and the units leave their batches. */
export function createConsignment(
  state: State,
  actor: Actor,
  details: ConsignmentDetails,
  lines: readonly Line[],
): State {
  const { place, destination } = details;
  requireSignerAt(state, actor, COMMERCE, place);
  requireStanding(state, actor.party);
  if (!isUnLocode(place)) refuse("PlaceInvalid", bytes5(place));
  if (!isCountry(destination)) refuse("CountryInvalid", bytes2(destination));
  requireLineCount(lines);
  requireNew(state, actor, details);
  const loaded = lines.reduce((each, line) => load(each, actor, line), state);

  const origins = lines.map(({ batch }) => state.batches.get(batch)?.origin ?? "");
  const domestic = [countryOf(place), ...origins].every((country) => sameTerritory(state, country, destination));
  const word = withIf(firstWord(actor, details), "domestic", domestic);
  return created(loaded, actor, details, hashLines(lines), { lines, word });
}

/** An empty container, which takes its state from the first goods packed into it. */
export function createContainer(state: State, actor: Actor, details: ConsignmentDetails): State {
  requireSignerAt(state, actor, HANDLING, details.place);
  requireStanding(state, actor.party);
  if (!isUnLocode(details.place)) refuse("PlaceInvalid", bytes5(details.place));
  const id = requireNew(state, actor, details);
  const number = BigInt(state.containers.size) + 1n;
  const word = withIf(firstWord(actor, { ...details, destination: "" }), "container", true);
  const numbered = { ...state, containers: put(state.containers, number, id) };
  return created(numbered, actor, { ...details, destination: "" }, toBeHex(number, 32), {
    lines: [],
    word,
    container: { number, height: 0 },
  });
}

function requireNew(state: State, { party }: Actor, { key }: ConsignmentDetails): ConsignmentId {
  const id = consignmentId(party, key);
  if (isKnown(goodsOf(state, id))) refuse("ConsignmentExists", id);
  return id;
}

function firstWord({ party }: Actor, { place, destination }: ConsignmentDetails): WordFields {
  return { ...unpack(0n), sequence: 1n, lastMove: 1n, custodian: party, destination, place, movement: "Created" };
}

function created(
  state: State,
  actor: Actor,
  { key, place, destination, dataHash }: ConsignmentDetails,
  contents: string,
  made: Pick<Consignment, "lines" | "word" | "container">,
): State {
  const id = consignmentId(actor.party, key);
  const step = creationStep({
    consignment: id,
    creator: actor.party,
    key,
    place: parseScope(place),
    destination,
    contents,
    dataHash,
    signer: actor.signer,
    recordedAt: actor.now,
    word: pack(made.word),
  });
  const head = genesisHead(state.chainId, state.address, id);
  return putGoods(state, id, appended({ ...made, creator: actor.party, head, history: [], holds: new Map() }, step));
}

/** Takes the units of a line out of its batch. */
function load(state: State, { party }: Actor, line: Line): State {
  const batch = state.batches.get(line.batch);
  if (batch === undefined) refuse("BatchUnknown", line.batch);
  const { product, maker, loaded, quantity } = batch;
  if (maker !== party && !isAppointed(state, product, party, SHIPPER)) {
    if (state.products.get(product)?.registrant !== party) refuse("NotShipper", line.batch, party);
  }
  if (line.quantity === 0n) refuse("QuantityInvalid", 0n);
  if (line.quantity > quantity - loaded) {
    refuse("BatchExhausted", line.batch, line.quantity, quantity - loaded);
  }
  return { ...state, batches: put(state.batches, line.batch, { ...batch, loaded: loaded + line.quantity }) };
}
