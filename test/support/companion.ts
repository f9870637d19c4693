import { id as hash } from "ethers";

import { consignmentId } from "../../sdk/ids.js";
import { asciiFromBytes } from "../../sdk/ascii.js";
import { Kind, Role } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { Member, World } from "./world.js";

const UN_LOCODE = /^[A-Z]{2}[A-Z2-9]{3}$/;
const WITNESSES: readonly unknown[] = [Role.Port, Role.Customs, Role.Inspector];

/**
 * A record of the same party, in the same role, scope and place, that stands beside another one and has nothing to do with it:
 * an authority sights a stranger's empty container, a commercial party notes damage to its own. None where the writer has
 * nothing of the kind to say, as a broker, a regulator, or whoever stands nowhere.
 */
export async function companionsOf(w: World, by: Member, c: CheckpointStruct): Promise<CheckpointStruct[]> {
  const place = asciiFromBytes(String(c.place));
  if (!UN_LOCODE.test(place)) return [];
  const witness = WITNESSES.includes(c.role);
  const owner = witness ? w.cast.carrier : by;
  const key = hash(`container at ${place}`);
  const id = consignmentId(owner.id, key);
  if ((await w.ledger.wordOf(id)) === 0n) {
    const own = w.ledger.connect(owner.account);
    const args = [owner.id, key, c.place, hash("container")] as const;
    try {
      await own.createContainer.staticCall(...args);
    } catch {
      // Who may not make one has none.
      return [];
    }
    await (await own.createContainer(...args)).wait();
  }
  const beside = {
    consignment: id,
    kind: witness ? Kind.Sighted : Kind.Incident,
    detail: 1,
    next: 0,
    principal: 0,
    expectedMove: 0,
    dataHash: hash("beside"),
  };
  return c.role === Role.Broker || c.role === Role.Regulator ? [] : [{ ...c, ...beside }];
}
