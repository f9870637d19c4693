import { id as hash, type ContractTransactionReceipt } from "ethers";

import { KeyHolder, roleSet } from "../../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { accountKey, chipKey, passkey, type Key } from "../../support/signers.js";
import { at, checkpoint, createConsignment, FOREVER, line, type Member, type World } from "../../support/world.js";
import { mined, operation, type Operation } from "../operation.js";
import type { ForRows } from "../rows.js";
import { authorizeAct, authorizeRecords } from "./authorize.js";
import { NOW } from "./busyWorld.js";

/** A record of an officer of customs, signed by each kind of key and sent by somebody who is no party. */
export async function measureSigned(w: World): Promise<Partial<ForRows<Operation>>> {
  const { nzCustoms } = w.cast;
  return {
    "record what an account signed": await measureKey(w, accountKey(nzCustoms.account.address)),
    "record what a P-256 key signed": await measureKey(w, await chipKey(w, "an officer's chip")),
    "record what a passkey signed": await measureKey(w, await passkey(w, "an officer's telephone")),
  };
}

async function measureKey(w: World, key: Key): Promise<Operation> {
  const { nzCustoms } = w.cast;
  const own = w.ledger.connect(nzCustoms.account);
  if ((await w.ledger.signerOf(nzCustoms.id, key.id)).validUntil === 0n) {
    const roles = roleSet(["Customs"]);
    await mined(own.addSigner(nzCustoms.id, key.signer, roles, at(""), 0, FOREVER, KeyHolder.Officer));
  }
  const id = await createConsignment(w, { key: hash(`signed by ${key.id}`), lines: [line(w.batch, 1)] });
  const record = await checkpoint(id, nzCustoms, "Inspected", "Customs", "NZTRG", {
    scope: "NZ",
    detail: 1,
    occurredAt: NOW,
  });
  return operation(await sendSigned(w, nzCustoms, key, [record]));
}

/** Sends records that a key signed, once the key has used another nonce of the same word. */
export async function sendSigned(
  w: World,
  by: Member,
  key: Key,
  records: readonly CheckpointStruct[],
): Promise<ContractTransactionReceipt> {
  const { ledger, outsider } = w;
  const sender = ledger.connect(outsider);
  if (!(await ledger.isNonceUsed(by.id, key.id, 1))) {
    const call = ledger.interface.encodeFunctionData("burnNonces", [by.id, 0, 1]);
    await mined(sender.relay(by.id, call, await authorizeAct(w, key, by.id, call, 1n)));
  }
  const [only] = records;
  return mined(
    records.length === 1 && only !== undefined
      ? sender.recordSigned(only, await authorizeRecords(w, key, records, 2n))
      : sender.recordManySigned([...records], await authorizeRecords(w, key, records, 3n)),
  );
}
