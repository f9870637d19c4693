/** The package's public API: everything else in this folder is its own business. */
export { DEPLOYMENTS } from "./addresses.js";
export { asciiFromBytes, asciiToBytes } from "./ascii.js";
export type { WaymarkClient } from "./client.js";
export { connect, type ConnectOptions } from "./connect.js";
export type { Deployment } from "./deployment.js";
export { decodeError, FatalError, InvalidValueError, RetryableError, WaymarkError } from "./errors.js";
export {
  factsOf,
  type Clearance,
  type Declaration,
  type Fact,
  type Facts,
  type Inspection,
  type Site,
} from "./facts.js";
export { companyPrefixOf, formatCompanyPrefix, parseCompanyPrefix, type CompanyPrefix } from "./gs1/companyPrefix.js";
export { parseGln, type Gln } from "./gs1/gln.js";
export { gtinFromBigInt, gtinToBigInt, parseGtin, type Gtin } from "./gs1/gtin.js";
export { parseLot, type Lot } from "./gs1/lot.js";
export { parseSscc, type Sscc } from "./gs1/sscc.js";
export { checkpointStep, type CheckpointStep } from "./hashing/checkpointStep.js";
export { contentsOf } from "./hashing/contentsOf.js";
export { creationStep, type CreationStep } from "./hashing/creationStep.js";
export { foldHead } from "./hashing/foldHead.js";
export { genesisHead } from "./hashing/genesis.js";
export { hashLines } from "./hashing/hashLines.js";
export { hashParticulars, type Particulars } from "./hashing/hashParticulars.js";
export * from "./ids.js";
export { detailsOf, KIND_DETAILS } from "./kindDetails.js";
export type { Line } from "./line.js";
export { isPlace, parsePlace, placeEntry, type Place } from "./places/place.js";
export type { PlaceEntry } from "./places/placeEntry.js";
export { resolvePlace, type ResolvedPlace } from "./places/resolvePlace.js";
export { fromBytes5, isScope, parseScope, toBytes5, type Scope } from "./places/scope.js";
export { chinaCustomsCodeOf, TransportMode, transportModesOfChinaCustoms } from "./places/transportMode.js";
export { basisOf } from "./trace/basisOf.js";
export { detailName } from "./trace/detailName.js";
export { readLogs, type BlockRange } from "./trace/readLogs.js";
export { remainingLines, type Replay } from "./trace/remainingLines.js";
export type * from "./trace/trace.js";
export { traceConsignment, type TraceOptions } from "./trace/traceConsignment.js";
export type { HeadProblem } from "./verify/checkHistory.js";
export { verifyHead, type HeadVerdict, type VerifyHeadOptions } from "./verify/verifyHead.js";
export * from "./vocabulary.js";
export { decodeWord, type WordState } from "./word.js";
