import { readFile } from "node:fs/promises";

import { YAMLParseError, parse } from "yaml";
import { z } from "zod";

import { requireBounded } from "../../sdk/documents/bounds.js";
import { parseDocument } from "../../sdk/documents/problem.js";
import { InvalidValueError } from "../../sdk/errors.js";
import { parsePartyUri } from "../../sdk/parties/partyUri.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import { addressTerm } from "../terms/address.js";
import { keyHolderTerm } from "../terms/keyHolder.js";
import { momentTerm } from "../terms/moment.js";
import { partyTerm } from "../terms/party.js";
import { prefixTerm } from "../terms/prefix.js";
import { roleTerm } from "../terms/roles.js";
import { scopeTerm } from "../terms/scope.js";
import { signerTerm } from "../terms/signer.js";
import { UsageError } from "../usageError.js";

/** Text that a parser of the command line takes; its refusal then says where in the file. */
function text<Value>(parser: (text: string) => Value) {
  // YAML takes bare digits for a number, 0x and digits too.
  return z.string("is no text: put it in quotes").transform((value, context) => {
    try {
      return parser(value);
    } catch (error) {
      if (!(error instanceof InvalidValueError)) throw error;
      context.addIssue({ code: "custom", message: error.message.replace(/\.$/, "") });
      return z.NEVER;
    }
  });
}

const roles = z.array(text((word): RoleName => roleTerm(word)[0] ?? unnamed())).transform((list) => [...new Set(list)]);

const signer = z.strictObject({
  /** As `waymark signer add` takes it. */
  key: text(signerTerm),
  roles: roles.refine((list) => list.length > 0, "a key needs a role"),
  scope: text(scopeTerm).optional(),
  from: text(momentTerm).optional(),
  until: text(momentTerm).optional(),
  heldBy: text(keyHolderTerm),
});

const party = z.strictObject({
  uri: text(parsePartyUri),
  /** Who owns it; unless said itself. */
  controller: text(parsePartyUri).optional(),
  /** Its manager when it is admitted; from then on that is the party's own to change. */
  manager: text(addressTerm),
  /** Roles by scope; an empty list withdraws them, a scope that is not named stays as it is. */
  grants: z.record(z.string(), roles).optional(),
  prefixes: z.array(text(prefixTerm)).optional(),
  signers: z.array(signer).optional(),
  /** Roles by the URI or number of the agent; an empty list withdraws them. */
  mandates: z.record(z.string(), roles).optional(),
});

const schema = z.strictObject({ parties: z.array(party) }).superRefine(({ parties }, context) => {
  for (const [index, each] of parties.entries()) {
    const at = ["parties", index];
    const complain = (path: readonly PropertyKey[], message: string): void => {
      context.addIssue({ code: "custom", path: [...at, ...path], message });
    };
    for (const name of Object.keys(each.grants ?? {})) check(() => scopeTerm(name), ["grants", name], complain);
    for (const name of Object.keys(each.mandates ?? {})) check(() => partyTerm(name), ["mandates", name], complain);
    const earlier = parties.slice(0, index);
    if (earlier.some(({ uri }) => uri === each.uri)) complain(["uri"], `"${each.uri}" is named twice`);
    for (const prefix of each.prefixes ?? []) {
      const other = earlier.find(({ prefixes }) => prefixes?.includes(prefix));
      if (other !== undefined) complain(["prefixes"], `"${prefix}" is given to ${other.uri} too`);
    }
  }
});

/** The parties that a file declares. */
export type DeclaredParty = z.infer<typeof party>;

/** Bigger than any consortium, and small enough to be read at once. */
const BOUNDS = { values: 500_000, characters: 20_000_000 };

/**
 * Reads a file of parties.
 *
 * @throws UsageError when it cannot be read or is no YAML.
 * @throws DocumentRefused with the path of everything in it that is wrong.
 */
export async function readParties(file: string): Promise<readonly DeclaredParty[]> {
  let yaml: string;
  try {
    yaml = await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError("FileMissing", `The file ${file} cannot be read.`, "Name one that is there.", { cause });
  }
  let document: unknown;
  try {
    document = parse(yaml);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    const [sentence = ""] = cause.message.split("\n");
    throw new UsageError(
      "FileNotYaml",
      `${file} is no YAML: ${sentence.replace(/[.:]+$/, "")}.`,
      "Correct that line.",
      { cause },
    );
  }
  const what = `file ${file}`;
  requireBounded(what, document, BOUNDS);
  return parseDocument(what, schema, document).parties;
}

function check(
  parser: () => unknown,
  path: readonly PropertyKey[],
  complain: (path: readonly PropertyKey[], message: string) => void,
): void {
  try {
    parser();
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    complain(path, error.message.replace(/\.$/, ""));
  }
}

function unnamed(): never {
  throw new Error("A role that was parsed is there.");
}
