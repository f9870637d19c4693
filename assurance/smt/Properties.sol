// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Customs, Kind, Movement} from "../../contracts/types/Kind.sol";
import {Role} from "../../contracts/types/Roles.sol";
import {Journey} from "./Journey.sol";
import {Capacity, Table} from "./Table.sol";

/// @dev What each contract asserts is said in `properties.ts`, by its number. Those of a journey hold after any number of
/// records; the others hold for any row.
contract P01 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        Movement before = movement;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        assert(movement == before || kind == Kind.Returned || _isForward(before, movement));
    }

    function _isForward(Movement from, Movement to) private pure returns (bool) {
        if (to == Movement.Closed) return from != Movement.Delivered;
        if (from == Movement.Created) return to == Movement.Ready;
        if (from == Movement.Ready) return to == Movement.InTransit;
        if (from == Movement.InTransit) return to == Movement.AtTransit || to == Movement.Arrived;
        if (from == Movement.AtTransit) return to == Movement.InTransit || to == Movement.Arrived;
        return from == Movement.Arrived && to == Movement.Delivered;
    }
}

contract P02 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool closed = movement == Movement.Closed;
        Customs before = customs;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        if (closed) assert(movement == Movement.Closed && customs == before);
    }
}

contract P03 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        Movement before = movement;
        bool exempt = domestic;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        bool delivered = movement == Movement.Delivered && before != Movement.Delivered;
        bool released = customs == Customs.Cleared || (exempt && customs != Customs.Refused);
        assert(!delivered || (before == Movement.Arrived && kind == Kind.Delivered && released));
    }
}

contract P04 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        Customs before = customs;
        bool spoken = importOwn;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        if (customs == Customs.Cleared && before != Customs.Cleared) {
            assert(
                before == Customs.Declared ||
                    before == Customs.PartlyCleared ||
                    (before == Customs.Refused && role == Role.Customs && !spoken)
            );
        }
    }
}

contract P05 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool refused = customs == Customs.Refused;
        Movement before = movement;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        bool stays = movement == before || emptied || kind == Kind.Returned || kind == Kind.Destroyed;
        bool ends = customs != Customs.Refused;
        assert(!refused || (stays && (!ends || kind == Kind.Returned || role == Role.Customs)));
    }
}

contract P06 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool created = movement == Movement.Created;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        if (created) {
            assert(movement == Movement.Created || movement == Movement.Ready || movement == Movement.Closed);
        }
    }
}

contract P07 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool unheld = holds == 0;
        Movement before = movement;
        Customs stood = customs;
        bool sole = holds == 1 && placer;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        bool sampled = kind == Kind.Adjusted && (role == Role.Customs || role == Role.Inspector);
        assert(unheld || sole || (customs == stood && (movement == before || sampled)));
    }
}

contract P08 {
    function check(Kind kind) external pure {
        bool stopped = Table.holdStops(kind);
        assert(
            (!Table.moves(kind) || stopped || kind == Kind.Unpacked) &&
                (Table.toCustoms(kind) == Customs.None || stopped)
        );
    }
}

contract P09 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool own = importOwn;
        bool ownExport = exportOwn;
        bool cleared = exportCleared;
        Customs before = customs;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        bool byCustoms = role == Role.Customs && Table.customsAct(kind);
        bool decides = customs != before && customs != Customs.None && customs != Customs.Declared;
        bool clears = decides || (exportCleared && !cleared);
        bool speaks = (importOwn && !own) || (exportOwn && !ownExport);
        assert((!speaks || byCustoms) && (!clears || Table.customsAct(kind)));
    }
}

contract P10 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool spoken = importOwn;
        Customs before = customs;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        if (spoken && customs != before && role != Role.Customs) {
            assert((kind == Kind.Diverted || kind == Kind.Returned) && customs == Customs.None);
        }
    }
}

contract P11 {
    function check(Kind kind) external pure {
        require(kind != Kind.None);
        bool byAny = _writes(kind, Role.Brand) || _writes(kind, Role.Customs) || _writes(kind, Role.Port);
        byAny = byAny || _writes(kind, Role.Inspector) || _writes(kind, Role.Broker) || _writes(kind, Role.Regulator);
        byAny = byAny || _writes(kind, Role.Carrier);
        assert(byAny);
    }

    function _writes(Kind kind, Role role) private pure returns (bool) {
        return
            Table.witnesses(kind, role) ||
            Table.custodians(kind, role) ||
            Table.nexts(kind, role) ||
            Table.agents(kind, role);
    }
}

contract P12 {
    function check(Kind kind, Role role) external pure {
        bool authority = role == Role.Port || role == Role.Customs || role == Role.Inspector || role == Role.Regulator;
        bool ofOnesOwn = kind == Kind.Disputed || kind == Kind.Correction;
        bool witnesses = !Table.witnesses(kind, role) || authority || ofOnesOwn;
        bool acts = !Table.agents(kind, role) || !authority;
        bool holder = Table.custodians(kind, role) || Table.nexts(kind, role);
        assert(witnesses && acts && (!holder || !authority || role == Role.Port));
    }
}

contract P13 {
    function check(Kind kind, Role role) external pure {
        bool stays = !Table.reachesPacked(kind) || !Table.moves(kind) || kind == Kind.TakenBack;
        assert(stays && (!Table.nexts(kind, role) || Table.moves(kind)));
    }
}

contract P14 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool ready = movement == Movement.Ready;
        bool may = exportCleared || domestic;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        if (ready && movement == Movement.InTransit) assert(may && travelled);
    }
}

contract P15 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        bool decided = customs == Customs.Cleared || customs == Customs.PartlyCleared || customs == Customs.Refused;
        bool there = movement == Movement.Arrived || movement == Movement.Delivered || movement == Movement.Closed;
        assert(!decided || there);
    }
}

contract P16 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool foreign = !domestic;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        assert(!foreign || !domestic);
    }
}

contract P17 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        bool back = sentBack;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        assert(!back || (sentBack && kind != Kind.Diverted));
    }
}

contract P18 is Journey {
    constructor(bool domestic_) Journey(domestic_) {}

    function write(
        Kind kind,
        Role role,
        Capacity capacity,
        bool byLines,
        bool emptied,
        bool here,
        bool same,
        bool placer
    ) external {
        uint8 before = holds;
        _write(kind, role, capacity, byLines, emptied, here, same, placer);
        bool placed = kind == Kind.Held && (role == Role.Customs || role == Role.Inspector || role == Role.Regulator);
        bool lifted = kind == Kind.HoldLifted && placer;
        assert(holds == before || (holds > before && placed) || (holds < before && lifted));
    }
}
