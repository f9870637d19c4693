/** The package's public API: everything else in this folder is its own business. */

// Connecting: a ledger that was found on its chain.
export { connect, type ConnectOptions } from "./connect.js";
export { offline, type OfflineOptions } from "./offline.js";
export type { WaymarkClient } from "./client.js";
export { DEPLOYMENTS } from "./addresses.js";
export type { Deployment } from "./deployment.js";

// Writing: the client, a noun each, and what every operation has in common.
export { Waymark } from "./waymark.js";
export type * from "./nouns/batches.js";
export type * from "./nouns/checkpoints.js";
export type * from "./nouns/consignments.js";
export type * from "./nouns/governance.js";
export type * from "./nouns/items.js";
export type * from "./nouns/parties.js";
export type * from "./nouns/products.js";
export type * from "./nouns/recalls.js";
export type { CallInWords } from "./governance/callWords.js";
export type { GoverningRole } from "./governance/governingRoles.js";
export type { ManyActs } from "./governance/manyActs.js";
export type { ScheduledAct } from "./governance/scheduledActs.js";
export type { DescribedParty } from "./parties/describeParty.js";
export type { ListedParty } from "./parties/listParties.js";
export { parsePartyUri } from "./parties/partyUri.js";
export type { Call } from "./operations/call.js";
export { toCheckpoint, type Settled } from "./operations/checkpointStruct.js";
export type { LedgerEvent } from "./operations/eventWords.js";
export { GovernedOperation, type Cancelled, type Permission, type Scheduled } from "./operations/governed.js";
export type { NewLine } from "./operations/lines.js";
export type { ManyDone, ManyOptions, Rejection } from "./operations/many.js";
export type * from "./operations/newCheckpoint.js";
export { Operation, type DryRunOptions, type Plan } from "./operations/operation.js";
export type { ByParty, OperationClient } from "./operations/operationClient.js";
export type { Mined, Receipt, ReceiptLogs } from "./operations/receipt.js";
export type { Recorded, RecordedMany, RecordedOne } from "./operations/recorded.js";
export type { SendOptions } from "./operations/send.js";
export type { SignedCall, SignOptions } from "./operations/signCall.js";
export { waitFor, type Sent, type WaitOptions } from "./operations/wait.js";
export { secondsOf, type When, type WordOf } from "./operations/words.js";

// Asking: goods by the code on the pack, their story, and what is to be thought of it.
export type { Account } from "./goods/account.js";
export type { ItemSource } from "./goods/itemSource.js";
export type { AskedItem, ItemEvidence, RootProof } from "./goods/itemState.js";
export { parseSubject, type Subject } from "./goods/subject.js";
export { trace, type GoodsOptions, type GoodsTrace } from "./goods/trace.js";
export { verify, type GoodsVerification } from "./goods/verify.js";
export { basisOf } from "./trace/basisOf.js";
export { childrenOf } from "./trace/childrenOf.js";
export { detailName } from "./trace/detailName.js";
export type * from "./trace/journey.js";
export { readLogs, type BlockRange, type ReadLogsOptions } from "./trace/readLogs.js";
export { remainingLines, type Replay } from "./trace/remainingLines.js";
export { headsOf, recordHash, stepHash } from "./trace/stepHash.js";
export { storyOf, type StoryStep } from "./trace/story.js";
export type * from "./trace/trace.js";
export type { TraceOptions } from "./trace/blockRange.js";
export { traceConsignment } from "./trace/traceConsignment.js";
export { traceServer, type TraceSource } from "./trace/traceServer.js";
export { formatTrace, parseTrace } from "./trace/traceText.js";
export type { FetchOptions } from "./documents/fetchText.js";
export {
  factsOf,
  type Clearance,
  type ClearanceSource,
  type Declaration,
  type Fact,
  type Facts,
  type Inspection,
  type Site,
  type StepRef,
} from "./facts.js";

// Verifying: against the chain, by asking or by proof, and who was entitled.
export type { HeadProblem } from "./verify/problems.js";
export { type Verdict, type Verification } from "./verify/verification.js";
export { verifyHead, type HeadVerdict, type VerifyHeadOptions } from "./verify/verifyHead.js";
export { verifyTrace, type BlockOptions, type VerifyOptions } from "./verify/verifyTrace.js";
export { agreedBlock, type AgreedBlock } from "./proof/agreedBlock.js";
export type { Header } from "./proof/header.js";
export { fetchStateProof, openStateProof, type ProvenState, type StateProof } from "./proof/stateProof.js";
export { checkStandings } from "./standing/checkStandings.js";
export { entitlementProblems } from "./standing/entitlement.js";
export { readStandings } from "./standing/readStandings.js";
export { askedStandings, provenStandings, type KeptKey, type StandingSource } from "./standing/standingSource.js";
export type { Key, Moment, Since, Standing, Standings } from "./standing/standings.js";

// Sentences in English and Chinese, and the words of the vocabulary in both.
export { en, listed, zh, type Text, type Words } from "./text.js";
export { detailWords, KIND_WORDS, MODE_WORDS, ROLE_WORDS, type WordsOf } from "./vocabularyWords.js";

// Holding the parties' words against each other.
export { agreement, type Agreement } from "./crossReference/agreement.js";
export type { ComparisonTerms } from "./crossReference/comparison.js";
export { crossReference, type CrossReference } from "./crossReference/crossReference.js";
export { VERDICTS, worstOf, type Finding, type FindingVerdict, type Outcome } from "./crossReference/finding.js";
export { legsOf, type Leg } from "./crossReference/legs.js";
export {
  independent,
  matterOf,
  nameOf,
  ofKind,
  placeName,
  refOf,
  timeOf,
  type ItemState,
  type Matter,
  type MatterOptions,
} from "./crossReference/matter.js";
export { contradiction, notCheckable, pass, warning, type Say } from "./crossReference/outcome.js";
export type { CrossRule } from "./crossReference/rule.js";
export { disclosedIn, type Statement } from "./crossReference/statements.js";
export { RULES } from "./crossReference/rules.js";

// Evidence that is verified offline.
export { formatDossier, parseDossier, type Dossier } from "./evidence/dossier.js";
export { makeDossier } from "./evidence/makeDossier.js";
export { dossierTextIn, renderDossier } from "./evidence/renderDossier.js";
export { verifyDossier, type DossierTerms } from "./evidence/verifyDossier.js";

// Disclosures: fields of a record, shown and proved one by one.
export { discloseAll, discloseSome, type KeptRecord } from "./disclosure/disclose.js";
export { parseDisclosure } from "./disclosure/disclosure.js";
export type * from "./disclosure/disclosure.js";
export { fieldLeaf } from "./disclosure/fieldLeaf.js";
export { misfitOf, parseFieldPath, type FieldPath } from "./disclosure/fieldPath.js";
export { fieldSalt } from "./disclosure/fieldSalt.js";
export { fieldTree, type Field, type FieldTree, type ShownField } from "./disclosure/fieldTree.js";
export { canonicalJson, type JsonValue } from "./disclosure/jsonValue.js";
export { newRecordSecret, type RecordSecret } from "./disclosure/recordSecret.js";
export { ShownFields } from "./disclosure/shownFields.js";
export { shownIn, type DisclosureProblem, type Shown } from "./disclosure/shownIn.js";
export { verifyDisclosure, type DisclosureVerdict } from "./disclosure/verifyDisclosure.js";
export type { FieldDefinition, FieldSubject } from "./disclosure/vocabulary/definition.js";
export {
  FIELD_NAMES,
  FIELDS,
  fieldsFor,
  type DisclosedValue,
  type FieldName,
  type FieldValue,
  type OwnFieldName,
} from "./disclosure/vocabulary/fields.js";
export { FIELD_TYPES, type FieldType, type ValueOfType } from "./disclosure/vocabulary/types.js";

// EPCIS 2.0 documents, in and out.
export type { CapturedEvent, CaptureTerms } from "./epcis/capture.js";
export type { EpcisDirectory } from "./epcis/directory.js";
export type * from "./epcis/document.js";
export { epcisDocumentOf, type EpcisDocumentOptions } from "./epcis/epcisDocumentOf.js";
export {
  EVENT_TABLE,
  OFF_CHAIN_STEPS,
  WITHOUT_EVENT,
  type DetailWord,
  type EventAct,
  type EventRow,
  type EventType,
  type What,
} from "./epcis/eventTable.js";
export type { KnownParties } from "./epcis/checkWords.js";
export { headsOfDocument, type DocumentHead, type HeadsOfDocumentOptions } from "./epcis/headsOfDocument.js";
export type { EpcisNames } from "./epcis/naming.js";
export type * from "./epcis/operations.js";
export { readEpcis } from "./epcis/readEpcis.js";

// UNTP credentials.
export { UNTP_VERSION, type CredentialOptions } from "./untp/credential.js";
export { digitalProductPassport, type PassportOptions } from "./untp/digitalProductPassport.js";
export { digitalTraceabilityEvent, type TraceabilityOptions } from "./untp/digitalTraceabilityEvent.js";
export type { ProductNames } from "./untp/product.js";
export type * from "./untp/types.js";

// Items: manifests with their proofs, and labels.
export { isOnManifest, itemLeaf, serialHashOf, type ManifestProof } from "./manifest/itemProof.js";
export { itemTree, type ItemTree } from "./manifest/itemTree.js";
export { generateManifestSecret, labelKeys, labelSignerOf } from "./manifest/labelKey.js";
export type { ManifestItem } from "./manifest/manifestItem.js";
export { generateSerial, generateSerials } from "./manifest/serials.js";
export { labelKeyIn, makeLabel, type Label } from "./labels/label.js";
export { qrModules, qrSvg } from "./labels/qr.js";
export { labelSheet, type SheetOptions } from "./labels/sheet.js";

// Signing, by accounts, P-256 keys and passkeys.
export { actDigest } from "./signing/actDigest.js";
export { actTypedData, type Act } from "./signing/actTypedData.js";
export { activationDigest } from "./signing/activationDigest.js";
export { activationTypedData, type Item } from "./signing/activationTypedData.js";
export { checkpointsDigest } from "./signing/checkpointsDigest.js";
export { checkpointsTypedData, type CheckpointsOptions } from "./signing/checkpointsTypedData.js";
export { digestOf } from "./signing/digestOf.js";
export type { GivenBytes } from "./given.js";
export { p256Signature, type P256Signature } from "./signing/p256Signature.js";
export { p256Signer } from "./signing/p256Signer.js";
export { signWithAccount, type SigningAccount } from "./signing/signWithAccount.js";
export { signWithCryptoKey, type P256CryptoKey } from "./signing/signWithCryptoKey.js";
export { signWithP256, type P256Key } from "./signing/signWithP256.js";
export { signWithPasskey, type PasskeyAssertion } from "./signing/signWithPasskey.js";
export { signerIdOfKey } from "./signing/signerIdOfKey.js";
export { signingDomain, type SigningLedger } from "./signing/signingDomain.js";
export {
  accountKey,
  cryptoSigningKey,
  p256SigningKey,
  passkeySigningKey,
  type SigningKey,
} from "./signing/signingKey.js";
export type { SigningTerms } from "./signing/signingTerms.js";
export { ACT_TYPES, ACTIVATION_TYPES, CHECKPOINT_TYPES, type TypedData } from "./signing/typedData.js";

// GS1 keys, element strings and Digital Links.
export {
  APPLICATION_IDENTIFIERS,
  applicationIdentifier,
  type ApplicationIdentifier,
  type Gs1Element,
} from "./gs1/applicationIdentifiers.js";
export { checkDigitOf } from "./gs1/checkDigit.js";
export { companyPrefixOf, formatCompanyPrefix, parseCompanyPrefix, type CompanyPrefix } from "./gs1/companyPrefix.js";
export { formatGs1Date, parseGs1Date, type Gs1Date } from "./gs1/date.js";
export { formatDigitalLink, parseDigitalLink, type DigitalLink } from "./gs1/digitalLink.js";
export { encodeElementString, formatElementString, parseElementString } from "./gs1/elementString.js";
export { formatEpcUri, parseEpcUri, type EpcName } from "./gs1/epcUri.js";
export { parseGln, type Gln } from "./gs1/gln.js";
export { gtinFromBigInt, gtinToBigInt, parseGtin, type Gtin } from "./gs1/gtin.js";
export { parseLot, type Lot } from "./gs1/lot.js";
export { parseSerial, type Serial } from "./gs1/serial.js";
export { parseSscc, type Sscc } from "./gs1/sscc.js";
export { elementsOf, tradeItemOf, type TradeItem } from "./gs1/tradeItem.js";

// Places, distances and means of transport.
export { parseContainerNumber, type ContainerNumber } from "./places/containerNumber.js";
export { countryName, countryOfNumber, numberOfCountry } from "./places/country.js";
export { distanceKm, greatCircleKm, type Coordinates } from "./places/distance.js";
export type { NamedPlace } from "./places/namedPlace.js";
export { isPlace, parsePlace, parseUnlocode, placeEntry, type Place, type Unlocode } from "./places/place.js";
export type { PlaceEntry } from "./places/placeEntry.js";
export { functionsOf, PlaceFunction } from "./places/placeFunctions.js";
export { resolvePlace, type ResolvedPlace } from "./places/resolvePlace.js";
export { fromBytes5, isScope, parseScope, toBytes5, type Scope } from "./places/scope.js";
export { parseShipNumber, type ShipNumber } from "./places/shipNumber.js";
export { chinaCustomsCodeOf, TransportMode, transportModesOfChinaCustoms } from "./places/transportMode.js";

// Words of the ledger, its ids and its table of kinds.
export * from "./ids.js";
export * from "./vocabulary.js";
export { KIND_TABLE } from "./kindTable.js";
export { detailsOf, KIND_DETAILS } from "./kindDetails.js";
export {
  decodeRule,
  RULE_FLAGS,
  RULE_SETS,
  type KindRule,
  type RuleFlag,
  type RuleSets,
  type Whereabouts,
} from "./rule.js";
export { decodeWord, type WordState } from "./word.js";
export type { Line } from "./line.js";

// Hashes, as the ledger computes them.
export { absorptionStep } from "./hashing/absorptionStep.js";
export { checkpointStep, type CheckpointStep } from "./hashing/checkpointStep.js";
export { contentsOf } from "./hashing/contentsOf.js";
export { creationStep, type CreationStep } from "./hashing/creationStep.js";
export { derivationStep, type DerivationStep } from "./hashing/derivationStep.js";
export { derivedId } from "./hashing/derivedId.js";
export { foldHead } from "./hashing/foldHead.js";
export { genesisHead } from "./hashing/genesis.js";
export { hashAround } from "./hashing/hashAround.js";
export { hashChildren } from "./hashing/hashChildren.js";
export { hashLines } from "./hashing/hashLines.js";
export { hashPart, type Part } from "./hashing/hashPart.js";
export { hashParticulars, type Particulars } from "./hashing/hashParticulars.js";
export { packingStep, type PackingStep } from "./hashing/packingStep.js";
export { removalStep, type RemovalStep } from "./hashing/removalStep.js";
export { unpackingStep, type UnpackingStep } from "./hashing/unpackingStep.js";
export { asciiFromBytes, asciiToBytes } from "./ascii.js";

// Errors, each with what to do.
export { decodeError, FatalError, InvalidValueError, RefusedError, RetryableError, WaymarkError } from "./errors.js";
export type { ErrorParts, ErrorValues } from "./errors/waymarkError.js";
export { DocumentRefused, type DocumentProblem } from "./documents/problem.js";
