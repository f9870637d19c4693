/** What needs Node.js: files and threads. Browsers import the rest of the package from its main entry. */
export { qrPng } from "./node/labels/qrPng.js";
export { openManifest, type Manifest } from "./node/manifest/openManifest.js";
export { readItems } from "./node/manifest/readItems.js";
export {
  writeManifest,
  type ManifestProgress,
  type WriteManifestOptions,
  type WrittenManifest,
} from "./node/manifest/writeManifest.js";
