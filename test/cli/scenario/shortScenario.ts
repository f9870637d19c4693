/** The shortest journey that ends at a shop: three parties within one country, and one item whose label hides a key. */
export const SHORT_SCENARIO = `name: "From a factory to a shop"
territories:
  - { code: CN, countries: [CN], customsLive: true }
parties:
  maker: { name: Maker, uri: "did:web:maker.example", grants: { CN: [Brand] }, prefix: "9520140" }
  trucker: { name: Trucker, uri: "did:web:trucker.example", grants: { CN: [Carrier] } }
  shop: { name: Shop, uri: "did:web:shop.example", grants: { CN: [Retailer] } }
product: { name: Honey, gtin: "09520140000018", hs6: "040900", brand: maker }
batch: { lot: L1, maker: maker, quantity: 100, unit: H87, origin: CN, items: [A1] }
consignment: { sscc: "195201400000000015", creator: maker, place: CNSHG, destination: CN, quantity: 60 }
records:
  - { kind: Delivered, by: maker, as: Brand, place: CNSHG, at: 2d ago, refused: MovementForbids }
  - { kind: Origin, by: maker, place: CNSHG, at: 2d ago, next: trucker }
  - { kind: Departed, mode: Road, by: trucker, place: CNSHG, at: 1d 20h ago, leadsTo: InTransit }
  - { kind: Arrived, by: trucker, place: CNHAZ, at: 1d 12h ago, next: shop }
  - { kind: Received, by: shop, place: CNHAZ, at: 1d ago }
  - { scan: A1, tells: holds }
expect:
  goods: holds
`;
