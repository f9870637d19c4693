/** How far a figure may be from the committed one before somebody has to look at it: 2 %, either way. */
const MAX_DRIFT_PERCENT = 2;

/**
 * What is wrong with a figure beside the committed one, with both and how to commit the new one; nothing when it is within
 * 2 %. A saving is looked at like a loss: it too may be a check that went missing.
 */
export function driftComplaint(scenario: string, figure: number, committed: number | undefined): string | undefined {
  const update = "when that is intended, run `UPDATE_SNAPSHOT=1 npm test -- --grep Gas` and commit snapshots/gas.json";
  if (committed === undefined) return `"${scenario}" is not in snapshots/gas.json: ${update}.`;
  // In whole numbers: no rounding widens the gate for small figures.
  if (Math.abs(figure - committed) * 100 <= committed * MAX_DRIFT_PERCENT) return undefined;
  const gas = (value: number) => value.toLocaleString("en");
  const percent = (((figure - committed) / committed) * 100).toFixed(2);
  const sign = figure > committed ? "+" : "";
  return (
    `"${scenario}" takes ${gas(figure)} gas, and snapshots/gas.json says ${gas(committed)} (${sign}${percent} %, ` +
    `at most ${MAX_DRIFT_PERCENT} %): ${update}.`
  );
}
