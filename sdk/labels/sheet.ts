import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject, requireText } from "../given.js";
import { parseDigitalLink } from "../gs1/digitalLink.js";
import type { Label } from "./label.js";
import { qrModules, qrSvg } from "./qr.js";

export interface SheetOptions {
  /** Title of the page, such as the lot. */
  readonly title?: string;
  /** Width of one module in print, in millimetres: GS1 asks for 0.396 or more of a code that shops and phones scan. */
  readonly moduleMm?: number;
}

/**
 * Labels to print on A4, as one HTML page that needs nothing else: each with its open code, what people read, and the hidden
 * code in the frame of its scratch-off field. Labels never break across pages. What people read has one element a line, none
 * broken: so only the bracket that begins a line is one around an identifier, and a lot such as `A(21)x` is printed as it is.
 *
 * A page with hidden codes holds the keys of its labels: whoever has it can activate them. Print it where labels are made, and
 * delete it.
 *
 * @throws InvalidValueError when there is no list of labels, a module has no width, or a label no link that can be printed.
 * @example await writeFile("labels.html", labelSheet([makeLabel(link, key)], { title: "LOT7" }));
 */
export function labelSheet(labels: readonly Label[], options: SheetOptions = {}): string {
  requireList("set of labels", labels);
  requireObject("set of options", options);
  const { title = "Labels", moduleMm = 0.4 } = options;
  requireText("title", title);
  if (!(Number.isFinite(moduleMm) && moduleMm > 0)) {
    throw new InvalidValueError(
      `${shown(moduleMm)} is no width of a module.`,
      "Give millimetres, such as 0.4.",
      moduleMm,
    );
  }
  const code = (text: string): string => {
    const side = (qrModules(text).length * moduleMm).toFixed(2);
    return qrSvg(text).replace("<svg ", `<svg width="${side}mm" height="${side}mm" `);
  };
  const articles = labels.map((label) => {
    requireObject("label", label);
    const { link, hidden } = label;
    return `<article>
<div>${code(link)}${hidden === undefined ? "" : `<figure>${code(hidden)}<figcaption>Scratch here · 刮开此处</figcaption></figure>`}</div>
<p>${parseDigitalLink(link)
      .elements.map(({ ai, value }) => escapeHtml(`(${ai})${value}`))
      .join("<br>")}</p>
</article>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>
@page { size: A4; margin: 10mm }
body { display: flex; flex-wrap: wrap; gap: 4mm; margin: 0; font: 8pt monospace }
article { break-inside: avoid; border: 0.2mm solid #999; padding: 2mm }
article div { display: flex; gap: 3mm; align-items: flex-start }
figure { margin: 0; border: 0.4mm dashed #000 }
figcaption { text-align: center }
p { margin: 1mm 0 0; white-space: nowrap }
svg { display: block }
</style>
${articles.join("\n")}
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
