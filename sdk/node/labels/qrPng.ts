import { PNG } from "pngjs";

import { shown } from "../../errors/shown.js";
import { InvalidValueError } from "../../errors/waymarkError.js";
import { qrModules } from "../../labels/qr.js";

/**
 * A QR code as a PNG image, black on white.
 *
 * @param moduleSize Pixels on each side of a module, 1 to 100.
 * @throws InvalidValueError when the text is too long, or the size none.
 * @example await writeFile("label.png", qrPng(link));
 */
export function qrPng(text: string, moduleSize = 8): Buffer {
  if (!Number.isInteger(moduleSize) || moduleSize < 1 || moduleSize > 100) {
    throw new InvalidValueError(
      `${shown(moduleSize)} is no size of a module: that is 1 to 100 pixels.`,
      "Give a whole number, such as 8.",
      moduleSize,
    );
  }
  const modules = qrModules(text);
  const side = modules.length * moduleSize;
  const image = new PNG({ width: side, height: side, colorType: 0 });
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = modules[Math.floor(y / moduleSize)]?.[Math.floor(x / moduleSize)] === true;
      image.data.fill(dark ? 0 : 255, (y * side + x) * 4, (y * side + x) * 4 + 3);
      image.data[(y * side + x) * 4 + 3] = 255;
    }
  }
  return PNG.sync.write(image, { colorType: 0 });
}
