// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PartyId, ProductId, SignerId} from "../types/Ids.sol";
import {Place} from "../types/Place.sol";

/// @notice A registered product.
struct Product {
    /// The party that registered it.
    PartyId registrant;
    /// Harmonized System code of six digits, as a number.
    uint24 hs6;
    /// Chain time of registration, seconds.
    uint40 registeredAt;
    /// First 16 bytes of the hash of the root of its disclosed data, to check what a reader was given.
    bytes16 data;
    /// For a claimed product: the holder of the GTIN's prefix, once it has endorsed the claim; 0 = not confirmed.
    PartyId endorsedBy;
}

/// @dev What a registrant lets another party do with one of its products, a bit each.
uint8 constant MAKER = 1;
uint8 constant SHIPPER = 2;
uint8 constant LABELLER = 4;

/// @title Products
/// @notice What is traced, under its GS1 GTIN.
interface IProducts {
    /* EVENTS */

    /// @notice A product was registered. `product >> 64 == 0` = confirmed by the holder of the GS1 Company Prefix.
    event ProductRegistered(
        ProductId indexed product,
        PartyId indexed registrant,
        uint64 indexed gtin,
        uint24 hs6,
        bytes32 dataHash,
        SignerId signer
    );
    /// @notice The holder of the GTIN's prefix confirms a claimed product.
    event ProductEndorsed(ProductId indexed product, PartyId indexed brand);
    /// @notice `tasks` (1 maker, 2 shipper, 4 labeller, added up) replace what `agent` may do with the product.
    event Appointed(ProductId indexed product, PartyId indexed agent, uint8 tasks);
    /// @notice The host names under which the registrant resolves the product's codes. A page elsewhere is not its own.
    event ResolversSet(ProductId indexed product, string[] hosts);

    /* ERRORS */

    /// @notice Thrown when a GTIN does not have at most 14 digits with a right check digit.
    error GtinInvalid(uint64 gtin);
    /// @notice Thrown when a GTIN's company prefix of `length` digits belongs to another party or nobody (0).
    error PrefixNotHeld(uint64 gtin, uint8 length, PartyId holder);
    /// @notice Thrown when a Harmonized System code does not have six digits.
    error Hs6Invalid(uint24 hs6);
    /// @notice Thrown when the product is already registered.
    error ProductExists(ProductId product);
    /// @notice Thrown when no such product is registered.
    error ProductUnknown(ProductId product);
    /// @notice Thrown when a product that is confirmed, or endorsed already, is endorsed.
    error ProductNotClaimed(ProductId product);
    /// @notice Thrown when a set of tasks has bits that are no task.
    error TasksInvalid(uint8 tasks);

    /* WRITING */

    /// @notice Registers a product: *confirmed* by the holder of its GS1 Company Prefix, or *claimed* by a seller.
    /// @param party The party that registers; the caller is one of its signers, as Brand or (claimed) Seller.
    /// @param gtin GTIN-14 as a number, shorter GTINs as they are (leading zeros do not count).
    /// @param prefixLength Digits of the company prefix the party holds, 4 to 12; 0 = claim the product.
    /// @param scope For a claim, the scope at which the party is granted Seller; not read otherwise.
    /// @param hs6 Harmonized System code of six digits, as a number.
    /// @param dataHash Root of the product's disclosed data; 0 = none.
    /// @return product `gtin` when confirmed, else `party << 64 | gtin`.
    function registerProduct(
        PartyId party,
        uint64 gtin,
        uint8 prefixLength,
        Place scope,
        uint24 hs6,
        bytes32 dataHash
    ) external returns (ProductId product);

    /// @notice Confirms a claimed product, as the holder of its GTIN's prefix. Manager only.
    /// @param prefixLength Digits of the company prefix the party holds, 4 to 12.
    function endorseProduct(PartyId brand, ProductId product, uint8 prefixLength) external;

    /// @notice Replaces what `agent` may do with a product. The registrant's manager only.
    /// @param tasks 1 maker (registers batches), 2 shipper (creates consignments), 4 labeller, added up.
    function appoint(ProductId product, PartyId agent, uint8 tasks) external;

    /// @notice Publishes the host names that resolve the product's codes. The registrant's manager only.
    function setResolvers(ProductId product, string[] calldata hosts) external;

    /* VIEWS */

    /// @notice The product; all zero when it is not registered.
    function productOf(ProductId product) external view returns (Product memory);

    /// @notice What `agent` may do with the product: 1 maker, 2 shipper, 4 labeller, added up.
    function appointmentOf(ProductId product, PartyId agent) external view returns (uint8);
}
