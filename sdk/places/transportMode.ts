import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";

/**
 * Modes of transport: the digits of UN/CEFACT Recommendation 19, which the ledger keeps as the detail of Departed and
 * Forwarded. There 0 means that a record has no detail, so a move names 1 to 9.
 */
export const TransportMode = {
  NotSpecified: 0,
  Maritime: 1,
  Rail: 2,
  Road: 3,
  Air: 4,
  Mail: 5,
  Multimodal: 6,
  FixedInstallation: 7,
  InlandWater: 8,
  NotApplicable: 9,
} as const;
export type TransportMode = (typeof TransportMode)[keyof typeof TransportMode];

/**
 * The modes behind each code for transport on declarations to China Customs, whose digits differ: 2 is water, 5 is air,
 * and the last ten say that goods moved in or out of a bonded area, a warehouse or another special area, and not how. What is
 * carried otherwise (9) or by passengers (L) has no mode of Recommendation 19.
 */
const MODES_OF_CHINA_CUSTOMS: Readonly<Record<string, readonly TransportMode[]>> = {
  2: [TransportMode.Maritime, TransportMode.InlandWater],
  3: [TransportMode.Rail],
  4: [TransportMode.Road],
  5: [TransportMode.Air],
  6: [TransportMode.Mail],
  G: [TransportMode.FixedInstallation],
  0: [TransportMode.NotApplicable],
  1: [TransportMode.NotApplicable],
  7: [TransportMode.NotApplicable],
  8: [TransportMode.NotApplicable],
  H: [TransportMode.NotApplicable],
  T: [TransportMode.NotApplicable],
  W: [TransportMode.NotApplicable],
  X: [TransportMode.NotApplicable],
  Y: [TransportMode.NotApplicable],
  Z: [TransportMode.NotApplicable],
};

/**
 * The modes that a code on a declaration to China Customs stands for; 2 (water) is two of them.
 *
 * @throws InvalidValueError when China Customs has no such code, or it says nothing about the mode.
 * @example transportModesOfChinaCustoms("5") // [TransportMode.Air]
 */
export function transportModesOfChinaCustoms(code: string): readonly TransportMode[] {
  requireText("customs code of a transport mode", code);
  // Every object has more names than its own, such as "constructor".
  const modes = Object.hasOwn(MODES_OF_CHINA_CUSTOMS, code) ? MODES_OF_CHINA_CUSTOMS[code] : undefined;
  if (modes === undefined) {
    throw new InvalidValueError(
      `"${code}" is no mode of transport known on declarations to China Customs.`,
      `Give one of ${Object.keys(MODES_OF_CHINA_CUSTOMS).join(", ")}.`,
      code,
    );
  }
  return modes;
}

/**
 * The code for a mode on declarations to China Customs; undefined when the mode alone does not tell it: multimodal goods
 * are declared under the mode in which they cross the border.
 *
 * @example chinaCustomsCodeOf(TransportMode.Maritime) // "2"
 */
export function chinaCustomsCodeOf(mode: TransportMode): string | undefined {
  if (mode === TransportMode.NotApplicable) return undefined;
  return Object.entries(MODES_OF_CHINA_CUSTOMS).find(([, modes]) => modes.includes(mode))?.[0];
}
