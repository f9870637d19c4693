/**
 * Fails when a generated file differs from the one in git's index: run after `npm run generate`, as `npm run check` does.
 * Generated files are those .gitattributes marks `linguist-generated`, so there is no second list to forget.
 */
import { execFileSync } from "node:child_process";

const git = (args, input) => execFileSync("git", args, { input, encoding: "utf8" });
const split = (list) => list.split("\0").filter(Boolean);

const changed = split(git(["ls-files", "-z", "--modified", "--deleted", "--others", "--exclude-standard"]));
// Answers in triples: path, attribute, value.
const attributes = split(git(["check-attr", "-z", "--stdin", "linguist-generated"], changed.join("\0")));
const stale = new Set(changed.filter((_, index) => attributes[index * 3 + 2] === "set"));

if (stale.size > 0) {
  console.error("Generated files were not up to date:\n");
  for (const path of stale) console.error(`  ${path}`);
  console.error(
    "\nThey have been written anew in your working tree: review them and commit them with what they come from.",
  );
  process.exit(1);
}
