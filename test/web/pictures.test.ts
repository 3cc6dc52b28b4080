import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Camera, openCamera } from "./camera.ts";
import { photograph, type Reference, referencePath, references, scale } from "./reference.ts";
import { serveSamples } from "./serve-samples.ts";

let camera: Camera;
let server: Awaited<ReturnType<typeof serveSamples>>;
const left = join(import.meta.dirname, "../../out/pictures");

beforeAll(async () => {
  [camera, server] = await Promise.all([openCamera(scale), serveSamples()]);
});
afterAll(async () => {
  await camera?.close();
  server?.close();
});

/**
 * The part of a picture that may differ. The Chromium of the lock file draws the same everywhere but for rounding in
 * the processor; any other has its own edges of letters and may break a line elsewhere.
 */
const tolerance = () => (camera.locked ? 0.002 : 0.06);
const grey = 255;

/** What part of the pixels differs; where one picture is taller, all that the other has not counts. */
function differing(one: Buffer, other: Buffer): { readonly part: number; readonly picture: Buffer } {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  const [width, height] = [Math.max(a.width, b.width), Math.max(a.height, b.height)];
  const onto = (from: typeof a) => {
    const data = Buffer.alloc(width * height * 4, grey);
    for (let y = 0; y < from.height; y += 1)
      from.data.copy(data, y * width * 4, y * from.width * 4, (y + 1) * from.width * 4);
    return data;
  };
  const data = Buffer.alloc(width * height * 4);
  const pixels = pixelmatch(onto(a), onto(b), data, width, height, { threshold: 0.05 });
  const missing = Math.abs(a.height - b.height) * width;
  return { part: Math.max(pixels, missing) / (width * height), picture: PNG.sync.write({ width, height, data }) };
}

const nameOf = ({ page, width }: Reference) => `${page} at ${width} px`;

test.each(references.map((one) => [nameOf(one), one] as const))(
  "%s looks as it did: if it should not, npm run screenshots -- --update",
  async (_name, reference) => {
    const taken = await photograph(camera, server.origin, reference);
    const { part, picture } = differing(readFileSync(referencePath(reference)), taken);
    if (part > tolerance()) {
      mkdirSync(left, { recursive: true });
      const file = join(left, `${reference.page}-${reference.width}`);
      writeFileSync(`${file}.png`, taken);
      writeFileSync(`${file}-differs.png`, picture);
      expect.fail(`${(part * 100).toFixed(2)} % of the pixels differ: ${file}-differs.png`);
    }
    expect(part).toBeLessThanOrEqual(tolerance());
  },
);

test.each([
  ["a margin of four pixels", "main h1 { margin-bottom: 1.25rem !important }"],
  ["another blue", ".site-brand { background: #004d99 !important }"],
  ["a lost font", "body, h1, h2, h3, p { font-family: serif !important }"],
])("%s is seen", async (_name, rule) => {
  const [, , act] = references;
  if (!act) throw new Error("the portal's act is among the references");
  await camera.point(`${server.origin}/it/${act.page}`, act.width);
  // The page's own policy lets no style in: a sheet of the test's is put beside the page's.
  await camera.page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, rule);
  const { part } = differing(readFileSync(referencePath(act)), await photograph(camera, server.origin, act));
  await camera.page.goto("about:blank");
  expect(part).toBeGreaterThan(tolerance());
});
