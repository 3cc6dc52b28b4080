import * as z from "zod";
import { contrastWithWhite, isColour, leastContrast } from "./body-colour.ts";

/** A body's colour as settings may name it: white text on it must be readable, because every page's header has some. */
export const colourSchema = z
  .string()
  .refine(isColour, { error: "atteso un colore come #0066cc / expected a colour like #0066cc" })
  .refine((text) => !isColour(text) || contrastWithWhite(text) >= leastContrast, {
    error: ({ input }) => {
      const ratio = contrastWithWhite(String(input));
      return `contrasto con il testo bianco ${ratio}:1, atteso almeno ${leastContrast}:1 / contrast with white text ${ratio}:1, expected ${leastContrast}:1 or more`;
    },
  });
