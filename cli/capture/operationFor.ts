import { dataSlice, ZeroHash } from "ethers";

import { asciiFromBytes } from "../../sdk/ascii.js";
import type { EpcisDirectory } from "../../sdk/epcis/directory.js";
import type { LedgerOperation, LedgerRecord } from "../../sdk/epcis/operations.js";
import type { NewCheckpoint, Said } from "../../sdk/operations/newCheckpoint.js";
import type { Operation } from "../../sdk/operations/operation.js";
import { detailName } from "../../sdk/trace/detailName.js";
import type { Waymark } from "../../sdk/waymark.js";
import { recordOf, type PlainKind } from "../record/checkpoint.js";

/** What an operation needs that the event does not have. */
export interface Needed {
  readonly directory: EpcisDirectory;
  readonly dataHash: string | undefined;
  /** Sequence of the earlier record that it is about. */
  readonly about: number | undefined;
}

/**
 * The operation of the SDK that an event asks for.
 *
 * @throws InvalidValueError or UsageError when something of it cannot be.
 */
export function operationFor(waymark: Waymark, asked: LedgerOperation, needed: Needed): Operation<unknown> {
  const { directory, about } = needed;
  const dataHash = needed.dataHash === undefined ? {} : { dataHash: needed.dataHash };
  switch (asked.type) {
    case "RegisterBatch": {
      const { product, lot, quantity, unit, origin, gtin } = asked;
      const salt = directory.saltOfLot?.(gtin, lot);
      return waymark.batches.register({
        ...{ product, lot, quantity, unit, origin, ...dataHash },
        ...(asked.expiry === 0 ? {} : { expiry: dayOf(asked.expiry) }),
        ...(salt === undefined ? {} : { salt }),
      });
    }
    case "CreateConsignment":
    case "CreateContainer": {
      const { sscc, place, destination, lines } = asked;
      const salt = directory.saltOfSscc?.(sscc);
      const named = { sscc, place, ...dataHash, ...(salt === undefined ? {} : { salt }) };
      return asked.type === "CreateContainer"
        ? waymark.consignments.createContainer(named)
        : waymark.consignments.create({ ...named, destination, lines });
    }
    case "Correct": {
      const { mistaken, declaredAt, reason } = asked;
      const { consignment, role, place } = mistaken;
      const word = reason === "DidNotOccur" ? "didNotOccur" : "incorrectData";
      return waymark.checkpoints.record({
        ...{ consignment, role, place, at: declaredAt, ...dataHash },
        ...(mistaken.principal === 0n ? {} : { principal: mistaken.principal }),
        ...{ kind: "Correction", reason: word, about: about ?? 0 },
      });
    }
    case "Pack":
      return waymark.consignments.pack({ ...saidIn(asked), ...dataHash, children: asked.children });
    case "Unpack":
      return waymark.consignments.unpack({ ...saidIn(asked), ...dataHash, children: asked.children });
    case "Split": {
      const { sscc, leaving } = asked;
      const salt = directory.saltOfSscc?.(sscc);
      const part = { sscc, units: leaving, ...(salt === undefined ? {} : { salt }) };
      return waymark.consignments.split({ ...saidIn(asked), ...dataHash, ...part });
    }
    case "Record":
    case "RecordByLines":
    case "RecordAbout":
      return waymark.checkpoints.record(checkpointIn(asked, { ...saidIn(asked), ...dataHash }, about));
  }
}

function checkpointIn(record: LedgerRecord, said: Said, about: number | undefined): NewCheckpoint {
  const { basedOn, detail } = record;
  // Those with children or a part have operations of their own.
  const kind = record.kind as PlainKind;
  const word = detailName(kind, detail);
  const namesCountry = kind === "Diverted" || kind === "Returned";
  return recordOf(
    kind,
    said,
    {
      ...(word === undefined ? {} : { detail: word.charAt(0).toLowerCase() + word.slice(1) }),
      ...(about === undefined ? {} : { about }),
      ...(namesCountry ? { destination: asciiFromBytes(dataSlice(basedOn, 0, 2)) } : {}),
      ...(namesCountry || basedOn === ZeroHash ? {} : { document: basedOn }),
    },
    record.type === "RecordByLines" ? record.leaving : undefined,
  );
}

function saidIn({ consignment, role, place, occurredAt, next, principal }: LedgerRecord): Said {
  return {
    ...{ consignment, role, place, at: occurredAt },
    ...(next === 0n ? {} : { next }),
    ...(principal === 0n ? {} : { principal }),
  };
}

/** YYYYMMDD as the SDK takes days. */
function dayOf(day: number): string {
  return day.toString().replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
