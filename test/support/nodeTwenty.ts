import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where a Node.js is usually installed. */
const FOLDERS = ["/usr/bin", "/usr/local/bin", dirname(process.execPath)];

/** A Node.js 20, the oldest line that the package runs on; undefined where none is installed. */
export const NODE_20 = FOLDERS.map((folder) => join(folder, "node")).find(
  (node) => existsSync(node) && execFileSync(node, ["--version"], { encoding: "utf8" }).startsWith("v20."),
);
