import { InvalidValueError } from "../../sdk/errors.js";
import { ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";

/**
 * Roles as they are given on the command line, one after another.
 *
 * @throws InvalidValueError when there is no such role.
 */
export function roleTerm(text: string, before: readonly RoleName[] = []): readonly RoleName[] {
  const role = roleNamed(text);
  return before.includes(role) ? before : [...before, role];
}

/**
 * A role as it is given on the command line, in any case of letters.
 *
 * @throws InvalidValueError when there is no such role.
 */
export function roleNamed(text: string): RoleName {
  const role = ROLE_NAMES.find((name) => name.toLowerCase() === text.toLowerCase());
  if (role !== undefined) return role;
  throw new InvalidValueError(`"${text}" is no role.`, `Give one of ${ROLE_NAMES.join(", ")}.`, text);
}
