import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Arms, readPicture } from "../shared/pdf/index.ts";
import type { BodySettings, FixedField } from "../shared/workflow/index.ts";
import { type LocalSettings, SettingsError, settingsName } from "./settings.ts";

/** What `visto.json` says of the body itself, and which settings its pages therefore show and do not change. */
export type OwnSettings = {
  readonly settings: Partial<Pick<BodySettings, "name" | "colour" | "arms" | "signatures" | "totpFor">>;
  readonly fixed: readonly FixedField[];
};

export const noOwnSettings: OwnSettings = { settings: {}, fixed: [] };

/** @throws {SettingsError} when the picture cannot be read, or is none */
export async function ownSettings(file: LocalSettings, dir: string): Promise<OwnSettings> {
  const { name, colour, arms, signatures, timestamps, mail, totpFor, origin, trustedProxies } = file;
  return {
    settings: {
      ...(name === undefined ? {} : { name }),
      ...(colour === undefined ? {} : { colour: colour.toLowerCase() }),
      ...(arms === undefined ? {} : { arms: await armsIn(resolve(dir, arms.file), arms.alt) }),
      ...(signatures === undefined ? {} : { signatures: policy(signatures) }),
      ...(totpFor === undefined ? {} : { totpFor }),
    },
    fixed: [
      ...(name === undefined ? [] : (["name"] as const)),
      ...(colour === undefined ? [] : (["colour"] as const)),
      ...(arms === undefined ? [] : (["arms"] as const)),
      ...(signatures === undefined ? [] : (["signatures"] as const)),
      ...(timestamps.length === 0 ? [] : (["timestamps"] as const)),
      ...(mail === undefined ? [] : (["mail"] as const)),
      ...(origin === undefined ? [] : (["origin"] as const)),
      ...(trustedProxies === undefined ? [] : (["trustedProxies"] as const)),
    ],
  };
}

const policy = ({ qualified, passed, levels }: NonNullable<LocalSettings["signatures"]>) => ({
  ...(qualified === undefined ? {} : { qualified }),
  ...(passed === undefined ? {} : { passed }),
  ...(levels === undefined ? {} : { levels }),
});

async function armsIn(path: string, alt: string): Promise<Arms> {
  const field = `${settingsName}: arms.file: ${JSON.stringify(path)}`;
  const bytes = await readFile(path).catch((fault: unknown) => {
    throw new SettingsError(`${field}: ${fault instanceof Error ? fault.message : String(fault)}`);
  });
  const found = readPicture(new Uint8Array(bytes));
  if (typeof found === "string")
    throw new SettingsError(
      `${field}: ${found}: attesa un'immagine PNG o JPEG intera, al massimo 200 kB / expected a whole PNG or JPEG picture of at most 200 kB`,
    );
  return { bytes: new Uint8Array(bytes), format: found.format, alt };
}
