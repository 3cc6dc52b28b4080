import { createRequire } from "node:module";
import { repository } from "./repository.ts";

const { resolve } = createRequire(import.meta.url);

/**
 * What a function that renders carries beside its code, in the folder `engine`: the layout engine, its fonts and the
 * act's template, under the names that they have in their packages.
 */
export const engineFiles = (): readonly string[] => [
  resolve("@myriaddreamin/typst-ts-web-compiler/wasm"),
  resolve("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
  resolve("@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf"),
  resolve("@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
  resolve("@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf"),
  resolve("@expo-google-fonts/ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf"),
  repository("shared/pdf/template/act.typ"),
];
