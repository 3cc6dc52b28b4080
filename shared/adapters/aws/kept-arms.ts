import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Arms } from "../../pdf/index.ts";
import { readPicture } from "../../pdf/picture.ts";
import { jsonOf } from "./sign-in-settings.ts";
import { unpacked } from "./unpacked.ts";

/** Names of the file beside a function's code: an environment, 4 KB in all, is no place for a picture. */
export const keptArmsNames = { png: "arms.png", jpg: "arms.jpg" } as const;

/** The format of a picture that acts can carry, by its bytes. @throws with what was expected, as one machine's settings say it */
export function armsFormat(bytes: Uint8Array): keyof typeof keptArmsNames {
  const found = readPicture(bytes);
  if (typeof found === "string") throw new Error(`${found}: expected a whole PNG or JPEG picture of at most 200 kB`);
  return found.format;
}

/** What a function that shows the body's coat of arms is told of it, as JSON: the format, and what the picture shows. */
export const armsVariable = jsonOf(z.strictObject({ format: z.enum(["png", "jpg"]), alt: z.string().min(1).max(120) }));

/**
 * The coat of arms, from where Lambda unpacked the function. It was looked at when the stack was made.
 * @throws when it is not there
 */
export function keptArms(told: z.output<typeof armsVariable> | undefined): { readonly arms?: Arms } {
  if (!told) return {};
  const { format, alt } = told;
  return { arms: { format, alt, bytes: new Uint8Array(readFileSync(unpacked(keptArmsNames[format]))) } };
}
