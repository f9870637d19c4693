import type { Provider, Signer } from "ethers";

import type { IWaymark } from "../typechain-types/contracts/interfaces/IWaymark.js";
import { requireMethod } from "./given.js";
import { partyNumber, type PartyId } from "./ids.js";
import { capture, type CapturedEvent, type CaptureTerms } from "./epcis/capture.js";
import type { LedgerOperation } from "./epcis/operations.js";
import { Batches } from "./nouns/batches.js";
import { Checkpoints } from "./nouns/checkpoints.js";
import { Consignments } from "./nouns/consignments.js";
import { Governance } from "./nouns/governance.js";
import { Items } from "./nouns/items.js";
import { Parties } from "./nouns/parties.js";
import { Products } from "./nouns/products.js";
import { Recalls } from "./nouns/recalls.js";
import { many, type ManyDone, type ManyOptions } from "./operations/many.js";
import type { Operation } from "./operations/operation.js";
import type { OperationClient } from "./operations/operationClient.js";
import type { Receipt } from "./operations/receipt.js";
import type { RecordedMany } from "./operations/recorded.js";
import { relay } from "./operations/relay.js";
import { relayed } from "./operations/relayed.js";
import type { SignedCall } from "./operations/signCall.js";
import type { TraceOptions } from "./trace/blockRange.js";

/**
 * A ledger that was found on its chain, and all that can be done on it, a noun each. Every operation is first said, then sent,
 * tried or signed: see {@link Operation}.
 */
export class Waymark implements OperationClient {
  /** The typed contract, for what the nouns have no words for; it writes when a signer was given. */
  readonly ledger: IWaymark;
  readonly provider: Provider;
  readonly chainId: bigint;
  /** Address of the ledger, with its checksum. */
  readonly address: string;
  /** Block of its deployment, before which it has no logs; undefined when it is not known. */
  readonly deploymentBlock: number | undefined;
  /** Sends transactions and pays for them; undefined when the ledger is only read. */
  readonly signer: Signer | undefined;
  /** The party that writes where an operation names none. */
  readonly party: PartyId | undefined;

  readonly parties: Parties;
  readonly products: Products;
  readonly batches: Batches;
  readonly consignments: Consignments;
  readonly checkpoints: Checkpoints;
  readonly items: Items;
  readonly recalls: Recalls;
  readonly governance: Governance;

  constructor({ ledger, provider, chainId, address, deploymentBlock, signer, party }: OperationClient) {
    this.ledger = ledger;
    this.provider = provider;
    this.chainId = chainId;
    this.address = address;
    this.deploymentBlock = deploymentBlock;
    this.signer = signer;
    this.party = party === undefined ? undefined : partyNumber(party);
    this.parties = new Parties(this);
    this.products = new Products(this);
    this.batches = new Batches(this);
    this.consignments = new Consignments(this);
    this.checkpoints = new Checkpoints(this);
    this.items = new Items(this);
    this.recalls = new Recalls(this);
    this.governance = new Governance(this);
  }

  /**
   * The same ledger, written by somebody else.
   *
   * @param signer Connected to the same chain, or to none yet.
   * @param party The party that writes where an operation names none.
   * @throws InvalidValueError when one of these is none.
   */
  as(signer: Signer, party?: PartyId): Waymark {
    requireMethod("signer", signer, "getAddress");
    const { provider, chainId, address, deploymentBlock } = this;
    const sender = signer.provider === null ? signer.connect(provider) : signer;
    return new Waymark({
      ledger: this.ledger.connect(sender),
      provider,
      chainId,
      address,
      deploymentBlock,
      signer: sender,
      party,
    });
  }

  /** Does 1 to 256 operations in one transaction of the sender: all or none, or (`skipping`) all that are not refused. */
  many(operations: readonly Operation<unknown>[], options: ManyOptions = {}): Operation<ManyDone> {
    return many(this, operations, options);
  }

  /**
   * What an EPCIS event asks of the ledger, as `readEpcis` gives it, as an operation: sent, tried or signed like any other, many
   * at once in `many`. What rests on an earlier record of the document, as a correction, is made when that was written.
   *
   * @throws InvalidValueError when the event says more than the ledger keeps and no `dataHash` is given, or is about an earlier
   * record and no `about`.
   * @example
   * const { operations } = readEpcis(document, directory);
   * await waymark.many(operations.map((operation) => waymark.capture(operation))).send();
   */
  capture(operation: LedgerOperation, terms: CaptureTerms = {}): Operation<CapturedEvent> {
    return capture(this, operation, terms);
  }

  /** Sends what somebody else signed, see `Operation.sign`: nothing can be changed in it. */
  relay(signed: SignedCall): Operation<RecordedMany> {
    return relay(this, signed);
  }

  /**
   * What became of something that a key signed, whoever sent it and in whatever transaction. The ledger takes each nonce of a
   * party's key once, so who keeps what was signed before it is sent can ask this after a crash, and send it again: it is
   * never written twice. The nonce decides: of two calls that a key signed under one, this tells of the one that was taken.
   *
   * @param options The first block to read, unless said as `traceConsignment` reads.
   * @returns What relaying it answered; undefined when the ledger has not taken it, or not yet. Where its transaction did more
   * besides, records and events are its own; gas and fee are of the whole.
   * @throws FatalError "NonceBurnt" when its nonce was given up, or used before the first block read; "SignedElsewhere" when it
   * was signed for another ledger or chain.
   * @throws InvalidValueError when it is no signed call, or the block is none.
   * @throws RetryableError when the chain is not reached.
   * @example const { records } = (await waymark.relayed(signed)) ?? (await waymark.relay(signed).send());
   */
  async relayed(
    signed: SignedCall,
    options: Pick<TraceOptions, "fromBlock"> = {},
  ): Promise<Receipt<RecordedMany> | undefined> {
    return await relayed(this, signed, options);
  }
}
