export type Language = "it" | "en";

/**
 * Every reason a report can give: one Italian and one English sentence each.
 *
 * Codes are public: added to, never renamed or reused. `{}` takes the detail of the case.
 */
export const messages = {
  // The file
  UNSIGNED: ["Il file non contiene firme digitali.", "The file carries no digital signature."],
  EMPTY_FILE: ["Il file è vuoto.", "The file is empty."],
  TOO_LARGE: [
    "Il file supera il limite di dimensione per la verifica ({}).",
    "The file is over the size limit for verification ({}).",
  ],
  FORMAT_NOT_COVERED: [
    "Il formato di firma {} non è ancora verificato da questo strumento.",
    "The signature format {} is not yet verified by this tool.",
  ],
  MALFORMED: ["La struttura del file non è leggibile: {}.", "The structure of the file cannot be read: {}."],
  PDF_ENCRYPTED: [
    "Il PDF è cifrato: le firme non possono essere verificate.",
    "The PDF is encrypted: its signatures cannot be verified.",
  ],
  NESTED_TOO_DEEP: [
    "Le buste p7m annidate sono troppe: i livelli oltre {} non sono stati aperti.",
    "Too many nested p7m envelopes: levels beyond {} were not opened.",
  ],
  NESTED_NOT_VALID: [
    "Il contenuto firmato porta a sua volta firme che non risultano valide.",
    "The signed content carries signatures of its own that are not valid.",
  ],
  NOT_IMPLEMENTED: ["Verifica non ancora disponibile.", "Verification not available yet."],
} as const satisfies Record<string, readonly [string, string]>;

export type ReasonCode = keyof typeof messages;

/** The sentence for a code, with its detail put in. */
export function sentence(code: ReasonCode, language: Language, detail = ""): string {
  return messages[code][language === "it" ? 0 : 1].replace("{}", () => detail);
}
