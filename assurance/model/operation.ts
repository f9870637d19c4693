import type { Part } from "../../sdk/hashing/hashPart.js";
import type { Particulars } from "../../sdk/hashing/hashParticulars.js";
import type { BatchId, ConsignmentId, PartyId, ProductId, SignerId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { BatchDetails, Input } from "./batches.js";
import type { Checkpoint } from "./checkpoint.js";
import type { ConsignmentDetails } from "./goods.js";
import type { ItemProof, Labelling } from "./items.js";
import type { ProductDetails } from "./products.js";
import type { Proof } from "./proof.js";
import type { Recall } from "./recalls.js";

/** A call of the ledger, named as its function. */
export type Operation =
  | { readonly name: "setGrant"; readonly party: PartyId; readonly scope: string; readonly roles: readonly RoleName[] }
  | { readonly name: "suspendParty"; readonly party: PartyId }
  | { readonly name: "reinstateParty"; readonly party: PartyId }
  | { readonly name: "setTerritory"; readonly country: string; readonly territory: string }
  | { readonly name: "setCustomsLive"; readonly territory: string; readonly live: boolean }
  | { readonly name: "appointSuccessor"; readonly authority: PartyId; readonly successor: PartyId }
  | { readonly name: "revokeSigner"; readonly party: PartyId; readonly key: SignerId }
  | {
      readonly name: "setMandate";
      readonly principal: PartyId;
      readonly agent: PartyId;
      readonly roles: readonly RoleName[];
    }
  | { readonly name: "registerProduct"; readonly party: PartyId; readonly details: ProductDetails }
  | { readonly name: "appoint"; readonly product: ProductId; readonly agent: PartyId; readonly tasks: number }
  | { readonly name: "registerBatch"; readonly party: PartyId; readonly details: BatchDetails }
  | {
      readonly name: "registerBatchFrom";
      readonly party: PartyId;
      readonly details: BatchDetails;
      readonly inputs: readonly Input[];
    }
  | { readonly name: "voidBatch"; readonly party: PartyId; readonly batch: BatchId }
  | {
      readonly name: "createConsignment";
      readonly party: PartyId;
      readonly details: ConsignmentDetails;
      readonly lines: readonly Line[];
    }
  | { readonly name: "createContainer"; readonly party: PartyId; readonly details: ConsignmentDetails }
  | { readonly name: "record"; readonly c: Checkpoint }
  | { readonly name: "recordByLines"; readonly c: Checkpoint; readonly particulars: Particulars }
  | { readonly name: "pack"; readonly c: Checkpoint; readonly children: readonly ConsignmentId[] }
  | { readonly name: "unpack"; readonly c: Checkpoint; readonly children: readonly ConsignmentId[] }
  | { readonly name: "split"; readonly c: Checkpoint; readonly part: Part }
  | { readonly name: "recordProved"; readonly c: Checkpoint; readonly proof: Proof }
  | {
      readonly name: "returnReleased";
      readonly party: PartyId;
      readonly details: ConsignmentDetails;
      readonly from: ConsignmentId;
      readonly proof: Proof;
      readonly lines: readonly Line[];
    }
  | {
      readonly name: "placeRecall";
      readonly party: PartyId;
      readonly recall: Recall;
      readonly lines: readonly Line[];
    }
  | { readonly name: "liftRecall"; readonly party: PartyId; readonly recall: Recall }
  | { readonly name: "labelItems"; readonly party: PartyId; readonly labelling: Labelling }
  | { readonly name: "activateItem"; readonly item: ItemProof; readonly signature: string };
