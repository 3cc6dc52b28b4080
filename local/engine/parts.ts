import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { EngineParts, FontFile } from "../../shared/pdf/index.ts";

const require = createRequire(import.meta.url);

const faces = [
  ["text", "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"],
  ["text", "@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf"],
  ["text", "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"],
  ["text", "@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf"],
  ["mono", "@expo-google-fonts/ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf"],
] as const;

/** Where the engine's files lie: a function's bundle copies these beside its code. */
export const enginePaths = () => ({
  wasm: require.resolve("@myriaddreamin/typst-ts-web-compiler/wasm"),
  template: fileURLToPath(new URL("../../shared/pdf/template/act.typ", import.meta.url)),
  fonts: faces.map(([role, path]) => ({ role, path: require.resolve(path) })),
});

/** Reads the engine, its fonts and the template. Rejects when a file is missing. */
export async function readEngineParts(): Promise<EngineParts> {
  const paths = enginePaths();
  const [wasm, template, fonts] = await Promise.all([
    bytes(paths.wasm),
    bytes(paths.template),
    Promise.all(paths.fonts.map(readFont)),
  ]);
  return { wasm, template, fonts };
}

async function readFont({ role, path }: { role: FontFile["role"]; path: string }): Promise<FontFile> {
  return { role, name: path.slice(path.lastIndexOf("/") + 1), bytes: await bytes(path) };
}

const bytes = async (path: string) => new Uint8Array(await readFile(path));
