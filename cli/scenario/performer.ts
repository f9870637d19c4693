import { derivedId } from "../../sdk/hashing/derivedId.js";
import { consignmentKey } from "../../sdk/ids.js";
import { contentsNow } from "../../sdk/operations/lines.js";
import type { RecallOf } from "../../sdk/nouns/recalls.js";
import { formatCompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { asPublished } from "../../sdk/places/namedPlace.js";
import { addKey } from "./admit.js";
import { activate } from "./labels.js";
import type { Recorder } from "./recorder.js";
import {
  act,
  actorOf,
  batchOf,
  creatorOf,
  idOf,
  productOf,
  type Actor,
  type Cast,
  type Goods,
  type Stage,
} from "./stage.js";
import type {
  ScenarioAct,
  ScenarioComeback,
  ScenarioEndorsement,
  ScenarioRecall,
  ScenarioRevocation,
  ScenarioScan,
} from "./steps.js";
import { freshWriter } from "./writer.js";

/** Does what is no record: recalls, suspensions, what governance decides, what shoppers do. */
export class Performer {
  constructor(
    private readonly stage: Stage,
    private readonly cast: Cast,
    private readonly goods: Goods,
    private readonly recorder: Recorder,
  ) {}

  /**
   * Does an act.
   *
   * @returns The gas of all of it.
   * @throws WaymarkError when the ledger refuses.
   */
  async do(step: Exclude<ScenarioAct, ScenarioScan>): Promise<bigint> {
    const { path } = step;
    const { client, governor } = this.stage;
    switch (step.type) {
      case "Activation":
        return await act(path, () => activate(this.stage, this.goods, step));
      case "Relay":
        return await this.recorder.relay(step.record, path);
      case "Recall":
      case "RecallLift":
        return await this.#recall(step);
      case "Endorsement":
        return await this.#endorse(step);
      case "Suspension":
        return await act(path, () => client.as(governor).parties.suspend(this.#actor(step.party).id).send());
      case "Succession": {
        const [old, successor] = [this.#actor(step.of).id, this.#actor(step.party).id];
        return await act(path, () => client.as(governor).parties.appointSuccessor(old, successor).send());
      }
      case "Revocation":
        return await this.#revoke(step);
      case "Comeback":
        return await this.#comeBack(step);
    }
  }

  #actor(party: Actor["party"]): Actor {
    return actorOf(this.cast, party);
  }

  async #recall({ path, type, subject, by, country }: ScenarioRecall): Promise<bigint> {
    const { writer } = this.#actor(by);
    const { recalls } = writer.waymark;
    const where = country === undefined ? {} : { country };
    const of = this.#subjectOf(subject);
    // A brand shows that goods which others created hold its product.
    const shows = type === "Recall" && "consignment" in of && country === undefined;
    const lines = shows ? await contentsNow(this.stage.client, of.consignment) : [];
    const operation = type === "Recall" ? recalls.place({ ...of, ...where, lines }) : recalls.lift({ ...of, ...where });
    return await act(path, () => writer.write(operation));
  }

  #subjectOf(subject: ScenarioRecall["subject"]): RecallOf {
    if ("product" in subject) return { product: productOf(this.goods, subject.product) };
    if ("batch" in subject) return { batch: batchOf(this.goods, subject.batch).id };
    return { consignment: idOf(this.goods, subject.goods) };
  }

  /** Endorsing is up to the brand's manager. */
  async #endorse({ path, product, by }: ScenarioEndorsement): Promise<bigint> {
    const { id, manager, party } = this.#actor(by);
    const { products } = this.stage.client.as(manager, id);
    const prefix = party.prefix === undefined ? {} : { prefix: formatCompanyPrefix(party.prefix) };
    return await act(path, () => products.endorse(productOf(this.goods, product), prefix).send());
  }

  /** The manager revokes the key, and adds another with which the party goes on. */
  async #revoke({ path, party, compromisedAgo }: ScenarioRevocation): Promise<bigint> {
    const { client, clock, relayer } = this.stage;
    const actor = this.#actor(party);
    const { parties } = client.as(actor.manager, actor.id);
    const compromised = compromisedAgo === undefined ? {} : { compromisedSince: clock.end - compromisedAgo };
    const revoked = await act(path, () => parties.revokeSigner({ signer: actor.writer.signer, ...compromised }).send());
    const writer = await freshWriter(client, actor.id, relayer, clock);
    const goesOn: Actor = { ...actor, writer, revoked: actor.writer };
    const added = await act(path, () => addKey(goesOn, this.stage).send());
    this.cast.set(party, goesOn);
    return revoked + added;
  }

  async #comeBack({ path, name, sscc, by, place, destination, lines, release }: ScenarioComeback): Promise<bigint> {
    const { id, writer } = this.#actor(by);
    const [from = ""] = release.goods;
    const operation = writer.waymark.consignments.returnReleased({
      ...{ sscc, place: asPublished(place), destination },
      from: idOf(this.goods, from),
      release: this.recorder.sequenceOf(release, from),
      lines: this.recorder.linesOf(lines),
    });
    const gas = await act(path, () => writer.write(operation));
    const creator = creatorOf(this.goods, from);
    this.goods.ids.set(name, derivedId(creator, id, consignmentKey(sscc)));
    this.goods.creators.set(name, creator);
    return gas;
  }
}
