import { PNG } from "pngjs";

import { qrModules } from "../../labels/qr.js";

/**
 * A QR code as a PNG image, black on white.
 *
 * @param moduleSize Pixels on each side of a module, 1 or more.
 * @example await writeFile("label.png", qrPng(link));
 */
export function qrPng(text: string, moduleSize = 8): Buffer {
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
