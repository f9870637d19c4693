import type { Command } from "commander";
import { isHexString } from "ethers";
import { z } from "zod";

import { parseDocument } from "../../sdk/documents/problem.js";
import { Operation } from "../../sdk/operations/operation.js";
import { senderOf } from "../../sdk/operations/operationClient.js";
import { isPlain } from "../../sdk/operations/checkpointStruct.js";
import { readRecords, type RecordedMany } from "../../sdk/operations/recorded.js";
import type { SignedCall } from "../../sdk/operations/signCall.js";
import { accountKey } from "../../sdk/signing/signingKey.js";
import type { Waymark } from "../../sdk/waymark.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { readJson, STANDARD, writeOut } from "../files.js";
import { isRightAddress } from "../terms/address.js";
import { jsonOf } from "../output/json.js";
import type { Cli } from "../program.js";
import {
  checkpointFor,
  kindTerm,
  withParticulars,
  type CheckpointOptions,
  type PlainKind,
} from "../record/checkpoint.js";
import { withSaid } from "../record/said.js";
import { recordedManyWords } from "../record/show.js";
import { CONSIGNMENTS, consignmentTerm } from "../terms/consignment.js";
import { listTerm } from "../terms/list.js";
import { momentTerm } from "../terms/moment.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { send, showMined, tryOut, withWriting, write, type WritingOptions } from "../writing.js";

interface SignOptions extends CheckpointOptions {
  readonly out?: string;
  readonly offline?: true;
  readonly chainId?: number;
  readonly deadline?: Date;
  readonly nonce?: number;
}

/** The journey, record by record. */
export function addCheckpointCommands(program: Command, cli: Cli): void {
  const checkpoint = program
    .command("checkpoint")
    .description("Record what happens to goods; sign records offline, and send what somebody signed.");
  addRecord(checkpoint, cli);
  addSign(checkpoint, cli);
  addSend(checkpoint, cli);
}

/** What happened, and to which goods. */
function withRecord(command: Command): Command {
  return withParticulars(
    withSaid(
      command
        .argument("<kind>", "what happened, such as departed or import-cleared", kindTerm)
        .argument("<consignments...>", CONSIGNMENTS, listTerm(consignmentTerm)),
    ),
  );
}

function addRecord(checkpoint: Command, cli: Cli): void {
  const record = withWriting(
    withRecord(
      checkpoint
        .command("record")
        .description(
          "Record what happened to one consignment, or the same to several in one transaction, all or none.",
        ),
    ),
  ).action(
    action(
      cli,
      async (session, options: CheckpointOptions & WritingOptions, kind: PlainKind, goods: readonly string[]) => {
        const waymark = await session.writer();
        await write(session, options, await recording(waymark, kind, goods, options), {
          doing: `Recording ${kind}`,
          done: recordedManyWords,
        });
      },
    ),
  );
  withExamples(
    record,
    {
      what: "a ship leaves with two containers",
      words: "departed 395201230000000012 395201230000000029 --role carrier --place NZTRG --detail maritime",
    },
    {
      what: "customs release some of the units",
      words: 'import-cleared 0x… --role customs --place CNSHG --unit "(01)09520123456788(10)LOT7=480"',
    },
    {
      what: "customs confirm what a broker reported",
      words: "confirmed 0x… --role customs --place CNSHG --about 7 --dry-run",
    },
  );
}

function addSign(checkpoint: Command, cli: Cli): void {
  const sign = withRecord(
    checkpoint
      .command("sign")
      .description(
        "Sign a record for anybody to send: the key needs no ether, and with everything said, no connection either.",
      ),
  )
    .option("--out <file>", "where the signed record goes, JSON; unless said standard output")
    .option("--offline", "ask nothing of the chain, even where there is a connection")
    .option("--chain-id <n>", "chain of the ledger, where no waymark.json says it", wholeTerm("chain id", 1))
    .option("--deadline <moment>", "until when it may be sent; unless said for a day", momentTerm)
    .option(
      "--nonce <n>",
      "a number that the key has not used; unless said one that nobody else takes",
      wholeTerm("nonce"),
    )
    .action(
      action(cli, async (session, options: SignOptions, kind: PlainKind, goods: readonly string[]) => {
        const { deadline, nonce, out } = options;
        const { rpcUrl } = await session.settings();
        const isOffline = options.offline === true || rpcUrl === undefined;
        const waymark = isOffline ? await session.offline(options.chainId) : await session.writer();
        const operation = await recording(waymark, kind, goods, options);
        const signed = await operation.sign(await accountKey(senderOf(waymark)), {
          ...(deadline === undefined ? {} : { deadline }),
          ...(nonce === undefined ? {} : { nonce: BigInt(nonce) }),
        });
        if (out === undefined) {
          session.io.stdout.write(`${jsonOf(signed)}\n`);
          return;
        }
        const file = await writeOut(session.io, out, `${jsonOf(signed)}\n`);
        session.show.result({ file, ...signed }, (terminal) => {
          terminal.line(`${terminal.style("green", "✔")} ${kind} is signed, in ${file}.`);
          terminal.line("  Anybody sends it with `waymark checkpoint send`, and can change nothing in it.");
        });
      }),
    );
  withExamples(
    sign,
    {
      what: "on a ship without a connection",
      words:
        "arrived 0x… --role carrier --place CNSHG --scope anywhere --at 2026-11-20T08:00Z --offline --out arrived.json",
    },
    {
      what: "through a pipe",
      words: "sighted 0x… --role port --place CNSHG --detail gateIn | waymark checkpoint send -",
    },
  );
}

function addSend(checkpoint: Command, cli: Cli): void {
  const command = withWriting(
    checkpoint
      .command("send")
      .description(
        "Send what somebody signed: whoever sends it pays for it, and can change nothing in it. What the ledger took before is " +
          "told, and not sent again.",
      )
      .argument("<file>", "the signed record, JSON; - is standard input"),
  ).action(
    action(cli, async (session, options: WritingOptions, file: string) => {
      const name = file === STANDARD ? "signed record" : `signed record ${file}`;
      const signed: SignedCall = parseDocument(name, SIGNED, await readJson(session.io, file));
      const waymark = await session.writer();
      const [operation, doing] = [waymark.relay(signed), "Sending the signed record"];
      const taken = await waymark.relayed(signed);
      if (taken === undefined && options.dryRun === true) {
        await tryOut(session, operation, doing);
        return;
      }
      const receipt = taken ?? (await send(session, options, operation, doing));
      session.show.result({ ...receipt, already: taken !== undefined }, (out) => {
        const before = taken === undefined ? "" : "It was on the ledger before: ";
        out.line(`${out.style("green", "✔")} ${before}${recordedManyWords(receipt)}`);
        showMined(out, receipt);
      });
    }),
  );
  withExamples(
    command,
    { what: "with an account of one's own, which needs no party", words: "arrived.json --key env:SENDER" },
    { what: "see first whether it would be taken", words: "arrived.json --dry-run" },
  );
}

/** What a signature is kept in. */
const SIGNED = z.strictObject({
  chainId: z.string().regex(/^[1-9][0-9]{0,77}$/, "is no number of a chain"),
  ledger: z.string().refine(isRightAddress, "is no address, or its checksum is wrong"),
  data: z.string().refine((data) => isHexString(data) && data.length >= 10, "is no call: 0x and hexadecimal digits"),
});

/** The operation that records a kind about one consignment, or about several at once. */
async function recording(
  waymark: Waymark,
  kind: PlainKind,
  goods: readonly string[],
  options: CheckpointOptions,
): Promise<Operation<RecordedMany>> {
  const [first, ...others] = await Promise.all(goods.map((one) => checkpointFor(waymark, kind, one, options)));
  if (first === undefined) throw new Error("A variadic argument has a value.");
  if (others.length === 0) {
    const one = waymark.checkpoints.record(first);
    return new Operation(waymark, { prepare: () => one.call(), read: (logs) => readRecords(waymark, logs) });
  }
  const records = [first, ...others].filter(isPlain);
  if (records.length === goods.length) return waymark.checkpoints.recordMany(records);
  throw new UsageError(
    "NotManyAtOnce",
    `${kind} with what it comes with is recorded of one consignment at a time, and ${goods.length} are named.`,
    "Run it once for each of them.",
    { values: { kind, consignments: goods } },
  );
}
