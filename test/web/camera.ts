import { type Browser, chromium, type Page } from "playwright-core";
import { openBrowser, packedChromium } from "../support/browser.ts";

/** Phones and desks. Heights matter only for what sticks to the window. */
export const widths = [375, 1280] as const;
export type Width = (typeof widths)[number];

/** Nothing that differs between two machines: no hinting of the system, no subpixels, no scroll bars, one colour space. */
const steady = [
  "--no-sandbox",
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--hide-scrollbars",
  "--force-color-profile=srgb",
  "--disable-gpu",
  "--lang=it-IT",
];

export type Camera = {
  /** Whether this is the Chromium that the lock file names: only its pictures are the same everywhere. */
  readonly locked: boolean;
  readonly page: Page;
  /** Opens the address at that width; everything is there and still when it answers. */
  readonly point: (url: string, width: Width) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `scale` under 1 makes small pictures, for keeping. */
export async function openCamera(scale = 1): Promise<Camera> {
  const path = await packedChromium();
  const browser: Browser = path ? await chromium.launch({ executablePath: path, args: steady }) : await openBrowser();
  const context = await browser.newContext({
    locale: "it-IT",
    timezoneId: "Europe/Rome",
    reducedMotion: "reduce",
    colorScheme: "light",
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  return {
    locked: path !== undefined,
    page,
    point: async (url, width) => {
      await page.setViewportSize({ width, height: 900 });
      if (page.url() !== url) await page.goto(url, { waitUntil: "load" });
      await page.evaluate(() => document.fonts.ready);
    },
    close: () => browser.close(),
  };
}
