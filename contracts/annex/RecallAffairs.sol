// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Line} from "../interfaces/IConsignments.sol";
import {IParties} from "../interfaces/IParties.sol";
import {Product} from "../interfaces/IProducts.sol";
import {IRecalls, SubjectKind} from "../interfaces/IRecalls.sol";
import {Batches} from "../libraries/Batches.sol";
import {Caller} from "../libraries/Caller.sol";
import {Entitlement} from "../libraries/Entitlement.sol";
import {Lines} from "../libraries/Lines.sol";
import {grantKey, Ledger} from "../storage/Ledger.sol";
import {LedgerStorage} from "../storage/LedgerStorage.sol";
import {BatchId, ConsignmentId, PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {isCountry, Place} from "../types/Place.sol";
import {Role} from "../types/Roles.sol";
import {Word, WordFields} from "../types/Word.sol";

/// @title RecallAffairs
/// @notice Recalls, each kept by subject and placer.
abstract contract RecallAffairs is IRecalls, LedgerStorage {
    using Entitlement for Ledger;
    using Lines for Ledger;

    Place private constant ANYWHERE = Place.wrap(0);

    /// @inheritdoc IRecalls
    function placeRecall(
        PartyId party,
        SubjectKind kind,
        bytes32 subject,
        bytes2 country,
        Line[] calldata lines,
        bytes32 dataHash
    ) external {
        SignerId signer = Caller.id();
        _requireSigner(party, signer, country);
        if (!_exists(kind, subject)) revert SubjectUnknown(kind, subject);
        bool entitled = country == 0 ? _isBrand(party, kind, subject, lines) : _isRegulator(party, country);
        if (!entitled) revert NotRecaller(kind, subject, party);
        bytes32 key = _recallKey(kind, subject, party, country);
        if (_ledger.recalls[key] != 0) revert RecallExists(kind, subject, party, country);

        _ledger.recalls[key] = uint40(block.timestamp);
        ++_ledger.openRecalls[_subjectKey(kind, subject)];
        emit RecallPlaced(kind, subject, party, country, dataHash, signer);
    }

    /// @inheritdoc IRecalls
    function liftRecall(PartyId party, SubjectKind kind, bytes32 subject, bytes2 country) external {
        SignerId signer = Caller.id();
        _requireSigner(party, signer, country);
        bytes32 key = _recallKey(kind, subject, party, country);
        if (_ledger.recalls[key] == 0) revert RecallUnknown(kind, subject, party, country);

        delete _ledger.recalls[key];
        --_ledger.openRecalls[_subjectKey(kind, subject)];
        emit RecallLifted(kind, subject, party, country, signer);
    }

    /* WHO MAY */

    /// @dev A brand's key of any commercial role, valid everywhere; a regulator's for the country.
    function _requireSigner(PartyId party, SignerId signer, bytes2 country) private view {
        if (country == 0) {
            _ledger.requireCommercialSigner(party, signer, ANYWHERE);
        } else {
            if (!isCountry(country)) revert IParties.CountryInvalid(country);
            _ledger.requireSignerAt(party, signer, Role.Regulator, Place.wrap(bytes5(country)));
        }
        _ledger.requireStanding(party);
    }

    function _isRegulator(PartyId party, bytes2 country) private view returns (bool) {
        return
            _ledger.grants[grantKey(party, Place.wrap(bytes5(country)))].hasRole(Role.Regulator) ||
            _ledger.grants[grantKey(party, ANYWHERE)].hasRole(Role.Regulator);
    }

    function _isBrand(
        PartyId party,
        SubjectKind kind,
        bytes32 subject,
        Line[] calldata lines
    ) private view returns (bool) {
        if (kind == SubjectKind.Product) return _isBrandOf(party, ProductId.wrap(uint96(uint256(subject))));
        if (kind == SubjectKind.Batch) return _isBrandOf(party, _productOf(BatchId.wrap(subject)));
        ConsignmentId id = ConsignmentId.wrap(subject);
        if (lines.length == 0) {
            // Who made an empty container has no say over what is put in it.
            return
                _ledger.consignments[id].creator == party && !_ledger.consignments[id].word.has(WordFields.CONTAINER);
        }
        _ledger.requireContents(id, lines);
        for (uint256 i; i < lines.length; ++i) {
            if (_isBrandOf(party, _productOf(lines[i].batch))) return true;
        }
        return false;
    }

    function _isBrandOf(PartyId party, ProductId id) private view returns (bool) {
        Product storage product = _ledger.products[id];
        return product.registrant == party || product.endorsedBy == party;
    }

    function _productOf(BatchId batch) private view returns (ProductId) {
        return Batches.expand(_ledger.batches[batch].product);
    }

    function _exists(SubjectKind kind, bytes32 subject) private view returns (bool) {
        if (kind == SubjectKind.Product) {
            // Nothing is lost: an id beyond 96 bits is no product's.
            return
                uint256(subject) <= type(uint96).max &&
                _ledger.products[ProductId.wrap(uint96(uint256(subject)))].registeredAt != 0;
        }
        if (kind == SubjectKind.Batch) return _ledger.batches[BatchId.wrap(subject)].maker.exists();
        return
            kind == SubjectKind.Consignment && Word.unwrap(_ledger.consignments[ConsignmentId.wrap(subject)].word) != 0;
    }

    /* VIEWS */

    /// @inheritdoc IRecalls
    function openRecalls(SubjectKind kind, bytes32 subject) external view returns (uint32) {
        return _ledger.openRecalls[_subjectKey(kind, subject)];
    }

    /// @inheritdoc IRecalls
    function recallOf(
        SubjectKind kind,
        bytes32 subject,
        PartyId placer,
        bytes2 country
    ) external view returns (uint40) {
        return _ledger.recalls[_recallKey(kind, subject, placer, country)];
    }

    /// @inheritdoc IRecalls
    function recallsOf(bytes32[] calldata batches) external view returns (uint32[] memory open) {
        open = new uint32[](batches.length);
        for (uint256 i; i < batches.length; ++i) {
            bytes32 product = bytes32(uint256(ProductId.unwrap(_productOf(BatchId.wrap(batches[i])))));
            open[i] =
                _ledger.openRecalls[_subjectKey(SubjectKind.Batch, batches[i])] +
                _ledger.openRecalls[_subjectKey(SubjectKind.Product, product)];
        }
    }

    function _subjectKey(SubjectKind kind, bytes32 subject) private pure returns (bytes32) {
        return keccak256(abi.encode(kind, subject));
    }

    function _recallKey(
        SubjectKind kind,
        bytes32 subject,
        PartyId placer,
        bytes2 country
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(kind, subject, placer, country));
    }
}
