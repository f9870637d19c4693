import { expect } from "chai";

import { InvalidValueError } from "../../../sdk/errors/waymarkError.js";
import { storyOf } from "../../../sdk/trace/story.js";
import { Telling } from "../../support/telling.js";

describe("sdk/trace: what is no trace", () => {
  const given = new Telling("goods").trace();
  for (const [name, wrong, words] of [
    ["steps", 7, "7 is no list of steps of a trace: that is a list."],
    ["records", 7, "7 is no list of records of a trace: that is a list."],
    ["inside", undefined, "undefined is no list of inside of a trace: that is a list."],
    ["parts", 7, "7 is no list of parts of a trace: that is a list."],
    ["recalls", 7, "7 is no list of recalls of a trace: that is a list."],
    ["batches", [], "A list is no map of batches of a trace: that is a Map."],
    ["products", {}, "An object is no map of products of a trace: that is a Map."],
    ["parties", 7, "7 is no map of parties of a trace: that is a Map."],
  ] as const) {
    it(`is refused by its ${name}`, () => {
      expect(() => storyOf({ ...given, [name]: wrong }))
        .to.throw(InvalidValueError)
        .with.property("message", words);
    });
  }

  it("is refused by its name", () => {
    expect(() => storyOf(7 as never))
      .to.throw(InvalidValueError)
      .with.property("message", "7 is no trace: that is an object with its fields.");
  });
});
