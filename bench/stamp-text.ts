import { readFileSync } from "node:fs";
import { enginePaths } from "../local/engine/index.ts";
import type { OverlayStamps } from "../shared/pdf/index.ts";

export const benchStamps: OverlayStamps = {
  title: "Copia informatica della determinazione n. 2706/2025 del 24/12/2025.",
  lines: [
    "Documento firmato digitalmente, il cui originale informatico sostituisce il documento cartaceo e la firma autografa (artt. 20 e 21 del D.Lgs. n. 82/2005).",
    "Direttore: Adele Prova · Responsabile del procedimento istruttorio: Bruno Esempio · Pratica trattata da Carla Modello",
    "Verifica: trasparenza.borgosereno.example/v – codice 7KQ2-M4XD",
  ],
  url: "https://trasparenza.borgosereno.example/v/7KQ2-M4XD",
  label: (page, pages) => `pag. ${page}/${pages}`,
};

export function benchFonts(): { readonly text: Uint8Array; readonly strong: Uint8Array } {
  const face = (name: string) => {
    const found = enginePaths().fonts.find((font) => font.path.endsWith(name));
    if (!found) throw new Error(`the engine has no face ${name}`);
    return readFileSync(found.path);
  };
  return { text: face("3_400Regular.ttf"), strong: face("600SemiBold.ttf") };
}
