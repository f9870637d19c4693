import { expect } from "chai";

import { renderAddresses } from "../../scripts/generate-addresses.js";

const ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

function record(chainId: number, block = 7): string {
  return JSON.stringify({ chainId, contracts: { Waymark: { address: ADDRESS.toLowerCase(), block } } });
}

describe("scripts/generate-addresses: renderAddresses", () => {
  it("lists public ledgers by chain, whatever the order of the records", () => {
    const records: [string, string][] = [
      ["sepolia", record(11155111, 9)],
      ["base", record(8453)],
    ];
    const text = renderAddresses(new Map(records));
    expect(text).to.include(`= [
  { network: "base", chainId: 8453n, address: "${ADDRESS}", block: 7 },
  { network: "sepolia", chainId: 11155111n, address: "${ADDRESS}", block: 9 },
];
`);
    expect(renderAddresses(new Map(records.toReversed()))).to.equal(text);
  });

  it("leaves out local chains", () => {
    const records = new Map([["localhost", record(31337)]]);
    expect(renderAddresses(records)).to.equal(renderAddresses(new Map()));
  });

  it("refuses two ledgers on one chain, and a record that says too little", () => {
    const twice = new Map([
      ["base", record(8453)],
      ["base2", record(8453)],
    ]);
    expect(() => renderAddresses(twice)).to.throw("Chain 8453 is recorded twice in deployments/.");
    for (const text of ["null", "{}", '{"chainId":8453}', '{"chainId":8453,"contracts":{"Waymark":{"address":1}}}']) {
      expect(() => renderAddresses(new Map([["base", text]]))).to.throw(
        "deployments/base.json does not say the chain, and the ledger's address and block.",
      );
    }
  });
});
