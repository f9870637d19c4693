import { getAddress } from "ethers";

import { signerIdOf } from "../../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../../sdk/vocabulary.js";
import { at, FOREVER, GTIN, PREFIX_LENGTH } from "../../support/world.js";
import { FULL_KEY } from "../accessWorld.js";
import { isOneOf, manages, managesRegistrant, standing } from "../questions.js";
import type { Cell, Row } from "../row.js";

const NEW = getAddress("0x".padEnd(42, "e"));
const own = ({ w, subject }: Cell): bigint => w.subjects[subject].id;

/** What a party's manager does, and none of its keys. */
export const MANAGED: readonly Row[] = [
  { function: "setManager", extent: "parties", asks: [standing, manages], args: (cell) => [own(cell), NEW] },
  { function: "vetoManager", extent: "parties", asks: [standing, manages], args: (cell) => [own(cell)] },
  {
    function: "addSigner",
    extent: "parties",
    asks: [standing, manages],
    args: (cell) => [own(cell), NEW, roleSet(["Port"]), at("CN"), 0, FOREVER, KeyHolder.Officer],
  },
  {
    // Also a suspended party disowns a stolen key.
    function: "revokeSigner",
    extent: "parties",
    asks: [manages],
    args: (cell) => [own(cell), signerIdOf(FULL_KEY.wallet.address), 0],
  },
  {
    function: "setMandate",
    extent: "parties",
    asks: [standing, manages],
    args: (cell) => [own(cell), cell.w.cast.broker2.id, roleSet(["Broker"])],
  },
  {
    function: "endorseProduct",
    extent: "parties",
    asks: [
      standing,
      manages,
      isOneOf(["registrant"], ({ w }) => [
        "PrefixNotHeld",
        BigInt.asUintN(64, w.claimed),
        PREFIX_LENGTH,
        w.subjects.registrant.id,
      ]),
    ],
    args: (cell) => [own(cell), cell.w.claimed, PREFIX_LENGTH],
  },
  {
    function: "appoint",
    extent: "accounts",
    asks: [managesRegistrant],
    args: ({ w }) => [GTIN, w.subjects.stranger.id, 1],
  },
  {
    function: "setResolvers",
    extent: "accounts",
    asks: [managesRegistrant],
    args: () => [GTIN, ["id.brand.example"]],
  },
];
