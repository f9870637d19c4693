/** One row of a chart: its bar is made of as many parts as there are series. */
export interface ChartRow {
  readonly label: string;
  readonly values: readonly number[];
  /** A limit, drawn across the bar. */
  readonly limit?: number;
}

/** Stacked bars, lying. */
export interface BarChart {
  readonly title: string;
  /** What the axis counts, such as "gas". */
  readonly unit: string;
  /** Name and colours of each series: in light and in dark mode. */
  readonly series: readonly { readonly name: string; readonly light: string; readonly dark: string }[];
  /** What a limit is called in the legend. */
  readonly limitName?: string;
  readonly rows: readonly ChartRow[];
}

const WIDTH = 880;
const MARGIN = 16;
const BAR = 16;
const ROW = 26;
/** Widths of a character, generous for the fonts below. */
const LABEL_CHARACTER = 7.1;
const LEGEND_CHARACTER = 7.4;
/** Room for the figure after the longest bar. */
const FIGURE = 136;

/** Round values from 0 up to and not beyond the largest, at most six of them. */
export function ticksUpTo(largest: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(largest / 5));
  const step = [1, 2, 5, 10].map((times) => times * magnitude).find((size) => largest / size <= 5.5) ?? largest;
  return Array.from({ length: Math.floor(largest / step) + 1 }, (_, index) => index * step);
}

/**
 * Draws a chart as SVG. It paints its own ground and follows the reader's colour scheme, so it is legible on any page; every
 * value is printed, and the description says them all to who cannot see it.
 */
export function drawBarChart({ title, unit, series, limitName, rows }: BarChart): string {
  const totals = rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const largest = Math.max(...totals, ...rows.map(({ limit }) => limit ?? 0));
  const left = MARGIN + LABEL_CHARACTER * Math.max(...rows.map(({ label }) => label.length)) + 10;
  const plot = WIDTH - left - FIGURE;
  const x = (value: number): number => round(left + (value / largest) * plot);
  const legend = drawLegend(series, limitName);
  const top = 46 + legend.height;
  const bottom = top + rows.length * ROW;
  const height = bottom + 50;

  const grid = ticksUpTo(largest).map(
    (tick) =>
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${top - 4}" y2="${bottom}"/>` +
      `<text class="soft" x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${inDigits(tick)}</text>`,
  );
  const bars = rows.map((row, index) => drawRow(row, totals[index] ?? 0, top + index * ROW, left, x));
  const axis = `<text class="soft" x="${round(left + plot / 2)}" y="${bottom + 36}" text-anchor="middle">${escape(unit)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">${escape(title)}</title>
<desc id="desc">${escape(describe(series, rows, totals, unit, limitName))}</desc>
<style>
${styleOf(series)}
</style>
<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>
<text class="title" x="${MARGIN}" y="28">${escape(title)}</text>
${legend.svg}
${grid.join("\n")}
${bars.join("\n")}
${axis}
</svg>
`;
}

function drawRow(
  { label, values, limit }: ChartRow,
  total: number,
  y: number,
  left: number,
  x: (value: number) => number,
): string {
  const middle = y + ROW / 2 - 1;
  const edge = middle - BAR / 2;
  let before = 0;
  const parts = values.map((value, index) => {
    const from = x(before);
    before += value;
    // A hair between the parts keeps neighbours apart where their colours look alike.
    const width = round(Math.max(0, x(before) - from - (before < total ? 1 : 0)));
    return width === 0 ? "" : `<rect class="s${index}" x="${from}" y="${edge}" width="${width}" height="${BAR}"/>`;
  });
  const mark = limit === undefined ? "" : drawLimit(x(limit), middle);
  const after = x(Math.max(total, limit ?? 0)) + 7;
  const of = limit === undefined ? "" : `<tspan class="soft" dx="4">/ ${inDigits(limit)}</tspan>`;
  return [
    `<text x="${left - 9}" y="${middle + 4}" text-anchor="end">${escape(label)}</text>`,
    ...parts,
    mark,
    `<text class="figure" x="${after}" y="${middle + 4}">${inDigits(total)}${of}</text>`,
  ].join("");
}

function drawLimit(x: number, middle: number): string {
  const reach = BAR / 2 + 3;
  return `<line class="limit" x1="${x}" x2="${x}" y1="${middle - reach}" y2="${middle + reach}"/>`;
}

function drawLegend(series: BarChart["series"], limitName: string | undefined): { svg: string; height: number } {
  const entries = series.map(({ name }, index) => ({
    name,
    mark: (x: number, y: number) => `<rect class="s${index}" x="${x}" y="${y - 9}" width="11" height="11"/>`,
  }));
  if (limitName !== undefined) {
    entries.push({
      name: limitName,
      mark: (x, y) => `<line class="limit" x1="${x + 5}" x2="${x + 5}" y1="${y - 11}" y2="${y + 4}"/>`,
    });
  }
  let x = MARGIN;
  let y = 52;
  const drawn = entries.map(({ name, mark }) => {
    const width = 17 + LEGEND_CHARACTER * name.length + 16;
    if (x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += 20;
    }
    const svg = `${mark(x, y)}<text x="${x + 17}" y="${y}">${escape(name)}</text>`;
    x = round(x + width);
    return svg;
  });
  return { svg: drawn.join("\n"), height: y - 52 + 28 };
}

function styleOf(series: BarChart["series"]): string {
  const fills = (mode: "light" | "dark"): string =>
    series.map((colours, index) => `.s${index} { fill: ${colours[mode]}; }`).join(" ");
  return `text { font: 12px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: #1f2328; }
.title { font-size: 15px; font-weight: 600; } .figure { font-weight: 600; font-variant-numeric: tabular-nums; }
.soft { fill: #59636e; font-weight: 400; } .ground { fill: #ffffff; stroke: #d1d9e0; }
.grid { stroke: #e4e8ec; } .limit { stroke: #1f2328; stroke-width: 2; }
${fills("light")}
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; } .soft { fill: #9198a1; } .ground { fill: #0d1117; stroke: #3d444d; }
.grid { stroke: #262c36; } .limit { stroke: #f0f6fc; }
${fills("dark")}
}`;
}

function describe(
  series: BarChart["series"],
  rows: readonly ChartRow[],
  totals: readonly number[],
  unit: string,
  limitName: string | undefined,
): string {
  return rows
    .map(({ label, values, limit }, index) => {
      const parts = values
        .map((value, at) => (value === 0 ? "" : `${series[at]?.name ?? ""} ${inDigits(value)}`))
        .filter(Boolean);
      const of = parts.length > 1 ? ` (${parts.join(", ")})` : "";
      const most = limit === undefined ? "" : `, ${limitName ?? "limit"} ${inDigits(limit)}`;
      return `${label}: ${inDigits(totals[index] ?? 0)} ${unit}${of}${most}`;
    })
    .join("; ");
}

/** Rounded up, as what is held against a limit; a hundredth is the noise of adding up parts. */
function inDigits(value: number): string {
  return Math.ceil(Math.max(0, value - 0.01)).toLocaleString("en");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
