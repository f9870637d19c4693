import type { Sentences } from "./sentence.js";

/** Words for the errors of `IProducts.sol`. */
export const PRODUCT_SENTENCES: Sentences = {
  GtinInvalid: (v) => ({
    message: `${v.gtin("gtin")} is no GTIN: it has more than 14 digits or a wrong check digit.`,
    toDo: "Compare it with the code on the pack: at least one digit was copied wrongly.",
  }),
  PrefixNotHeld: (v) => ({
    message: `The company prefix of ${v.number("length")} digits in GTIN ${v.gtin("gtin")} is held by ${v.party("holder")}, not by the party that writes.`,
    toDo: "Check the length of your prefix, have the registrar assign it to you, or register the product as claimed.",
  }),
  Hs6Invalid: (v) => ({
    message: `${v.number("hs6")} is no Harmonized System code of six digits.`,
    toDo: "Give the first six digits of the tariff number, without dots.",
  }),
  ProductExists: (v) => ({
    message: `${v.product("product")} is already registered.`,
    toDo: "Use it as it is; register the next batch under it.",
  }),
  ProductUnknown: (v) => ({
    message: `${v.product("product")} is not registered.`,
    toDo: "Register the product first, or check whether it is claimed by a seller and not confirmed.",
  }),
  ProductNotClaimed: (v) => ({
    message: `${v.product("product")} is not open to endorsement: it is confirmed or endorsed already.`,
    toDo: "Nothing is left to do, unless another product was meant.",
  }),
  TasksInvalid: (v) => ({
    message: `${v.number("tasks")} is no set of tasks.`,
    toDo: "Add up 1 for maker, 2 for shipper and 4 for labeller.",
  }),
};
