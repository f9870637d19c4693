import { AbiCoder, concat, id as hash, keccak256, toBeHex, type LogDescription } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { Kind } from "../../sdk/vocabulary.js";
import type { World } from "./world.js";

/**
 * Types of the steps, restated from `contracts/libraries/Steps.sol` so that a changed one fails, and beside each the values
 * hashed for it.
 */
const GENESIS = "WaymarkGenesis(uint256 chainId,address ledger,bytes32 consignment)";
const CREATION =
  "WaymarkCreation(bytes32 consignment,uint32 creator,bytes32 key,bytes5 place,bytes2 destination," +
  "bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";
const CHECKPOINT =
  "WaymarkCheckpoint(bytes32 consignment,uint32 party,uint8 kind,uint8 role,bytes5 place," +
  "uint40 occurredAt,bytes32 basedOn,uint8 detail,bytes32 dataHash,uint32 next,uint32 principal," +
  "bytes32 signer,uint40 recordedAt,uint256 before)";
const ABSORPTION = "WaymarkAbsorption(bytes32 checkpoint,bytes32 heads)";
const PACKING =
  "WaymarkPacking(bytes32 consignment,bytes32 container,bytes32 containerHead,uint256 before,uint256 word)";
const UNPACKING =
  "WaymarkUnpacking(bytes32 consignment,bytes32 container,bytes32 containerHead,bytes32 around," +
  "uint256 before,uint256 word)";
const REMOVAL = "WaymarkRemoval(bytes32 container,bytes32 consignment,bytes32 head,uint256 before,uint256 word)";
const DERIVATION =
  "WaymarkDerivation(bytes32 consignment,uint32 creator,uint32 party,bytes32 key,bytes32 from,bytes32 fromHead," +
  "bytes32 release,bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";

/** One step of a history, as the logs tell it. */
export interface Step {
  /** What is hashed for it. */
  encoded: string;
  headBefore: string;
  /** The log it comes from. */
  log: LogDescription;
}

function encode(type: string, values: readonly unknown[]): string {
  const list = type.slice(type.indexOf("(") + 1, -1).split(",");
  const types = list.map((parameter) => parameter.slice(0, parameter.indexOf(" ")));
  return AbiCoder.defaultAbiCoder().encode(["bytes32", ...types], [hash(type), ...values]);
}

function hashArray(type: string, values: readonly unknown[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode([type], [values]));
}

/** The head before the first step. */
export async function genesisOf({ ledger }: World, id: ConsignmentId): Promise<string> {
  const { chainId } = await ledger.runner!.provider!.getNetwork();
  return keccak256(encode(GENESIS, [chainId, await ledger.getAddress(), id]));
}

/** Every step of a consignment or container, in order, from the logs alone. */
export async function historyOf(w: World, id: ConsignmentId): Promise<Step[]> {
  const { ledger } = w;
  const raw = await ledger.runner!.provider!.getLogs({ address: await ledger.getAddress(), fromBlock: 0 });
  const logs = raw.flatMap((log) => {
    const parsed = ledger.interface.parseLog(log);
    return parsed === null ? [] : [parsed];
  });
  const steps: Step[] = [];
  let head = await genesisOf(w, id);
  for (const [i, log] of logs.entries()) {
    const encoded = stepIn(logs, i, log, id);
    if (encoded === undefined) continue;
    steps.push({ encoded, headBefore: head, log });
    head = keccak256(concat([head, keccak256(encoded)]));
  }
  return steps;
}

/** The head that the logs lead to. */
export async function headFromLogs(w: World, id: ConsignmentId): Promise<string> {
  const last = (await historyOf(w, id)).at(-1);
  return last === undefined ? genesisOf(w, id) : keccak256(concat([last.headBefore, keccak256(last.encoded)]));
}

function stepIn(
  logs: readonly LogDescription[],
  i: number,
  { name, args }: LogDescription,
  id: ConsignmentId,
): string | undefined {
  const values = args.toArray() as unknown[];
  if (name === "ConsignmentRemoved") return args.container === id ? encode(REMOVAL, values) : undefined;
  if (args.consignment !== id) return undefined;
  switch (name) {
    case "ConsignmentCreated": {
      const next = logs[i + 1];
      const contents =
        next?.name === "ContainerCreated" && next.args.container === id
          ? toBeHex(next.args.number as bigint, 32)
          : hashLines(logs, i, "LineLoaded");
      return encode(CREATION, [...values.slice(0, 5), contents, ...values.slice(5)]);
    }
    case "CheckpointRecorded": {
      const step = encode(CHECKPOINT, values);
      if (args.kind !== BigInt(Kind.Packed) && args.kind !== BigInt(Kind.Unpacked)) return step;
      return encode(ABSORPTION, [keccak256(step), hashArray("bytes32[]", headsAfter(logs, i, id))]);
    }
    case "ConsignmentPackedInto":
      return encode(PACKING, [id, args.container, args.containerHead, args.before, args.word]);
    case "ConsignmentUnpacked":
      return encode(UNPACKING, [id, args.container, args.containerHead, args.around, args.before, args.word]);
    case "ConsignmentDerived":
      return encode(DERIVATION, [
        id,
        args.creator,
        args.party,
        args.key,
        args.from,
        args.fromHead,
        args.release,
        hashLines(logs, i, "LineSplit"),
        args.dataHash,
        args.signer,
        args.recordedAt,
        args.word,
      ]);
    default:
      return undefined;
  }
}

/** The lines logged directly before, as one hash. */
function hashLines(logs: readonly LogDescription[], end: number, name: string): string {
  let start = end;
  while (logs[start - 1]?.name === name) start--;
  const lines = logs.slice(start, end).map(({ args }) => [args.batch, args.quantity, args.items] as unknown[]);
  return hashArray("tuple(bytes32,uint64,bytes32)[]", lines);
}

/** The heads that went into a container's record, or came out with it: those of the logs directly after. */
function headsAfter(logs: readonly LogDescription[], start: number, container: ConsignmentId): unknown[] {
  const heads: unknown[] = [];
  for (const { name, args } of logs.slice(start + 1)) {
    if (name !== "ConsignmentPackedInto" && name !== "ConsignmentUnpacked") break;
    if (args.container === container) heads.push(args.head);
  }
  return heads;
}
