// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PartyId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";
import {Role, RoleSet} from "../types/Roles.sol";

/// @notice An admitted organisation.
struct Party {
    // slot 0
    /// Account that keeps the party's signers, mandates and appointments.
    address manager;
    /// Chain time of admission, seconds.
    uint40 admittedAt;
    /// Chain time of suspension, seconds; 0 = in good standing.
    uint40 suspendedAt;
    // slot 1
    /// `keccak256` of the name of who owns it: whether two parties are two witnesses rests on it.
    bytes32 controllerHash;
}

/// @notice Who keeps a signer's key: said by the party's manager, shown to readers, not provable.
enum KeyHolder {
    None,
    /// The officer who signs.
    Officer,
    /// A server of the party.
    Server,
    /// A gateway that signs on the party's behalf.
    Gateway
}

/// @notice What a key may write for a party, and when.
struct Signer {
    /// Roles it may act in; the party must hold them too.
    RoleSet roles;
    /// Places it may write about; the party's grant must contain them too.
    Place scope;
    /// First second of validity.
    uint40 validFrom;
    /// Last second of validity.
    uint40 validUntil;
    /// Chain time of revocation, seconds; 0 = not revoked.
    uint40 revokedAt;
    /// Chain time from which the key is said to have been in other hands; 0 = never. A claim: records stay.
    uint40 compromisedSince;
    KeyHolder heldBy;
}

/// @notice A manager proposed for a party that lost its own.
struct Recovery {
    address manager;
    /// Chain time from which it may take over, seconds; 0 = none is proposed.
    uint40 due;
}

/// @notice A country's customs territory, and whether customs there write for themselves.
struct Territory {
    /// Code of the territory the country belongs to; 0 = the country is its own.
    bytes2 code;
    /// True when customs of this territory are on the ledger: reported customs records are refused there.
    bool customsLive;
}

/// @title Parties: who may write, in which capacity, where, with which keys
/// @notice Admission is governed (an AccessManager beside the ledger); everything else is the party's own.
interface IParties {
    /* EVENTS */

    /// @notice A party was admitted. `uri` names it (`https://id.gs1.org/417/<GLN>`, `did:web:…`, `lei:…`),
    /// `controller` names who owns it: two parties of one controller are one witness, not two.
    event PartyAdmitted(PartyId indexed party, address indexed manager, string uri, string controller);
    /// @notice A party may not write until it is reinstated.
    event PartySuspended(PartyId indexed party);
    /// @notice A suspended party may write again.
    event PartyReinstated(PartyId indexed party);
    /// @notice `roles` replace what `party` was granted at `scope`; none = withdrawn.
    event GrantSet(PartyId indexed party, Place indexed scope, RoleSet roles);
    /// @notice The GS1 Company Prefix of `length` digits belongs to `party`; 0 = released.
    event PrefixAssigned(uint64 indexed prefix, uint8 indexed length, PartyId indexed party);
    /// @notice `country` belongs to the customs territory `territory`.
    event TerritorySet(bytes2 indexed country, bytes2 indexed territory);
    /// @notice Whether customs of `territory` write for themselves.
    event CustomsLiveSet(bytes2 indexed territory, bool live);
    /// @notice `successor` may lift the holds of `authority` while that is suspended; 0 = nobody.
    event SuccessorAppointed(PartyId indexed authority, PartyId indexed successor);
    /// @notice Governance proposes a manager for a party that lost its own; it may take over from `due` on.
    event RecoveryProposed(PartyId indexed party, address indexed manager, uint40 due);
    /// @notice The party's present manager vetoed the proposal.
    event RecoveryVetoed(PartyId indexed party, address indexed manager);
    /// @notice Another ledger is recommended from now on; nobody is forced to use it, and this one stays as it is.
    event SuccessorAnnounced(address indexed ledger);
    /// @notice A party has a new manager.
    event ManagerChanged(PartyId indexed party, address indexed manager);
    /// @notice `signer` (ERC-7913 bytes) may write for `party`.
    event SignerAdded(
        PartyId indexed party,
        SignerId indexed id,
        bytes signer,
        RoleSet roles,
        Place scope,
        uint40 validFrom,
        uint40 validUntil,
        KeyHolder heldBy
    );
    /// @notice `id` may write no more for `party`; 0 in `compromisedSince` = revoked without suspicion.
    event SignerRevoked(PartyId indexed party, SignerId indexed id, uint40 compromisedSince);
    /// @notice `roles` replace what `agent` may do about goods that `principal` created or has; none = withdrawn.
    event MandateSet(PartyId indexed principal, PartyId indexed agent, RoleSet roles);

    /* ERRORS */

    /// @notice Thrown when no party has this number.
    error PartyUnknown(PartyId party);
    /// @notice Thrown when a party writes while suspended, or is suspended twice.
    error PartyIsSuspended(PartyId party, uint40 since);
    /// @notice Thrown when a party that is in good standing is reinstated.
    error PartyNotSuspended(PartyId party);
    /// @notice Thrown when a party of this URI is already admitted.
    error PartyExists(PartyId party, string uri);
    /// @notice Thrown when a URI is empty or longer than 256 bytes.
    error UriInvalid(string uri);
    /// @notice Thrown when the zero address is named as manager.
    error ManagerInvalid(address manager);
    /// @notice Thrown when anyone but the party's manager acts for it.
    error NotManager(PartyId party, SignerId caller);
    /// @notice Thrown when a set of roles has bits that are no role.
    error RolesInvalid(RoleSet roles);
    /// @notice Thrown when a scope is neither empty, a country nor a UN/LOCODE.
    error ScopeInvalid(Place scope);
    /// @notice Thrown when a place cannot be a UN/LOCODE.
    error PlaceInvalid(Place place);
    /// @notice Thrown when a country or territory code is not two letters A–Z.
    error CountryInvalid(bytes2 country);
    /// @notice Thrown when a GS1 Company Prefix does not have 4 to 12 digits or does not fit its length.
    error PrefixInvalid(uint64 prefix, uint8 length);
    /// @notice Thrown when a prefix is already assigned.
    error PrefixTaken(uint64 prefix, uint8 length, PartyId holder);
    /// @notice Thrown when a prefix lies within an assigned one (`holder`), or contains assigned ones (holder 0).
    error PrefixNested(uint64 prefix, uint8 length, PartyId holder);
    /// @notice Thrown when a prefix that nobody holds is released.
    error PrefixUnassigned(uint64 prefix, uint8 length);
    /// @notice Thrown when a signer is neither the 20 bytes of an account or contract wallet, nor 84 bytes.
    error SignerUnsupported(bytes signer);
    /// @notice Thrown when a signer is added to a party that has, or had, it.
    error SignerExists(PartyId party, SignerId signer);
    /// @notice Thrown when a key that was never added writes, or is revoked.
    error SignerUnknown(PartyId party, SignerId signer);
    /// @notice Thrown when a signer's validity ends before it begins or has already ended.
    error ValidityInvalid(uint40 validFrom, uint40 validUntil);
    /// @notice Thrown when a revoked key writes, or is revoked again without a first `compromisedSince`.
    error SignerIsRevoked(PartyId party, SignerId signer, uint40 revokedAt);
    /// @notice Thrown when a key writes before or after its validity.
    error SignerNotValid(PartyId party, SignerId signer, uint40 validFrom, uint40 validUntil);
    /// @notice Thrown when a key writes in a role it does not carry.
    error SignerLacksRole(PartyId party, SignerId signer, Role role);
    /// @notice Thrown when a key writes about a place outside its scope.
    error SignerOutOfScope(PartyId party, SignerId signer, Place scope, Place place);
    /// @notice Thrown when `compromisedSince` is in the future or older than the reporting window (`earliest`).
    error CompromiseInvalid(uint40 compromisedSince, uint40 earliest);
    /// @notice Thrown when a party writes in a role it was not granted at the scope it names.
    error RoleNotGranted(PartyId party, Place scope, Role role);
    /// @notice Thrown when the place of a record lies outside the scope it names.
    error OutOfScope(Place scope, Place place);
    /// @notice Thrown when a signer longer than 20 bytes is not one of the ledger's verifiers and a point of P-256.
    error SignerKeyInvalid(bytes signer);
    /// @notice Thrown when nobody is proposed as a party's manager.
    error RecoveryUnknown(PartyId party);
    /// @notice Thrown when a proposed manager takes over before `due`, seconds.
    error RecoveryNotDue(PartyId party, uint40 due);
    /// @notice Thrown when this ledger, or none, is announced as its successor.
    error SuccessorInvalid(address ledger);
    /// @notice Thrown when a party gives itself a mandate or is its own successor.
    error SamePartyTwice(PartyId party);

    /* GOVERNED */

    /// @notice Admits an organisation. Registrar only.
    /// @param uri Its name, 1 to 256 bytes, unique on the ledger.
    /// @param controller Name of who owns it, 1 to 256 bytes; its own URI when nobody does.
    /// @param manager Account that keeps its signers, mandates and appointments.
    /// @return party Its number, from 1.
    function admitParty(
        string calldata uri,
        string calldata controller,
        address manager
    ) external returns (PartyId party);

    /// @notice Replaces the roles of `party` at `scope`. Registrar only.
    function setGrant(PartyId party, Place scope, RoleSet roles) external;

    /// @notice Assigns a GS1 Company Prefix of 4 to 12 digits to `party`, or releases it (party 0). None may lie
    /// within another (GS1 General Specifications, section 1.4.1). Registrar only.
    function assignPrefix(uint64 prefix, uint8 length, PartyId party) external;

    /// @notice Puts `country` into the customs territory `territory`; the country itself = on its own. Governor only.
    /// @dev Warning: decides what counts as crossing a border from now on; records already made stay.
    function setTerritory(bytes2 country, bytes2 territory) external;

    /// @notice Says whether customs of `territory` write for themselves, so that reported customs records are
    /// refused there. Governor only.
    function setCustomsLive(bytes2 territory, bool live) external;

    /// @notice Stops `party` from writing, at once. What it wrote stays. Suspender only.
    function suspendParty(PartyId party) external;

    /// @notice Lets a suspended party write again. Registrar only.
    function reinstateParty(PartyId party) external;

    /// @notice Lets `successor` lift the holds of `authority` while that is suspended. Governor only.
    function appointSuccessor(PartyId authority, PartyId successor) external;

    /// @notice Proposes a manager for a party whose manager key is lost. It may take over after 7 days, unless the present
    /// manager vetoes; a suspended party's cannot. Recovery only.
    function proposeManager(PartyId party, address manager) external;

    /// @notice Announces a ledger that parties may move to. Governor only.
    function announceSuccessor(address ledger) external;

    /* THE PARTY'S OWN */

    /// @notice Refuses a proposed manager. The party's manager only, in good standing.
    function vetoManager(PartyId party) external;

    /// @notice Makes the proposed manager the party's, once it is due. Anybody may send it.
    function completeRecovery(PartyId party) external;

    /// @notice Hands the party to another manager. Manager only.
    function setManager(PartyId party, address manager) external;

    /// @notice Lets a key write for the party. Manager only.
    /// @param signer ERC-7913 bytes: 20 bytes of an account or contract wallet; or one of the ledger's two verifiers and the
    /// 64 bytes of a P-256 public key, for a secure element or a passkey.
    /// @param roles Roles it may act in, at least one.
    /// @param scope Places it may write about.
    /// @param validFrom First second of validity.
    /// @param validUntil Last second of validity.
    /// @param heldBy Who keeps the key.
    function addSigner(
        PartyId party,
        bytes calldata signer,
        RoleSet roles,
        Place scope,
        uint40 validFrom,
        uint40 validUntil,
        KeyHolder heldBy
    ) external;

    /// @notice Ends a key's right to write, for good. Manager only; a suspended party may do this too.
    /// @param compromisedSince Chain time in seconds from which the key is said to have been in other hands, at most
    /// the reporting window ago; 0 = no suspicion. May be said once, with the revocation or after it.
    function revokeSigner(PartyId party, SignerId signer, uint40 compromisedSince) external;

    /// @notice Replaces what `agent` may do about goods that the party created or has. Manager only.
    function setMandate(PartyId principal, PartyId agent, RoleSet roles) external;

    /* VIEWS */

    /// @notice Number of parties ever admitted; numbers run from 1 to it.
    function partyCount() external view returns (uint32);

    /// @notice The party of this number; all zero when there is none.
    function partyOf(PartyId party) external view returns (Party memory);

    /// @notice The party admitted under this URI; 0 = none.
    function partyByUri(string calldata uri) external view returns (PartyId);

    /// @notice What the key may write for the party; all zero when it was never added.
    function signerOf(PartyId party, SignerId signer) external view returns (Signer memory);

    /// @notice The roles of `party` at exactly this scope (wider scopes apart).
    function grantOf(PartyId party, Place scope) external view returns (RoleSet);

    /// @notice The roles in which `agent` may act for `principal`.
    function mandateOf(PartyId principal, PartyId agent) external view returns (RoleSet);

    /// @notice The manager proposed for a party; all zero when none is.
    function recoveryOf(PartyId party) external view returns (Recovery memory);

    /// @notice The ledger announced as this one's successor; 0 = none.
    function successorLedger() external view returns (address);

    /// @notice The holder of a GS1 Company Prefix; 0 = nobody.
    function prefixHolder(uint64 prefix, uint8 length) external view returns (PartyId);

    /// @notice The customs territory of a country, and whether its customs write for themselves.
    function territoryOf(bytes2 country) external view returns (bytes2 territory, bool customsLive);

    /// @notice The party that may lift the holds of a suspended authority; 0 = nobody.
    function successorOf(PartyId authority) external view returns (PartyId);
}
