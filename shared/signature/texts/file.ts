/** About the file as a whole. `{}` takes the detail of the case. */
export const fileTexts = {
  UNSIGNED: ["Il file non contiene firme digitali.", "The file carries no digital signature."],
  EMPTY_FILE: ["Il file è vuoto.", "The file is empty."],
  TOO_LARGE: [
    "Il file supera il limite di dimensione per la verifica ({}).",
    "The file is over the size limit for verification ({}).",
  ],
  PDF_TOO_SCATTERED: [
    "Il PDF è troppo grande per essere tenuto in memoria e le sue strutture stanno in troppi punti del file: le firme non sono state verificate.",
    "The PDF is too large to be held in memory and its structures lie in too many places of the file: its signatures were not verified.",
  ],
  FORMAT_NOT_COVERED: [
    "Il formato di firma {} non è ancora verificato da questo strumento.",
    "The signature format {} is not yet verified by this tool.",
  ],
  MALFORMED: ["La struttura del file non è leggibile: {}.", "The structure of the file cannot be read: {}."],
  NO_SIGNERS: ["La busta non contiene alcuna firma.", "The envelope holds no signature."],
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
} as const;
