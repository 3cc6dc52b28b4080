import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Camera, openCamera, widths } from "./camera.ts";
import { photograph, referencePath, references, scale } from "./reference.ts";
import { samplePages } from "./sample-pages.ts";
import { serveSamples } from "./serve-samples.ts";

// Pictures of every page in every state, in both languages, on a phone and on a desk, to be looked at:
//   npm run screenshots [-- name…]     into out/screenshots/it and en; says which pages are wider than their window
//   npm run screenshots -- --update    makes the reference pictures anew
const asked = process.argv.slice(2);
/** Programs that show pictures refuse taller ones. */
const tallest = 16_000;
const root = join(import.meta.dirname, "../..");
const { origin, close } = await serveSamples();
if (asked.includes("--update")) await update();
else await takeAll(asked);
close();

async function update(): Promise<void> {
  const camera = await openCamera(scale);
  if (!camera.locked)
    throw new Error("the reference pictures are of the Chromium in package-lock.json, which is not here");
  for (const reference of references) {
    const bytes = await photograph(camera, origin, reference);
    writeFileSync(referencePath(reference), bytes);
    process.stdout.write(`${relative(root, referencePath(reference))} ${bytes.length}\n`);
  }
  await camera.close();
}

async function takeAll(only: readonly string[]): Promise<void> {
  const folder = join(root, "out/screenshots");
  const camera = await openCamera();
  for (const lang of ["it", "en"] as const) {
    mkdirSync(join(folder, lang), { recursive: true });
    for (const name of Object.keys(samplePages(lang)))
      if (only.length === 0 || only.some((one) => name.includes(one))) await take(camera, folder, `${lang}/${name}`);
  }
  await camera.close();
  process.stdout.write(`${relative(root, folder)}\n`);
}

/** Both widths of one page. */
async function take(camera: Camera, folder: string, page: string): Promise<void> {
  for (const width of widths) {
    await camera.point(`${origin}/${page}`, width);
    const height = await camera.page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width, height: Math.min(height, tallest) };
    await camera.page.screenshot({ path: join(folder, `${page}-${width}.png`), clip, fullPage: true });
    const wide = await camera.page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) process.stdout.write(`${page} ${width}: scrolls to ${wide}\n`);
  }
}
