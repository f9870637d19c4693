// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice What a checkpoint says happened. Numbers are frozen: they are hashed into every head.
enum Kind {
    None,
    /// Goods are complete and ready to leave their origin. detail: 0.
    Origin,
    /// Customs let the goods leave the territory. detail: 0.
    ExportCleared,
    /// Seen by an independent witness at its own place; moves nothing. detail: Sighting.
    Sighted,
    /// Left the place. detail: UN/CEFACT Recommendation 19 transport mode.
    Departed,
    /// Unloaded on the way. detail: 0.
    Transshipped,
    /// Arrived in the destination territory. detail: 0.
    Arrived,
    /// Import declaration lodged. detail: Regime.
    ImportDeclared,
    /// Inspected. detail: 1 pass, 2 fail.
    Inspected,
    /// Stopped by an authority. detail: 0.
    Held,
    /// The hold named by `reference` (the sequence of its Held) is lifted by its placer. detail: 0.
    HoldLifted,
    /// Customs let the goods in, whole or by lines. detail: Extent.
    ImportCleared,
    /// Customs refuse entry. detail: 0.
    Refused,
    /// Customs confirm a reported record. detail: 0.
    Confirmed,
    /// Customs contradict a reported record. detail: 0.
    Contradicted,
    /// Taken over at a place. detail: 0.
    Received,
    /// Left on an inland leg after arrival. detail: UN/CEFACT Recommendation 19 transport mode.
    Forwarded,
    /// Contents shrink, or an overage is noted. detail: Adjustment.
    Adjusted,
    /// Something happened to the goods. detail: Mishap.
    Incident,
    /// Destination changed. detail: 0.
    Diverted,
    /// The creator takes custody back from a silent party. detail: 0.
    TakenBack,
    /// Handed over at the end of the journey. detail: 0.
    Delivered,
    /// A new leg backwards. detail: 0.
    Returned,
    /// Destroyed. detail: 0.
    Destroyed,
    /// A party objects to the record. detail: 0.
    Disputed,
    /// An earlier record is corrected by its author. detail: 1 did_not_occur, 2 incorrect_data (EPCIS 2.0, 7.4.1.4).
    Correction,
    /// Consignments were put into this one, a container. detail: 0.
    Packed,
    /// Consignments were taken out of this one. detail: 0.
    Unpacked,
    /// A part goes on as a consignment of its own. detail: 0.
    Split,
    /// Goods that have not left are not sent after all; their units return to the batches. detail: 0.
    Voided
}

/// @notice Where the goods are on their way. Open = Created … Arrived.
enum Movement {
    /// No such consignment.
    None,
    /// Announced, still being made up.
    Created,
    /// Complete, may leave.
    Ready,
    /// On the main leg: stands nowhere.
    InTransit,
    /// Unloaded on the way, in any territory.
    AtTransit,
    /// In the destination territory.
    Arrived,
    /// Handed over.
    Delivered,
    /// Destroyed, wholly released by lines, or voided.
    Closed
}

/// @notice Where the goods stand with the customs of their destination.
enum Customs {
    None,
    Declared,
    /// Some lines were released; the rest is still declared.
    PartlyCleared,
    Cleared,
    /// Only Returned or Destroyed may follow.
    Refused
}

/// @notice What a witness saw (detail of Sighted).
enum Sighting {
    None,
    GateIn,
    Loaded,
    Discharged,
    GateOut,
    Scanned,
    Weighed,
    Other
}

/// @notice Customs procedure of an import declaration (detail of ImportDeclared).
enum Regime {
    None,
    General,
    Bonded,
    DirectMail,
    Temporary,
    Processing,
    Transit
}

/// @notice How much was cleared (detail of ImportCleared). Said in the record, so that none can be taken for the other.
enum Extent {
    Whole,
    /// Some lines, which leave the contents.
    ByLines
}

/// @notice Why contents change (detail of Adjusted).
enum Adjustment {
    None,
    Sample,
    Shortage,
    Damage,
    Theft,
    /// Consumed in making another batch: credits the custodian with the units as input.
    Transformation,
    /// More was found than declared: noted, never minted.
    Overage
}

/// @notice What went wrong (detail of Incident).
enum Mishap {
    None,
    Damage,
    Loss,
    Theft,
    BrokenSeal,
    Temperature,
    Other
}
