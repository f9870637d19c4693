import type { ShownFields } from "../disclosure/shownFields.js";
import type { FieldDefinition } from "../disclosure/vocabulary/definition.js";
import {
  FIELDS,
  isFieldName,
  type DisclosedValue,
  type FieldName,
  type OwnFieldName,
} from "../disclosure/vocabulary/fields.js";
import type { StepRef } from "../facts.js";
import type { PartyId } from "../ids.js";
import { once } from "../once.js";
import type { StoryStep } from "../trace/story.js";
import { refOf, type Matter } from "./matter.js";

/** What somebody said of something, and in which step. */
export interface Statement<Value> {
  readonly party: PartyId;
  /** At least one; several where a field repeats, such as the seals of one container. */
  readonly values: readonly Value[];
  readonly step: StepRef;
}

/**
 * What the parties disclosed under a field, in the records of the story that still stand and in the creation of the goods, in
 * their order. A value that is not of the field's type says nothing; of a field of somebody's own any JSON may be one.
 *
 * @param field Its name in the vocabulary, without a number, or its URI.
 * @example disclosedIn(matter, "transport.vesselImo").map(({ party, values }) => [nameOf(matter, party), ...values])
 */
export function disclosedIn<Name extends FieldName | OwnFieldName>(
  matter: Matter,
  field: Name,
): Statement<DisclosedValue<Name>>[] {
  const { story, shown } = matter;
  const { consignment, creation } = matter.trace;
  const steps = [
    { party: creation.creator, step: { consignment, sequence: creation.sequence } },
    ...story.map((told) => ({ party: told.record.party, step: refOf(told) })),
  ];
  return steps.flatMap(({ party, step }) => {
    // They are what the name stands for; TypeScript does not follow a conditional type by a type parameter.
    const values = valuesOf(shown.ofStep(step), field) as DisclosedValue<Name>[];
    return values.length === 0 ? [] : [{ party, values, step }];
  });
}

/** What was shown under a name: several values where the field repeats. */
function valuesOf(shown: ShownFields, name: FieldName | OwnFieldName): unknown[] {
  if (isFieldName(name)) {
    const { repeats }: FieldDefinition = FIELDS[name];
    if (repeats === true) return shown.all(name);
  }
  const value = isFieldName(name) ? shown.get(name) : shown.values.get(name);
  return value === undefined ? [] : [value];
}

/** The record that a statement was made with; undefined of the creation of the goods. */
export function stepOf({ story }: Matter, ref: StepRef): StoryStep | undefined {
  return stepsIn(story).get(nameOfStep(ref));
}

const stepsIn = once(
  (story: Matter["story"]): ReadonlyMap<string, StoryStep> =>
    new Map(story.map((step) => [nameOfStep(refOf(step)), step])),
);

function nameOfStep({ consignment, sequence }: StepRef): string {
  return `${consignment} ${String(sequence)}`;
}
