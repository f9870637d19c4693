import type { BytesLike } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, requireList, requireObject } from "../given.js";
import type { BatchId } from "../ids.js";
import { ofParty, ofSender } from "../operations/ledgerOperation.js";
import type { Operation } from "../operations/operation.js";
import type { ByParty, OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import type { NamedPlace } from "../places/namedPlace.js";
import { hashOrNone, placeBytes, unitBytes, unitsOf } from "../operations/words.js";
import { activationTypedData, type Item } from "../signing/activationTypedData.js";
import { askKey } from "../signing/askKey.js";
import type { SigningKey } from "../signing/signingKey.js";
import type { TraceBatch } from "../trace/trace.js";
import { Batches } from "./batches.js";
import { requireBytes32 } from "../bytes32.js";

/** Labels that were put on items after their batch was registered. */
export interface NewLabels extends ByParty {
  readonly batch: BatchId;
  /** Merkle root of the labelled items, 32 bytes. */
  readonly root: string;
  /** Units labelled; with those before at most the batch's. */
  readonly quantity: bigint | number;
  /** UN/LOCODE of where they were put on. */
  readonly place: NamedPlace;
}

/** One item and the proof that its label was made with it. */
export interface LabelledItem extends Item {
  /** The hidden key of the label: an account's address or the ERC-7913 bytes of a chip's key. */
  readonly labelSigner: BytesLike;
  /** The proof under the batch's own root; unless said there is none. */
  readonly proof?: readonly string[];
  /** The root of labels put on later, 32 bytes; unless said the label was made with the batch. */
  readonly root?: string;
  /** The proof under that root. */
  readonly labelProof?: readonly string[];
  /** What the batch was registered with; unless said it is read from the ledger's logs. */
  readonly registered?: Pick<TraceBatch, "unit" | "expiry" | "itemsRoot" | "dataHash">;
}

/** An item that was activated, for the first and only time. */
export interface ActivatedItem {
  readonly batch: BatchId;
  readonly serialHash: string;
}

/** Single units: labels put on later, and the one activation of each: `waymark.items`. */
export class Items {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * When an item was first activated; undefined when it never was.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async activatedAt(item: Item): Promise<Date | undefined> {
    const { batch, serialHash } = checkedItem(item);
    const seconds = await withRefusals(() => this.#client.ledger.activatedAt(batch, serialHash));
    return seconds === 0n ? undefined : new Date(Number(seconds) * 1000);
  }

  /** Says that labels were put on units of a batch, as a labeller whom the product's registrant appointed. */
  label(labels: NewLabels): Operation<{ readonly root: string }> {
    return ofParty(
      this.#client,
      labels,
      (abi, party) =>
        abi.encodeFunctionData("labelItems", [
          party,
          labels.batch,
          hashOrNone("root of the labels", labels.root),
          unitsOf(labels.quantity),
          placeBytes(labels.place),
        ]),
      () => ({ root: labels.root }),
    );
  }

  /**
   * Records that the hidden key of a label was used: once, ever. Anybody may send it; nothing of a consumer is recorded.
   *
   * @param signature What the label's key signed (`activationTypedData`), or what signs with it: `accountKey` of a wallet with
   * the private key of the label, which itself is neither.
   * @throws InvalidValueError, from the operation, when an argument is none, such as a private key for a signature.
   * @example
   * const label = await accountKey(new Wallet(labelKeys(secret, batch)(serial)));
   * const { serialHash, proof } = await manifest.prove(serial);
   * await waymark.items.activate({ batch, serialHash, labelSigner: label.signer, proof }, label).send();
   */
  activate(item: LabelledItem, signature: string | Pick<SigningKey, "sign">): Operation<ActivatedItem> {
    const client = this.#client;
    return ofSender(
      client,
      async (abi) => {
        const { batch, serialHash } = checkedItem(item);
        const { proof: path = [], labelProof = [] } = item;
        requireList("proof", path);
        requireList("proof of a label", labelProof);
        const { unit, expiry, itemsRoot, dataHash } = item.registered ?? (await new Batches(client).find(batch));
        const proof = {
          batch,
          serialHash,
          labelSigner: givenBytes("label key", item.labelSigner),
          itemsRoot,
          proof: [...path],
          unit: unitBytes(unit),
          expiry,
          dataHash,
          root: hashOrNone("root of the labels", item.root),
          labelProof: [...labelProof],
        };
        const signed =
          typeof signature === "string"
            ? requireNoKey(signature)
            : await askKey(signature, activationTypedData(client, item));
        return abi.encodeFunctionData("activateItem", [proof, signed]);
      },
      () => ({ batch: item.batch, serialHash: item.serialHash }),
    );
  }
}

/** A private key in place of what it signs: 32 bytes, as no signature has. What is sent is public. */
const PRIVATE_KEY = /^(0x)?[0-9a-f]{64}$/i;

function requireNoKey(signature: string): string {
  if (!PRIVATE_KEY.test(signature)) return signature;
  throw new InvalidValueError(
    "This is a private key and no signature: whoever sees it can activate the item.",
    "Give what signs with it, such as await accountKey(new Wallet(key)).",
    "(not shown)",
  );
}

function checkedItem(item: Item): Item {
  requireObject("item", item);
  return {
    batch: requireBytes32("batch", item.batch),
    serialHash: requireBytes32("hash of the serial", item.serialHash),
  };
}
