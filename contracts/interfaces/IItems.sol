// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BatchId, PartyId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";

/// @notice Labels put on items after their batch was registered.
struct Labelling {
    /// Who put them on.
    PartyId labeller;
    /// Where.
    Place place;
    /// Units labelled under this root.
    uint64 quantity;
    /// Chain time, seconds; 0 = no such root.
    uint40 labelledAt;
}

/// @notice One item of a batch and the proof that its label was made with it. The leaf is
/// `keccak256(keccak256(abi.encode(batch, serialHash, keccak256(labelSigner))))`, as in OpenZeppelin's
/// `StandardMerkleTree.of(values, ["bytes32", "bytes32", "bytes32"])`.
struct ItemProof {
    BatchId batch;
    /// Hash of the serial number.
    bytes32 serialHash;
    /// The hidden key of the label, as ERC-7913 bytes; empty on plain labels, which cannot be activated.
    bytes labelSigner;
    /// The batch's own root, from its registration; 0 = items were not listed then.
    bytes32 itemsRoot;
    /// The proof under that root; empty when there is none.
    bytes32[] proof;
    /// What the batch's statement binds beside that root, to tell it from the state.
    bytes3 unit;
    uint32 expiry;
    bytes32 dataHash;
    /// The root of labels put on later; 0 = the label was made with the batch.
    bytes32 root;
    /// The proof under that root; empty when there is none.
    bytes32[] labelProof;
}

/// @title Items
/// @notice Single units: labels put on later, and the one activation of each hidden key.
interface IItems {
    /* EVENTS */

    /// @notice A labeller says that `quantity` units of the batch now carry labels, whose items have this root. A claim: an
    /// item is believed under every earlier root too.
    event ItemsLabelled(
        BatchId indexed batch,
        PartyId indexed labeller,
        bytes32 indexed root,
        Place place,
        uint64 quantity,
        SignerId signer
    );
    /// @notice The hidden key of an item's label signed, for the first and only time. Nothing of a consumer is recorded.
    /// `root` is the one of labels put on later where there is one, else the batch's own.
    event ItemActivated(BatchId indexed batch, bytes32 indexed serialHash, bytes32 root);

    /* ERRORS */

    /// @notice Thrown when a party is no labeller appointed for the batch's product.
    error NotLabeller(BatchId batch, PartyId party);
    /// @notice Thrown when labels were already put on under this root.
    error RootExists(BatchId batch, bytes32 root);
    /// @notice Thrown when a root is zero.
    error RootInvalid(bytes32 root);
    /// @notice Thrown when more would be labelled than the batch holds.
    error LabelsExceedBatch(BatchId batch, uint64 requested, uint64 available);
    /// @notice Thrown when an item was activated before, at that chain time in seconds.
    error AlreadyActivated(BatchId batch, bytes32 serialHash, uint40 activatedAt);
    /// @notice Thrown when what is said of a batch is not what the ledger has of it.
    error StatementMismatch(BatchId batch, bytes32 supplied, bytes32 actual);
    /// @notice Thrown when a root is neither the batch's own nor a labeller's.
    error RootUnknown(BatchId batch, bytes32 root);
    /// @notice Thrown when an item is not under a root.
    error ItemNotUnderRoot(BatchId batch, bytes32 serialHash, bytes32 root);
    /// @notice Thrown when a plain label, which hides no key, is activated.
    error LabelWithoutKey(BatchId batch, bytes32 serialHash);
    /// @notice Thrown when a label's signature is not of its hidden key.
    error LabelSignatureInvalid(BatchId batch, bytes32 serialHash);

    /* WRITING */

    /// @notice Says that labels were put on units of a batch, later and elsewhere than they were made. By a labeller that the
    /// product's registrant appointed, with a signer whose scope holds the place.
    /// @param quantity Units labelled; with those before at most the batch's.
    function labelItems(PartyId party, BatchId batch, bytes32 root, uint64 quantity, Place place) external;

    /// @notice Records that the hidden key of a label was used. Anybody may send it; the label signs `Activation(bytes32
    /// batch,bytes32 serial)` in the ledger's EIP-712 domain. A second time reverts with the first one's time.
    function activateItem(ItemProof calldata item, bytes calldata signature) external;

    /* VIEWS */

    /// @notice Chain time at which an item was first activated, seconds; 0 = never.
    function activatedAt(BatchId batch, bytes32 serialHash) external view returns (uint40);

    /// @notice The labels put on under a root; all zero when there are none.
    function labellingOf(BatchId batch, bytes32 root) external view returns (Labelling memory);

    /// @notice Units of a batch labelled after it was registered.
    function labelledUnits(BatchId batch) external view returns (uint64);
}
