/** What a problem of the schema expected, in English: whole sentences, then those with a number or a pattern in them. */
const sentences: Readonly<Record<string, string>> = {
  "nessun campo con questo nome: lo schema non lo prevede": "no field of this name: the schema has none",
  "un testo": "a text",
  "un numero": "a number",
  "un numero intero (gli importi in centesimi di euro)": "a whole number (amounts in euro cents)",
  "vero o falso (true, false)": "true or false",
  "un elenco": "a list",
  "un oggetto con i suoi campi": "an object with its fields",
  "una data": "a date",
  "la sigla di un allegato: una o due lettere maiuscole, con un numero o senza (A, B, AA, A1)":
    "the label of an attachment: one or two capital letters, with a number or without (A, B, AA, A1)",
  "un mese nella forma AAAA-MM (2025-12)": "a month in the form YYYY-MM (2025-12)",
  "un mese come 12/2025": "a month like 12/2025",
  "sei cifre (codice ISTAT)": "six digits (ISTAT code)",
  "un testo non vuoto": "a text that is not empty",
  "una data nella forma AAAA-MM-GG (2025-12-24)": "a date in the form YYYY-MM-DD (2025-12-24)",
  "una data come 24/12/2025": "a date like 24/12/2025",
  "un oggetto JSON con i campi dell’atto": "a JSON object with the fields of the act",
  "testo Unicode ben formato": "well-formed Unicode text",
};
const shapes: readonly (readonly [italian: RegExp, english: string])[] = [
  [/^un valore non inferiore a (.+)$/, "a value of at least $1"],
  [/^un valore non superiore a (.+)$/, "a value of at most $1"],
  [/^un testo di non più di (.+) caratteri$/, "a text of at most $1 characters"],
  [/^un testo della forma (.+)$/s, "a text of the form $1"],
  [/^non più di (.+) livelli annidati$/, "at most $1 nested levels"],
  [/^il valore (.+)$/s, "the value $1"],
  [/^uno fra (.+)$/s, "one of $1"],
];
const needed = "campo obbligatorio: ";

/**
 * The expectation of an `ActProblem` in the language: they are written in Italian, and one that is not known here stays
 * so. Nothing is promised of texts from elsewhere.
 */
export function expectationIn(language: "it" | "en", expectation: string): string {
  if (language === "it") return expectation;
  if (expectation.startsWith(needed)) return `required field: ${expectationIn("en", expectation.slice(needed.length))}`;
  const known = sentences[expectation];
  if (known !== undefined) return known;
  const shape = shapes.find(([italian]) => italian.test(expectation));
  return shape ? expectation.replace(shape[0], shape[1]) : expectation;
}

/** Of «italiano / English» the one that is asked for; of anything else the whole. */
export function halfOf(text: string, lang: "it" | "en"): string {
  const [it = "", en, ...more] = text.split(" / ");
  return en === undefined || more.length > 0 ? text : lang === "it" ? it : en;
}

/** The same for a form that people fill in: they write days and months as people do, not as the data keep them. */
export const expectationOfForm = (language: "it" | "en", expectation: string): string =>
  expectationIn(
    language,
    expectation
      .replace("una data nella forma AAAA-MM-GG (2025-12-24)", "una data come 24/12/2025")
      .replace("un mese nella forma AAAA-MM (2025-12)", "un mese come 12/2025"),
  );
