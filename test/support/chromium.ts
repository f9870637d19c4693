import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

/**
 * A Chromium without a window: the one that `WAYMARK_CHROMIUM` names, else the one that comes from npm where it has one for the
 * platform, else the Chrome that is installed.
 */
export async function launchChromium(): Promise<Browser> {
  try {
    return await playwright.launch(await options());
  } catch (cause) {
    throw new Error(
      "Chromium does not start here: install one (on Debian: apt-get install chromium) and name its program in WAYMARK_CHROMIUM.",
      { cause },
    );
  }
}

async function options(): Promise<Parameters<typeof playwright.launch>[0]> {
  const { WAYMARK_CHROMIUM: named } = process.env;
  const isPacked = process.platform === "linux" && process.arch === "x64";
  if (named === undefined && !isPacked) return { channel: "chrome" };
  // Machines of tests run as root, where no sandbox starts. The package's own arguments are for a process with one page.
  return { executablePath: named ?? (await chromium.executablePath()), args: ["--no-sandbox", "--disable-gpu"] };
}
