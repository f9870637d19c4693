/**
 * What needs Node.js: files and threads; and what operators and auditors need, but no page. Browsers import the rest of the
 * package from its main entry.
 */
export type { DeploymentCheck } from "./deployment/check.js";
export { checkDeployment, type DeploymentReport } from "./deployment/checkDeployment.js";
export { parseDeploymentRecord, type DeployedContract, type DeploymentRecord } from "./deployment/record.js";
export { qrPng } from "./node/labels/qrPng.js";
export { openManifest, type Manifest } from "./node/manifest/openManifest.js";
export { readItems } from "./node/manifest/readItems.js";
export {
  writeManifest,
  type ManifestProgress,
  type WriteManifestOptions,
  type WrittenManifest,
} from "./node/manifest/writeManifest.js";
