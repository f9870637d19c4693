// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IWaymark} from "../../contracts/interfaces/IWaymark.sol";
import {Kind} from "../../contracts/types/Kind.sol";
import {VM} from "../support/Vm.sol";
import {Action} from "./handlers/Acting.sol";
import {Handlers} from "./handlers/Handlers.sol";
import {CUSTOMS_STATES, ROWS, STAGES, Stages} from "./handlers/Stages.sol";

/// @title Who plays the handlers
/// @notice Says how often each is called: what takes many steps to reach, and what leads there, more often. It is in this
/// file because the runner calls only contracts of the files that it is given.
contract Player {
    Handlers public immutable HANDLERS;
    bytes4[] private selectors;
    /// @dev Calls that handlers gave up: with them would go what they had noted of the ledger.
    uint256 public givenUp;
    bytes4 public lastGivenUp;

    constructor(Handlers handlers) {
        HANDLERS = handlers;
        selectors = [
            handlers.registerBatch.selector,
            handlers.registerBatchFrom.selector,
            handlers.voidBatch.selector,
            handlers.createConsignment.selector,
            handlers.createConsignment.selector,
            handlers.createConsignment.selector,
            handlers.createContainer.selector,
            handlers.createContainer.selector,
            handlers.advance.selector,
            handlers.advance.selector,
            handlers.advance.selector,
            handlers.advance.selector,
            handlers.rush.selector,
            handlers.rush.selector,
            handlers.rush.selector,
            handlers.anyKind.selector,
            handlers.anyKind.selector,
            handlers.stray.selector,
            handlers.hold.selector,
            handlers.lift.selector,
            handlers.lift.selector,
            handlers.divert.selector,
            handlers.sendBack.selector,
            handlers.takeBack.selector,
            handlers.wait.selector,
            handlers.adjust.selector,
            handlers.transform.selector,
            handlers.release.selector,
            handlers.release.selector,
            handlers.voidGoods.selector,
            handlers.pack.selector,
            handlers.pack.selector,
            handlers.pack.selector,
            handlers.unpack.selector,
            handlers.split.selector,
            handlers.confirm.selector,
            handlers.contradict.selector,
            handlers.correct.selector,
            handlers.correctLast.selector,
            handlers.correctLast.selector,
            handlers.dispute.selector,
            handlers.takeBackUnanswered.selector,
            handlers.returnReleased.selector,
            handlers.label.selector,
            handlers.activate.selector,
            handlers.placeRecall.selector,
            handlers.liftRecall.selector,
            handlers.suspend.selector,
            handlers.reinstate.selector,
            handlers.reinstate.selector,
            handlers.lift.selector,
            handlers.sendBack.selector,
            handlers.revokeKey.selector,
            handlers.setMandate.selector,
            handlers.replay.selector,
            handlers.burn.selector
        ];
    }

    /// @notice Calls one of the handlers, with random numbers to choose by.
    function play(uint256 which, uint256 random) external {
        bytes4 selector = selectors[which % selectors.length];
        (bool done, ) = address(HANDLERS).call(abi.encodeWithSelector(selector, random));
        if (done) return;
        ++givenUp;
        lastGivenUp = selector;
    }
}

/// @title What holds whatever anybody writes
/// @notice The runner calls the handlers at random; README.md lists the invariants by number.
contract InvariantsTest {
    /// @dev Calls of each deterministic campaign, and how many there are.
    uint256 private constant CALLS = 260;
    uint256 private constant CAMPAIGNS = 16;
    /// @dev Calls of each tour, and how many there may be.
    uint256 private constant STEPS = 300;
    uint256 private constant TOURS = 12;

    Handlers private handlers;
    Player private player;
    mapping(Action action => uint256 times) private succeeded;
    /// @dev Of the ledger that was deployed first: the table is the same on all.
    Stages private stages;

    function setUp() public {
        handlers = _deploy();
        player = new Player(handlers);
    }

    /// @dev The runner asks which contracts to call: the player alone.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(player);
    }

    function invariant_HoldAfterEveryCall() public view {
        _requireAll(handlers);
    }

    function afterInvariant() public {
        require(handlers.historiesStand(), "4");
        require(player.givenUp() == 0, "24: given up");
        string memory file = VM.envOr("WAYMARK_CAMPAIGN", "");
        if (bytes(file).length != 0) VM.writeLine(file, _told());
    }

    /// @dev What the run has reached: how often each action succeeded; and how often each kind was recorded in each movement.
    function _told() private view returns (string memory told) {
        for (uint256 a; a <= uint256(type(Action).max); ++a) {
            told = string.concat(told, a == 0 ? "" : ",", _decimal(handlers.succeeded(Action(a))));
        }
        for (uint256 k = 1; k <= uint256(type(Kind).max); ++k) {
            for (uint256 m; m < 8; ++m) {
                told = string.concat(told, k == 1 && m == 0 ? ";" : ",", _decimal(handlers.takenAt(k, m)));
            }
        }
    }

    /// @dev Long campaigns, always the same, and then goods are led to whatever stage an action is still missing in.
    function test_EveryActionSucceedsInEveryLegalStage() public {
        for (uint256 i; i < CAMPAIGNS; ++i) _campaign(i);
        (uint256 row, ) = stages.anyMissing(0);
        for (uint256 i; i < TOURS && row != 0; ++i) {
            Handlers some = _deploy();
            for (uint256 j; j < STEPS && row != 0; ++j) {
                some.seek(uint256(keccak256(abi.encode("tour", i, j))));
                _requireAll(some);
                (row, ) = stages.anyMissing(0);
            }
            require(some.historiesStand(), "4");
        }
        string memory missing = string.concat(_missingActions(), _missingStages());
        require(bytes(missing).length == 0, string.concat("24:", missing));
    }

    function _campaign(uint256 number) private {
        Handlers some = _deploy();
        Player with = new Player(some);
        for (uint256 j; j < CALLS; ++j) {
            uint256 random = uint256(keccak256(abi.encode(number, j)));
            with.play(random >> 128, random);
            _requireAll(some);
        }
        require(some.historiesStand(), "4");
        require(with.givenUp() == 0, string.concat("24: given up ", _decimal(uint32(with.lastGivenUp()))));
        for (uint256 a; a <= uint256(type(Action).max); ++a) succeeded[Action(a)] += some.succeeded(Action(a));
    }

    function _missingActions() private view returns (string memory missing) {
        for (uint256 a; a <= uint256(type(Action).max); ++a) {
            if (succeeded[Action(a)] == 0) missing = string.concat(missing, " action ", _decimal(a));
        }
    }

    /// @dev As row/movement/customs.
    function _missingStages() private view returns (string memory missing) {
        for (uint256 row = 1; row <= ROWS; ++row) {
            require(stages.legal(row) != 0, "24: a row without a stage");
            for (uint256 stage; stage < STAGES; ++stage) {
                if ((stages.missing(row) >> stage) & 1 == 0) continue;
                missing = string.concat(missing, " ", _decimal(row), "/", _decimal(stage / CUSTOMS_STATES));
                missing = string.concat(missing, "/", _decimal(stage % CUSTOMS_STATES));
            }
        }
    }

    function _requireAll(Handlers some) private view {
        require(some.unitsAddUp(), "1");
        for (uint256 number = 2; number <= 28; ++number) {
            require(!some.isViolated(number), _decimal(number));
        }
        require(some.holdsAreCounted(), "10");
        require(some.activationsStand(), "12");
        require(some.containersAreCounted(), "13");
        require(some.nestingIsShallow(), "14");
        require(some.packedGoodsFollow(), "15");
        require(some.returnsAreReleased(), "19");
        require(some.recallsAreCounted(), "20");
        require(some.creditsAreConsumed(), "21");
        require(some.labelsFit(), "23");
    }

    /// @dev From the artifacts, so that the ledger is not compiled once more with this file; the runner links them.
    function _deploy() private returns (Handlers) {
        // The admin is one from now on.
        VM.warp(1_800_000_000);
        address manager = _create("AccessManager", abi.encode(address(this)));
        address journey = _create(
            "JourneyAnnex",
            abi.encode(
                _create("RegistryAnnex", ""),
                _create("ERC7913P256Verifier", ""),
                _create("ERC7913WebAuthnVerifier", "")
            )
        );
        address ledger = _create("Waymark", abi.encode(manager, journey));
        if (address(stages) == address(0)) stages = new Stages(IWaymark(ledger));
        return new Handlers(IWaymark(ledger), address(this), stages);
    }

    function _create(string memory name, bytes memory arguments) private returns (address made) {
        bytes memory code = bytes.concat(VM.getCode(string.concat(name, ".sol:", name)), arguments);
        // Memory-safe: reads only what was allocated.
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        require(made != address(0), name);
    }

    function _decimal(uint256 number) private pure returns (string memory) {
        if (number < 10) return string(abi.encodePacked(uint8(48 + number)));
        return string.concat(_decimal(number / 10), _decimal(number % 10));
    }
}
