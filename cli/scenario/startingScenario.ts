/** What `waymark scenario new` writes: a short journey that plays as it stands, with a word on everything in it. */
export const STARTING_SCENARIO = `# A journey as a data file: who takes part, what travels, what happens, and what a reader must be told of it.
# Play it with \`waymark scenario run FILE\`; docs/scenarios.md explains every word.
name: "A carton of honey by air from Auckland to Singapore"

# With \`clock: moves\` everything is written when it happens, which needs a chain whose clock can be moved. Without it the
# journey is written when it is played: then let it take less than three days, or expect the warning recorded-in-time.
# clock: moves

# Customs of a territory that write for themselves: nobody reports in their stead.
territories:
  - { code: SG, countries: [SG], customsLive: true }

# By a short name of your choice. A party is known by a URI: its GLN as a GS1 Digital Link, did:web:… or lei:…
parties:
  brand:
    name: Harakeke Honey
    uri: https://id.gs1.org/417/9520140000001
    # Where it may write, and in which roles: a UN/LOCODE, a country, or anywhere.
    grants: { anywhere: [Brand] }
    # Its GS1 Company Prefix confirms its products.
    prefix: "9520140"
  nzCustoms: { name: New Zealand Customs, uri: "did:web:customs.nz.example", grants: { NZ: [Customs] } }
  airline: { name: Tasman Air, uri: "did:web:tasman-air.example", grants: { anywhere: [Carrier] } }
  broker: { name: Straits Brokers, uri: "did:web:straits-brokers.example", grants: { SG: [Broker] } }
  sgCustoms:
    name: Singapore Customs
    uri: did:web:customs.sg.example
    # An officer with a phone, who holds no ether: others send what he signed.
    signs: passkey
    grants: { SG: [Customs] }
  retailer: { name: Orchard Grocers, uri: "did:web:orchard-grocers.example", grants: { SG: [Retailer] } }

# Who may act about whose goods.
mandates:
  - { from: brand, to: broker, roles: [Broker] }

product: { name: Manuka honey 500 g, gtin: "09520140000018", hs6: "040900", brand: brand }

# Several are written as \`batches:\`, each under a name; so are products, consignments and containers.
batch: { lot: MH26A, maker: brand, quantity: 100, unit: H87, origin: NZ, expiry: in 540d }

consignment: { sscc: "195201400000000015", creator: brand, place: NZAKL, destination: SG, quantity: 60 }

# What happens, in the order in which it is written. Times count back from the end of the journey.
records:
  - { kind: Origin, by: brand, place: NZAKL, at: 2d 20h ago, next: airline }
  # What must be refused says with which error: docs/errors.md has them all.
  - { kind: Departed, mode: Air, by: airline, place: NZAKL, at: 2d 12h ago, refused: ExportNotCleared }
  - { kind: ExportCleared, by: nzCustoms, place: NZAKL, at: 2d 10h ago }
  - { kind: Departed, mode: Air, by: airline, place: NZAKL, at: 2d 8h ago, leadsTo: InTransit }
  - { kind: ImportDeclared, regime: General, by: broker, for: brand, place: SGSIN, at: 2d ago }
  - { kind: Arrived, by: airline, place: SGSIN, at: 1d 20h ago, next: retailer }
  - { kind: ImportCleared, by: sgCustoms, place: SGSIN, at: 1d 12h ago, leadsTo: [Arrived, Cleared] }
  - { kind: Received, by: retailer, place: SGSIN, at: 1d ago }
  - { kind: Delivered, by: retailer, place: SGSIN, at: 12h ago }

# \`holds\`, or the rules that warn or contradict, no others: docs/verification.md says what each asks.
expect:
  goods: holds
`;
