import { id, Wallet, ZeroHash } from "ethers";

import { discloseAll } from "../../sdk/disclosure/disclose.js";
import { fieldTree } from "../../sdk/disclosure/fieldTree.js";
import { newRecordSecret } from "../../sdk/disclosure/recordSecret.js";
import { batchId, lotKey } from "../../sdk/ids.js";
import { serialHashOf } from "../../sdk/manifest/itemProof.js";
import { itemTree } from "../../sdk/manifest/itemTree.js";
import { activationTypedData } from "../../sdk/signing/activationTypedData.js";
import { signWithAccount } from "../../sdk/signing/signWithAccount.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { clientOf } from "./client.js";
import { at, batchDetails, checkpoint, createConsignment, GTIN, line, world } from "./world.js";

const [LOT_SECRET, SEAL_SECRET] = [newRecordSecret(), newRecordSecret()];

/** A consignment of a batch whose items are listed, one of which was activated. */
export async function listedGoods() {
  const w = await world();
  const { factory, brand } = w.cast;
  const label = new Wallet(id("a hidden key"));
  const key = lotKey("LISTED");
  const batch = batchId(GTIN, key);
  const tree = await itemTree(
    batch,
    ["S1", "S2"].map((serial) => ({ serial, labelSigner: label.address })),
  );
  const lot = fieldTree([{ path: "goods.lot", value: "LISTED" }], LOT_SECRET);
  const details = batchDetails({ lotKey: key, quantity: 2n, itemsRoot: tree.root, dataHash: lot.dataHash });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  await w.ledger.connect(brand.account).appoint(GTIN, factory.id, 3);
  const consignment = await createConsignment(w, { key: id("listed"), lines: [line(batch, 2)] });
  const sealed = fieldTree([{ path: "equipment.seal[0]", value: "<b>NZ-1</b>" }], SEAL_SECRET);
  const origin = { scope: "NZ", dataHash: sealed.dataHash };
  await w.ledger
    .connect(factory.account)
    .record(await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", origin));
  const client = await clientOf(w);
  const subject = { chainId: client.chainId.toString(), ledger: client.address.toLowerCase() };
  const disclosures = [
    discloseAll({ about: { ...subject, batch }, fields: [{ path: "goods.lot", value: "LISTED" }], secret: LOT_SECRET }),
    discloseAll({
      about: { ...subject, consignment, sequence: 2 },
      fields: [{ path: "equipment.seal[0]", value: "<b>NZ-1</b>" }],
      secret: SEAL_SECRET,
    }),
  ];
  const serialHash = serialHashOf("S1");
  const { proof, signerHash } = tree.prove("S1");
  // The labels are put on in bond, under a root of its own.
  const later = await itemTree(batch, [{ serial: "S1", labelSigner: label.address }]);
  const { warehouse } = w.cast;
  await w.ledger.connect(brand.account).appoint(GTIN, warehouse.id, 4);
  await w.ledger.connect(warehouse.account).labelItems(warehouse.id, batch, later.root, 1, at("CNHAZ"));
  const { unit, expiry, dataHash, itemsRoot } = details;
  await w.ledger.activateItem(
    {
      ...{ batch, serialHash, labelSigner: label.address, unit, expiry, dataHash, itemsRoot, proof: [...proof] },
      ...{ root: ZeroHash, labelProof: [] },
    },
    await signWithAccount(label, activationTypedData(client, { batch, serialHash })),
  );
  return {
    client,
    disclosures,
    roots: [tree.root, later.root],
    labelling: { root: later.root, labeller: warehouse.id, place: "CNHAZ" },
    trace: await traceConsignment(client, consignment),
    activatedAt: Number(await w.ledger.activatedAt(batch, serialHash)),
    item: {
      batch,
      serialHash,
      proofs: [
        { serialHash, signerHash, proof, root: tree.root },
        { ...later.prove("S1"), root: later.root },
      ],
    },
  };
}
