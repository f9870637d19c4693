import { resolve } from "node:path";

import type { Command } from "commander";
import { Wallet } from "ethers";

import { InvalidValueError } from "../../sdk/errors.js";
import { labelKeyIn } from "../../sdk/labels/label.js";
import { serialHashOf } from "../../sdk/manifest/itemProof.js";
import { labelSignerOf } from "../../sdk/manifest/labelKey.js";
import { openManifest } from "../../sdk/node/manifest/openManifest.js";
import type { LabelledItem } from "../../sdk/nouns/items.js";
import { accountKey } from "../../sdk/signing/signingKey.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { readText } from "../files.js";
import type { Cli } from "../program.js";
import type { Session } from "../session.js";
import { batchOf } from "../terms/batch.js";
import { subjectOf } from "../terms/subject.js";
import { UsageError } from "../usageError.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

interface ActivateOptions extends WritingOptions {
  readonly manifest?: string;
  readonly labels?: string;
}

/** Single units of a batch. */
export function addItemCommands(program: Command, cli: Cli): void {
  const item = program.command("item").description("Activate single units with the hidden codes of their labels.");
  const activate = withWriting(
    item
      .command("activate")
      .description(
        "Record that the hidden code of a label was used: once, ever. Whoever has the code may; nothing of a consumer is recorded.",
      )
      .argument("[file]", "file with the hidden code, or - for standard input; unless said it is asked for")
      .option("--manifest <file>", "manifest with which the batch was registered")
      .option("--labels <file>", "manifest of labels that were put on later"),
  ).action(
    action(cli, async (session, options: ActivateOptions, file: string | undefined) => {
      requireProof(options);
      const code = await hiddenCode(session, file);
      const key = keyIn(code);
      const subject = subjectOf(code.slice(0, code.indexOf("#")));
      const serial = subject.type === "goods" ? subject.item.serial : undefined;
      if (serial === undefined) throw codeInvalid("it names no single item: a serial number, (21), is missing");
      const waymark = await session.writer();
      const batch = await batchOf(waymark, code.slice(0, code.indexOf("#")));
      const labelled: LabelledItem = {
        ...{ batch, serialHash: serialHashOf(serial), labelSigner: labelSignerOf(key) },
        ...(await provedBy(session, serial, options)),
      };
      const operation = waymark.items.activate(labelled, await accountKey(new Wallet(key)));
      await write(session, options, operation, {
        doing: `Activating item ${serial}`,
        done: () => `Item ${serial} is activated, for the first and only time.`,
      });
    }),
  );
  withExamples(
    activate,
    { what: "the code is asked for", words: "--manifest LOT7.manifest" },
    {
      what: "from a scanner, on a label that was put on in bond",
      words: "- --manifest LOT7.manifest --labels bond.manifest",
    },
  );
}

function requireProof({ manifest, labels }: ActivateOptions): void {
  if (manifest !== undefined || labels !== undefined) return;
  throw new UsageError(
    "OptionMissing",
    "It is not said what proves the label.",
    "Give --manifest of the batch, or --labels where labels were put on later; both where the batch has a list too.",
  );
}

/** The code, which holds a key: never from the command line. */
async function hiddenCode(session: Session, file: string | undefined): Promise<string> {
  if (file === undefined) return (await session.ask.secret({ message: "Hidden code of the label" })).trim();
  if (file.includes("#k=")) {
    throw new UsageError(
      "KeyOnCommandLine",
      "This is the hidden code of a label, which holds its key: other programs can read it on the command line.",
      "Give it on standard input, with -, or in a file.",
    );
  }
  return (await readText(session.io, file)).trim();
}

function keyIn(code: string): string {
  const key = labelKeyIn(code);
  if (key === undefined) throw codeInvalid("it is the open code of a label, or none");
  return key;
}

function codeInvalid(why: string): InvalidValueError {
  return new InvalidValueError(
    `The code cannot be used: ${why}.`,
    "Give the whole code under the scratch-off field, a link that ends with #k= and a key.",
    "(not shown)",
  );
}

/** What the manifests prove of the item. */
async function provedBy(
  { io }: Session,
  serial: string,
  { manifest, labels }: ActivateOptions,
): Promise<Pick<LabelledItem, "proof" | "root" | "labelProof">> {
  const proved = async (file: string): Promise<{ root: string; proof: readonly string[] }> => {
    await using opened = await openManifest(resolve(io.cwd, file));
    return { root: opened.root, proof: (await opened.prove(serial)).proof };
  };
  const own = manifest === undefined ? undefined : await proved(manifest);
  const later = labels === undefined ? undefined : await proved(labels);
  return {
    ...(own === undefined ? {} : { proof: own.proof }),
    ...(later === undefined ? {} : { root: later.root, labelProof: later.proof }),
  };
}
