import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "../support/browser.ts";
import { samplePages } from "./sample-pages.ts";
import { serveSamples } from "./serve-samples.ts";

// Pictures of every page, to be looked at: npx tsx --tsconfig web/tsconfig.json test/web/preview.ts [folder] [name…]
const [folder, ...only] = process.argv.slice(2);
const out = folder ?? mkdtempSync(join(tmpdir(), "visto-pages-"));
mkdirSync(out, { recursive: true });
const { origin, close } = await serveSamples();
const browser = await openBrowser();
const lang = "it";
for (const [name, page] of Object.entries(samplePages(lang))) {
  if (only.length > 0 && !only.includes(name)) continue;
  writeFileSync(join(out, `${name}.html`), page);
  for (const width of [375, 1280]) {
    const view = await browser.newPage({ viewport: { width, height: 900 } });
    await view.goto(`${origin}/${lang}/${name}`, { waitUntil: "networkidle" });
    await view.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true });
    const wide = await view.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) process.stdout.write(`${name} ${width}: scrolls to ${wide}\n`);
    await view.close();
  }
}
await browser.close();
close();
process.stdout.write(`${out}\n`);
