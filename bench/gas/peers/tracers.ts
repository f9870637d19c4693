import { id as hash, type ContractTransactionReceipt } from "ethers";

import { compile } from "./compile.js";
import { deploy, gasOfSteps, STEPS, type Peer } from "./peer.js";

/** The usual tracer of text in storage, `bench/contracts/StringTracer.sol`. */
export async function measureStringTracer(): Promise<Peer> {
  const tracer = await deploy(compile("StringTracer"));
  let register = 0;
  let steps: ContractTransactionReceipt[] = [];
  for (const serial of ["SN-2026-000001", "SN-2026-000002"]) {
    const added = await tracer.send("addProduct", serial, "Infant formula, stage 1, 900 g", "New Zealand");
    register = Number(added.gasUsed);
    steps = [];
    for (const { kind, place, actor } of STEPS) {
      steps.push(await tracer.send("addStep", serial, kind, place, actor));
    }
  }
  return {
    name: "Tracer of strings and structs",
    functions: "`addProduct`; `addStep`",
    stores: "kind, place and actor as text, a time and a writer; whoever has the one role may write of any product",
    register,
    ...gasOfSteps(steps),
  };
}

/** The barest anchor, `bench/contracts/HashOnly.sol`. */
export async function measureHashOnly(): Promise<Peer> {
  const anchor = await deploy(compile("HashOnly"));
  const steps: ContractTransactionReceipt[] = [];
  for (const { kind } of STEPS) steps.push(await anchor.send("store", hash(kind)));
  const count = 100;
  const many = Array.from({ length: count }, (_, i) => hash(`one of many ${i}`));
  return {
    name: "A hash and nothing else",
    functions: "`store`, `storeMany`",
    stores: "a hash and its time; no author, no order, no item, no rule",
    register: undefined,
    ...gasOfSteps(steps),
    oneOfMany: { gas: Math.ceil(Number((await anchor.send("storeMany", many)).gasUsed) / count), count },
  };
}
