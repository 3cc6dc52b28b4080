import * as typst from "@myriaddreamin/typst-ts-web-compiler";
import type { EngineParts } from "./renderer.ts";

/** Name and version as the seal's evidence records them. The WASM build carries Typst 0.14.2. */
export const engineName = "typst-ts-web-compiler 0.7.0";
/** What the PDF says of the program that wrote its pages. */
export const producer = `Typst 0.14.2 (${engineName})`;

/** Virtual files by absolute path: all that a compilation can see. */
export type ShadowFiles = Readonly<Record<string, Uint8Array>>;

export type TypstEngine = {
  /** PDF bytes. Throws with the compiler's messages when the template and the data do not go together. */
  readonly compile: (files: ShadowFiles) => Uint8Array;
};

const pdf = 1;
const fullDiagnostics = 3;
const main = "/main.typ";

/**
 * Typst as WebAssembly, warm after the first call: fonts and template stay loaded.
 *
 * It reaches no disk, no network and no system font: the access model is a dummy, packages do not resolve, and only
 * the shadow files given to `compile` exist. A trap inside the engine leaves it unusable: open another one.
 */
export async function openTypst(parts: EngineParts): Promise<TypstEngine> {
  await typst.default({ module_or_path: parts.wasm });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of parts.fonts) await builder.add_raw_font(font.bytes);
  const compiler = await builder.build();
  return {
    compile: (files) => {
      compiler.reset();
      compiler.reset_shadow();
      compiler.map_shadow(main, parts.template);
      for (const [path, bytes] of Object.entries(files)) compiler.map_shadow(path, bytes);
      const world = compiler.snapshot(undefined, main, []);
      try {
        return readArtifact(world.get_artifact(pdf, fullDiagnostics));
      } finally {
        world.free();
      }
    },
  };
}

function readArtifact(answer: unknown): Uint8Array {
  const { result, diagnostics } = (answer ?? {}) as { result?: unknown; diagnostics?: readonly unknown[] };
  if (result instanceof Uint8Array) return result;
  throw new Error(`Typst produced no PDF: ${JSON.stringify(diagnostics ?? [])}`);
}
