import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, Wallet, ZeroHash } from "ethers";

import { batchId, lotKey } from "../../../sdk/ids.js";
import { serialHashOf } from "../../../sdk/manifest/itemProof.js";
import { labelKeys, labelSignerOf } from "../../../sdk/manifest/labelKey.js";
import { generateSerials } from "../../../sdk/manifest/serials.js";
import { openManifest } from "../../../sdk/node/manifest/openManifest.js";
import { writeManifest } from "../../../sdk/node/manifest/writeManifest.js";
import { activationTypedData } from "../../../sdk/signing/activationTypedData.js";
import { signWithAccount } from "../../../sdk/signing/signWithAccount.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { batchDetails, GTIN, world } from "../../support/world.js";

describe("sdk/node: a manifest and the ledger", () => {
  it("activates an item by a proof from the file and a key made again from the secret", async () => {
    const w = await loadFixture(world);
    const key = lotKey("LABELLED");
    const batch = batchId(GTIN, key);
    const labelSecret = id("a secret");
    const serials = [...generateSerials(10)];
    const folder = await mkdtemp(join(tmpdir(), "waymark-chain-"));
    try {
      const file = join(folder, "items.manifest");
      const written = await writeManifest(
        file,
        batch,
        serials.map((serial) => ({ serial })),
        { labelSecret },
      );
      const details = batchDetails({ lotKey: key, quantity: 10n, itemsRoot: written.root });
      const { factory } = w.cast;
      await (await w.ledger.connect(factory.account).registerBatch(factory.id, details)).wait();

      await using manifest = await openManifest(file);
      const [serial = ""] = serials;
      const serialHash = serialHashOf(serial);
      const label = new Wallet(labelKeys(labelSecret, batch)(serial));
      const signature = await signWithAccount(label, activationTypedData(await clientOf(w), { batch, serialHash }));
      const { proof } = await manifest.prove(serial);
      const { unit, expiry, dataHash, itemsRoot } = details;
      const item = { batch, serialHash, labelSigner: labelSignerOf(label.privateKey), itemsRoot, proof: [...proof] };
      const rest = { unit, expiry, dataHash, root: ZeroHash, labelProof: [] };
      await expect(w.ledger.connect(w.outsider).activateItem({ ...item, ...rest }, signature))
        .to.emit(w.ledger, "ItemActivated")
        .withArgs(batch, serialHash, written.root);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
