import { join } from "node:path";
import { PNG } from "pngjs";
import type { Camera, Width } from "./camera.ts";

export type Reference = { readonly page: string; readonly width: Width };

/** The pages by which people judge: those of the portal and of a signatory's phone before all. */
export const references: readonly Reference[] = [
  { page: "portal-home", width: 1280 },
  { page: "transparency", width: 1280 },
  { page: "public-act", width: 1280 },
  { page: "public-act", width: 375 },
  { page: "verify", width: 375 },
  { page: "certificate", width: 1280 },
  { page: "signatory-approve", width: 375 },
  { page: "signatory-sign", width: 375 },
  { page: "receipt-approve", width: 375 },
  { page: "worklist", width: 1280 },
  { page: "act-blocked", width: 1280 },
  { page: "form-edit", width: 1280 },
  { page: "offices", width: 1280 },
];

export const referencePath = ({ page, width }: Reference): string =>
  join(import.meta.dirname, "reference", `${page}-${width}.png`);

/** Small pictures keep the repository small, and show what a person sees from an arm's length. */
export const scale = 0.5;

/** How much of a page is kept: what comes lower repeats what is above. */
const tall = 1400;

/** The page from its top, as a small PNG without transparency. */
export async function photograph(camera: Camera, origin: string, { page, width }: Reference): Promise<Buffer> {
  await camera.point(`${origin}/it/${page}`, width);
  await camera.page.waitForLoadState("networkidle");
  const height = await camera.page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(height, tall) };
  const bytes = await camera.page.screenshot({ clip, fullPage: true, animations: "disabled" });
  return PNG.sync.write(PNG.sync.read(bytes), { colorType: 2, deflateLevel: 9 });
}
