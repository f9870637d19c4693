import type { CrossRule } from "./rule.js";
import * as customs from "./rules/customs.js";
import * as declared from "./rules/declared.js";
import * as goods from "./rules/goods.js";
import * as item from "./rules/item.js";
import * as ports from "./rules/ports.js";
import * as seen from "./rules/seenOnRoute.js";
import * as time from "./rules/time.js";
import * as transport from "./rules/transport.js";
import * as witnessed from "./rules/witnessed.js";
import * as writers from "./rules/writers.js";

/** Every rule of this release, in the order in which a reader wants their answers. */
export const RULES: readonly CrossRule[] = [
  goods.notRecalled,
  item.activatedOnce,
  item.itemListed,
  goods.productConfirmed,
  writers.writersEntitled,
  writers.keysSound,
  writers.severalWitnesses,
  writers.disputesSettled,
  witnessed.departureWitnessed,
  witnessed.arrivalWitnessed,
  seen.seenOnRoute,
  transport.speedPlausible,
  transport.modeFitsPlaces,
  time.timesInOrder,
  time.recordedInTime,
  goods.custodyAccepted,
  customs.exportCleared,
  customs.importCleared,
  customs.customsAgrees,
  customs.holdsLifted,
  customs.inspectionsPassed,
  goods.noIncident,
  goods.quantitiesKept,
  goods.notExpired,
  declared.disclosuresProved,
  declared.originAgrees,
  declared.classificationAgrees,
  declared.quantityAgrees,
  declared.weightAgrees,
  declared.dateAgrees,
  ports.loadingAgrees,
  ports.dischargeAgrees,
  declared.vesselAgrees,
  declared.containerAgrees,
  declared.sealAgrees,
  declared.temperatureKept,
];
