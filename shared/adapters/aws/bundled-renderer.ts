import { readFile } from "node:fs/promises";
import type { Renderer } from "../../pdf/index.ts";
import { madeOnce } from "./made-once.ts";
import { unpacked } from "./unpacked.ts";

const bytesOf = async (name: string) => new Uint8Array(await readFile(unpacked("engine", name)));

const faces = [
  ["text", "SourceSans3_400Regular.ttf"],
  ["text", "SourceSans3_400Regular_Italic.ttf"],
  ["text", "SourceSans3_600SemiBold.ttf"],
  ["text", "SourceSans3_700Bold.ttf"],
  ["mono", "IBMPlexMono_400Regular.ttf"],
] as const;

/** The layout engine from the folder `engine` beside the function's code, opened with the first act and kept warm. */
export function bundledRenderer(): Renderer {
  const renderer = madeOnce(async () => {
    const { openRenderer } = await import("../../pdf/index.ts");
    return openRenderer({
      wasm: await bytesOf("typst_ts_web_compiler_bg.wasm"),
      template: await bytesOf("act.typ"),
      fonts: await Promise.all(faces.map(async ([role, name]) => ({ role, name, bytes: await bytesOf(name) }))),
    });
  });
  return {
    renderOriginal: async (act, setup) => (await renderer()).renderOriginal(act, setup),
    renderCopy: async (act, stamps, setup) => (await renderer()).renderCopy(act, stamps, setup),
    renderOver: async (original, act, stamps, setup) => (await renderer()).renderOver(original, act, stamps, setup),
  };
}
