import type { Sentences } from "./sentence.js";

/** Words for the errors of `IContainers.sol`. */
export const CONTAINER_SENTENCES: Sentences = {
  ConsignmentPacked: (v) => ({
    message: `${v.consignment("consignment")} is inside ${v.consignment("container")} and moves with it.`,
    toDo: "Write about the container, or unpack the goods first.",
  }),
  NotContainer: (v) => ({
    message: `${v.consignment("consignment")} is no container: it was not created empty.`,
    toDo: "Create a container, and pack both into it.",
  }),
  ContainerHasNoLines: (v) => ({
    message: `${v.consignment("container")} is a container: it holds consignments and no lines.`,
    toDo: "Write it by lines about each consignment inside.",
  }),
  ChildCountInvalid: (v) => ({
    message: `${v.number("count")} consignments cannot be packed or unpacked in one call.`,
    toDo: "Name 1 to 200 consignments in a call.",
  }),
  ChildDiffers: (v) => ({
    message: `${v.consignment("consignment")} cannot go into ${v.consignment("container")}: ${v.difference("child", "containerWord")}.`,
    toDo: "Pack goods that are alike in this; bring the others to the same state, or into a container of their own.",
  }),
  PackedIntoItself: (v) => ({
    message: `${v.consignment("container")} cannot be packed into itself.`,
    toDo: "Leave it out of the consignments that go in.",
  }),
  TooDeep: (v) => ({
    message: `${v.consignment("consignment")} already holds containers in containers, so it cannot go into ${v.consignment("container")}.`,
    toDo: "Nest containers at most three deep; unpack an inner one first.",
  }),
  NotInside: (v) => ({
    message: `${v.consignment("consignment")} is not directly inside ${v.consignment("container")}.`,
    toDo: "Unpack it from the container that it is directly in.",
  }),
  NothingStays: (v) => ({
    message: `Nothing would stay of ${v.consignment("consignment")}.`,
    toDo: "Let some units stay; if all go on together, no split is needed.",
  }),
  ChildrenUnordered: (v) => ({
    message: `${v.consignment("second")} stands behind ${v.consignment("first")}, but its id is not greater.`,
    toDo: "Name each consignment once, in ascending order of the ids.",
  }),
};
