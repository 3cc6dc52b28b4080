import { copyFileSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { armsFormat, keptArmsNames } from "../shared/adapters/aws/function-environments.ts";
import type { FunctionSpec } from "./functions.ts";
import { repository } from "./repository.ts";

/** A PNG or JPEG file beside cdk.json, and what it shows for whoever does not see it. */
export const coatOfArmsSchema = z.strictObject({ file: z.string().min(1), alt: z.string().trim().min(1).max(120) });

export type CoatOfArms = { readonly path: string; readonly format: "png" | "jpg"; readonly alt: string };

/** Looks at the file as one machine's settings do. @throws when it is not there, or no picture that acts can carry */
export function readCoatOfArms({ file, alt }: z.infer<typeof coatOfArmsSchema>): CoatOfArms {
  const path = resolve(repository("."), file);
  try {
    return { path, format: armsFormat(new Uint8Array(readFileSync(path))), alt };
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Error(`body.coatOfArms.file: ${JSON.stringify(file)}: ${why}`);
  }
}

/** Whether a function shows the coat of arms: on pages, or on what it prints. */
const showsArms = ({ source, renders }: FunctionSpec): boolean => renders === true || source.kind === "http";

/** Puts the coat of arms beside the code of a function that shows it. */
export function giveArms(spec: FunctionSpec, arms: CoatOfArms | undefined, outdir: string): void {
  if (arms && showsArms(spec)) copyFileSync(arms.path, join(outdir, keptArmsNames[arms.format]));
}

/** What such a function is told of it. */
export const armsTold = (arms: CoatOfArms | undefined): string | undefined =>
  arms && JSON.stringify({ format: arms.format, alt: arms.alt });
